import { CallError } from '../../../constructs/call-error';
import { isObject } from '../../../manifests/is-object';
import type { Manifest } from '../../../manifests/manifest';
import type { IstioControlPlaneProps } from '../props/control-plane';
import { laidOn, type State } from './on-objects';
import { othersThan } from './other-values';
import { equal, Misfit } from './rebase';
import { stateOf } from './state-of';

/** Where a value stands in the props. */
type Leaf = readonly string[];

/** Whatever rendered files say, what a prop says is what they are to say from now on, though the charts did so by themselves: what leads there from other values is done to them. */
export function asserted(at: string, props: IstioControlPlaneProps, leaf: Leaf, now: State, objects: readonly Manifest[]): readonly Manifest[] {
  const others = [...othersOf(at, props, leaf, now)];
  if (others.length === 0 && isStandard(at, props, leaf, now)) throw new CallError(at, `${leaf.join('.')} would say what the charts do by themselves, and nothing tells where rendered files say otherwise`, 'leave it out, or render the charts with it');
  // A prop that is about nothing that is written here has nothing to be laid on.
  const text = textOf(now);
  let pending = others.filter((other) => textOf(other) !== text);
  let out = objects;
  // What one of them cannot do, because the files say a third thing, another may have done already.
  for (let before = Infinity, misfit: unknown; pending.length > 0; ) {
    if (pending.length === before) throw misfit instanceof Misfit ? new Misfit(misfit.path, 'the files say otherwise, in a way that is not known here') : misfit;
    before = pending.length;
    pending = pending.filter((other) => {
      try {
        out = laidOn(other, now, out, true);
        return false;
      } catch (error) {
        misfit = error;
        return true;
      }
    });
  }
  return out;
}

/** Whether the same would be written without it. */
function isStandard(at: string, props: IstioControlPlaneProps, leaf: Leaf, now: State): boolean {
  try {
    return textOf(stateOf(at, withValue(props, leaf, undefined))) === textOf(now);
  } catch {
    return false;   // the others cannot be without it
  }
}

/** What would be written if a prop said something else: a few of the many things, for each of its own leaves. None, if no other value of it is known. */
function* othersOf(at: string, props: IstioControlPlaneProps, leaf: Leaf, now: State): Iterable<State> {
  const value = valueAt(props, leaf);
  if (isPlain(value)) for (const key of Object.keys(value)) yield* othersOf(at, props, [...leaf, key], now);
  const seen = new Set<string>();
  for (const other of othersThan(value)) {
    try {
      const state = stateOf(at, withValue(props, leaf, other));
      const text = textOf(state);
      if (!seen.has(text)) yield state;
      seen.add(text);
    } catch { /* not one of its values */ }
    if (seen.size > MOST) return;
  }
}
const MOST = 3;
const textOf = ({ objects, values }: State): string => JSON.stringify([objects, values]);

/** Where a prop says something that was not read back from the files. */
export function leavesOf(now: IstioControlPlaneProps, name: keyof IstioControlPlaneProps, value: unknown): readonly Leaf[] {
  const under: unknown = now[name];
  if (!isPlain(value)) return [[name]];
  const said = Object.keys(value).filter((key) => value[key] !== undefined && !(isObject(under) && under[key] !== undefined && equal(under[key], value[key])));
  return said.map((key) => [name, key]);
}
const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
const valueAt = (value: unknown, leaf: Leaf): unknown => leaf.reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>>)[key], value);
function withValue<T>(value: T, [key, ...rest]: Leaf, other: unknown): T {
  return (key === undefined ? other : { ...value, [key]: withValue((value as Readonly<Record<string, unknown>>)[key], rest, other) }) as T;
}
