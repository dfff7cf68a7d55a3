import type { Manifest } from '../../../lib/manifests/manifest';

/** One changed object; the name tells what was changed, for people. */
export interface Mutant { readonly name: string; readonly manifest: Manifest }

export type Path = readonly (string | number)[];

/** Stands for a value that is taken away. */
export const removed = Symbol('removed');

/** The same value, with another one at a path below it. */
export function replaced(root: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const gone = value === removed && rest.length === 0;
  if (Array.isArray(root)) return root.flatMap((item: unknown, i) => (i !== key ? [item] : gone ? [] : [replaced(item, rest, value)]));
  const copy = { ...(root as Record<string, unknown>) };
  if (gone) delete copy[key];
  else copy[key] = replaced(copy[key], rest, value);
  return copy;
}

export interface Others { readonly strings: readonly string[]; readonly numbers: readonly number[]; readonly shown: (text: string) => string }

/** What may stand in place of a text, a number or a boolean, as `[what, value]`: others of them, and something of another type. */
export function* othersOf(value: unknown, { strings, numbers, shown }: Others): Generator<readonly [string, unknown]> {
  if (typeof value === 'string') {
    for (const text of new Set(strings)) if (text !== value) yield [`= ${shown(text)}`, text];
    yield ['a number', 7];
    yield ['twice', value + value];
  } else if (typeof value === 'number') {
    for (const number of new Set(numbers)) if (number !== value) yield [`= ${number}`, number];
    yield ['a string', String(value)];
  } else if (typeof value === 'boolean') {
    yield ['turned', !value];
    yield ['a string', String(value)];
  }
}
