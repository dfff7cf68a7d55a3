import type { Problem } from '../findings';

/** Letter or digit. */
function isAlnum(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
}

/** Whether `value[from, to)` is a DNS label: 1 to 63 letters, digits and inner dashes. */
export function isDnsLabelWithin(value: string, from: number, to: number): boolean {
  if (to <= from || to - from > 63) return false;
  if (!isAlnum(value.charCodeAt(from)) || !isAlnum(value.charCodeAt(to - 1))) return false;
  for (let i = from + 1; i < to - 1; i++) {
    const code = value.charCodeAt(i);
    if (code !== 45 && !isAlnum(code)) return false;
  }
  return true;
}

export function isDnsLabel(value: string): boolean {
  return isDnsLabelWithin(value, 0, value.length);
}

export const LABEL_HELP = 'use 1 to 63 letters, digits and dashes, beginning and ending with a letter or digit';

/** A name that has to be a DNS label: `what` says which. */
export function dnsLabelProblem(what: string, value: string): Problem | undefined {
  if (isDnsLabel(value)) return undefined;
  return { message: value === '' ? `${what} is missing` : `${what} ${JSON.stringify(value)} is not a DNS label`, help: LABEL_HELP };
}

/** Letters, digits, dots, dashes and underscores, beginning and ending with a letter or digit. */
function isQualifiedName(value: string, from: number): boolean {
  const last = value.length - 1;
  if (last < from || !isAlnum(value.charCodeAt(from)) || !isAlnum(value.charCodeAt(last))) return false;
  for (let i = from + 1; i < last; i++) {
    const code = value.charCodeAt(i);
    if (code !== 45 && code !== 46 && code !== 95 && !isAlnum(code)) return false;
  }
  return true;
}

export function labelKeyProblem(key: string): Problem | undefined {
  const slash = key.indexOf('/');
  let good = isQualifiedName(key, slash + 1) && key.length - slash - 1 <= 63;
  if (slash >= 0 && good) {
    good = slash > 0 && slash <= 253;
    for (let from = 0; good && from <= slash; ) {
      const dot = key.indexOf('.', from);
      const to = dot < 0 || dot > slash ? slash : dot;
      // Each part of the prefix may be longer than a DNS label, only its characters count.
      good = to > from && isAlnum(key.charCodeAt(from)) && isAlnum(key.charCodeAt(to - 1));
      for (let i = from; good && i < to; i++) good = key.charCodeAt(i) === 45 || isAlnum(key.charCodeAt(i));
      from = to + 1;
    }
  }
  if (good) return undefined;
  return {
    message: `label key ${JSON.stringify(key)} is not well-formed`,
    help: 'use an optional DNS prefix and a slash, then 1 to 63 letters, digits, dots, dashes and underscores, as app or example.com/app',
  };
}

export function labelValueProblem(value: string): Problem | undefined {
  if (value === '' || isQualifiedName(value, 0)) return undefined;
  return {
    message: `label value ${JSON.stringify(value)} is not well-formed`,
    help: 'use letters, digits, dots, dashes and underscores, beginning and ending with a letter or digit, or nothing at all',
  };
}
