import { seedsOf, withMetadata, type Seed } from './seed';

const selector = { matchLabels: { app: 'web' } };
const gateway = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'g' };
const values = ['a'];
const rule = (more: object) => ({ selector, rules: [more] });
const from = (source: object) => rule({ from: [{ source }] });
const operation = (op: object) => rule({ to: [{ operation: op }] });
const when = (key: string, more: object = { values }) => rule({ when: [{ key, ...more }] });
const whenAll = (conditions: Readonly<Record<string, readonly string[]>>) => rule({ when: Object.entries(conditions).map(([key, list]) => ({ key, values: list })) });
const deny = (policy: object) => ({ ...policy, action: 'DENY' });

const policies = seedsOf('security.istio.io/v1', 'AuthorizationPolicy', {
  'principals': from({ principals: ['cluster.local/ns/a/sa/b'], notPrincipals: ['*'], requestPrincipals: ['i/*'], notRequestPrincipals: ['x'], namespaces: ['a'], notNamespaces: ['b*'], trustDomains: ['td', '*', 'a*', '*b'], notTrustDomains: ['c'] }),
  'service accounts': from({ serviceAccounts: ['a', 'b/c'], notServiceAccounts: ['d'], ipBlocks: ['10.0.0.0/8', '::1'], notIpBlocks: ['1.2.3.4'], remoteIpBlocks: ['2001:db8::/32'], notRemoteIpBlocks: ['10.0.0.1'] }),
  'service accounts and namespaces': from({ serviceAccounts: ['a'], namespaces: ['b'] }),
  'bad service accounts': from({ serviceAccounts: ['a/b/c'] }),
  'service account of no namespace': from({ serviceAccounts: ['/b'] }),
  'no service account': from({ notServiceAccounts: ['a/'] }),
  'any service account': from({ serviceAccounts: ['*'] }),
  'empty service account': from({ serviceAccounts: [''] }),
  'many service accounts': from({ serviceAccounts: Array.from({ length: 17 }, (_, i) => `a${i}`) }),
  'long service account': from({ serviceAccounts: ['a'.repeat(321)] }),
  'long service account, within the limit': from({ serviceAccounts: ['a'.repeat(320)] }),
  'trust domains': from({ trustDomains: ['a*b'] }),
  'trust domains with two stars': from({ trustDomains: ['*a*'] }),
  'trust domain as a path': from({ notTrustDomains: ['a/b'] }),
  'operations': operation({ hosts: ['a.com', '*'], notHosts: ['b'], ports: ['80', '0'], notPorts: ['65535'], methods: ['GET'], notMethods: ['P*'], paths: ['/a', '/b/*', '*/c', '/d/{*}/e/{**}'], notPaths: ['/x'] }),
  'path templates': operation({ paths: ['/{**}/{*}'] }),
  'path templates twice': operation({ paths: ['/{**}/a/{**}'] }),
  'path braces': operation({ notPaths: ['/a{b}/c'] }),
  'path template and a star': operation({ paths: ['/{*}/a b'] }),
  'path template after the last': operation({ paths: ['/{**}/x'] }),
  'bad ports': operation({ ports: ['65536', 'x', '-1', '99999999999'] }),
  'conditions': whenAll({
    'request.headers[x-a]': values, 'source.ip': ['10.0.0.0/8'], 'remote.ip': ['1.2.3.4'], 'source.namespace': values, 'source.serviceAccount': ['a/b'], 'source.principal': values, 'source.trustDomain': ['td*'],
    'request.auth.principal': values, 'request.auth.audiences': values, 'request.auth.presenter': values, 'request.auth.claims[iss]': values, 'destination.ip': ['::1'], 'destination.port': ['80'], 'connection.sni': values, 'experimental.envoy.filters.a[b]': values,
  }),
  'conditions the other way': when('source.ip', { notValues: ['10.0.0.1'] }),
  'condition without values': when('source.ip', {}),
  'condition with a bad value': when('source.ip', { values: ['x', '10.0.0.0/99'] }),
  'condition with a bad notValue': when('destination.port', { notValues: ['x'] }),
  'condition with an empty value': when('source.principal', { values: [''] }),
  'condition on the namespace': when('destination.namespace'),
  'condition on labels': when('destination.labels[a]'),
  'condition of old': when('destination.name'),
  'condition of old, user': when('destination.user'),
  'condition unknown': when('nonsense'),
  'condition key': when('request.headers'),
  'condition key without name': when('request.headers[]'),
  'condition claims key': when('request.auth.claims[a'),
  'condition experimental key': when('experimental.envoy.filters.x'),
  'condition trust domain': when('source.trustDomain', { values: ['a*b'] }),
  'condition trust domain, empty': when('source.trustDomain', { values: ['a', '*b*'] }),
  'condition service account': when('source.serviceAccount', { values: ['*'] }),
  'condition without key': when(''),
  'empty lists': { rules: [{ from: [], to: [] }] },
  'empty members': { rules: [{ from: [{}], to: [{}] }] },
  'empty source': { rules: [{ from: [{ source: {} }], to: [{ operation: {} }] }] },
  'empty values': { rules: [{ from: [{ source: { principals: [''], namespaces: [''], requestPrincipals: [''], ipBlocks: [''] } }], to: [{ operation: { ports: [''], methods: [''], hosts: [''], paths: [''] } }] }] },
  'everything': { rules: [{}] },
  'nothing': {},
  'deny': deny(from({ namespaces: ['a'] })),
  'deny by method': deny(operation({ methods: ['GET'] })),
  'deny by method and port': deny(operation({ methods: ['GET'], ports: ['80'] })),
  'deny by token': deny(from({ requestPrincipals: ['*'] })),
  'deny by trust domain': deny(from({ trustDomains: ['a'] })),
  'deny by both': deny(rule({ from: [{ source: { notRequestPrincipals: ['*'] } }], to: [{ operation: { paths: ['/a'] } }] })),
  'deny without rules': { action: 'DENY' },
  'audit': { ...from({ namespaces: ['a'] }), action: 'AUDIT' },
  'custom': { selector, action: 'CUSTOM', provider: { name: 'ext' }, rules: [{ to: [{ operation: { paths: ['/a'] } }], from: [{ source: { ipBlocks: ['1.2.3.4'] } }], when: [{ key: 'request.headers[a]', values }] }] },
  'custom without rules': { action: 'CUSTOM', provider: { name: 'ext' } },
  'custom without provider': { action: 'CUSTOM', rules: [{}] },
  'custom with a nameless provider': { action: 'CUSTOM', provider: {}, rules: [{}] },
  'custom with identities': { action: 'CUSTOM', provider: { name: 'x' }, rules: [{ from: [{ source: { principals: values } }], when: ['source.namespace', 'source.serviceAccount', 'source.trustDomain', 'source.principal', 'request.auth.claims[a]'].map((key) => ({ key, values })) }] },
  'provider without custom': { action: 'ALLOW', provider: { name: 'x' }, rules: [{}] },
  'target': { targetRefs: [gateway, { ...gateway, kind: 'GatewayClass' }], rules: [{}] },
  'target service': { targetRef: { kind: 'Service', name: 'a' }, rules: [{}] },
  'target service entry': { targetRef: { group: 'networking.istio.io', kind: 'ServiceEntry', name: 'a' }, rules: [{}] },
  'target unknown': { targetRef: { group: 'apps', kind: 'Deployment', name: 'a' } },
  'target of core': { targetRefs: [{ group: 'core', kind: 'Service', name: 'a' }] },
  'target elsewhere': { targetRefs: [{ ...gateway, namespace: 'b' }] },
  'target and selector': { selector, targetRefs: [gateway] },
  'both targets': { targetRef: gateway, targetRefs: [gateway] },
  'empty selector': { selector: {}, rules: [{}] },
  'bad selector': { selector: { matchLabels: { '*': 'a', '': 'b', c: '*' } } },
});

