const HTTP_FILTERS: Readonly<Record<string, string>> = {
  buffer: 'buffer', cors: 'cors', csrf: 'csrf', http_dynamo_filter: 'dynamo', fault: 'fault', grpc_http1_bridge: 'grpc_http1_bridge', grpc_json_transcoder: 'grpc_json_transcoder',
  grpc_web: 'grpc_web', gzip: 'gzip', health_check: 'health_check', ip_tagging: 'ip_tagging', lua: 'lua', rate_limit: 'ratelimit', router: 'router', squash: 'squash',
};
const LISTENER_FILTERS = ['http_inspector', 'original_dst', 'original_src', 'proxy_protocol', 'tls_inspector'];
const NETWORK_FILTERS = ['client_ssl_auth', 'http_connection_manager', 'mongo_proxy', 'ratelimit', 'redis_proxy', 'tcp_proxy'];

/** Names that filters had in old Envoys, and those they have now. */
const RENAMED = new Map<string, string>();
for (const [old, now] of Object.entries(HTTP_FILTERS)) RENAMED.set(`envoy.${old}`, `envoy.filters.http.${now}`);
for (const name of LISTENER_FILTERS) RENAMED.set(`envoy.listener.${name}`, `envoy.filters.listener.${name}`);
for (const name of NETWORK_FILTERS) RENAMED.set(`envoy.${name}`, `envoy.filters.network.${name}`);
// Two filters had this name; the HTTP one is meant as a rule.
RENAMED.set('envoy.ext_authz', 'envoy.filters.http.ext_authz');

/** The name that took the place of a filter's old one. */
export function renamedFilter(name: string): string | undefined {
  return RENAMED.get(name);
}
