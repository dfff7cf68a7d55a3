import type { ConnectionPoolSettings, DestinationRuleLoadBalancer, DestinationRuleOutlierDetection, DestinationRuleTrafficPolicy } from '../../manifests/types';
import type { Mutable } from '../../manifests/type-helpers';
import { HTTP_PROTOCOLS, type PolicyValue, type PortFacts } from '../../model';
import type { ConnectionPolicies } from '../../resolve/resolved';
import { isEmpty } from './context';
import { duration } from './duration';
import type { IstioSettings } from './facts';

export type Tls = NonNullable<DestinationRuleTrafficPolicy['tls']>;
/** The blocks of a traffic policy. Each is replaced as a whole by the one of a subset, and all of them by the settings of a port. */
export interface Blocks {
  readonly connectionPool?: ConnectionPoolSettings;
  readonly loadBalancer?: DestinationRuleLoadBalancer;
  readonly outlierDetection?: DestinationRuleOutlierDetection;
}

/** What holds for all of a destination. A block that is off is left out, unless the installation would fill it. */
export function blocksOf(p: ConnectionPolicies, ports: readonly PortFacts[], facts: IstioSettings): Blocks {
  const filled = facts.meshConfig.defaultTrafficPolicy;
  const connectionPool = p.pool === undefined ? undefined : (p.pool.value === 'off' ? undefined : poolOf(p.pool.value, ports)) ?? (filled && noPool(facts));
  const loadBalancer = p.loadBalancing === undefined || p.loadBalancing.value === 'off' ? undefined : balancerOf(p.loadBalancing.value);
  const outlierDetection = p.outlier === undefined ? undefined : p.outlier.value === 'off' ? (filled && NO_OUTLIER) : outlierOf(p.outlier.value);
  const out: Mutable<Blocks> = {};
  if (connectionPool) out.connectionPool = connectionPool;
  if (loadBalancer) out.loadBalancer = loadBalancer;
  if (outlierDetection) out.outlierDetection = outlierDetection;
  return out;
}

/** What a version says differently. What it switches off is said in Istio's own defaults: a block that is left out would be inherited. */
export function differences(p: ConnectionPolicies, all: ConnectionPolicies, ports: readonly PortFacts[], facts: IstioSettings): Blocks {
  const out: Mutable<Blocks> = {};
  if (p.pool && p.pool.policy !== all.pool?.policy) {
    // One that says nothing of the ports there are replaces the other all the same.
    const own = p.pool.value === 'off' ? undefined : poolOf(p.pool.value, ports);
    const block = own ?? (all.pool && all.pool.value !== 'off' ? noPool(facts) : undefined);
    if (block) out.connectionPool = block;
  }
  if (p.loadBalancing && p.loadBalancing.policy !== all.loadBalancing?.policy) {
    const block = p.loadBalancing.value !== 'off' ? balancerOf(p.loadBalancing.value) : all.loadBalancing && all.loadBalancing.value !== 'off' ? { simple: facts.version.defaults.loadBalancer } : undefined;
    if (block) out.loadBalancer = block;
  }
  if (p.outlier && p.outlier.policy !== all.outlier?.policy) {
    const block = p.outlier.value !== 'off' ? outlierOf(p.outlier.value) : all.outlier && all.outlier.value !== 'off' ? NO_OUTLIER : undefined;
    if (block) out.outlierDetection = block;
  }
  return out;
}

/** Istio's own defaults, for where nothing would let something else hold. */
export const noPool = ({ meshConfig, version }: IstioSettings): ConnectionPoolSettings => ({ tcp: { connectTimeout: meshConfig.connectTimeout ?? version.defaults.connectTimeout } });
const NO_OUTLIER: DestinationRuleOutlierDetection = { consecutive5xxErrors: 0 };

function poolOf(p: PolicyValue<'ConnectionPool'>, ports: readonly PortFacts[]): ConnectionPoolSettings | undefined {
  const speaksHttp = ports.some((port) => HTTP_PROTOCOLS.has(port.protocol)), speaksOther = ports.some((port) => !HTTP_PROTOCOLS.has(port.protocol));
  const idle = p.idleTimeout === undefined ? undefined : duration(p.idleTimeout);
  const http: Mutable<NonNullable<ConnectionPoolSettings['http']>> = {};
  if (speaksHttp) {
    if (p.maxPendingRequests !== undefined) http.http1MaxPendingRequests = p.maxPendingRequests;
    if (p.maxRequests !== undefined) http.http2MaxRequests = p.maxRequests;
    if (idle !== undefined) http.idleTimeout = idle;
    if (p.maxRequestsPerConnection !== undefined) http.maxRequestsPerConnection = p.maxRequestsPerConnection;
  }
  const tcp: Mutable<NonNullable<ConnectionPoolSettings['tcp']>> = {};
  if (p.connectTimeout !== undefined) tcp.connectTimeout = duration(p.connectTimeout);
  if (idle !== undefined && speaksOther) tcp.idleTimeout = idle;
  if (p.maxConnections !== undefined) tcp.maxConnections = p.maxConnections;
  const out: Mutable<ConnectionPoolSettings> = {};
  if (!isEmpty(http)) out.http = http;
  if (!isEmpty(tcp)) out.tcp = tcp;
  return isEmpty(out) ? undefined : out;
}

function outlierOf(p: PolicyValue<'OutlierDetection'>): DestinationRuleOutlierDetection {
  const out: Mutable<DestinationRuleOutlierDetection> = {};
  if (p.ejectFor !== undefined) out.baseEjectionTime = duration(p.ejectFor);
  // Left out, Istio would count to five.
  out.consecutive5xxErrors = p.consecutive5xx ?? 0;
  if (p.consecutiveGatewayErrors !== undefined) out.consecutiveGatewayErrors = p.consecutiveGatewayErrors;
  if (p.interval !== undefined) out.interval = duration(p.interval);
  if (p.maxEjectedPercent !== undefined) out.maxEjectionPercent = p.maxEjectedPercent;
  return out;
}

function balancerOf({ algorithm, warmup, failover }: PolicyValue<'LoadBalancing'>): DestinationRuleLoadBalancer {
  const locality = failover.length > 0 && { localityLbSetting: { enabled: true, failover: failover.map(({ from, to }) => ({ from, to })) } };
  const slowStart = warmup !== undefined && { warmup: { duration: duration(warmup) } };
  if (algorithm?.kind !== 'hash') return { ...locality, simple: SIMPLE[algorithm?.kind ?? 'least-request'], ...slowStart };
  const { by } = algorithm;
  const consistentHash = 'header' in by ? { httpHeaderName: by.header } : 'cookie' in by ? { httpCookie: { name: by.cookie, ttl: duration(by.ttl) } }
    : 'query' in by ? { httpQueryParameterName: by.query } : { useSourceIp: true };
  return { consistentHash, ...locality, ...slowStart } as DestinationRuleLoadBalancer;
}
const SIMPLE = { 'least-request': 'LEAST_REQUEST', 'round-robin': 'ROUND_ROBIN', random: 'RANDOM' } as const;
