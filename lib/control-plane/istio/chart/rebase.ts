import { isObject } from '../../../manifests/is-object';

/** A change that finds nothing to change. */
export class Misfit extends Error {
  constructor(readonly path: string, readonly why: string) { super(`${path}: ${why}`); }
}

/** Lists whose items have names, by the field that is one. */
const NAMED: Readonly<Record<string, string>> = { containers: 'name', env: 'name', extensionProviders: 'name', initContainers: 'name', ports: 'name', volumeMounts: 'mountPath', volumes: 'name', webhooks: 'name' };

/** What leads from `before` to `after`, done to `onto`; everything else of it stays. Throws a Misfit where it does not fit. */
export function rebased(before: unknown, after: unknown, onto: unknown, path = ''): unknown {
  if (equal(before, after)) return onto;
  if (after === undefined || after === null) {
    // Values of a chart are many, and ours are those that differ from its own: no group of them goes as a whole.
    return path.startsWith('data.values.') && isObject(before) && isObject(onto) ? maps(before, {}, onto, path) : undefined;
  }
  if (isObject(after) && (before === undefined || isObject(before)) && (onto === undefined || onto === null || isObject(onto))) {
    const out = maps(before ?? {}, after, onto ?? {}, path);
    // Of what is not there nothing was taken away.
    return isObject(before) && !isObject(onto) && Object.keys(out).length === 0 ? onto : out;
  }
  if (Array.isArray(after) && (before === undefined || Array.isArray(before)) && (onto === undefined || onto === null || Array.isArray(onto))) {
    const by = NAMED[path.slice(path.lastIndexOf('.') + 1)];
    const all = [before ?? [], after, onto ?? []] as const;
    return by !== undefined && all.every((list) => list.every((item) => isObject(item) && item[by] !== undefined)) ? named(all, by, path) : items(all, path);
  }
  return after;
}

type Fields = Readonly<Record<string, unknown>>;
function maps(before: Fields, after: Fields, onto: Fields, path: string): Fields {
  const out: Record<string, unknown> = { ...onto };
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const value = rebased(before[key], after[key], onto[key], path === '' ? key : `${path}.${key}`);
    if (value === undefined) delete out[key];
    else out[key] = value;
  }
  return out;
}

type Lists = readonly [before: readonly unknown[], after: readonly unknown[], onto: readonly unknown[]];
function named([before, after, onto]: Lists, by: string, path: string): readonly unknown[] {
  const index = (list: readonly unknown[]): Map<unknown, unknown> => new Map(list.map((item) => [(item as Fields)[by], item]));
  const [was, is, out] = [index(before), index(after), index(onto)];
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    const value = rebased(was.get(name), is.get(name), out.get(name), `${path}[${String(name)}]`);
    if (value === undefined) out.delete(name);
    else out.set(name, value);
  }
  return [...out.values()];
}

/** What is gone must have been there; what is new stands where that was, or after what it follows. */
function items([before, after, onto]: Lists, path: string): readonly unknown[] {
  const same = /(^|\.)rules$/.test(path) ? alike : equal;
  const gone = lacking(before, after), added = lacking(after, before);
  const out = [...onto];
  const find = (item: unknown): number => out.findIndex((one) => same(one, item));
  let place: number | undefined;
  for (const item of gone) {
    const at = find(item) >= 0 ? find(item) : out.findIndex((one) => isSameFlag(one, item));
    if (at < 0) {
      // It is as it is to be already.
      if (added.every((one) => find(one) >= 0)) continue;
      throw new Misfit(path, `${JSON.stringify(item).slice(0, 120)}, which it replaces, is not there`);
    }
    place ??= at;
    out.splice(at, 1);
  }
  for (const item of added.filter((one) => find(one) < 0)) {
    const i = after.indexOf(item);
    out.splice(i === 0 ? place ?? 0 : find(after[i - 1]) + 1 || (place ?? out.length), 0, item);
  }
  return out;
}
/** Of a program, as `--log_output_level=…`. */
const isSameFlag = (a: unknown, b: unknown): boolean => typeof a === 'string' && typeof b === 'string' && /^--[\w-]+=/.test(a) && a.slice(0, a.indexOf('=')) === b.slice(0, b.indexOf('='));
const lacking = (list: readonly unknown[], other: readonly unknown[]): readonly unknown[] => list.filter((item) => !other.some((one) => equal(one, item)));

/** Rules of rights: in what order their words stand is no matter. */
function alike(a: unknown, b: unknown): boolean {
  const sorted = (rule: unknown): unknown => (isObject(rule) ? Object.fromEntries(Object.entries(rule).map(([key, value]) => [key, Array.isArray(value) ? [...value].sort() : value])) : rule);
  return equal(sorted(a), sorted(b));
}

/** Of plain data, wherever it comes from; the order of fields is no matter. */
export function equal(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && equal(a[key], b[key]));
}
