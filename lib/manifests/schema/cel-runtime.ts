/*
 * What compiled CEL rules call. A function that CEL lets fail throws `FAILED`, and the rule that called it refuses the value.
 * The generated code passes whatever the schema has let through, hence `any`.
 */

export const FAILED = new Error('the rule cannot be evaluated');

const fail = (): never => { throw FAILED; };

/** A field that no condition has shown to be there. */
export const field = (of: any, name: string): any => of[name] ?? fail();

/** Length in characters, not in UTF-16 units; entries of lists and maps. */
export function size(of: any): number {
  if (typeof of !== 'string') return Array.isArray(of) ? of.length : keysOf(of).length;
  return codePoints(of);
}

export function codePoints(text: string): number {
  let count = text.length;
  for (let i = 1; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xdc00 && unit <= 0xdfff) { const before = text.charCodeAt(i - 1); if (before >= 0xd800 && before <= 0xdbff) count--; }
  }
  return count;
}

/** A null field is no field, as for the API server. */
const keysOf = (map: any): string[] => Object.keys(map).filter((key) => map[key] != null);
const elements = (of: any): any[] => (Array.isArray(of) ? of : keysOf(of));

export function all(of: any, test: (item: any) => boolean): boolean {
  if (Array.isArray(of)) return of.every(test);
  for (const key in of) if (of[key] != null && !test(key)) return false;
  return true;
}
export const exists = (of: any, test: (item: any) => boolean): boolean => elements(of).some(test);
export const existsOne = (of: any, test: (item: any) => boolean): boolean => elements(of).filter(test).length === 1;

export function allOrFail(of: any, test: (item: any) => boolean): boolean {
  let failed = false;
  for (const item of elements(of)) {
    try { if (!test(item)) return false; } catch (error) { if (error !== FAILED) throw error; failed = true; }
  }
  return failed ? fail() : true;
}
export const existsOrFail = (of: any, test: (item: any) => boolean): boolean => !allOrFail(of, (item) => !test(item));

export const andFail = (left: () => boolean, right: () => boolean): boolean => allOrFail([left, right], (side: () => boolean) => side());
export const orFail = (left: () => boolean, right: () => boolean): boolean => existsOrFail([left, right], (side: () => boolean) => side());

export function toInt(text: any): number {
  if (typeof text === 'number') return text;
  if (!/^[+-]?\d+$/.test(text)) return fail();
  const value = Number(text);
  return Math.abs(value) <= 2 ** 63 ? value : fail();
}

export function substring(text: string, from: number, to: number): string {
  const points = [...text];
  return from > to || to > points.length ? fail() : points.slice(from, to).join('');
}

const MICRO = [0xb5, 0x3bc];
const LONGEST = 2 ** 63;

/** Nanoseconds of a duration as Go writes it (`1h30m`, `0.5s`), or NaN. */
export function parseDuration(text: string): number {
  const end = text.length;
  let at = 0;
  const sign = text.charCodeAt(0) === 45 ? -1 : 1;
  if (sign < 0 || text.charCodeAt(0) === 43) at = 1;
  if (end - at === 1 && text.charCodeAt(at) === 48) return 0;
  if (at === end) return NaN;
  let total = 0;
  while (at < end) {
    let value = 0;
    let digits = 0;
    let unit = text.charCodeAt(at);
    for (; unit >= 48 && unit <= 57; unit = text.charCodeAt(++at)) { value = value * 10 + unit - 48; digits++; }
    if (unit === 46) {
      let scale = 0.1;
      unit = text.charCodeAt(++at);
      for (; unit >= 48 && unit <= 57; unit = text.charCodeAt(++at)) { value += (unit - 48) * scale; scale /= 10; digits++; }
    }
    if (digits === 0) return NaN;
    const next = text.charCodeAt(at + 1);
    if (unit === 115) { total += value * 1e9; at += 1; }
    else if (unit === 109 && next === 115) { total += value * 1e6; at += 2; }
    else if (unit === 109) { total += value * 6e10; at += 1; }
    else if (unit === 104) { total += value * 3.6e12; at += 1; }
    else if (unit === 110 && next === 115) { total += value; at += 2; }
    else if ((unit === 117 || MICRO.includes(unit)) && next === 115) { total += value * 1e3; at += 2; }
    else return NaN;
    // A unit ends where the next number begins.
    const after = text.charCodeAt(at);
    if (at < end && after !== 46 && !(after >= 48 && after <= 57)) return NaN;
  }
  return total >= LONGEST && !(sign < 0 && total === LONGEST) ? NaN : sign * total;
}

export function toDuration(text: string): number {
  const value = parseDuration(text);
  return value === value ? value : fail();
}

export interface Url { readonly scheme: string }

/** The URL of a request line: absolute, or a path from the root. */
export function parseUrl(text: string): Url | undefined {
   
  if (text === '' || /[\u0000-\u001f\u007f]/.test(text)) return undefined;
  if (text === '*') return { scheme: '' };
  const colon = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text);
  if (!colon && text[0] === ':') return undefined;
  const scheme = colon ? colon[1]!.toLowerCase() : '';
  const rest = (colon ? text.slice(colon[0].length) : text).replace(/\?.*$/s, '');
  if (rest[0] !== '/') return scheme === '' ? undefined : { scheme };
  if (rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'))) {
    const slash = rest.indexOf('/', 2);
    const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash);
    return isAuthority(authority) && isEscaped(slash < 0 ? '' : rest.slice(slash)) ? { scheme } : undefined;
  }
  return isEscaped(rest) ? { scheme } : undefined;
}

const isEscaped = (path: string): boolean => !/%(?![0-9A-Fa-f]{2})/.test(path);

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  if (at >= 0 && (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(authority.slice(0, at)) || !isEscaped(authority.slice(0, at)))) return false;
  const host = authority.slice(at + 1);
  if (host.startsWith('[')) return /^\[(?:[0-9A-Fa-f:.]|%25[\w.~-]+)*\](?::\d*)?$/.test(host);
  const port = /:([^:]*)$/.exec(host);
  if (port && !/^\d*$/.test(port[1]!)) return false;
  // Only characters outside ASCII may be escaped in a host.
  return /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:[\]<>"]|[^\u0000-\u007f]|%[89A-Fa-f][0-9A-Fa-f])*$/.test(host);  
}

export const isUrl = (text: string): boolean => parseUrl(text) !== undefined;
export const toUrl = (text: string): Url => parseUrl(text) ?? fail();
export const schemeOf = (url: Url): string => url.scheme;
