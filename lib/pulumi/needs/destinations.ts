import { isObject } from '../../manifests/is-object';
import { at, listOf, type IndexedObject, type ObjectIndex } from '../object-index';
import { Stage } from '../stage';
import type { Need } from './need';

/**
 * A route: where it sends requests, and how. A share for a new version reaches the proxies when the version's pods are ready, and when a
 * version goes, its share goes first.
 */
export const destinations: Need = ({ stage, manifest }, index) => {
  if (stage !== Stage.Route) return [];
  const out = new Set<IndexedObject>();
  for (const host of hostsOf(manifest.spec)) for (const o of serving(index, host, manifest.metadata.namespace ?? '')) out.add(o);
  return out;
};

/** Hosts of `destination` in a VirtualService, names of `backendRefs` and mirrors in a route of the Gateway API, of backends in an Ingress. */
function* hostsOf(spec: unknown): Iterable<string> {
  for (const protocol of ['http', 'tcp', 'tls']) for (const rule of listOf(at(spec, protocol))) {
    for (const route of listOf(at(rule, 'route'))) yield String(at(route, 'destination', 'host'));
    for (const mirror of [at(rule, 'mirror'), ...listOf(at(rule, 'mirrors')).map((m) => at(m, 'destination'))]) if (isObject(mirror)) yield String(mirror.host);
  }
  for (const rule of listOf(at(spec, 'rules'))) {
    const backends = listOf(at(rule, 'backendRefs'));
    const mirrors = [rule, ...backends].flatMap((r) => listOf(at(r, 'filters'))).map((f) => at(f, 'requestMirror', 'backendRef'));
    for (const ref of [...backends, ...mirrors]) if (isObject(ref) && (ref.kind ?? 'Service') === 'Service') yield [ref.name, ref.namespace].filter(Boolean).join('.');
  }
  for (const backend of [at(spec, 'defaultBackend'), ...listOf(at(spec, 'rules')).flatMap((rule) => listOf(at(rule, 'http', 'paths'))).map((path) => at(path, 'backend'))]) {
    const name = at(backend, 'service', 'name');
    if (typeof name === 'string') yield name;
  }
}

/** The Service of a host, its pods, and the DestinationRules for it, which name the versions. */
function serving(index: ObjectIndex, host: string, from: string): readonly IndexedObject[] {
  return index.once(`serving ${host} ${host.includes('.') ? '' : from}`, () => {
    const [name, namespace = from] = host.split('.');
    const service = index.find('', 'Service', namespace, name);
    return [...(rulesByHost(index).get(fullName(host, from)) ?? []), ...(service ? [service, ...index.selected(namespace, at(service.manifest, 'spec', 'selector'))] : [])];
  });
}

function rulesByHost(index: ObjectIndex): ReadonlyMap<string, readonly IndexedObject[]> {
  return index.once('rules by host', () => {
    const out = new Map<string, IndexedObject[]>();
    for (const rule of index.ofKind('networking.istio.io', 'DestinationRule')) {
      const host = fullName(String(at(rule.manifest, 'spec', 'host')), rule.manifest.metadata.namespace ?? '');
      out.set(host, [...(out.get(host) ?? []), rule]);
    }
    return out;
  });
}

/** `web` of a namespace, `web.shop` and `web.shop.svc.<domain>` are one host. */
function fullName(host: string, from: string): string {
  const parts = host.split('.');
  if (parts.length === 1) return `${host}.${from}.svc`;
  return parts.length === 2 || parts[2] === 'svc' ? `${parts[0]}.${parts[1]}.svc` : host;
}
