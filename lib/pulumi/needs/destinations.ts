import { isObject } from '../../manifests/is-object';
import { once } from '../../manifests/maps';
import { serviceOf } from '../hosts';
import { at, listOf, type IndexedObject, type ObjectIndex } from '../object-index';
import { Stage } from '../stage';
import { destinationRules, serviceEntries } from './host-rules';
import type { Need } from './need';

/**
 * A route: where it sends requests, and how. A share for a new version reaches the proxies when the version's pods are ready, and when a
 * version goes, its share goes first.
 */
export const destinations: Need = ({ stage, manifest }, index) => {
  if (stage !== Stage.RoutePart && stage !== Stage.Route) return [];
  const from = manifest.metadata.namespace ?? '';
  return [...new Set(hostsOf(manifest.spec))].flatMap((host) => serving(index, host, from));
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
    for (const ref of [...backends, ...mirrors]) if (isObject(ref)) yield* hostOfBackend(ref);
  }
  for (const backend of [at(spec, 'defaultBackend'), ...listOf(at(spec, 'rules')).flatMap((rule) => listOf(at(rule, 'http', 'paths'))).map((path) => at(path, 'backend'))]) {
    const name = at(backend, 'service', 'name');
    if (typeof name === 'string') yield name;
  }
}

/** A Service by its name, a host of Istio's as it is. */
function hostOfBackend({ kind = 'Service', name, namespace }: Readonly<Record<string, unknown>>): readonly string[] {
  return kind === 'Service' ? [[name, namespace].filter(Boolean).join('.')] : kind === 'Hostname' ? [String(name)] : [];
}

type Found = ReturnType<typeof destinationRules>[number] | IndexedObject;

/** The Service of a host or the ServiceEntries with it, the pods behind these, and the DestinationRules for it, which name the versions. */
function serving(index: ObjectIndex, host: string, from: string): readonly Found[] {
  return once(index.part(found), `${host} ${host.includes('.') ? '' : from}`, () => {
    const place = serviceOf(host, from), service = place && index.find('', 'Service', place.namespace, place.name);
    const entries = serviceEntries(index, host, from);
    return [
      ...destinationRules(index, host, from), ...entries,
      ...(service ? [service, ...index.selected(place!.namespace, at(service.manifest, 'spec', 'selector'))] : []),
      ...entries.map((list) => behind(index, list)),
    ];
  });
}

/** Pods and WorkloadEntries that a list of ServiceEntries selects; once for each list, which many hosts may share. */
function behind(index: ObjectIndex, entries: readonly IndexedObject[]): readonly IndexedObject[] {
  return once(index.part(selectedBy), entries, () => entries.flatMap(({ manifest }) => index.selected(manifest.metadata.namespace ?? '', at(manifest.spec, 'workloadSelector', 'labels'))));
}

/** What was found for hosts, and behind lists of ServiceEntries. */
const found = (): Map<string, readonly Found[]> => new Map();
const selectedBy = (): Map<readonly IndexedObject[], readonly IndexedObject[]> => new Map();
