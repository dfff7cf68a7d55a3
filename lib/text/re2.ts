/** Regular expressions are RE2 and match whole values. Loaded when the first one is met. */
interface Matcher { matches(): boolean; find(): boolean; start(): number; end(): number; group(n: number): string | null; groupCount(): number }
interface Compiled { matches(input: string): boolean; matcher(input: string): Matcher }
const compiled = new Map<string, Compiled | string>();

function compile(regex: string): Compiled | string {
  let found = compiled.get(regex);
  if (found === undefined) {
    try {
      const { RE2JS } = require('re2js') as { RE2JS: { compile(r: string): { matcher(input: string): Matcher } } };
      const pattern = RE2JS.compile(regex);
      found = { matches: (input) => pattern.matcher(input).matches(), matcher: (input) => pattern.matcher(input) };
    } catch (e) {
      found = (e as Error).message;
    }
    if (compiled.size > 10_000) compiled.clear();
    compiled.set(regex, found);
  }
  return found;
}

/** Whether the whole value matches; an expression that cannot be read matches nothing. */
export function regexMatches(regex: string, value: string): boolean {
  const c = compile(regex);
  return typeof c !== 'string' && c.matches(value);
}
/** A text with every match replaced; `\1` in the replacement is the first group, as proxies write it. */
export function regexReplaced(regex: string, value: string, by: string): string {
  const c = compile(regex);
  if (typeof c === 'string') return value;
  const matcher = c.matcher(value);
  let out = '', at = 0;
  while (matcher.find()) {
    out += value.slice(at, matcher.start()) + by.replace(/\\(\\|\d)/g, (_, what: string) => (what === '\\' ? what : Number(what) <= matcher.groupCount() ? matcher.group(Number(what)) ?? '' : ''));
    at = matcher.end();
  }
  return out + value.slice(at);
}
/** What is wrong with an expression. */
export function regexError(regex: string): string | undefined {
  const c = compile(regex);
  return typeof c === 'string' ? c : undefined;
}

/** What every value that matches begins with, as far as it is plain to see. */
export function literalPrefix(regex: string): string {
  if (regex.includes('|') || regex.startsWith('(?')) return '';
  const start = regex.startsWith('^') ? 1 : 0;
  let out = '';
  for (let i = start; i < regex.length; i++) {
    let c = regex[i]!;
    if (c === '\\') {
      c = regex[++i] ?? '';
      if (!/[^A-Za-z0-9]/.test(c)) return out;
    } else if ('.[({*+?$)^'.includes(c)) return out;
    const next = regex[i + 1];
    if (next !== undefined && '*?{'.includes(next)) return out;   // perhaps none of it
    out += c;
    if (next === '+') return out;
  }
  return out;
}
export const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
