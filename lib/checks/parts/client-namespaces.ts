import { KIND, namespaceOf, type SourceObject, type Workload, type World } from '../../effective';
import { gatewayName } from '../../effective/istio/names';
import { exportsOf, seenFrom } from '../../effective/istio/visibility';
import { fields, textMap, texts } from './fields';
import { selectedWorkloads } from './selected';

/** Namespaces that have workloads with a sidecar, sorted. */
export const sidecarNamespaces = (world: World): readonly string[] => world.part(readNamespaces);
const readNamespaces = (world: World): readonly string[] => [...new Set(world.workloads.filter((w) => w.proxy === 'sidecar').map((w) => w.namespace))].sort();

/** A workload with a sidecar of a namespace, to ask what its proxies do. */
export const someClient = (world: World, namespace: string): Workload | undefined => world.workloadsOfNamespace(namespace).find((w) => w.proxy === 'sidecar');

/** Gateways that a VirtualService is bound to, as `namespace/name`; `mesh` for sidecars. */
export function boundTo(object: SourceObject): readonly string[] {
  const gateways = texts(fields(object.manifest.spec)?.gateways).map((g) => gatewayName(g, namespaceOf(object.manifest)));
  return gateways.length === 0 ? ['mesh'] : [...new Set(gateways)];
}

/** Workloads of the gateway that a Gateway object configures. */
export function gatewayWorkloads(world: World, gateway: SourceObject): readonly Workload[] {
  return selectedWorkloads(world, textMap(fields(gateway.manifest.spec)?.selector)).filter((w) => w.proxy === 'gateway');
}
export function gatewayNamed(world: World, name: string): SourceObject | undefined {
  const slash = name.indexOf('/');
  return world.objects.named(KIND.gateway, name.slice(0, slash), name.slice(slash + 1));
}

/** Namespaces whose proxies, sidecars or gateways, have a VirtualService: it is exported to them and bound to what they are. */
export function clientNamespaces(world: World, object: SourceObject): readonly string[] {
  const namespace = namespaceOf(object.manifest), gateways = boundTo(object);
  const exported = exportsOf(fields(object.manifest.spec)?.exportTo, world.settings.config.defaultVirtualServiceExportTo, namespace);
  const out = new Set<string>(gateways.includes('mesh') ? sidecarNamespaces(world) : []);
  for (const name of gateways) {
    const gateway = name === 'mesh' ? undefined : gatewayNamed(world, name);
    if (gateway) for (const w of gatewayWorkloads(world, gateway)) out.add(w.namespace);
  }
  return [...out].filter((n) => seenFrom(exported, namespace, n) !== undefined).sort();
}
