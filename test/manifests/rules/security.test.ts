import { webhookViolations } from '../../../lib/manifests/rules';
import { objectsOf, rulesTable } from './table';

describe('AuthorizationPolicy', () => {
  const make = objectsOf('security.istio.io/v1/AuthorizationPolicy');
  const rule = (one: object, more: object = {}) => make({ rules: [one], ...more });
  const source = (one: object) => rule({ from: [{ source: one }] });
  const operation = (one: object, more: object = {}) => rule({ to: [{ operation: one }] }, more);
  const when = (key: string, ...values: string[]) => rule({ when: [{ key, values }] });
  rulesTable([
    make({}), rule({}), source({ serviceAccounts: ['a', 'n/b'] }), source({ trustDomains: ['*.local'], ipBlocks: ['10.0.0.0/8', '::1'] }),
    operation({ paths: ['/a/{*}/b/{**}', '/x*'], ports: ['0', '8080'] }), when('request.headers[x]', 'a'), when('experimental.envoy.filters.a.b[c]', 'a'),
    operation({ paths: ['/a'] }, { action: 'CUSTOM', provider: { name: 'p' } }), operation({ paths: ['/a'], ports: ['80'] }, { action: 'DENY' }),
  ], [
    [make({ action: 'DENY' }), 'spec.rules', /never applies/],
    [rule({}, { action: 'CUSTOM' }), 'spec.provider', /authorizer/],
    [rule({}, { provider: { name: 'p' } }), 'spec.provider', /asks no provider/],
    [rule({ from: [{ source: { principals: ['a'] } }] }, { action: 'CUSTOM', provider: { name: 'p' } }), 'spec.rules[0].from[0].source.principals', /not supported/],
    [rule({ when: [{ key: 'request.auth.claims[a]', values: ['b'] }] }, { action: 'CUSTOM', provider: { name: 'p' } }), 'spec.rules[0].when[0].key', /not supported/],
    [rule({ from: [{}] }), 'spec.rules[0].from[0].source', /missing/],
    [source({}), 'spec.rules[0].from[0].source', /empty/],
    [source({ namespaces: [''] }), 'spec.rules[0].from[0].source.namespaces[0]', /empty/],
    [source({ serviceAccounts: ['a'], notNamespaces: ['x'] }), 'spec.rules[0].from[0].source.notNamespaces', /service accounts/],
    [source({ serviceAccounts: Array.from({ length: 17 }, (_, i) => `a${i}`) }), 'spec.rules[0].from[0].source.serviceAccounts', /17/],
    [source({ serviceAccounts: ['a*'] }), 'spec.rules[0].from[0].source.serviceAccounts[0]', /service account/],
    [source({ trustDomains: ['a*b'] }), 'spec.rules[0].from[0].source.trustDomains[0]', /misplaced/],
    [source({ ipBlocks: ['10.0.0.0/33'] }), 'spec.rules[0].from[0].source.ipBlocks[0]', /CIDR/],
    [operation({}), 'spec.rules[0].to[0].operation', /empty/],
    [operation({ ports: ['http'] }), 'spec.rules[0].to[0].operation.ports[0]', /not a port/],
    [operation({ paths: ['/{**}/{*}'] }), 'spec.rules[0].to[0].operation.paths[0]', /goes on after/],
    [operation({ paths: ['/{id}'] }), 'spec.rules[0].to[0].operation.paths[0]', /unknown template/],
    [operation({ paths: ['/{*}/a b'] }), 'spec.rules[0].to[0].operation.paths[0]', /segment/],
    [when(''), 'spec.rules[0].when[0].key', /no key/],
    [when('source.ip'), 'spec.rules[0].when[0].values', /no value/],
    [when('source.ip', 'x'), 'spec.rules[0].when[0].values[0]', /CIDR/],
    [when('request.headers', 'x'), 'spec.rules[0].when[0].key', /brackets/],
    [when('destination.labels[a]', 'x'), 'spec.rules[0].when[0].key', /any more/],
    [when('source.colour', 'x'), 'spec.rules[0].when[0].key', /unknown/],
    [operation({ paths: ['/a'] }, { action: 'DENY' }), 'spec.rules[0]', /TCP ports/, 'warning'],
    [make({ selector: { matchLabels: { a: 'b' } }, targetRefs: [{ kind: 'Service', name: 'x' }] }), 'spec', /both set/],
    [make({ targetRef: { kind: 'Gateway', name: 'x' } }), 'spec.targetRef.kind', /cannot be a target/],
    [make({ targetRefs: [{ kind: 'Service', name: 'x', namespace: 'y' }] }), 'spec.targetRefs[0].namespace', /own namespace/],
  ]);
});

