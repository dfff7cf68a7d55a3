import type { Manifest } from '../../../lib/manifests/manifest';
import { authorizationPolicy } from '../../../lib/targets/istio/authorization-policy';
import { EmitContext } from '../../../lib/targets/istio/context';
import { bookinfo } from './bookinfo';
import { admission, exact, from, gateway, listener, namespace, policy, port, prefix, request, service, workload, world, written, type World } from './security-model';

const all = (w: World) => written(authorizationPolicy, w);
const named = (w: World, name: string): Manifest | undefined => all(w).find((m) => m.metadata.name === name);
const rules = (w: World, name: string) => (named(w, name)?.spec as { rules: object[] } | undefined)?.rules;
const ports = [port('web', 80, 'http', 8080), port('db', 5432, 'tcp')];
const web: World = { workloads: [workload('web'), workload('a'), workload('b')], services: [service('web', ports)] };
const role = (...values: string[]) => ({ role: values });

test('each workload allows what is declared, the gateway everybody on its ports, and the namespace nothing, last', () => {
  const policies = all(bookinfo);
  expect(policies.map((m) => m.metadata.name)).toEqual(['details', 'productpage', 'ratings', 'reviews', 'public', 'allow-nothing']);
  expect(policies[0]).toEqual({
    apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'details', namespace: 'shop' },
    spec: {
      rules: [{ from: [{ source: { principals: ['cluster.local/ns/shop/sa/productpage'] } }], to: [{ operation: { methods: ['GET'], paths: ['/details', '/details/*'], ports: ['9080'] } }] }],
      selector: { matchLabels: { app: 'details' } },
    },
  });
  expect(rules(bookinfo, 'ratings')).toEqual([{ to: [{ operation: { methods: ['GET'], paths: ['/ratings', '/ratings/*'], ports: ['9080'] } }] }]);
  expect(rules(bookinfo, 'public')).toEqual([{ to: [{ operation: { ports: ['80'] } }] }]);
  expect(policies[5]!.spec).toEqual({});
});
test('equal rights are one rule, equal operations one operation', () => {
  const of = (name: string) => [admission(from(name), { methods: ['GET'], paths: [prefix('/x')] }), admission(from(name), { methods: ['POST'], paths: [prefix('/x')] }), admission(from(name), { methods: ['POST', 'GET'], paths: [exact('/y')] })];
  expect(rules({ ...web, admissions: { 'shop/web': [...of('b'), ...of('a'), admission({ kind: 'namespace', name: 'ops' }, { ports: [5432] }), admission({ kind: 'cidr', block: '10.0.0.0/8' }, { ports: [5432] })] } }, 'web')).toEqual([
    { from: [{ source: { namespaces: ['ops'] } }, { source: { ipBlocks: ['10.0.0.0/8'] } }], to: [{ operation: { ports: ['5432'] } }] },
    { from: [{ source: { principals: ['cluster.local/ns/shop/sa/a', 'cluster.local/ns/shop/sa/b'] } }], to: [{ operation: { methods: ['GET', 'POST'], paths: ['/x', '/x/*', '/y'], ports: ['9080'] } }] },
  ]);
});
test('a port that is no HTTP keeps a rule of its own beside requests of the same caller', () => {
  expect(rules({ ...web, admissions: { 'shop/web': [admission(from('a'), { ports: [8080], methods: ['GET'] }), admission(from('a'), { ports: [5432] })] } }, 'web')).toEqual([
    { from: [{ source: { principals: ['cluster.local/ns/shop/sa/a'] } }], to: [{ operation: { ports: ['5432'] } }] },
    { from: [{ source: { principals: ['cluster.local/ns/shop/sa/a'] } }], to: [{ operation: { methods: ['GET'], ports: ['8080'] } }] },
  ]);
});
test('claims, identities by name, and exceptions', () => {
  const w: World = { ...web, facts: { trustDomain: 'corp' }, admissions: { 'shop/web': [
    admission(from('a'), { claims: role('b', 'a') }),
    admission({ kind: 'except', of: { kind: 'authenticated' }, not: [from('b'), { kind: 'namespace', name: 'ops' }] }, { ports: [8080] }),
    admission({ kind: 'principal', spiffeId: 'spiffe://far/ns/x/sa/y' }, { ports: [5432] }),
  ] } };
  expect(rules(w, 'web')).toEqual([
    { from: [{ source: { principals: ['far/ns/x/sa/y'] } }], to: [{ operation: { ports: ['5432'] } }] },
    { from: [{ source: { notNamespaces: ['ops'], notPrincipals: ['corp/ns/shop/sa/b'], principals: ['*'] } }], to: [{ operation: { ports: ['8080'] } }] },
    { from: [{ source: { principals: ['corp/ns/shop/sa/a'] } }], to: [{ operation: { ports: ['9080'] } }], when: [{ key: 'request.auth.claims[role]', values: ['a', 'b'] }] },
  ]);
});
test('a require is a DENY with a rule for each condition that may fail, on HTTP ports', () => {
  const guard = policy('AccessPolicy', 'team/Guard it', { allow: [], deny: [], audit: false, require: [{ from: [from('a'), { kind: 'namespace', name: 'ops' }], to: [request({ paths: [prefix('/admin')] })], claims: role('admin') }] });
  expect(named({ ...web, policies: { 'shop/web': [guard] } }, 'web.guard-it')).toEqual({
    apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'web.guard-it', namespace: 'shop' },
    spec: {
      action: 'DENY',
      rules: [
        { from: [{ source: { notNamespaces: ['ops'], notPrincipals: ['cluster.local/ns/shop/sa/a'] } }], to: [{ operation: { paths: ['/admin', '/admin/*'], ports: ['8080'] } }] },
        { to: [{ operation: { paths: ['/admin', '/admin/*'], ports: ['8080'] } }], when: [{ key: 'request.auth.claims[role]', notValues: ['admin'] }] },
      ],
      selector: { matchLabels: { app: 'web' } },
    },
  });
});
test('who is refused everything is refused on every port; on shared pods only on those of the service', () => {
  const guard = policy('AccessPolicy', 'guard', { allow: [], require: [], audit: false, deny: [{ from: [from('a')], to: [], claims: {} }] });
  const refused = [{ from: [{ source: { principals: ['cluster.local/ns/shop/sa/a'] } }] }];
  expect(rules({ ...web, policies: { 'shop/web': [guard] } }, 'web.guard')).toEqual(refused);
  const shared: World = { ...web, services: [service('front', [port('web', 80, 'http', 8080)], { workload: 'shop/web' }), service('back', [port('web', 80, 'http', 9000)], { workload: 'shop/web' })], policies: { 'shop/back': [guard] } };
  expect(rules(shared, 'web.guard')).toEqual([{ ...refused[0], to: [{ operation: { ports: ['9000'] } }] }]);
});
test('a compulsory token', () => {
  const login = (name: string, issuer: string, required: boolean) => policy('JwtPolicy', name, { issuer, audiences: [], from: [], required, requiredExcept: [request({ methods: ['GET'], paths: [exact('/')] }), request({ paths: [prefix('/static')] })] });
  const missing = (principals: string[]) => [{ from: [{ source: { notRequestPrincipals: principals } }], to: [
    { operation: { methods: ['GET'], notPaths: ['/', '/static', '/static/*'], ports: ['8080'] } }, { operation: { notMethods: ['GET'], notPaths: ['/static', '/static/*'], ports: ['8080'] } },
  ] }];
  expect(rules({ ...web, policies: { 'shop/web': [login('one', 'https://a', true), login('two', 'https://b', false)] } }, 'web.one')).toEqual(missing(['*']));
  expect(rules({ ...web, policies: { 'shop/web': [login('one', 'https://a', false)] } }, 'web.one')).toBeUndefined();
  const shared: World = { ...web, services: [service('front', [port('web', 80, 'http', 8080)], { workload: 'shop/web' }), service('back', [port('web', 80, 'http', 9000)], { workload: 'shop/web' })] };
  expect(rules({ ...shared, policies: { 'shop/front': [login('one', 'https://a', true)], 'shop/back': [login('two', 'https://b', false)] } }, 'web.one')).toEqual(missing(['https://a/*']));
});
describe('authorizers', () => {
  const facts = { meshConfig: { extensionProviders: [{ name: 'opa', envoyExtAuthzGrpc: { service: 'opa', port: 1 } }, { name: 'oauth', envoyExtAuthzHttp: { service: 'oauth', port: 2 } }] } };
  const ask = (name: string, provider: string, only = [request()]) => policy('ExternalAuthorizer', name, { provider, only });
  test('are asked about what they can judge, in earnest', () => {
    expect(named({ ...web, facts, mesh: { access: 'AUDIT' }, policies: { 'shop/web': [ask('z', 'opa', [request({ paths: [exact('/x')] })]), ask('y', 'opa', [request({ port: 'db' })])] } }, 'web.z')).toEqual({
      apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'web.z', namespace: 'shop' },
      spec: { action: 'CUSTOM', provider: { name: 'opa' }, rules: [{ to: [{ operation: { paths: ['/x'], ports: ['8080'] } }] }, { to: [{ operation: { ports: ['5432'] } }] }], selector: { matchLabels: { app: 'web' } } },
    });
    expect(rules({ ...web, facts, policies: { 'shop/web': [ask('z', 'oauth', [])] } }, 'web.z')).toEqual([{ to: [{ operation: { ports: ['8080'] } }] }]);
    expect(rules({ ...web, facts, policies: { 'shop/web': [ask('z', 'opa', [])] } }, 'web.z')).toEqual([{}]);
  });
  test('must exist, be one, and know no claims', () => {
    const codes = (...p: ReturnType<typeof ask>[]) => {
      const { context, mesh } = world({ ...web, facts, policies: { 'shop/web': p } });
      return authorizationPolicy.check!(context, mesh).map((d) => [d.code, d.path, d.help]);
    };
    expect(codes(ask('a', 'opa'))).toEqual([]);
    expect(codes(ask('a', 'nobody'))).toEqual([['MESH1651', 'shop/a', 'name one of its authorizers: opa, oauth']]);
    expect(codes(ask('a', 'opa'), ask('b', 'oauth'))).toEqual([['MESH1652', 'shop/b', 'let one of them cover it, or have one authorizer ask the other']]);
    expect(codes(ask('a', 'opa', [request({ claims: role('x') })])).map(([code]) => code)).toEqual(['MESH1654']);
  });
});
describe('gateways', () => {
  const listeners = [{ ...listener('http', 80, 'HTTP', 8080), redirectToHttps: true }, listener('https', 443, 'HTTPS', 8443), listener('raw', 9000, 'TCP')];
  const guard = policy('AccessPolicy', 'guard', { allow: [], deny: [], audit: false, require: [{ from: [{ kind: 'cidr', block: '10.0.0.0/8' }], to: [], claims: {} }, { from: [], to: [], claims: role('x') }] });
  test('know the client\'s address, the pod\'s ports, and leave redirects alone', () => {
    const w = (existing: boolean): World => ({ gateways: [gateway('edge', listeners, existing ? {} : { managed: { serviceType: 'LoadBalancer' } })], policies: { 'shop/edge': [guard] } });
    const claim = { to: [{ operation: { ports: ['8443'] } }], when: [{ key: 'request.auth.claims[role]', notValues: ['x'] }] };
    const guarded = [{ from: [{ source: { notRemoteIpBlocks: ['10.0.0.0/8'] } }], to: [{ operation: { ports: ['8443', '9000'] } }] }, claim];
    expect(rules(w(false), 'edge.guard')).toEqual(guarded);
    expect(rules(w(true), 'edge.guard')).toEqual(guarded);
    const open: World = { ...w(false), gateways: [gateway('edge', listeners.filter((l) => !l.redirectToHttps), { managed: { serviceType: 'LoadBalancer' } })] };
    expect(rules(open, 'edge.guard')).toEqual([{ from: [{ source: { notRemoteIpBlocks: ['10.0.0.0/8'] } }] }, claim]);
    expect(rules(w(true), 'edge')).toEqual([{ to: [{ operation: { ports: ['8080', '8443', '9000'] } }] }]);
  });
  test('get policies that select them, and nothing else, in a namespace that is ours only so far', () => {
    const w: World = { gateways: [gateway('edge', listeners)], workloads: [workload('web')], admissions: { 'shop/web': [admission(from('web'))] }, policies: { 'shop/edge': [guard] } };
    expect(all({ ...w, namespaces: [namespace({ manage: 'policies' })] }).map((m) => m.metadata.name)).toEqual(['edge.guard']);
    expect(all({ ...w, gateways: [gateway('edge', listeners, { namespace: undefined })] }).map((m) => m.metadata.name)).toEqual(['web', 'allow-nothing']);
  });
});
test('another owner\'s gateway in this namespace is let through its default deny', () => {
  const { context, mesh } = world({ namespaces: [namespace()], gateways: [] });
  const theirs = gateway('edge', [listener('https', 443, 'HTTPS', 8443)], { mesh: 'front', id: 'front/edge' });
  const model = { ...context.resolved.model, gateways: [theirs] };
  const other = new EmitContext({ ...context.resolved, model, index: { ...context.index, mesh: new Map([...context.index.mesh, ['front', { ...mesh, id: 'front', name: 'front' }]]) } }, context.facts);
  const names: [string, unknown][] = [];
  authorizationPolicy.emit(other, mesh, (m) => names.push([m.metadata.name, (m.spec as { rules?: unknown }).rules]));
  expect(names).toEqual([['front.edge', [{ to: [{ operation: { ports: ['8443'] } }] }]], ['allow-nothing', undefined]]);
});
test('a rehearsal marks every policy; an open mesh has only what is required and denied', () => {
  const guard = policy('AccessPolicy', 'guard', { allow: [], require: [], audit: false, deny: [{ from: [from('a')], to: [], claims: {} }] });
  const w = (access: 'AUDIT' | 'OPEN' | 'DECLARED_CALLS', audit = false): World => ({ ...web, mesh: { access }, gateways: [gateway('edge', [listener('http', 80)])], admissions: { 'shop/web': [admission(from('a'))] }, policies: { 'shop/web': [{ ...guard, value: { ...guard.value as object, audit } } as typeof guard] } });
  const dry = (x: World) => all(x).map((m) => [m.metadata.name, m.metadata.annotations?.['istio.io/dry-run']]);
  expect(dry(w('AUDIT'))).toEqual([['web', 'true'], ['web.guard', 'true'], ['edge', 'true'], ['allow-nothing', 'true']]);
  expect(dry(w('OPEN'))).toEqual([['web.guard', undefined]]);
  expect(dry(w('DECLARED_CALLS', true))).toEqual([['web', undefined], ['web.guard', 'true'], ['edge', undefined], ['allow-nothing', undefined]]);
});
