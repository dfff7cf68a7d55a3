import { KIND, type Condition, type HttpTable, type IstioMesh, type Provenance, type Workload } from '../../../lib/effective';
import { simulate } from '../../../lib/simulate';
import type { Outcome, RequestInput } from '../../../lib/simulate/outcome';
import type { EnvoyResource } from '../mesh/envoy';
import type { ProxyView } from '../mesh/envoy';
import { httpListener, managerFor, RANDOM_HEADER, type Clusters, type ListenerAt } from './outbound';
import { probesAround, targetOf, type Probe } from './probes';
import type { Sent } from './client';

/** One request for a real Envoy, and what the simulator says of it. */
export interface Trial { readonly name: string; readonly sent: Sent; readonly outcome: Outcome; readonly share: number; /** Whether the proxy has a cluster of its own for a host. */ readonly knows: (host: string) => boolean }

interface Place { readonly proxy: ProxyView; readonly workload: Workload; readonly table: string; readonly at: ListenerAt }

/** Listeners for every HTTP table of a program's proxies, and where they are. */
export function tableListeners(proxies: readonly ProxyView[], workloadOf: (p: ProxyView) => Workload | undefined, clusters: Clusters, ports: () => number): { listeners: EnvoyResource[]; places: Place[] } {
  const listeners: EnvoyResource[] = [], places: Place[] = [];
  for (const proxy of proxies) {
    const workload = workloadOf(proxy);
    if (!workload) continue;
    for (const table of proxy.config.routes ?? []) {
      if (!(proxy.pod.router ? /^https?\.\d+/ : /^\d+$/).test(table.name)) continue;
      const at = { address: '127.0.0.1', port: ports() };
      // A gateway's own policies are looked at on the port of its pod, which is not the one here: only its routes are asked.
      const manager = managerFor(proxy.config, table.name);
      listeners.push(httpListener(`t${at.port}`, at, proxy.pod.router ? { ...manager, http_filters: (manager?.http_filters ?? []).filter((f: EnvoyResource) => !/rbac|jwt/i.test(String(f.typed_config?.['@type']))) } : manager, table, clusters));
      places.push({ proxy, workload, table: table.name, at });
    }
  }
  return { listeners, places };
}

/** Requests around the boundaries of every virtual host of a table. */
export function* tableTrials(mesh: IstioMesh, place: Place, most: number): Iterable<Trial> {
  const { workload, at, table } = place;
  const port = Number(/\d+/.exec(table)![0]);
  if (workload.proxy === 'gateway') {
    for (const listener of mesh.gateway(workload).listeners) {
      if (table.startsWith('http.') ? listener.podPort !== port && listener.port !== port : listener.port !== port && listener.podPort !== port) continue;
      for (const server of listener.servers) if (server.http && (table.startsWith('https.') ? table === tlsTable(mesh, server.from) : server.tls === undefined)) {
        yield* hostTrials(mesh, server.http, { gateway: true, most, at, knows: (h) => mesh.hosts(h).length > 0, name: `${workload.id} ${table}`, input: (authority, p) => ({ from: { outside: true }, via: workload.id, to: `${server.tls ? 'https' : 'http'}://${authority}:${listener.port}${targetOf(p)}` }) });
      }
    }
    return;
  }
  const http = mesh.client(workload).http(port);
  if (http) yield* hostTrials(mesh, http, { gateway: false, most, at, knows: (h) => mesh.client(workload).host(h) !== undefined, name: `${workload.id} ${table}`, input: (authority, p) => ({ from: workload.id, to: `http://${authority}:${port}${targetOf(p)}` }) });
}

/** istiod's name for the table of a server that ends TLS: `https.443.name.gateway.namespace`. */
function tlsTable(mesh: IstioMesh, from: Provenance): string | undefined {
  const { object, field } = from, index = /^spec\.servers\[(\d+)\]/.exec(field ?? '')?.[1];
  const gateway = object && mesh.world.objects.named(KIND.gateway, object.namespace ?? 'default', object.name);
  const port = (gateway?.manifest.spec as { servers?: { port?: { number: number; name: string } }[] } | undefined)?.servers?.[Number(index)]?.port;
  return port && object && `https.${port.number}.${port.name}.${object.name}.${object.namespace ?? 'default'}`;
}

interface Trying { readonly gateway: boolean; readonly most: number; readonly knows: Trial['knows']; readonly at: ListenerAt; readonly name: string; readonly input: (authority: string, p: Probe) => RequestInput }

function* hostTrials(mesh: IstioMesh, table: HttpTable, { gateway, most, at, knows, name, input }: Trying): Iterable<Trial> {
  const seen = new Set<string>();
  for (const host of [...table.all(), undefined]) {
    // Besides the hosts that there are: one that nobody declared.
    const domain = host?.domains.find((d) => !/:\d+$/.test(d) && !/^[\d.]+$/.test(d) && !d.includes('[') && !d.endsWith('.')) ?? (host ? undefined : 'nobody.example.org');
    if (domain === undefined || domain === '*' || seen.has(domain)) continue;
    seen.add(domain);
    const authority = domain.replace(/^\*\.?/, (star) => (star === '*.' ? 'some.' : 'some'));
    const conditions: Condition[] = host?.rules.map((r) => r.when) ?? [];
    for (const probe of probesAround(conditions, most)) {
      const request: RequestInput = { ...input(authority, probe), method: probe.method, headers: { host: authority, ...probe.headers } };
      const outcome = simulate(mesh, request);
      // What follows a gateway on the way is not this proxy's; a gateway's own policies are asked elsewhere, and so is TLS.
      const onward = gateway ? outcome.refusedBy === 'access' || outcome.refusedBy === 'token' || outcome.refusedBy === 'tls' || outcome.kind === 'tls failure' : outcome.trace.some((step) => step.at === 'gateway') || outcome.ends.some((e) => e.trace.some((step) => step.at === 'gateway'));
      if (onward) continue;
      // A fault for some requests falls by lot.
      if ((outcome.kind === 'unknown' && outcome.deliveries.length === 0) || outcome.faults.some((f) => (f.status !== undefined || f.grpcStatus !== undefined) && f.percent > 0 && f.percent < 100)) continue;
      for (const [share, random] of sharesOf(outcome)) {
        yield { name: `${name} ${authority} ${probe.method} ${targetOf(probe)} ${JSON.stringify(probe.headers)}`, outcome, share, knows, sent: { host: at.address, port: at.port, method: probe.method, target: targetOf(probe), headers: { host: authority, ...probe.headers, [RANDOM_HEADER]: String(random) } } };
      }
    }
  }
}

/** A number that picks each share, and the last one of it. */
function sharesOf({ deliveries }: Outcome): [number, number][] {
  if (deliveries.length < 2) return [[0, 0]];
  let sum = 0;
  return deliveries.flatMap((d, i): [number, number][] => {
    const start = sum;
    sum += d.share;
    return [[i, Math.ceil(start)], [i, Math.ceil(sum) - 1]];
  });
}
