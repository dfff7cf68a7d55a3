import { ProxyView, type ProxyConfig } from '../mesh/envoy';

/** A change of what istiod said, and the case in which the comparison must notice it: a comparison that cannot fail proves nothing. */
interface Lie { readonly what: string; readonly of: string; readonly find: RegExp; readonly put: string }

const lies: readonly Lie[] = [
  { what: 'other weights', of: 'example canary', find: /"weight":90\b/g, put: '"weight":80' },
  { what: 'another ejection', of: 'example canary', find: /"consecutive_5xx":3\b/g, put: '"consecutive_5xx":4' },
  { what: 'fewer retries', of: 'example bookinfo', find: /"num_retries":3\b/g, put: '"num_retries":2' },
  { what: 'another timeout', of: 'example bookinfo', find: /"timeout":"10s"/g, put: '"timeout":"11s"' },
  { what: 'another subset', of: 'example bookinfo', find: /"cluster":"outbound\|9080\|v2\|/g, put: '"cluster":"outbound|9080|v3|' },
  { what: 'other endpoints', of: 'example bookinfo', find: /"address":"10\.244\.0\.4"/g, put: '"address":"10.244.0.5"' },
  { what: 'a virtual host less', of: 'example bookinfo', find: /"domains":\["details[^\]]*\]/g, put: '"domains":["nobody"]' },
  { what: 'another header', of: 'example bookinfo', find: /"name":"end-user"/g, put: '"name":"end-users"' },
  { what: 'a prefix of characters', of: 'example shop', find: /"prefix":"\/webhooks\/"/g, put: '"prefix":"/webhooks"' },
  { what: 'plaintext beside mTLS', of: 'example bookinfo', find: /"transport_socket":\{"name":"envoy.transport_sockets.tls"/g, put: '"no_socket":{"name":"x"' },
  { what: 'another caller', of: 'example bookinfo', find: /\/sa\/productpage"/g, put: '/sa/nobody"' },
  { what: 'DENY that allows', of: 'task authorization-deny', find: /"action":"DENY",/g, put: '' },
  { what: 'another issuer', of: 'task authentication', find: /"issuer":"https:/g, put: '"issuer":"http:' },
  { what: 'another pool', of: 'example circuit-breaking', find: /"max_connections":(\d{1,4})\b/g, put: '"max_connections":9$1' },
  { what: 'another destination of connections', of: 'task tcp-traffic-shifting', find: /("weighted_clusters":\{"clusters":\[\{"name":"outbound\|[^"|]*\|)/g, put: '$1x' },
  { what: 'another SNI', of: 'task sni-passthrough', find: /"server_names":\["/g, put: '"server_names":["x.' },
  { what: 'hosts that are unknown', of: 'task egress-control', find: /"cluster":"BlackHoleCluster"/g, put: '"cluster":"PassthroughCluster"' },
];

/** The proxies of a case with each lie told about it; undefined where it finds nothing to change. */
export function liesAbout(name: string, views: readonly ProxyView[]): readonly { readonly what: string; readonly views?: readonly ProxyView[] }[] {
  return lies.filter((lie) => lie.of === name).map(({ what, find, put }) => {
    const before = views.map((view) => sorted(view.config)), after = before.map((text) => text.replace(find, put));
    return after.every((text, i) => text === before[i]) ? { what } : { what, views: after.map((text, i) => new ProxyView(views[i].pod, JSON.parse(text) as ProxyConfig)) };
  });
}
export const lieCount = lies.length;

/** istiod's order of fields is that of the protos; ours is by name, so that a pattern may span fields. */
const sorted = (value: unknown): string => JSON.stringify(value, (_key, one: unknown) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one));
