import { plain, type Plain } from '../normal';
import { clusterName } from '../names';
import { millis, type EnvoyResource, type ProxyConfig } from '../../mesh/envoy';

const UNLIMITED = 4294967295;
const limit = (n: number | undefined): number | undefined => (n === UNLIMITED ? undefined : n);

/** Clusters of hosts, by target. */
export function clustersOf(config: ProxyConfig): { readonly [name: string]: Plain } {
  const endpoints = new Map((config.endpoints ?? []).map((e) => [e.cluster_name, e]));
  return plain(Object.fromEntries((config.clusters ?? []).filter((c) => c.name.startsWith('outbound|')).map((c) => [clusterName(c.name), clusterOf(c, endpoints.get(c.name))])));
}

/** Names of those that balance by a hash. */
export const hashingOf = (config: ProxyConfig): ReadonlySet<string> => new Set((config.clusters ?? []).filter((c) => c.lb_policy === 'RING_HASH' || c.lb_policy === 'MAGLEV').map((c) => c.name as string));

function clusterOf(c: EnvoyResource, eds: EnvoyResource): object {
  const options = c.typed_extension_protocol_options?.['envoy.extensions.upstreams.http.v3.HttpProtocolOptions'];
  const common = options?.common_http_protocol_options ?? {}, limits = c.circuit_breakers?.thresholds?.[0] ?? {}, explicit = options?.explicit_http_config;
  const keepalive = c.upstream_connection_options?.tcp_keepalive;
  const type = c.type ?? 'STATIC';
  return {
    found: type === 'EDS' ? 'endpoints' : type === 'ORIGINAL_DST' ? 'dialled' : /DNS/.test(type) ? 'dns' : type === 'STATIC' ? 'endpoints' : c.cluster_type?.name ?? type,
    balancing: type === 'ORIGINAL_DST' ? 'PASSTHROUGH' : c.lb_policy ?? 'ROUND_ROBIN',
    ringSize: c.ring_hash_lb_config && Number(c.ring_hash_lb_config.minimum_ring_size ?? 0) || undefined,
    warmup: millis((c.least_request_lb_config ?? c.round_robin_lb_config)?.slow_start_config?.slow_start_window),
    outlier: outlierOf(c.outlier_detection),
    pool: {
      connectTimeout: millis(c.connect_timeout), maxConnections: limit(limits.max_connections), maxPendingRequests: limit(limits.max_pending_requests), maxRequests: limit(limits.max_requests), maxRetries: limit(limits.max_retries),
      maxRequestsPerConnection: common.max_requests_per_connection, idle: millis(common.idle_timeout), maxConnectionDuration: millis(common.max_connection_duration),
      keepalive: keepalive && { probes: keepalive.keepalive_probes, time: seconds(keepalive.keepalive_time), interval: seconds(keepalive.keepalive_interval) },
      http2: options?.use_downstream_protocol_config ? 'as-client' : explicit?.http2_protocol_options ? true : undefined, streams: (explicit?.http2_protocol_options ?? options?.use_downstream_protocol_config?.http2_protocol_options)?.max_concurrent_streams,
    },
    tls: tlsOf(c),
    endpoints: type === 'ORIGINAL_DST' ? undefined : addressesOf(type === 'EDS' ? eds : c.load_assignment),
  };
}
const seconds = (n: number | undefined): number | undefined => (n === undefined ? undefined : n * 1000);

function outlierOf(o: EnvoyResource): object | undefined {
  return o && {
    consecutive5xx: o.enforcing_consecutive_5xx === 0 ? 0 : o.consecutive_5xx ?? 5, gatewayErrors: (o.enforcing_consecutive_gateway_failure ?? 0) === 0 ? 0 : o.consecutive_gateway_failure ?? 5,
    localErrors: o.split_external_local_origin_errors ? o.consecutive_local_origin_failure ?? 5 : undefined,
    interval: millis(o.interval) ?? 10_000, ejection: millis(o.base_ejection_time) ?? 30_000, maxEjected: o.max_ejection_percent ?? 10,
  };
}

function addressesOf(assignment: EnvoyResource): readonly string[] | undefined {
  const list: string[] = (assignment?.endpoints ?? []).flatMap((g: EnvoyResource) => (g.lb_endpoints ?? []).map(({ endpoint: { address } }: EnvoyResource) => (address.socket_address ? `${address.socket_address.address}:${address.socket_address.port_value}` : address.pipe?.path ?? JSON.stringify(address))));
  return list.length === 0 ? undefined : [...new Set(list)].sort();
}

/** `AUTO`: by what the endpoint is able to. */
function tlsOf(c: EnvoyResource): object | string {
  const auto = c.transport_socket_matches?.find((m: EnvoyResource) => m.name === 'tlsMode-istio')?.transport_socket;
  const socket = auto ?? c.transport_socket ?? c.transport_socket_matches?.[0]?.transport_socket;
  if (socket?.typed_config?.common_tls_context === undefined) return 'DISABLE';
  const { common_tls_context: common, sni } = socket.typed_config;
  const certificate = common.tls_certificate_sds_secret_configs?.[0]?.name, combined = common.combined_validation_context;
  const ca = (combined?.validation_context_sds_secret_config ?? common.validation_context_sds_secret_config)?.name;
  const names = (combined?.default_validation_context?.match_subject_alt_names ?? common.validation_context?.match_subject_alt_names ?? []).map((m: EnvoyResource) => m.exact ?? JSON.stringify(m));
  const mode = auto ? 'AUTO' : certificate === 'default' && ca === 'ROOTCA' ? 'ISTIO_MUTUAL' : certificate !== undefined ? 'MUTUAL' : 'SIMPLE';
  return { mode, sni: sni || undefined, names: names.length === 0 ? undefined : [...names].sort(), ca: ca === 'ROOTCA' ? undefined : ca ?? 'none', certificate: certificate === 'default' ? undefined : certificate?.split('~')[0] };
}
