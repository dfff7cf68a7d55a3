import { show } from '../../../constructs/arguments';
import { isObject } from '../../../manifests/is-object';
import type { Findings } from '../../../manifests/rules/findings';

/* What types say already, for those who write JavaScript or read their settings from a file. A value that is left out is right. */

/** Props, or a group of props, as they came. */
export type Given = Readonly<Record<string, unknown>>;
export const groupOf = (value: unknown): Given => (isObject(value) ? value : {});

export function words(f: Findings, given: Given, allowed: Readonly<Record<string, readonly string[]>>): void {
  for (const [name, list] of Object.entries(allowed)) {
    const value = given[name];
    if (value !== undefined && !list.includes(value as string)) f.error(name, `must be one of ${list.join(', ')}, not ${show(value)}`, '');
  }
}
export function booleans(f: Findings, given: Given, names: readonly string[]): void {
  for (const name of names) if (given[name] !== undefined && typeof given[name] !== 'boolean') f.error(name, `must be true or false, not ${show(given[name])}`, typeof given[name] === 'string' ? 'without quotes' : '');
}
/** A group of props; `alone` is what stands for one. */
export function groups(f: Findings, given: Given, names: readonly string[], ...alone: readonly boolean[]): void {
  for (const name of names) {
    const value = given[name];
    if (value === undefined || alone.includes(value as boolean) || isObject(value)) continue;
    f.error(name, `must be ${[...alone.map(String), 'an object with its props'].join(', ').replace(/, ([^,]*)$/, alone.length > 0 ? ' or $1' : '$1')}, not ${show(value)}`, '');
  }
}
export function lists(f: Findings, given: Given, names: readonly string[], of: 'string' | 'object' | 'number'): void {
  for (const name of names) {
    const value = given[name];
    if (value === undefined) continue;
    if (!Array.isArray(value)) f.error(name, `must be a list, not ${show(value)}`, 'write brackets around it: [ … ]');
    else value.forEach((item, i) => { if (typeof item !== of || item === null) f.error(name, `must be ${{ string: 'text', object: 'an object', number: 'a number' }[of]}, not ${show(item)}`, '', i); });
  }
}
export function wholes(f: Findings, given: Given, least: Readonly<Record<string, number>>): void {
  for (const [name, min] of Object.entries(least)) {
    const value = given[name];
    if (value !== undefined && !(Number.isSafeInteger(value) && (value as number) >= min)) f.error(name, `must be a whole number of at least ${min}, not ${show(value)}`, '');
  }
}

/** What cannot be written as YAML, wherever it stands. `nulls`: neither can nothing, where a template writes it. */
export function plain(f: Findings, given: Given, nulls: boolean): void {
  for (const [name, value] of Object.entries(given)) {
    if (['bigint', 'function', 'symbol'].includes(typeof value)) f.error(name, `must be plain data, not a ${typeof value}`, 'text, numbers, lists, objects');
    else if (value === null && nulls) f.error(name, 'must not be null', 'leave it out');
    else if (typeof value === 'object' && value !== null && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)) {
      f.enter(name);
      plain(f, value as Given, nulls);
      f.leave();
    }
  }
}
