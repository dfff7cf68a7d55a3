import { ProxyView, type ProxyConfig } from './envoy';

/** A change of what istiod said, and the program in which the comparison must notice it: a comparison that cannot fail proves nothing. */
interface Lie { readonly what: string; readonly program: string; readonly find: RegExp; readonly put: string }

const lies: readonly Lie[] = [
  { what: 'other weights', program: 'example canary', find: /"weight":90\b/g, put: '"weight":80' },
  { what: 'another ejection', program: 'example canary', find: /"consecutive_5xx":3\b/g, put: '"consecutive_5xx":4' },
  { what: 'fewer retries', program: 'example bookinfo', find: /"num_retries":3\b/g, put: '"num_retries":2' },
  { what: 'another timeout', program: 'example bookinfo', find: /"timeout":"10s"/g, put: '"timeout":"11s"' },
  { what: 'another subset', program: 'example bookinfo', find: /\|v2\|/g, put: '|v3|' },
  { what: 'a prefix of characters', program: 'example shop', find: /"prefix":"\/webhooks\/"/g, put: '"prefix":"/webhooks"' },
  { what: 'plaintext beside mTLS', program: 'example bookinfo', find: /"transport_socket":\{"name":"envoy.transport_sockets.tls"/g, put: '"no_socket":{"name":"x"' },
  { what: 'another caller', program: 'example bookinfo', find: /\/sa\/productpage"/g, put: '/sa/nobody"' },
  { what: 'a larger rate limit', program: 'fixture rate-limit', find: /"max_tokens":100\b/g, put: '"max_tokens":101' },
  { what: 'another pool', program: 'example circuit-breaking', find: /"max_connections":(\d{1,4})\b/g, put: '"max_connections":9$1' },
];

/** The proxies of a program with each lie told about it; undefined views where it finds nothing to change. */
export function liesAbout(program: string, proxies: readonly ProxyView[]): readonly { readonly what: string; readonly proxies?: readonly ProxyView[] }[] {
  return lies.filter((lie) => lie.program === program).map(({ what, find, put }) => {
    const before = proxies.map((proxy) => sorted(proxy.config));
    const after = before.map((text) => text.replace(find, put));
    if (after.every((text, i) => text === before[i])) return { what };
    return { what, proxies: after.map((text, i) => new ProxyView(proxies[i].pod, JSON.parse(text) as ProxyConfig)) };
  });
}

/** istiod's order of fields is that of the protos; ours is by name, so that a pattern may span fields. */
const sorted = (value: unknown): string => JSON.stringify(value, (_key, one: unknown) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one));
