import { KIND, type SourceObject, type World } from '../../effective';
import { gatewaysOf } from '../../effective/istio/gateway-servers';
import { push } from '../../manifests/maps';
import { entries, fields, numberOf, textMap, textOf, texts, type Fields } from './fields';

/** A server of a Gateway, as written. */
export interface WrittenServer { readonly object: SourceObject; readonly server: Fields; readonly at: string; readonly port: number; readonly protocol: string; readonly bind: string; readonly hosts: readonly string[]; readonly tls?: Fields }

export function serversIn(object: SourceObject): readonly WrittenServer[] {
  return entries(fields(object.manifest.spec)?.servers).map(([server, i]) => {
    const port = fields(server.port), tls = fields(server.tls);
    return { object, server, at: `spec.servers[${i}]`, port: numberOf(port?.number), protocol: textOf(port?.protocol).toUpperCase(), bind: textOf(server.bind), hosts: texts(server.hosts), ...(tls && { tls }) };
  });
}

/** Gateways that configure the same pods: of one workload, or with one selector where no workload is known. */
export const gatewayGroups = (world: World): readonly (readonly SourceObject[])[] => world.part(readGroups);
const readGroups = (world: World): readonly (readonly SourceObject[])[] => {
  const bySelector = new Map<string, SourceObject[]>();
  for (const object of world.objects.of(KIND.gateway)) {
    push(bySelector, JSON.stringify(Object.entries(textMap(fields(object.manifest.spec)?.selector)).sort()), object);
  }
  const order = new Map(world.objects.of(KIND.gateway).map((o, i) => [o, i]));
  const ofPods = world.workloads.filter((w) => w.proxy === 'gateway').map((w) => [...gatewaysOf(world, w)].sort((a, b) => order.get(a)! - order.get(b)!));
  return [...ofPods, ...bySelector.values()].filter((g) => g.length > 1);
};
