import type { ClientTls, Host, HostPort, Provenance, Sourced, Workload } from '../../effective';
import type { CheckContext } from '../check';
import { sidecarNamespaces, someClient } from './client-namespaces';
import { destinationRules } from './destination-rules';

/** What clients of a namespace send to a port, and what the server there takes. */
export interface TlsConflict { readonly host: Host; readonly port: number; readonly subset?: string; readonly namespace: string; readonly client: Sourced<ClientTls>; readonly server: { readonly mode: string; readonly name: string; readonly from: Provenance } }

/** Of each host: clients of its own namespace, of some other, and of those that have rules of their own for it. Never each client with each host. */
export function* tlsConflicts({ world, mesh }: CheckContext): Iterable<TlsConflict> {
  const others = sidecarNamespaces(world), rules = destinationRules(world);
  for (const host of world.hosts) {
    if (host.external || host.resolution === 'alias') continue;
    const servers = world.workloadsBehind(host).filter((w) => w.kind !== 'WorkloadEntry');
    if (servers.length === 0) continue;
    const tlsOn = (s: Workload, port: HostPort): Sourced<string> => mesh.server(s).port(typeof port.targetPort === 'number' ? port.targetPort : s.ports.find((p) => p.name === port.targetPort)?.number ?? port.number).tls;
    // Where all servers take both, whatever clients send arrives: nobody looks at clients.
    const ports = host.ports.filter((port) => port.protocol !== 'udp' && servers.some((s) => s.proxy === 'none' || (s.proxy === 'sidecar' && tlsOn(s, port).value !== 'PERMISSIVE')));
    if (ports.length === 0) continue;
    const covering = rules.covering(host.name);
    const subsets = [undefined, ...new Set(covering.flatMap((r) => r.subsets.filter((s) => s.policy?.tls !== undefined).map((s) => s.name)))];
    for (const namespace of new Set([host.namespace, others.find((n) => n !== host.namespace), ...covering.map((r) => r.namespace)])) {
      const w = namespace === undefined ? undefined : someClient(world, namespace);
      if (!w) continue;
      const client = mesh.client(w);
      for (const port of ports) for (const subset of subsets) {
        const destination = client.destination({ host: host.name, port: port.number, ...(subset !== undefined && { subset }) });
        if (!destination || destination.host.kind !== host.kind || destination.host.namespace !== host.namespace) continue;
        if (!MAY_MISS.has(destination.tls.value.mode)) continue;
        const conflict = meet(destination.workloads().filter((s) => servers.includes(s)), destination.tls, (s) => tlsOn(s, port));
        if (conflict) yield { host, port: port.number, ...(subset !== undefined && { subset }), namespace: w.namespace, client: destination.tls, server: conflict };
      }
    }
  }
}

/** Other clients do what each server takes. */
const MAY_MISS: ReadonlySet<string> = new Set<ClientTls['mode']>(['ISTIO_MUTUAL', 'DISABLE', 'SIMPLE', 'MUTUAL']);

function meet(servers: readonly Workload[], client: Sourced<ClientTls>, tlsOf: (server: Workload) => Sourced<string>): TlsConflict['server'] | undefined {
  const { mode } = client.value;
  for (const server of servers) {
    if (server.proxy === 'gateway') continue;
    // TLS that the client opens to a server without a proxy may be the application's own.
    if (server.proxy === 'none') { if (mode === 'ISTIO_MUTUAL') return { mode: 'none', name: server.name, from: server.from }; continue; }
    const tls = tlsOf(server);
    if (mode === 'ISTIO_MUTUAL' && tls.value === 'DISABLE') return { mode: tls.value, name: server.name, from: tls.from };
    if ((mode === 'DISABLE' || mode === 'SIMPLE' || mode === 'MUTUAL') && tls.value === 'STRICT') return { mode: tls.value, name: server.name, from: tls.from };
  }
  return undefined;
}
