import type { Manifest } from '../../../lib/manifests/manifest';
import { validate } from '../../../lib/manifests/validate';
import type { MeshFacts } from '../../../lib/model';
import type { Resolved } from '../../../lib/resolve/resolved';
import { Istio, type IstioFacts } from '../../../lib/targets/istio';
import type { Builder } from '../../resolve/model';

/** Everything that the meshes of a model write, in the order in which it is written. */
export function emitAll(from: Builder | Resolved, facts: IstioFacts = {}, only?: MeshFacts): Manifest[] {
  const resolved = 'resolve' in from ? from.resolve() : from;
  const target = Istio.sidecar(facts);
  const all: Manifest[] = [];
  for (const mesh of only ? [only] : resolved.model.meshes) target.emit(resolved, mesh, (m) => all.push(m));
  return all;
}

/** The objects of one kind, by `namespace/name`. */
export function ofKind(manifests: readonly Manifest[], kind: string): Record<string, Manifest & { spec: any }> {
  return Object.fromEntries(manifests.filter((m) => m.kind === kind).map((m) => [`${m.metadata.namespace}/${m.metadata.name}`, m as Manifest & { spec: any }]));
}

/** Whether the keys of every object stand in the order in which they are printed. */
export function outOfOrder(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((v, i) => outOfOrder(v, `${path}[${i}]`));
  if (typeof value !== 'object' || value === null) return value === undefined ? [`${path} is undefined`] : [];
  const keys = Object.keys(value);
  const fixed = path === '' ? ['apiVersion', 'kind', 'metadata'] : [];
  const wanted = [...fixed.filter((k) => keys.includes(k)), ...keys.filter((k) => !fixed.includes(k)).sort()];
  return [...(keys.join() === wanted.join() ? [] : [`${path || 'the object'}: ${keys.join()}`]), ...keys.flatMap((k) => outOfOrder((value as Record<string, unknown>)[k], `${path}.${k}`))];
}

/** What the cluster would refuse or warn of, as text. */
export const problems = (manifests: readonly Manifest[]): string[] =>
  manifests.flatMap((m) => validate(m).map((v) => `${m.kind} ${m.metadata.name} ${v.path}: ${v.message}`));

/** Versions of a service that come from a container. */
export const containers = (name: string, versions: readonly string[] = ['v1']) => ({
  versions: versions.map((v) => ({ name: v, labels: { app: name, version: v }, podsName: `${name}-${v}`, pods: { kind: 'container' as const, container: { image: `registry.example.com/${name}:${v}`, env: {} } } })),
});
/** Destinations of a route, as `reviews@v1 90`. */
export const ends = (route: { route?: readonly { destination: { host: string; subset?: string; port?: { number: number } }; weight?: number }[] }): string =>
  (route.route ?? []).map(({ destination: d, weight }) => `${d.host.split('.')[0]}${d.port ? `:${d.port.number}` : ''}${d.subset ? `@${d.subset}` : ''}${weight === undefined ? '' : ` ${weight}`}`).join(', ');
