import { KIND, type Destination, type IstioMesh, type Target, type Workload } from '../../../../lib/effective';
import { endpointsAt, sharing } from '../../../../lib/effective/istio/endpoints';
import { plain, type Plain } from '../normal';
import { targetName } from '../names';
import type { Pods } from './pods';

/** How targets are reached. */
export function clustersOf(mesh: IstioMesh, targets: Iterable<Target>, find: (t: Target) => Destination | undefined, pods: Pods): { readonly [name: string]: Plain } {
  const out: Record<string, object> = {};
  for (const target of targets) { const to = find(target); if (to) out[targetName(target)] = clusterOf(mesh, to, pods); }
  return plain(out);
}

function clusterOf(mesh: IstioMesh, d: Destination, pods: Pods): object {
  const { value: pool } = d.pool, { value: lb } = d.balancing, o = d.outlier?.value, dialled = lb.algorithm === 'PASSTHROUGH';
  return {
    found: dialled ? 'dialled' : d.host.resolution === 'dns' ? 'dns' : 'endpoints', balancing: lb.algorithm, ringSize: lb.ringSize, warmup: lb.warmup,
    outlier: o && { consecutive5xx: o.consecutive5xx, gatewayErrors: o.consecutiveGatewayErrors, localErrors: o.consecutiveLocalFailures, interval: o.interval, ejection: o.baseEjection, maxEjected: o.maxEjectionPercent },
    pool: {
      connectTimeout: pool.connectTimeout, maxConnections: pool.maxConnections, maxPendingRequests: pool.maxPendingRequests, maxRequests: pool.maxRequests, maxRetries: pool.maxRetries, maxRequestsPerConnection: pool.maxRequestsPerConnection,
      idle: pool.httpIdleTimeout ?? pool.idleTimeout, maxConnectionDuration: pool.maxConnectionDuration, keepalive: pool.tcpKeepalive, http2: pool.http2 || undefined, streams: pool.maxConcurrentStreams,
    },
    tls: tlsOf(mesh, d, pods), endpoints: dialled ? undefined : endpointsOf(mesh, d, pods),
  };
}

function tlsOf(mesh: IstioMesh, d: Destination, pods: Pods): object | string {
  const { value: t } = d.tls, istio = t.mode === 'AUTO' || t.mode === 'ISTIO_MUTUAL';
  if (t.mode === 'DISABLE') return 'DISABLE';
  const { host, port, subset } = d.target;
  return {
    mode: t.mode, sni: t.sni ?? (istio ? `outbound_.${port}_.${subset ?? ''}_.${host}` : undefined),
    names: t.subjectAltNames ? [...t.subjectAltNames].sort() : istio ? identitiesOf(mesh, d, pods) : undefined,
    ca: istio ? undefined : t.caCertificates === undefined ? 'none' : t.credential === undefined ? `file-root:${t.caCertificates}` : `kubernetes://${t.caCertificates}`,
    certificate: t.mode !== 'MUTUAL' ? undefined : t.credential === undefined ? t.clientCertificate && `file-cert:${t.clientCertificate}` : `kubernetes://${t.credential}`,
  };
}

/** Identities of all who are behind the host. */
function identitiesOf(mesh: IstioMesh, { host }: Destination, pods: Pods): readonly string[] | undefined {
  const { trustDomain, aliases } = mesh.world.settings;
  const accounts = [...mesh.world.workloadsBehind(host).filter((w) => hasAccount(mesh, w) && host.ports.some((p) => pods.arrivals(w, p).length > 0)).map((w: Workload) => `ns/${w.namespace}/sa/${w.serviceAccount}`), ...host.endpoints.flatMap((e) => (e.serviceAccount === undefined ? [] : [`ns/${host.namespace}/sa/${e.serviceAccount}`]))];
  const names = [...accounts.flatMap((a) => [trustDomain, ...aliases].map((d) => `spiffe://${d}/${a}`)), ...(mesh.world.hostsNamed(host.name).length > 1 ? [] : host.subjectAltNames)];
  return names.length === 0 ? undefined : [...new Set(names)].sort();
}

/** A machine has only the account that somebody gave it. */
function hasAccount(mesh: IstioMesh, w: Workload): boolean {
  return w.kind !== 'WorkloadEntry' || (mesh.world.objects.named(KIND.workloadEntry, w.namespace, w.name)?.manifest.spec as { serviceAccount?: string } | undefined)?.serviceAccount !== undefined;
}

/** Entries that share a host put their endpoints together, each with the port as it has it. */
function endpointsOf(mesh: IstioMesh, d: Destination, pods: Pods): readonly string[] | undefined {
  const { host, port, labels } = d, list = d.workloads().flatMap((w) => pods.arrivals(w, port));
  for (const h of host.kind === 'Service' ? [] : sharing(mesh.world, host, port)) {
    const own = h.ports.find((p) => p.number === port.number);
    if (!own) continue;
    for (const e of endpointsAt(mesh.world, h, own, labels).filter((o) => h.endpoints.includes(o))) list.push(e.address.startsWith('unix://') ? e.address.slice('unix://'.length) : `${e.address}:${e.ports[own.name] ?? own.targetPort}`);
    if (h.resolution === 'dns' && h.endpoints.length === 0 && h.selector === undefined && Object.keys(labels).length === 0) list.push(`${h.name}:${own.targetPort}`);
  }
  // Names are looked up by DNS alone.
  const known = host.resolution === 'dns' ? list : list.filter((address) => /^[\d.]+:|^\[|^\//.test(address));
  return known.length === 0 ? undefined : [...new Set(known)].sort();
}
