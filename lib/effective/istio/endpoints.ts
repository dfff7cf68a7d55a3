import type { Endpoint, Host, HostPort, Workload } from '../mesh';
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
  return sharing(world, host, port).flatMap((h) => h.endpoints).filter((e) => selects(labels, e.labels));
}

/** ServiceEntries of one namespace that name the same host put their endpoints together, port by port. */
function sharing(world: World, host: Host, port: HostPort): readonly Host[] {
  if (host.kind === 'Service') return [host];
  const all = world.hostsNamed(host.name).filter((h) => h.kind === 'ServiceEntry' && h.namespace === host.namespace && h.ports.some((p) => p.number === port.number));
  return all.length > 0 ? all : [host];
}