const [first] = policies;
const dryRun = (name: string, value: string) => withMetadata(policies.find((seed) => seed.name === `AuthorizationPolicy: ${name}`)!, `dry run ${value}, ${name}`, { annotations: { 'istio.io/dry-run': value } });

export const authorizationPolicySeeds: readonly Seed[] = [
  ...policies, dryRun('deny', 'true'), dryRun('principals', '0'), dryRun('deny', 'maybe'), dryRun('custom', 'true'), dryRun('audit', 'false'), withMetadata(first, 'rejected', { annotations: { 'internal.istio.io/webhook-always-reject': '' } }),
];

const jwt = (more: object) => ({ selector, jwtRules: [{ issuer: 'https://i.example.com', ...more }] });
const rsa = { kty: 'RSA', e: 'AQAB', n: 'sXchTmTxP8sNGQjxLRyPjXPHd7qgCCL_vPiY1qRl5kY' };

export const requestAuthenticationSeeds: readonly Seed[] = seedsOf('security.istio.io/v1', 'RequestAuthentication', {
  'everything': jwt({
    audiences: ['a', 'b'], jwksUri: 'https://i.example.com:8443/keys', fromHeaders: [{ name: 'x-jwt', prefix: 'Bearer ' }], fromParams: ['t'], fromCookies: ['c'], outputPayloadToHeader: 'x-p', forwardOriginalToken: true,
    outputClaimToHeaders: [{ header: 'x-sub', claim: 'sub' }], timeout: '3s', spaceDelimitedClaims: ['scope'],
  }),
  'keys inline': jwt({ jwks: JSON.stringify({ keys: [rsa] }) }),
  'private keys inline': jwt({ jwks: JSON.stringify({ keys: [{ kty: 'oct', k: 'AAAA' }, rsa] }) }),
  'private keys of a curve inline': jwt({ jwks: JSON.stringify({ keys: [{ kty: 'EC', crv: 'P-256', x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4', y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM', d: '870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE' }] }) }),
  'bad keys': jwt({ jwks: 'nonsense' }),
  'no keys': jwt({ jwks: '{}' }),
  'keys twice': jwt({ jwks: JSON.stringify({ keys: [rsa] }), jwksUri: 'https://a' }),
  'by address only': { jwtRules: [{ jwksUri: 'http://i.example.com/keys' }] },
  'no issuer': { jwtRules: [{}] },
  'bad scheme': jwt({ jwksUri: 'ftp://x' }),
  'bad address': jwt({ jwksUri: 'https://a b:x' }),
  'bad port': jwt({ jwksUri: 'https://a:99999999999999999999' }),
  'empty names': jwt({ audiences: [''], fromHeaders: [{ name: '' }], fromParams: [''], fromCookies: [''], outputClaimToHeaders: [{ header: '', claim: 'a' }, { header: 'a b', claim: 'c' }], timeout: '0s' }),
  'nothing': {},
  'target': { targetRef: gateway, jwtRules: [] },
  'targets': { targetRefs: [gateway] },
  'target without name': { targetRefs: [{ ...gateway, name: '' }] },
  'empty selector': { selector: {} },
});

export const peerAuthenticationSeeds: readonly Seed[] = seedsOf('security.istio.io/v1', 'PeerAuthentication', {
  'ports': { selector, mtls: { mode: 'STRICT' }, portLevelMtls: { 8080: { mode: 'DISABLE' }, 9090: { mode: 'PERMISSIVE' }, 1: { mode: 'UNSET' } } },
  'namespace': { mtls: { mode: 'STRICT' } },
  'nothing': {},
  'ports of a namespace': { portLevelMtls: { 80: { mode: 'STRICT' } } },
  'ports of an empty selector': { selector: {}, portLevelMtls: { 80: { mode: 'STRICT' } } },
  'no ports': { selector, portLevelMtls: {} },
  'bad ports': { selector, portLevelMtls: { 0: {}, 70000: {} } },
  'odd ports': { selector, portLevelMtls: { '-1': {}, x: {}, '080': {} } },
  'bad selector': { selector: { matchLabels: { 'a*': 'b' } } },
});
