import type { RateLimitFact } from '../../../lib/model/policies/rate-limit';
import { envoyFilter } from '../../../lib/targets/istio/envoy-filter';
import { exact, gateway, listener, policy, port, prefix, request, service, workload, world, written, type World } from './security-model';

const limit = (over: Partial<RateLimitFact>) => policy('RateLimit', 'flood', { requests: 100, per: 1000, only: [], maxKeys: 10_000, ...over });
const web = (over: Partial<RateLimitFact>, ports = [port('http', 80, 'http', 8080)]): World => ({ workloads: [workload('web')], services: [service('web', ports)], policies: { 'shop/web': [limit(over)] } });
type Patch = { match: object; patch: { operation: string; value: { name: string; typed_config: Record<string, unknown> } } };
const patches = (w: World) => (written(envoyFilter, w)[0].spec as unknown as { configPatches: Patch[] }).configPatches;
const config = (w: World, nth = 0) => patches(w)[nth].patch.value.typed_config;
const tokens = (n: number, every = '1s') => ({ fill_interval: every, max_tokens: n, tokens_per_fill: n });
const always = { default_value: { denominator: 'HUNDRED', numerator: 100 } };

test('one bucket for all requests of a port, in front of the router', () => {
  expect(written(envoyFilter, web({}))).toEqual([{
    apiVersion: 'networking.istio.io/v1alpha3', kind: 'EnvoyFilter', metadata: { name: 'web.flood', namespace: 'shop' },
    spec: {
      configPatches: [{
        applyTo: 'HTTP_FILTER',
        match: { context: 'SIDECAR_INBOUND', listener: { filterChain: { destinationPort: 8080, filter: { name: 'envoy.filters.network.http_connection_manager', subFilter: { name: 'envoy.filters.http.router' } } } } },
        patch: { operation: 'INSERT_BEFORE', value: { name: 'web.flood', typed_config: {
          '@type': 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit', filter_enabled: always, filter_enforced: always, stat_prefix: 'web.flood', token_bucket: tokens(100),
        } } },
      }],
      priority: 10, workloadSelector: { labels: { app: 'web' } },
    },
  }]);
});
test('a bucket per value, and one over all of them', () => {
  expect(config(web({ by: { header: 'x-key' }, total: 500, per: 1500, maxKeys: 7 }))).toMatchObject({
    descriptors: [{ entries: [{ key: 'header' }], token_bucket: tokens(100, '1500ms') }], max_dynamic_descriptors: 7,
    rate_limits: [{ actions: [{ request_headers: { descriptor_key: 'header', header_name: 'x-key' } }] }], token_bucket: tokens(500, '1500ms'),
  });
});
test('the peer\'s address and identity are remembered in front, where a header cannot forge them', () => {
  const [remember, filter] = patches(web({ by: 'client-address' })).map((p) => p.patch.value);
  expect(remember).toMatchObject({ name: 'web.flood.client-address', typed_config: { on_request_headers: [{ object_key: 'web.flood.client-address', format_string: { text_format_source: { inline_string: '%DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT%' } } }] } });
  expect(filter.typed_config).toMatchObject({ rate_limits: [{ actions: [{ extension: { typed_config: { text: "filter_state['web.flood.client-address']" } } }] }] });
  expect(filter.typed_config).not.toHaveProperty('token_bucket');
  expect(patches(web({ by: 'caller' }))[0].patch.value.typed_config).toMatchObject({ on_request_headers: [{ format_string: { text_format_source: { inline_string: '%DOWNSTREAM_PEER_URI_SAN%' } } }] });
});
test('requests are told by method and path; a request counts once, whatever it matches', () => {
  const c = config(web({ only: [request({ methods: ['GET', 'POST'], paths: [prefix('/api')] }), request({ methods: ['POST'], paths: [exact('/x.y')] }), request({ paths: [prefix('/z')] })] }));
  const match = (...headers: object[]) => ({ actions: [{ header_value_match: { descriptor_key: 'requests', descriptor_value: 'all', headers } }] });
  const path = (regex: string) => ({ name: ':path', string_match: { safe_regex: { regex } } });
  expect(c).toMatchObject({
    descriptors: [{ entries: [{ key: 'requests', value: 'all' }], token_bucket: tokens(100) }],
    rate_limits: [
      match({ name: ':method', string_match: { exact: 'GET' } }, path('(?:/api|/api/[^?]*|/z|/z/[^?]*)(?:\\?.*)?')),
      match({ name: ':method', string_match: { exact: 'POST' } }, path('(?:/api|/api/[^?]*|/x\\.y|/z|/z/[^?]*)(?:\\?.*)?')),
      match({ invert_match: true, name: ':method', string_match: { safe_regex: { regex: 'GET|POST' } } }, path('(?:/z|/z/[^?]*)(?:\\?.*)?')),
    ],
  });
  expect(c).not.toHaveProperty('token_bucket');
});
test('ports: those that speak HTTP, each once, and only those that are named', () => {
  const ports = [port('http', 80, 'http', 8080), port('alt', 81, 'http', 8080), port('db', 5432, 'tcp'), port('rpc', 7070, 'grpc')];
  const numbers = (over: Partial<RateLimitFact>) => patches(web(over, ports)).map((p) => (p.match as { listener: { filterChain: { destinationPort: number } } }).listener.filterChain.destinationPort);
  expect(numbers({})).toEqual([8080, 7070]);
  expect(numbers({ only: [request({ port: 'rpc' })] })).toEqual([7070]);
  expect(config(web({ only: [request({ port: 'rpc' })] }, ports))).toMatchObject({ rate_limited_as_resource_exhausted: true, token_bucket: tokens(100) });
  expect(written(envoyFilter, web({}, [port('db', 5432, 'tcp')]))).toEqual([]);
});
test('gateways: the listener\'s pod port, and the client behind trusted hops', () => {
  const w: World = { gateways: [gateway('edge', [{ ...listener('http', 80), redirectToHttps: true }, listener('https', 443, 'HTTPS', 8443)])], policies: { 'shop/edge': [limit({ by: 'client-address' })] } };
  expect(patches(w)).toHaveLength(1);
  expect(patches(w)[0]).toMatchObject({
    match: { context: 'GATEWAY', listener: { portNumber: 8443 } }, patch: { value: { name: 'edge.flood', typed_config: { descriptors: [{ entries: [{ key: 'remote_address' }] }], rate_limits: [{ actions: [{ remote_address: {} }] }] } } },
  });
});
test('what a proxy cannot count is an error', () => {
  const codes = (over: Partial<RateLimitFact>) => { const { context, mesh } = world(web(over)); return envoyFilter.check!(context, mesh).map((d) => d.message); };
  expect(codes({})).toEqual([]);
  expect(codes({ only: [request({ claims: { role: ['a'] } })] })).toEqual(['a rate limit cannot tell requests by the claims of their token']);
  expect(codes({ per: 20 })).toEqual(['a bucket cannot refill every 20 ms']);
});
