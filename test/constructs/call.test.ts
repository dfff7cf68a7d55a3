import { Call, HttpMatch, MeshService, MeshWorkload, Port, Source } from '../../lib';
import { sourceFact } from '../../lib/constructs/request-source';
import { modelOf, pod } from './declared';

const prefix = (value: string) => ({ kind: 'prefix', value });
const exact = (value: string) => ({ kind: 'exact', value });

describe('Call', () => {
  test.each([
    [Call.get(), { methods: ['GET'], paths: [], claims: {} }],
    [Call.get('/a', '=/b', '/c/', '/'), { methods: ['GET'], paths: [prefix('/a'), exact('/b'), prefix('/c'), prefix('/')], claims: {} }],
    [Call.get('=/c/'), { methods: ['GET'], paths: [exact('/c/')], claims: {} }],
    [Call.post('/a'), { methods: ['POST'], paths: [prefix('/a')], claims: {} }],
    [Call.http({ port: 'http' }), { port: 'http', methods: [], paths: [], claims: {} }],
    [Call.grpc('shop.Rank'), { methods: [], paths: [prefix('/shop.Rank')], claims: {} }],
    [Call.grpc('shop.Rank', 'Get', 'List'), { methods: [], paths: [exact('/shop.Rank/Get'), exact('/shop.Rank/List')], claims: {} }],
    [Call.port('client'), { port: 'client', methods: [], paths: [], claims: {} }],
    [Call.get('/a').when({ claims: { role: 'admin' } }).when({ claims: { group: ['a', 'b'] } }), { methods: ['GET'], paths: [prefix('/a')], claims: { role: ['admin'], group: ['a', 'b'] } }],
  ])('%#', (call, facts) => { expect(call.facts).toEqual(facts); expect(Object.isFrozen(call.facts)).toBe(true); });
  test('when() leaves the call as it was', () => {
    const call = Call.get('/a');
    call.when({ claims: { role: 'admin' } });
    expect(call.facts.claims).toEqual({});
  });
  test.each([
    [() => Call.get('reviews'), /starts with a slash, not 'reviews'/],
    [() => Call.get(''), /must not be empty/],
    [() => Call.get('/a?b=c'), /'\/a\?b=c' is no path/],
    [() => Call.get('/a/*'), /leave out the star/],
    [() => Call.http({ methods: ['FETCH' as never] }), /method must be one of GET/],
    [() => Call.grpc('Shop Rank'), /no gRPC service/],
    [() => Call.grpc('shop.Rank', '/Get'), /no gRPC method of shop\.Rank/],
    [() => Call.port(''), /port must not be empty/],
    [() => Call.get('/').when({ claims: { role: [] } }), /claim 'role' must name at least one value/],
  ])('refuses %#', (make, message) => expect(make).toThrow(message));
});

describe('HttpMatch', () => {
  const none = { methods: [], headers: [], cookies: [], query: [], from: [] };
  test.each([
    [HttpMatch.path.prefix('/v2/'), { ...none, path: prefix('/v2') }],
    [HttpMatch.path.exact('/v2/'), { ...none, path: exact('/v2/') }],
    [HttpMatch.path.regex('/v[0-9]+'), { ...none, path: { kind: 'regex', value: '/v[0-9]+' } }],
    [HttpMatch.header('X-User').exact('jason'), { ...none, headers: [{ name: 'x-user', kind: 'exact', value: 'jason', not: false }] }],
    [HttpMatch.header('a').not.present(), { ...none, headers: [{ name: 'a', kind: 'present', value: '', not: true }] }],
    [HttpMatch.cookie('Cohort').not.exact('b'), { ...none, cookies: [{ name: 'Cohort', kind: 'exact', value: 'b', not: true }] }],
    [HttpMatch.query('q').regex('.+'), { ...none, query: [{ name: 'q', kind: 'regex', value: '.+', not: false }] }],
    [HttpMatch.method('GET', 'HEAD').path.prefix('/').header('a').prefix('x').header('b').exact(''), {
      ...none, path: prefix('/'), methods: ['GET', 'HEAD'], headers: [{ name: 'a', kind: 'prefix', value: 'x', not: false }, { name: 'b', kind: 'exact', value: '', not: false }],
    }],
  ])('%#', (match, facts) => expect(match.facts()).toEqual(facts));
  test('adding a condition leaves the match as it was', () => {
    const match = HttpMatch.path.prefix('/a');
    match.header('x').present();
    expect(match.facts()).toEqual({ ...none, path: prefix('/a') });
  });
  test('callers are their workloads', () => void modelOf((mesh) => {
    const shared = pod();
    const web = new MeshService(mesh, 'web', { ports: [Port.http(80)], workload: shared }), job = new MeshWorkload(mesh, 'job', { workload: pod() });
    expect(HttpMatch.from(web, job).from(web).facts().from).toEqual(['shop/job', 'shop/web']);
  }));
  test.each([
    [() => HttpMatch.path.prefix('/a').path.exact('/b'), /one condition on the path/],
    [() => HttpMatch.path.prefix('a'), /slash/],
    [() => HttpMatch.header(''), /name of a header/],
    [() => HttpMatch.method(), /at least one/],
    [() => HttpMatch.from(), /at least one/],
    [() => HttpMatch.from({} as never).facts(), /a caller is/],
  ])('refuses %#', (make, message) => expect(make).toThrow(message));
});

describe('Source', () => {
  test.each([
    [Source.anyone, { kind: 'anyone' }], [Source.authenticated, { kind: 'authenticated' }], [Source.namespace('a'), { kind: 'namespace', name: 'a' }],
    [Source.cidr('10.0.0.0/8'), { kind: 'cidr', block: '10.0.0.0/8' }], [Source.cidr('2001:db8::/32'), { kind: 'cidr', block: '2001:db8::/32' }],
    [Source.principal('spiffe://cluster.local/ns/a/sa/b'), { kind: 'principal', spiffeId: 'cluster.local/ns/a/sa/b' }],
    [Source.namespace('a').except(Source.principal('td/ns/a/sa/b')), { kind: 'except', of: { kind: 'namespace', name: 'a' }, not: [{ kind: 'principal', spiffeId: 'td/ns/a/sa/b' }] }],
  ])('%#', (source, fact) => expect(sourceFact('shop', source)).toEqual(fact));
  test.each([
    [() => Source.cidr('10.0.0.0/33'), /no block of addresses/], [() => Source.cidr('300.1.1.1'), /no block/], [() => Source.cidr('office'), /no block/],
    [() => Source.namespace('Back Office'), /a namespace must be/], [() => Source.principal(''), /must not be empty/], [() => Source.principal('robot'), /no identity of a workload/], [() => Source.anyone.except(), /at least one/],
  ])('refuses %#', (make, message) => expect(make).toThrow(message));
});
