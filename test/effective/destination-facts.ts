import type { Destination, IstioMesh, Workload } from '../../lib/effective';

/** How a workload reaches a target, in one line that says nothing of what Istio and Envoy do by themselves. */
export function destinationLine({ target, tls: { value: t }, pool: { value: p }, outlier, balancing: { value: b } }: Destination): string {
  const mutual = t.mode === 'AUTO' || t.mode === 'ISTIO_MUTUAL', plain = t.mode === 'DISABLE', o = outlier?.value;
  const tls = facts(plain ? {} : { sni: t.sni, names: t.subjectAltNames && [...t.subjectAltNames].sort().join(), ...(!mutual && { authorities: t.caCertificates, certificate: t.clientCertificate ?? (t.mode === 'MUTUAL' ? t.credential : undefined) }) });
  const pool = facts({
    connect: p.connectTimeout === 10_000 ? undefined : p.connectTimeout, connections: p.maxConnections, pending: p.maxPendingRequests, requests: p.maxRequests, retries: p.maxRetries, idle: p.httpIdleTimeout ?? p.idleTimeout,
    each: p.maxRequestsPerConnection, duration: p.maxConnectionDuration, http2: p.http2, streams: p.maxConcurrentStreams, keepalive: p.tcpKeepalive && [p.tcpKeepalive.probes, p.tcpKeepalive.time, p.tcpKeepalive.interval].join('/'),
  });
  const eject = o && facts({ errors: o.consecutive5xx, gateway: o.consecutiveGatewayErrors, local: o.splitLocalErrors ? o.consecutiveLocalFailures : undefined, every: o.interval, for: o.baseEjection, most: o.maxEjectionPercent, least: o.minHealthPercent });
  return line(target, t.mode + tls, pool, eject, b.algorithm + facts({ ring: b.ringSize, warmup: b.warmup }));
}
export const line = (target: Destination['target'], tls: string, pool: string, eject: string | undefined, balance: string): string =>
  `${target.host}:${target.port}${target.subset === undefined ? '' : `/${target.subset}`} ${tls}, ${balance}${pool}${eject === undefined ? '' : `, ejects${eject}`}`;
export function facts(of: Readonly<Record<string, unknown>>): string {
  const said = Object.entries(of).filter(([, v]) => v !== undefined && v !== '').map(([k, v]) => `${k} ${String(v)}`);
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}

/** All that a workload reaches: each port of each host, and each subset that some rule names. */
export function destinationsOf(mesh: IstioMesh, workload: Workload, subsets: readonly string[]): string {
  const of = workload.proxy === 'gateway' ? mesh.gateway(workload) : mesh.client(workload), lines: string[] = [];
  const hosts = workload.proxy === 'gateway' ? mesh.world.hosts : mesh.client(workload).hosts();
  for (const host of hosts) for (const port of host.ports) for (const subset of [undefined, ...subsets]) {
    const found = of.destination({ host: host.name, port: port.number, ...(subset !== undefined && { subset }) });
    if (found) lines.push(destinationLine(found));
  }
  return [...new Set(lines)].sort().join('\n');
}
