import { seedsOf, type Seed } from './seed';

const hcm = 'envoy.filters.network.http_connection_manager';
const at = (type: string) => ({ '@type': `type.googleapis.com/${type}` });
const lua = { name: 'envoy.filters.http.lua', typed_config: { ...at('envoy.extensions.filters.http.lua.v3.Lua'), inlineCode: 'function envoy_on_request(h) end' } };
const listener = (more: object = {}, context = 'SIDECAR_INBOUND') => ({ context, listener: { portNumber: 8080, filterChain: { sni: 'a', filter: { name: hcm, ...more } } } });
const patch = (applyTo: string, match: object | undefined, operation: string, value?: object) => ({ configPatches: [{ applyTo, ...(match && { match }), patch: { operation, ...(value && { value }) } }] });
const subFilter = { name: 'envoy.filters.http.router' };

export const envoyFilterSeeds: readonly Seed[] = seedsOf('networking.istio.io/v1alpha3', 'EnvoyFilter', {
  'HTTP filter': { workloadSelector: { labels: { app: 'web' } }, priority: 10, ...patch('HTTP_FILTER', { ...listener({ subFilter }), proxy: { proxyVersion: '^1\\.31.*', metadata: { a: 'b' } } }, 'INSERT_BEFORE', lua) },
  'network filter': patch('NETWORK_FILTER', listener(), 'MERGE', { typed_config: { ...at('envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager'), stat_prefix: 'x' } }),
  'cluster': patch('CLUSTER', { context: 'SIDECAR_OUTBOUND', cluster: { name: 'x', service: 'a.com', portNumber: 80, subset: 'v1' } }, 'MERGE', { connect_timeout: '5s' }),
  'route': patch('ROUTE_CONFIGURATION', { context: 'GATEWAY', routeConfiguration: { portNumber: 80, portName: 'http', gateway: 'a/b', name: 'r', vhost: { name: 'v', domainName: 'a', route: { name: 'x', action: 'ROUTE' } } } }, 'MERGE', { request_headers_to_remove: ['a'] }),
  'virtual host': patch('VIRTUAL_HOST', { context: 'ANY', routeConfiguration: {} }, 'MERGE', { require_tls: 'ALL' }),
  'HTTP route': patch('HTTP_ROUTE', undefined, 'MERGE', { route: { timeout: '1s' } }),
  'listener': patch('LISTENER', { context: 'SIDECAR_INBOUND', listener: { name: 'virtualInbound' } }, 'MERGE', { per_connection_buffer_limit_bytes: 1000 }),
  'filter chain': patch('FILTER_CHAIN', { listener: { filterChain: { name: 'x', applicationProtocols: 'h2', destinationPort: 80, transportProtocol: 'tls' } } }, 'MERGE', { transport_socket_connect_timeout: '1s' }),
  'listener filter': patch('LISTENER_FILTER', { listener: { listenerFilter: 'x' } }, 'INSERT_FIRST', { name: 'x', typed_config: at('envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector') }),
  'extension': patch('EXTENSION_CONFIG', { context: 'GATEWAY' }, 'ADD', { name: 'x', typed_config: at('envoy.extensions.filters.http.router.v3.Router') }),
  'bootstrap': patch('BOOTSTRAP', undefined, 'MERGE', { stats_flush_interval: '1s' }),
  'removal': patch('HTTP_FILTER', listener({ subFilter }), 'REMOVE'),
  'waypoint': patch('HTTP_FILTER', { context: 'WAYPOINT', waypoint: { portNumber: 80, filter: { name: hcm, subFilter }, route: { name: 'x' } } }, 'INSERT_BEFORE', lua),
  'waypoint without its context': patch('HTTP_FILTER', { context: 'GATEWAY', waypoint: { portNumber: 80 } }, 'INSERT_BEFORE', lua),
  'other operations': { configPatches: ['INSERT_AFTER', 'REPLACE', 'MERGE_AND_REPLACE_LIST'].map((operation) => ({ applyTo: 'HTTP_FILTER', match: listener({ subFilter }), patch: { operation, value: lua, filterClass: 'AUTHZ' } })) },
  'target': { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'g' }], ...patch('CLUSTER', undefined, 'MERGE', { connect_timeout: '5s' }) },
  'selector and target': { workloadSelector: { labels: { a: 'b' } }, targetRefs: [{ kind: 'Service', name: 'g' }] },
  'nothing': {},
  'empty selector': { workloadSelector: {} }, 'bad selector': { workloadSelector: { labels: { '*': '*', '': 'a' } } },
  'no applyTo': { configPatches: [{ patch: { operation: 'MERGE', value: {} } }] }, 'no patch': { configPatches: [{ applyTo: 'CLUSTER' }] }, 'no operation': { configPatches: [{ applyTo: 'CLUSTER', patch: { value: {} } }] }, 'no value': patch('CLUSTER', undefined, 'MERGE'),
  'bad version': patch('CLUSTER', { proxy: { proxyVersion: '(' } }, 'MERGE', {}), 'long version': patch('CLUSTER', { proxy: { proxyVersion: 'x'.repeat(1025) } }, 'MERGE', {}),
  'cluster match for a filter': patch('HTTP_FILTER', { cluster: { name: 'x' } }, 'INSERT_BEFORE', lua), 'listener match for a route': patch('HTTP_ROUTE', { listener: {} }, 'MERGE', {}), 'listener match for a cluster': patch('CLUSTER', { listener: {} }, 'MERGE', {}),
  'filter match of a chain': patch('FILTER_CHAIN', listener(), 'MERGE', {}), 'filter without name': patch('HTTP_FILTER', { listener: { filterChain: { filter: {} } } }, 'INSERT_BEFORE', lua),
  'subfilter of a network filter': patch('NETWORK_FILTER', listener({ subFilter }), 'MERGE', {}), 'subfilter of another': patch('HTTP_FILTER', { listener: { filterChain: { filter: { name: 'x', subFilter } } } }, 'INSERT_BEFORE', lua), 'subfilter without name': patch('HTTP_FILTER', listener({ subFilter: {} }), 'INSERT_BEFORE', lua),
  'old filter names': patch('HTTP_FILTER', { listener: { filterChain: { filter: { name: 'envoy.http_connection_manager', subFilter: { name: 'envoy.router' } } } } }, 'INSERT_BEFORE', lua),
  'v2 type': patch('HTTP_FILTER', undefined, 'INSERT_BEFORE', { name: 'x', typed_config: at('envoy.config.filter.http.lua.v2.Lua') }), 'unknown type': patch('HTTP_FILTER', undefined, 'INSERT_BEFORE', { name: 'x', typed_config: at('no.such.Type') }),
  'unknown field': patch('CLUSTER', undefined, 'MERGE', { nonsense: 1 }), 'wrong field': patch('CLUSTER', undefined, 'MERGE', { connect_timeout: 'soon' }), 'filter without config': patch('HTTP_FILTER', undefined, 'INSERT_BEFORE', { name: 'envoy.lua' }),
  'cluster with an old type': patch('CLUSTER', undefined, 'MERGE', { transport_socket: { name: 'x', typed_config: at('envoy.api.v2.auth.UpstreamTlsContext') } }), 'discovered filter': patch('HTTP_FILTER', undefined, 'INSERT_BEFORE', { name: 'x', config_discovery: { type_urls: ['a'] } }),
  'frozen type': patch('HTTP_FILTER', undefined, 'INSERT_BEFORE', { name: 'x', typed_config: { ...at('envoy.config.route.v3.RouteConfiguration'), name: 'x' } }),
});
