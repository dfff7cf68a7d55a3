import { add, maybe, NAMESPACES, ROOT, type Raw } from './raw-parts';
import type { Pick } from './pick';

const LABELS = [{ app: 'a' }, { app: 'b' }, { version: 'v1' }, { app: 'c', version: 'v1' }, { istio: 'ingress' }, { app: 'd' }] as const;
const where = (raw: Raw): string => (raw.p.chance(25) ? ROOT : raw.p.one(NAMESPACES));

export function makePeerAuthentications(raw: Raw): void {
  const { p } = raw, mode = (): string => p.one(['STRICT', 'PERMISSIVE', 'DISABLE', 'UNSET', 'STRICT']);
  for (let n = p.int(0, 4); n > 0; n--) {
    const namespace = where(raw), selector = namespace !== ROOT && p.chance(60) ? { matchLabels: p.one(LABELS) } : undefined;
    add(raw, 'PeerAuthentication', { namespace, base: 'pa' }, {
      selector, mtls: maybe(p, 80, () => ({ mode: mode() })), portLevelMtls: selector && maybe(p, 45, () => Object.fromEntries([8080, p.one([80, 9000, 5432, 443, 7777])].filter((_, i) => i === 0 || p.chance(50)).map((port) => [port, { mode: mode() }]))),
    });
  }
}

export function makeRequestAuthentications(raw: Raw): void {
  const { p } = raw;
  for (let n = p.one([0, 0, 1, 2]); n > 0; n--) {
    add(raw, 'RequestAuthentication', { namespace: where(raw), base: 'ra' }, {
      selector: maybe(p, 50, () => ({ matchLabels: p.one(LABELS) })),
      jwtRules: Array.from({ length: p.one([1, 1, 2]) }, (_, i) => ({
        issuer: `https://issuer${p.one([1, 2])}-${i}.example.com`, jwks: '{"keys":[{"kty":"oct","k":"AAEC","kid":"k"}]}', audiences: maybe(p, 40, () => ['aud1', 'aud0']), fromHeaders: maybe(p, 30, () => [{ name: 'x-token', prefix: p.chance(50) ? 'Token ' : undefined }]),
        fromParams: maybe(p, 20, () => ['tok']), fromCookies: maybe(p, 15, () => ['ck']), forwardOriginalToken: maybe(p, 40, () => true),
      })),
    });
  }
}

const PRINCIPALS = ['cluster.local/ns/n1/sa/a', 'cluster.local/ns/n2/*', '*/sa/shared', '*', 'cluster.local/*', 'old.example.com/ns/n1/sa/b', 'other/ns/x/sa/y'];
const some = <T>(p: Pick, list: readonly T[], most = 2): T[] => [...new Set(Array.from({ length: p.int(1, most) }, () => p.one(list)))];
/** Values, values that must not be, or both. */
function pair(p: Pick, percent: number, name: string, not: string, list: readonly string[]): object {
  return p.chance(percent) ? (p.chance(70) ? { [name]: some(p, list), ...(p.chance(15) ? { [not]: some(p, list) } : {}) } : { [not]: some(p, list) }) : {};
}

