import { KIND, namespaceOf, type SourceObject, type Workload, type World } from '../../effective';
import { gatewayName } from '../../effective/istio/names';
import { once, push } from '../../manifests/maps';
import { exportsOf, seenFrom } from '../../effective/istio/visibility';
import { fields, items, textMap, textOf, texts } from './fields';
import { selectedWorkloads } from './selected';

/** Namespaces that have workloads with a sidecar, sorted. */
export const sidecarNamespaces = (world: World): readonly string[] => world.part(readNamespaces);
const readNamespaces = (world: World): readonly string[] => [...new Set(world.workloads.filter((w) => w.proxy === 'sidecar').map((w) => w.namespace))].sort();

/** A workload with a sidecar of a namespace, to ask what its proxies do. */
export const someClient = (world: World, namespace: string): Workload | undefined => world.workloadsOfNamespace(namespace).find((w) => w.proxy === 'sidecar');

/** The VirtualServices in which rules of one hold: itself, or those that delegate to it. */
export function rootsOf(world: World, object: SourceObject): readonly SourceObject[] {
  if (texts(fields(object.manifest.spec)?.hosts).length > 0) return [object];
  return world.part(readRoots).get(`${namespaceOf(object.manifest)}/${object.manifest.metadata.name}`) ?? [];
}
const readRoots = (world: World): ReadonlyMap<string, readonly SourceObject[]> => {
  const out = new Map<string, SourceObject[]>();
  for (const object of world.objects.of(KIND.virtualService)) for (const route of items(fields(object.manifest.spec)?.http)) {
    const to = fields(route.delegate);
    if (!to) continue;
    push(out, `${textOf(to.namespace) || namespaceOf(object.manifest)}/${textOf(to.name)}`, object);
  }
  return out;
};

/** Gateways that the rules of a VirtualService are bound to, as `namespace/name`; `mesh` for sidecars. A delegate's are those of who delegates. */
export const boundTo = (world: World, object: SourceObject): readonly string[] => once(world.part(makeBound), object, () => [...new Set(rootsOf(world, object).flatMap(gatewaysIn))]);
const makeBound = (): Map<SourceObject, readonly string[]> => new Map();
function gatewaysIn(object: SourceObject): readonly string[] {
  const gateways = texts(fields(object.manifest.spec)?.gateways).map((g) => gatewayName(g, namespaceOf(object.manifest)));
  return gateways.length === 0 ? ['mesh'] : gateways;
}

/** Workloads of the gateway that a Gateway object configures. */
export function gatewayWorkloads(world: World, gateway: SourceObject): readonly Workload[] {
  return selectedWorkloads(world, textMap(fields(gateway.manifest.spec)?.selector)).filter((w) => w.proxy === 'gateway');
}
export function gatewayNamed(world: World, name: string): SourceObject | undefined {
  const slash = name.indexOf('/');
  return world.objects.named(KIND.gateway, name.slice(0, slash), name.slice(slash + 1));
}

/** Namespaces whose proxies, sidecars or gateways, have the rules of a VirtualService: it is exported to them and bound to what they are. */
export function clientNamespaces(world: World, object: SourceObject): readonly string[] {
  return [...new Set(rootsOf(world, object).flatMap((root) => clientsOf(world, root)))].sort();
}
function clientsOf(world: World, object: SourceObject): readonly string[] {
  const namespace = namespaceOf(object.manifest), gateways = gatewaysIn(object);
  const exported = exportsOf(fields(object.manifest.spec)?.exportTo, world.settings.config.defaultVirtualServiceExportTo, namespace);
  const out = new Set<string>(gateways.includes('mesh') ? sidecarNamespaces(world) : []);
  for (const name of gateways) {
    const gateway = name === 'mesh' ? undefined : gatewayNamed(world, name);
    if (gateway) for (const w of gatewayWorkloads(world, gateway)) out.add(w.namespace);
  }
  return [...out].filter((n) => seenFrom(exported, namespace, n) !== undefined);
}
