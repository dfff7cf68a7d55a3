import type { Synthesized } from './accept';
import type { EnvoyResource, ProxyView } from './envoy';
import { admits } from './rbac';

/** What one program promises, read from its proxies; one line per broken promise. */
type Expectation = (proxy: (app: string) => ProxyView) => string[];

const same = (what: string, wanted: unknown, found: unknown): string[] => (JSON.stringify(wanted) === JSON.stringify(found) ? [] : [`${what}: wanted ${JSON.stringify(wanted)}, istiod has ${JSON.stringify(found)}`]);
const plainGet = { path: '/stats', method: 'GET', headers: {}, query: {} };
const names = (list: readonly EnvoyResource[] | undefined): string[] => (list ?? []).map((one) => one.name);
const rbac = (proxy: ProxyView, port: number) => [...proxy.inboundFilters(port, 'envoy.filters.http.rbac'), ...proxy.inboundFilters(port, 'envoy.filters.network.rbac')];

/** What single programs promise beyond the general comparison of model and istiod. */
const byProgram: Readonly<Record<string, Readonly<Record<string, Expectation>>>> = {
  'fixture defaults-closed': {
    'connections to nowhere end in the caller\'s own proxy': (proxy) => same('clusters', ['BlackHoleCluster'], proxy('web').connectionsAt(15001).map((to) => to.replace('100 ', '')).filter((to) => to !== 'InboundPassthroughCluster').slice(-1)),
  },
  'fixture retry-policy': {
    'an undeclared destination is refused by the caller\'s own proxy': (proxy) => same('answer', 502, proxy('c').virtualHost('nowhere.example', 8080)?.routes[0].direct_response?.status),
  },
  'fixture audit': {
    'a call that nobody declared passes, and is known as one that would not': (proxy) => [
      ...same('admitted', true, admits(rbac(proxy('web'), 8080), { principal: 'spiffe://cluster.local/ns/shop/sa/cart', port: 8080, request: plainGet })),
      ...same('shadow rules', true, rbac(proxy('web'), 8080).some((filter) => filter.shadow_rules !== undefined)),
    ],
    'egress stays open': (proxy) => same('passes', true, names(proxy('web').config.clusters).includes('PassthroughCluster') && JSON.stringify(proxy('web').listener('virtualOutbound')).includes('"PassthroughCluster"')),
  },
  'fixture headless': {
    'clients connect to the pod that they chose': (proxy) => same('type', 'ORIGINAL_DST', proxy('web').cluster('zookeeper.shop.svc.cluster.local', 2181)?.type),
    'peers know each other\'s ports': (proxy) => same('clusters', true, [2181, 2888].every((port) => proxy('zookeeper').cluster('zookeeper.shop.svc.cluster.local', port) !== undefined)),
  },
  'fixture visibility': {
    'a host that nobody knows passes': (proxy) => same('cluster', 'PassthroughCluster', proxy('web').virtualHost('nowhere.example', 8080)?.routes[0].route?.cluster),
  },
  'fixture metrics-scraping': {
    'a scraper without a proxy reaches the port of its own': (proxy) => same('admitted', true, admits(proxy('a').catchAllFilters('envoy.filters.http.rbac'), { port: 9090, request: { ...plainGet, path: '/metrics' }, sourceIp: '203.0.113.1' })),
    'and the shared port from its addresses, on its path': (proxy) => [
      ...same('mTLS', 'PERMISSIVE', proxy('b').inboundTls(8080)),
      ...same('scraper', true, admits(rbac(proxy('b'), 8080), { port: 8080, request: plainGet, sourceIp: '10.20.1.1' })),
      ...same('another path', false, admits(rbac(proxy('b'), 8080), { port: 8080, request: { ...plainGet, path: '/' }, sourceIp: '10.20.1.1' })),
      ...same('another address', false, admits(rbac(proxy('b'), 8080), { port: 8080, request: plainGet, sourceIp: '10.21.1.1' })),
    ],
  },
  'fixture external-service': {
    'what leaves through the egress gateway goes to the gateway first': (proxy) => same('cluster', true, String(proxy('web').route('partner.example.org', 80, plainGet)?.route?.cluster).includes('egress.shop.svc.cluster.local')),
    'every address of a host that is told by its addresses is listened to': (proxy) => same('listeners', ['192.0.2.10_5432', '192.0.2.11_5432'], names(proxy('web').config.listeners).filter((name) => name.endsWith('_5432')).sort()),
    'and from there to the partner, by TLS': (proxy) => same('SNI', 'edge.partner.example.org', proxy('egress').cluster('partner.example.org', 80)?.transport_socket?.typed_config.sni),
  },
  'example locality-failover': {
    'the other region is known to the load balancer': (proxy) => same('priorities', true, proxy('web').cluster('prices.locality.svc.cluster.local', 7070)?.common_lb_config?.locality_weighted_lb_config !== undefined || proxy('web').cluster('prices.locality.svc.cluster.local', 7070)?.outlier_detection !== undefined),
  },
};

export function expectations(mesh: Synthesized, proxies: readonly ProxyView[]): readonly (readonly [string, readonly string[]])[] {
  const proxy = (app: string): ProxyView => {
    const found = proxies.find((one) => one.pod.labels.app === app || one.pod.name.startsWith(`${app}-`) || one.pod.name === app);
    if (found === undefined) throw new Error(`${mesh.name} has no proxy ${app}; it has ${proxies.map((one) => one.pod.name).join(', ')}`);
    return found;
  };
  return Object.entries(byProgram[mesh.name] ?? {}).map(([what, expect]) => [what, expect(proxy)] as const);
}
