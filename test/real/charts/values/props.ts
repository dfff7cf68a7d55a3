import type { Release } from '../../../../lib/control-plane/istio/chart/values';
import { isObject } from '../../../../lib/manifests/is-object';
import { releases, type Case } from '../case';
import { isIn, saidBy } from './leaves';

type Keys = readonly string[];
/** A release of a case in which something is said of a leaf. */
export interface Said { readonly one: Case; readonly release: Release }

/** Which props say a chart's values, found out by leaving each of them out of each case. */
export class PropsOfLeaves {
  private readonly said = new Map<string, Said[]>();
  private readonly props = new Map<string, Set<string>>();

  constructor(cases: readonly Case[], private readonly leaves: ReadonlyMap<string, readonly string[]>) {
    for (const one of cases) this.learn(one);
  }

  /** Where it is said. */
  where(chart: string, leaf: string): readonly Said[] { return this.said.get(`${chart} ${leaf}`) ?? []; }
  /** Props without which it is not said, or said otherwise. */
  of(chart: string, leaf: string): readonly string[] { return [...this.props.get(`${chart} ${leaf}`) ?? []].filter((name, _, all) => !all.some((other) => other.startsWith(`${name}.`))); }

  private learn(one: Case): void {
    const all = releases(one);
    for (const release of all) for (const leaf of this.leavesIn(release)) put(this.said, `${release.chart} ${leaf}`, () => []).push({ one, release });
    for (const keys of propsIn(one)) {
      let others: readonly Release[];
      try { others = releases(left(one, keys) as Case); } catch { continue; }   // the rest cannot be without it
      for (const [i, release] of all.entries()) {
        // Of another revision it has another name.
        const other = others.find((r) => r.chart === release.chart && r.name === release.name) ?? (others[i]?.chart === release.chart ? others[i] : undefined);
        if (!other) continue;
        const [before, after] = [saidBy(release), saidBy(other)];
        for (const path of new Set([...before.keys(), ...after.keys()])) if (after.get(path) !== before.get(path)) for (const leaf of this.leavesOf(release.chart, path)) put(this.props, `${release.chart} ${leaf}`, () => new Set()).add(named(keys));
      }
    }
  }
  private leavesIn(release: Release): readonly string[] { return [...new Set([...saidBy(release).keys()].flatMap((path) => this.leavesOf(release.chart, path)))]; }
  private leavesOf(chart: string, path: string): readonly string[] { return this.leaves.get(chart)!.filter((leaf) => isIn(leaf, path)); }
}

function put<V>(map: Map<string, V>, key: string, made: () => V): V {
  const found = map.get(key) ?? made();
  map.set(key, found);
  return found;
}
/** Of the control plane by its path; of a gateway or a second revision, which are named by chance, without the name. */
const named = (keys: Keys): string => (keys[0] === 'props' ? keys.slice(1).join('.') : keys[0] === 'gateways' ? `IstioGateway: ${keys.slice(2).join('.')}` : keys[0] === 'revision' ? `IstioRevision: ${keys.slice(2).join('.')}` : 'RevisionTag');

/** Every prop of a case, those first that hold no other: what one of them says, nobody has to say for it. */
function propsIn(one: Case): readonly Keys[] {
  const of = (value: unknown, keys: Keys): readonly Keys[] => [...(isPlain(value) ? Object.entries(value).flatMap(([key, inner]) => of(inner, [...keys, key])) : []), ...(keys.at(-1) === 'props' || (keys[0] === 'gateways' && keys.length === 2) ? [] : [keys])];
  return [
    ...of(one.props, ['props']), ...(one.revision ? of(one.revision.props, ['revision', 'props']) : []), ...(one.tags?.length ? [['tags']] : []),
    ...Object.entries(one.gateways ?? {}).flatMap(([name, given]) => of(given, ['gateways', name])),
  ];
}
const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
function left(value: unknown, [key, ...rest]: Keys): unknown {
  const { [key!]: inner, ...others } = value as Readonly<Record<string, unknown>>;
  return rest.length === 0 ? others : { ...others, [key!]: left(inner, rest) };
}