function source(p: Pick): object {
  const accounts = p.chance(15) ? { serviceAccounts: some(p, ['a', 'n2/c', 'shared']) } : undefined;
  const of = { ...(accounts ?? { ...pair(p, 40, 'principals', 'notPrincipals', PRINCIPALS), ...pair(p, 25, 'namespaces', 'notNamespaces', ['n1', 'n2', '*', 'n*', '*3']) }), ...pair(p, 12, 'requestPrincipals', 'notRequestPrincipals', ['*', 'https://issuer1-0.example.com/*', 'iss/sub', '*/sub', 'iss*', '*b']), ...pair(p, 15, 'ipBlocks', 'notIpBlocks', ['10.0.0.0/8', '192.0.2.7']), ...pair(p, 8, 'remoteIpBlocks', 'notRemoteIpBlocks', ['203.0.113.0/24']) };
  return Object.keys(of).length > 0 ? of : { namespaces: ['n1'] };
}
function operation(p: Pick): object {
  const of = { ...pair(p, 45, 'paths', 'notPaths', ['/x', '/a*', '*.html', '*', '/api/{*}/v', '/s/{**}']), ...pair(p, 30, 'methods', 'notMethods', ['GET', 'POST', 'P*', '*']), ...pair(p, 20, 'hosts', 'notHosts', ['a.n1.svc.cluster.local', '*.example.com', 'Ex*', '*']), ...pair(p, 30, 'ports', 'notPorts', ['80', '8080', '9000', '5432']) };
  return Object.keys(of).length > 0 ? of : { ports: ['8080'] };
}
const KEYS: readonly (readonly [string, readonly string[]])[] = [
  ['request.headers[X-User]', ['u', 'a*', '*z', '*']], ['source.ip', ['10.1.0.0/16', '10.2.3.4']], ['remote.ip', ['10.9.0.0/16']], ['source.namespace', ['n1', 'n*']], ['source.principal', PRINCIPALS], ['source.serviceAccount', ['n1/a']], ['source.trustDomain', ['cluster.local', 'old.*', '*']],
  ['request.auth.principal', ['iss/sub', '*']], ['request.auth.audiences', ['aud1', 'a*']], ['request.auth.presenter', ['pr']], ['request.auth.claims[role]', ['admin', '*']], ['request.auth.claims[realm][roles]', ['r1', 'r2']],
  ['destination.ip', ['10.244.0.0/16']], ['destination.port', ['8080', '80']], ['connection.sni', ['a.example.com', '*.example.com']], ['experimental.envoy.filters.a.b[c]', ['v', '[w]']],
];
const condition = (p: Pick): object => { const [key, list] = p.one(KEYS); return { key, ...pair(p, 100, 'values', 'notValues', list) }; };

export function makeAuthorizationPolicies(raw: Raw): void {
  const { p } = raw;
  for (let n = p.int(0, 5); n > 0; n--) {
    const action = p.one(['ALLOW', 'DENY', 'ALLOW', 'DENY', 'AUDIT', 'CUSTOM', undefined]);
    add(raw, 'AuthorizationPolicy', { namespace: where(raw), base: 'ap' }, {
      selector: maybe(p, 55, () => ({ matchLabels: p.one(LABELS) })), action, ...(action === 'CUSTOM' ? { provider: { name: 'opa' } } : {}),
      rules: action === 'DENY' || action === 'CUSTOM' || p.chance(90) ? Array.from({ length: p.one([1, 1, 2]) }, () => (action === 'CUSTOM' ? askedRule(p) : rule(p))) : p.one([undefined, [{}]]),
    }, { ...(p.chance(12) && action !== 'CUSTOM' && action !== 'AUDIT' ? { annotations: { 'istio.io/dry-run': 'true' } } : {}) });
  }
}
/** Who asks an authorizer may go by what is known without mutual TLS and tokens. */
function askedRule(p: Pick): object {
  return { from: maybe(p, 40, () => [{ source: { ipBlocks: ['10.0.0.0/8'] } }]), to: [{ operation: operation(p) }], when: maybe(p, 30, () => [{ key: 'request.headers[X-User]', values: ['u'] }]) };
}
function rule(p: Pick): object {
  const of = { from: maybe(p, 60, () => Array.from({ length: p.one([1, 1, 2]) }, () => ({ source: source(p) }))), to: maybe(p, 60, () => Array.from({ length: p.one([1, 1, 2]) }, () => ({ operation: operation(p) }))), when: maybe(p, 40, () => Array.from({ length: p.one([1, 2]) }, () => condition(p))) };
  return of.from ?? of.to ?? of.when ? of : { to: [{ operation: operation(p) }] };
}
