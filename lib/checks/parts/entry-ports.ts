import { KIND, namespaceOf, type SourceObject, type World } from '../../effective';
import { exportsOf } from '../../effective/istio/visibility';
import { push } from '../../manifests/maps';
import { entries, fields, numberOf, textOf, texts } from './fields';

/** A port of a host of a ServiceEntry, for those who see it. */
export interface EntryPort { readonly object: SourceObject; readonly host: string; readonly number: number; readonly protocol: string; readonly at: string; readonly hostAt: string; readonly scopes: ReadonlySet<string> }

/** Ports of ServiceEntries by host and number. */
export const entryPorts = (world: World): ReadonlyMap<string, readonly EntryPort[]> => world.part(readPorts);
const readPorts = (world: World): ReadonlyMap<string, readonly EntryPort[]> => {
  const out = new Map<string, EntryPort[]>();
  for (const object of world.objects.of(KIND.serviceEntry)) {
    const spec = fields(object.manifest.spec) ?? {}, scopes = exportsOf(spec.exportTo, world.settings.config.defaultServiceExportTo, namespaceOf(object.manifest));
    if (scopes.has('~')) continue;
    texts(spec.hosts).forEach((host, h) => {
      for (const [port, i] of entries(spec.ports)) {
        const number = numberOf(port.number), key = `${host} ${number}`, one: EntryPort = { object, host, number, protocol: textOf(port.protocol).toUpperCase(), at: `spec.ports[${i}]`, hostAt: `spec.hosts[${h}]`, scopes };
        push(out, key, one);
      }
    });
  }
  return out;
};
/** Each with an earlier one of another object that somebody sees beside it, and that differs in its protocol, or does not. */
export function* clashes(list: readonly EntryPort[], inProtocol: boolean): Iterable<readonly [EntryPort, EntryPort]> {
  // By who sees it, and by protocol: the first two, of different objects. `all` has those of every scope.
  const seen = new Map<string, Map<string, EntryPort[]>>();
  for (const one of list) {
    const scopes = one.scopes.has('*') ? ['all'] : ['*', ...one.scopes];
    const found = scopes.flatMap((s) => [...seen.get(s) ?? []].flatMap(([protocol, ports]) => ((protocol !== one.protocol) === inProtocol ? ports : []))).find((p) => p.object !== one.object);
    if (found) yield [one, found];
    for (const scope of ['all', ...one.scopes]) {
      let byProtocol = seen.get(scope);
      if (!byProtocol) seen.set(scope, (byProtocol = new Map<string, EntryPort[]>()));
      const ports = byProtocol.get(one.protocol) ?? [];
      if (ports.length < 2 && !ports.some((p) => p.object === one.object)) byProtocol.set(one.protocol, [...ports, one]);
    }
  }
}
