import type { Host, HostPort, PortProtocol, ServerPort, Workload } from '../mesh';
import { KIND, sourceOf } from '../objects';
import { entries, fields, numberOf, textOf } from './fields';
import { compare, compareTimes, createdOf } from './order';
import { protocolNamed } from './protocol';
import { sidecarOf } from './sidecar-scope';
import type { World } from './world';

export interface InboundPort { readonly number: number; readonly protocol: PortProtocol; readonly forwardTo?: ServerPort['forwardTo'] }

/** Ports that the sidecar of a workload is told of: those that its Sidecar lists, if it lists some; else those that Services send to, of which the oldest decides. */
export function inboundPorts(world: World, workload: Workload): ReadonlyMap<number, InboundPort> {
  const out = new Map<number, InboundPort>(), add = (port: InboundPort): void => { if (port.number > 0 && !out.has(port.number)) out.set(port.number, port); };
  const sidecar = sidecarOf(world, workload), ingress = sidecar ? entries(fields(sidecar.manifest.spec)?.ingress) : [];
  if (sidecar && ingress.length > 0) {
    for (const [listener, i] of ingress) {
      const port = fields(listener.port) ?? {}, to = textOf(listener.defaultEndpoint);
      add({ number: numberOf(port.number), protocol: protocolNamed(textOf(port.protocol)) ?? 'auto', ...(to !== '' && { forwardTo: { value: to, from: sourceOf(sidecar, `spec.ingress[${i}].defaultEndpoint`) } }) });
    }
    return out;
  }
  for (const host of byAge(world, world.hostsBefore(workload))) for (const port of host.ports) add({ number: containerPort(port, workload), protocol: port.protocol });
  return out;
}

/** Hosts by age, then by full name. */
function byAge(world: World, hosts: readonly Host[]): readonly Host[] {
  if (hosts.length < 2) return hosts;
  const created = (host: Host): number => {
    const object = world.objects.named(host.kind === 'Service' ? KIND.service : KIND.serviceEntry, host.namespace, host.from.object?.name ?? '');
    return object ? createdOf(object) : Infinity;
  };
  return hosts.map((host) => ({ host, at: created(host) })).sort((a, b) => compareTimes(a.at, b.at) || compare(a.host.name, b.host.name)).map(({ host }) => host);
}

/** Port of the container that a port of a host means; 0: there is none of that name. */
function containerPort(port: HostPort, workload: Workload): number {
  if (workload.kind === 'WorkloadEntry') { const own = workload.ports.find((p) => p.name === port.name); if (own) return own.number; }
  if (typeof port.targetPort === 'number' || /^\d+$/.test(port.targetPort)) return Number(port.targetPort);
  const udp = port.protocol === 'udp';
  return workload.ports.find((p) => p.name === port.targetPort && (p.protocol === 'UDP') === udp)?.number ?? 0;
}
