import { asYaml, readYaml, type KubeObject } from '../mesh/cluster';
import type { Input } from './inputs';

type Mutable = { [key: string]: any };

/** Ways to break what a mesh refers to. Each changes one object; undefined: there is nothing to break in this way. */
const WAYS: readonly (readonly [string, (objects: readonly KubeObject[], pick: (n: number) => number) => KubeObject[] | undefined])[] = [
  ['a Service is gone', (objects, pick) => without(objects, (o) => o.kind === 'Service' && o.apiVersion === 'v1', pick)],
  ['a DestinationRule is gone', (objects, pick) => without(objects, (o) => o.kind === 'DestinationRule', pick)],
  ['a ServiceEntry is gone', (objects, pick) => without(objects, (o) => o.kind === 'ServiceEntry', pick)],
  ['a subset has another name', (objects, pick) => changed(objects, (o) => o.kind === 'DestinationRule' && o.spec?.subsets?.length > 0, pick, (o) => { o.spec.subsets[pick(o.spec.subsets.length)].name = 'renamed'; })],
  ['a destination names another port', (objects, pick) => changed(objects, (o) => destinationsOf(o).length > 0, pick, (o) => { const all = destinationsOf(o); all[pick(all.length)].port = { number: 4242 }; })],
  ['a destination names another host', (objects, pick) => changed(objects, (o) => destinationsOf(o).length > 0, pick, (o) => { const all = destinationsOf(o); all[pick(all.length)].host = 'nobody.nowhere.svc.cluster.local'; })],
  ['a destination names another subset', (objects, pick) => changed(objects, (o) => destinationsOf(o).length > 0, pick, (o) => { const all = destinationsOf(o); all[pick(all.length)].subset = 'unknown'; })],
  ['a rule of a client\'s namespace hides the owner\'s', (objects, pick) => {
    const rules = objects.filter((o) => o.kind === 'DestinationRule' && o.spec?.subsets?.length > 0), clients = [...new Set(objects.filter((o) => o.kind === 'Deployment').map((o) => o.metadata.namespace ?? 'default'))];
    if (rules.length === 0 || clients.length === 0) return undefined;
    const rule = rules[pick(rules.length)], host = String(rule.spec.host), namespace = clients[pick(clients.length)];
    return [...objects, { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name: 'hides', namespace }, spec: { host: host.includes('.') ? host : `${host}.${rule.metadata.namespace}.svc.cluster.local`, trafficPolicy: { loadBalancer: { simple: 'RANDOM' } } } } as unknown as KubeObject];
  }],
  ['a host is its owner\'s alone', (objects, pick) => changed(objects, (o) => o.kind === 'Service' && o.apiVersion === 'v1', pick, (o) => { o.metadata.annotations = { ...o.metadata.annotations, 'networking.istio.io/exportTo': '.' }; })],
];

/** A mesh with one mistake, the same for the same seed. */
export function spoil(input: Input, seed: number): Input | undefined {
  let state = (seed * 2654435761) >>> 0;
  const pick = (n: number): number => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor((state / 2 ** 32) * n); };
  const [title, way] = WAYS[pick(WAYS.length)], objects = way(readYaml(input.yaml), pick);
  return objects && { ...input, name: `${input.name}, spoiled ${seed}: ${title}`, yaml: asYaml(objects) };
}

function without(objects: readonly KubeObject[], which: (o: KubeObject) => boolean, pick: (n: number) => number): KubeObject[] | undefined {
  const found = objects.filter(which), gone = found[pick(found.length)];
  return gone && objects.filter((o) => o !== gone);
}
function changed(objects: readonly KubeObject[], which: (o: KubeObject) => boolean, pick: (n: number) => number, change: (o: Mutable) => void): KubeObject[] | undefined {
  const found = objects.filter(which), one = found[pick(found.length)];
  if (!one) return undefined;
  const copy = structuredClone(one) as Mutable;
  change(copy);
  return objects.map((o) => (o === one ? copy as KubeObject : o));
}
function destinationsOf(o: Mutable): Mutable[] {
  if (o.kind !== 'VirtualService') return [];
  return ['http', 'tls', 'tcp'].flatMap((protocol) => (o.spec?.[protocol] ?? []) as Mutable[]).flatMap((route) => [...((Array.isArray(route.route) ? route.route : []) as Mutable[]).map((r) => r.destination as Mutable), ...(route.mirror ? [route.mirror as Mutable] : []), ...((Array.isArray(route.mirrors) ? route.mirrors : []) as Mutable[]).map((m) => m.destination as Mutable)]).filter((d) => typeof d === 'object' && d !== null);
}
