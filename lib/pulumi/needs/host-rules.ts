import { push } from '../../manifests/maps';
import { meaningsOf, patternsOver } from '../hosts';
import { at, listOf, type IndexedObject, type ObjectIndex } from '../object-index';

const NETWORKING = 'networking.istio.io';

/** DestinationRules whose host is this one or a wildcard over it. Istio takes one of them for each proxy; which one is known when all are there. */
export function destinationRules(index: ObjectIndex, host: string, from: string): readonly (readonly IndexedObject[])[] {
  return covering(index, host, from, rulesByHost);
}

/** ServiceEntries with this host or a wildcard over it. */
export function serviceEntries(index: ObjectIndex, host: string, from: string): readonly (readonly IndexedObject[])[] {
  return covering(index, host, from, entriesByHost);
}

type ByHost = ReadonlyMap<string, readonly IndexedObject[]>;

/** Lists that all who ask for a host share, so that many objects behind many rules cost their sum. */
function covering(index: ObjectIndex, host: string, from: string, byHost: (index: ObjectIndex) => ByHost): readonly (readonly IndexedObject[])[] {
  const known = index.part(byHost);
  if (known.size === 0) return [];
  const patterns = new Set(meaningsOf(host, from, index).flatMap(patternsOver));
  return [...patterns].flatMap((pattern) => { const found = known.get(pattern); return found ? [found] : []; });
}

const rulesByHost = (index: ObjectIndex): ByHost => objectsByHost(index, 'DestinationRule', (spec) => [at(spec, 'host')]);
const entriesByHost = (index: ObjectIndex): ByHost => objectsByHost(index, 'ServiceEntry', (spec) => listOf(at(spec, 'hosts')));

function objectsByHost(index: ObjectIndex, kind: string, hostsOf: (spec: unknown) => readonly unknown[]): ByHost {
  const out = new Map<string, IndexedObject[]>();
  for (const o of index.ofKind(NETWORKING, kind)) {
    const from = o.manifest.metadata.namespace ?? '';
    for (const name of new Set(hostsOf(o.manifest.spec).flatMap((host) => meaningsOf(String(host), from, index)))) push(out, name, o);
  }
  return out;
}