describe('PeerAuthentication', () => {
  const make = objectsOf('security.istio.io/v1/PeerAuthentication');
  const selector = { matchLabels: { app: 'x' } };
  rulesTable([make({}), make({ selector, portLevelMtls: { 80: { mode: 'DISABLE' } } })], [
    [make({ portLevelMtls: { 80: {} } }), 'spec.portLevelMtls', /selector/],
    [make({ selector, portLevelMtls: {} }), 'spec.portLevelMtls', /empty/],
    [make({ selector, portLevelMtls: { 70000: {} } }), 'spec.portLevelMtls["70000"]', /out of range/],
    [make({ selector: {} }), 'spec.selector.matchLabels', /every workload/, 'warning'],
    [make({ selector: { matchLabels: { app: undefined } } }), 'spec.selector.matchLabels', /every workload/, 'warning'],
  ]);
});

describe('RequestAuthentication', () => {
  const make = objectsOf('security.istio.io/v1/RequestAuthentication');
  const rule = (one: object) => make({ jwtRules: [{ issuer: 'i', ...one }] });
  const key = { kty: 'RSA', n: 'AQAB', e: 'AQAB' };
  const keys = (...all: object[]) => rule({ jwks: JSON.stringify({ keys: all }) });
  rulesTable([rule({}), rule({ issuer: '', jwksUri: 'https://a/b' }), keys(key, { kty: 'EC', crv: 'P-256', x: 'AQ', y: 'AQ' }), rule({ jwks: JSON.stringify(key) })], [
    [rule({ issuer: '' }), 'spec.jwtRules[0].issuer', /neither/],
    [rule({ audiences: [''] }), 'spec.jwtRules[0].audiences[0]', /empty/],
    [rule({ jwksUri: 'ftp://a' }), 'spec.jwtRules[0].jwksUri', /http or https/],
    [rule({ issuer: '', jwks_uri: 'ftp://a' }), 'spec.jwtRules[0].jwks_uri', /http or https/],
    [rule({ jwksUri: 'http://a:99999999999999999999/x' }), 'spec.jwtRules[0].jwksUri', /port/],
    [rule({ jwksUri: 'http://a:b' }), 'spec.jwtRules[0].jwksUri', /not a URL/],
    [rule({ jwks: '{}' }), 'spec.jwtRules[0].jwks', /unknown type/],
    [rule({ jwks: 'x' }), 'spec.jwtRules[0].jwks', /not a JSON Web Key Set/],
    [keys(key, { kty: 'RSA', n: 'AQAB' }), 'spec.jwtRules[0].jwks', /key 1 of the key set lacks e/],
    [keys({ ...key, n: '*' }), 'spec.jwtRules[0].jwks', /base64url/],
    [keys({ ...key, x5c: ['AQAB'] }), 'spec.jwtRules[0].jwks', /certificate/],
    [keys({ ...key, d: 'AQAB' }), 'spec.jwtRules[0].jwks', /private key/, 'warning'],
    [rule({ fromHeaders: [{}] }), 'spec.jwtRules[0].fromHeaders[0]', /no name/],
    [rule({ outputClaimToHeaders: [{ header: 'a.b', claim: 'c' }] }), 'spec.jwtRules[0].outputClaimToHeaders[0].header', /header name/],
    [rule({ timeout: '0s' }), 'spec.jwtRules[0].timeout', /too short/],
  ]);

  it('does not repeat a private key', () => {
    const [found] = webhookViolations(keys({ ...key, d: 'c2VjcmV0' }));
    expect(JSON.stringify(found)).not.toContain('c2VjcmV0');
  });
});
