import type { Balancing, ClientTls, Destination, Host, HostPort, Outlier, Pool, Target, Workload } from '../effective/mesh';
import type { Sourced } from '../effective/provenance';
import type { AnyPolicyKind, ExternalFacts, Id, PolicyValue, PortFacts, ServiceFacts, VersionFacts } from '../model';
import type { ConnectionPoolFact } from '../model/policies/connection-pool';
import type { LoadBalancingFact } from '../model/policies/load-balancing';
import type { OutlierDetectionFact } from '../model/policies/outlier-detection';
import { declared, installation, type Context } from './context';
import { isExternal, type Thing } from './destinations';
import { mtlsOf } from './mtls';
import { isHttp } from './order';
import type { Held } from './policies';

/** An endpoint set as a client of one mesh connects to it. */
export interface Wanted { readonly target: Target; readonly host: Host; readonly hostPort: HostPort; readonly thing: Thing; readonly port: PortFacts; readonly version?: VersionFacts; readonly workloads: readonly Workload[]; /** Whether the client's own certificate is there for it. */ readonly certified: boolean }

export function destinationOf(ctx: Context, client: Id, w: Wanted): Destination {
  const { thing, port, version } = w, { policies, facts } = ctx, name = version?.name;
  const external = isExternal(thing);
  const pool = policies.forClient('ConnectionPool', thing, client, name), outlier = policies.forClient('OutlierDetection', thing, client, name), balancing = policies.forClient('LoadBalancing', thing, client, name);
  const own = sourced(outlier, (o) => outlierOf(ctx, o));
  return {
    target: w.target, host: w.host, port: w.hostPort, labels: version?.labels ?? {}, workloads: () => w.workloads,
    tls: external ? externalTls(thing, w) : serviceTls(ctx, thing, port),
    pool: pool === undefined ? { value: facts.connection.pool, from: installation } : sourced(pool, (p) => poolOf(facts.noPool, p, port)) ?? { value: facts.noPool, from: installation },
    ...(outlier === undefined ? facts.connection.outlier && { outlier: { value: facts.connection.outlier, from: installation } } : own && { outlier: own }),
    balancing: sourced(balancing, balancingOf) ?? { value: facts.connection.balancing, from: installation },
    rules: [],
  };
}
const sourced = <K extends AnyPolicyKind['kind'], T>(held: Held<K> | 'off' | undefined, value: (v: PolicyValue<K>) => T): Sourced<T> | undefined =>
  (held === undefined || held === 'off' ? undefined : { value: value(held.value), from: declared(held.policy.origin) });

/** Proxies speak mutual TLS with whoever has a proxy that takes it. */
function serviceTls(ctx: Context, service: ServiceFacts, port: PortFacts): Sourced<ClientTls> {
  const workload = ctx.index.workload.get(service.workload)!;
  if (!workload.meshed) return { value: { mode: 'DISABLE' }, from: declared(workload.origin) };
  const { value, from } = mtlsOf(ctx, workload, port.containerPort);
  return { value: { mode: value === 'DISABLE' ? 'DISABLE' : 'ISTIO_MUTUAL' }, from };
}

/** TLS that the proxy speaks where the application speaks plain HTTP. The name that is asked for must be proved, unless others are given. The client's certificate is shown by those who declare the call. */
function externalTls(e: ExternalFacts, { port, target: { host }, certified }: Wanted): Sourced<ClientTls> {
  const from = declared(e.origin);
  if (!e.tls || !isHttp(port)) return { value: { mode: 'DISABLE' }, from };
  const { sni: asked, subjectAltNames, caCertificates } = e.tls, clientCertificate = certified ? e.tls.clientCertificate : undefined;
  const sni = asked ?? (host.startsWith('*') ? undefined : host), proved = subjectAltNames.length > 0 ? subjectAltNames : sni === undefined ? undefined : [sni];
  return {
    from, value: {
      mode: clientCertificate === undefined ? 'SIMPLE' : 'MUTUAL', ...(sni !== undefined && { sni }), ...(proved && { subjectAltNames: proved }),
      // A Secret brings the authorities to trust with it.
      ...(clientCertificate !== undefined ? { credential: clientCertificate } : { caCertificates: caCertificates ?? 'system' }),
    },
  };
}

/** Limits of requests are for ports whose requests are seen. */
function poolOf(base: Pool, p: ConnectionPoolFact, port: PortFacts): Pool {
  const http = isHttp(port);
  return {
    connectTimeout: p.connectTimeout ?? base.connectTimeout, ...(p.maxConnections !== undefined && { maxConnections: p.maxConnections }),
    ...(p.idleTimeout !== undefined && (http ? { httpIdleTimeout: p.idleTimeout } : { idleTimeout: p.idleTimeout })),
    ...(http && p.maxPendingRequests !== undefined && { maxPendingRequests: p.maxPendingRequests }), ...(http && p.maxRequests !== undefined && { maxRequests: p.maxRequests }),
    ...(http && p.maxRequestsPerConnection !== undefined && { maxRequestsPerConnection: p.maxRequestsPerConnection }),
  };
}
/** Only what is named counts. */
function outlierOf({ facts }: Context, o: OutlierDetectionFact): Outlier {
  return {
    ...facts.outlier, consecutive5xx: o.consecutive5xx ?? 0, consecutiveGatewayErrors: o.consecutiveGatewayErrors ?? 0,
    ...(o.interval !== undefined && { interval: o.interval }), ...(o.ejectFor !== undefined && { baseEjection: o.ejectFor }), ...(o.maxEjectedPercent !== undefined && { maxEjectionPercent: o.maxEjectedPercent }),
  };
}
function balancingOf({ algorithm, warmup, failover }: LoadBalancingFact): Balancing {
  const NAME = { 'least-request': 'LEAST_REQUEST', 'round-robin': 'ROUND_ROBIN', random: 'RANDOM', hash: 'RING_HASH' } as const;
  return {
    algorithm: NAME[algorithm?.kind ?? 'least-request'], ...(algorithm?.kind === 'hash' && { hash: algorithm.by }), ...(warmup !== undefined && { warmup }),
    ...(failover.length > 0 && { locality: { enabled: true, failover } }),
  };
}
