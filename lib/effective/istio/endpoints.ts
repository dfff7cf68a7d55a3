import type { Endpoint, Host, HostPort, Workload } from '../mesh';
import { KIND } from '../objects';
import { fields } from './fields';
import { hostIndexOf } from './host-index';
import { selects } from './names';
import type { World } from './world';

type Labels = Readonly<Record<string, string>>;

/** Workloads that a port of a host leads to. Pods without a port of the name that it asks for are none of them; where none has it, all are told, so that somebody can say so. */
export function workloadsAt(world: World, host: Host, port: HostPort, labels: Labels): readonly Workload[] {
  const found = [...new Set(sharing(world, host, port).flatMap((h) => world.workloadsBehind(h)))].filter((w) => selects(labels, w.labels));
  const { targetPort } = port;
  if (typeof targetPort === 'number' || /^\d+$/.test(targetPort)) return found;
  const having = found.filter((w) => w.kind === 'WorkloadEntry' || w.ports.some((p) => p.name === targetPort));
  return having.length > 0 ? having : found;
}

/** Addresses that are written for a port of a host. */
export function endpointsAt(world: World, host: Host, port: HostPort, labels: Labels): readonly Endpoint[] {
  return sharing(world, host, port).flatMap((h) => (isRoundRobin(world, h) ? h.endpoints.slice(0, 1) : h.endpoints)).filter((e) => selects(labels, e.labels));
}
/** Whether a name that is looked up is among them, since nobody wrote another. */
export const isByName = (world: World, host: Host, port: HostPort): boolean => sharing(world, host, port).some(isNamed);

/** ServiceEntries of one namespace that name the same host put their endpoints together, port by port. */
export function sharing(world: World, host: Host, port: HostPort): readonly Host[] {
  if (host.kind === 'Service') return [host];
  const all = world.hostsNamed(host.name).filter((h) => h.kind === 'ServiceEntry' && h.namespace === host.namespace && h.ports.some((p) => p.number === port.number));
  if (all.length < 2) return all.length > 0 ? all : [host];
  // One of a round robin by DNS is there only if nobody is before it.
  const inOrder = hostIndexOf(world).inOrder(all);
  let taken = false;
  return inOrder.filter((h) => {
    if (taken && isRoundRobin(world, h)) return false;
    taken ||= h.endpoints.length > 0 || world.workloadsBehind(h).length > 0 || isNamed(h);
    return true;
  });
}
/** Its own name is looked up, since nobody wrote another. */
const isNamed = (h: Host): boolean => h.resolution === 'dns' && h.selector === undefined && h.endpoints.length === 0;
const isRoundRobin = (world: World, { from: { object } }: Host): boolean => fields(object && world.objects.named(KIND.serviceEntry, object.namespace || 'default', object.name)?.manifest.spec)?.resolution === 'DNS_ROUND_ROBIN';
