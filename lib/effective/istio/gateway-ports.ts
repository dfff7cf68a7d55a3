import type { Host, HostPort, Workload } from '../mesh';
import { KIND, type SourceObject } from '../objects';
import { compare } from './order';
import type { World } from './world';

/** Label of a Service whose ports a Gateway does not mean. */
const NO_TRANSLATION = 'experimental.istio.io/disable-gateway-port-translation';

/** From a Gateway's port to the one that the pod really listens on: the target of the first Service port of that number in front of it, else the same. */
export function portTranslation(world: World, workload: Workload): (port: number) => number {
  const targets = new Map<number, number>();
  for (const host of servicesBefore(world, workload)) {
    if (translates(world, host)) for (const [port, target] of targetsOf(host, workload)) if (!targets.has(port)) targets.set(port, target);
  }
  return (port) => targets.get(port) ?? port;
}

function servicesBefore(world: World, workload: Workload): readonly Host[] {
  return [...world.hostsBefore(workload)].sort((a, b) => compare(a.name, b.name));
}

function translates(world: World, host: Host): boolean {
  return host.kind !== 'Service' || !(NO_TRANSLATION in (serviceOf(world, host)?.manifest.metadata.labels ?? {}));
}
const serviceOf = (world: World, host: Host): SourceObject | undefined => world.objects.named(KIND.service, host.namespace, host.name.slice(0, host.name.indexOf('.')));

/** Ports of a Service with what they lead to. Of two that lead to one port with one protocol, Istio knows the first only. */
function targetsOf(host: Host, workload: Workload): (readonly [number, number])[] {
  const seen = new Set<string>(), out: (readonly [number, number])[] = [];
  for (const port of host.ports) {
    const target = targetOf(port, workload);
    const key = `${target} ${port.protocol}`;
    if (target === undefined || seen.has(key)) continue;
    seen.add(key);
    out.push([port.number, target]);
  }
  return out;
}

function targetOf(port: HostPort, workload: Workload): number | undefined {
  return typeof port.targetPort === 'number' ? port.targetPort : workload.ports.find((p) => p.name === port.targetPort && (p.protocol ?? 'TCP') === (port.protocol === 'udp' ? 'UDP' : 'TCP'))?.number;
}
