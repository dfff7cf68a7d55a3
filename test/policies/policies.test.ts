import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  AccessPolicy, Algorithm, Call, CircuitBreaker, ConnectionPool, EgressGateway, ExternalAuthorizer, ExternalService, FaultInjection, HttpMatch, JwtPolicy, Listener, LoadBalancing, type Mesh, MeshGateway, MeshGroup, MeshNamespace,
  MeshService, MetricsScraping, MtlsMode, MtlsPolicy, OutlierDetection, Port, RateLimit, RetryPolicy, Source, TelemetryPolicy, TimeoutPolicy,
} from '../../lib';
import { policyKinds } from '../../lib/model';
import { modelOf, plain, pod, refusal } from '../constructs/declared';

const make = (mesh: Mesh) => ({
  mesh, namespace: new MeshNamespace(mesh, 'vault'), group: new MeshGroup(mesh, 'team'), service: new MeshService(mesh, 'web', { ports: [Port.http(80)], versions: { v1: pod(), v2: pod() } }),
  external: new ExternalService(mesh, 'out', { hosts: ['a.example.com'], ports: [Port.http(80)] }), gateway: new MeshGateway(mesh, 'edge', { listeners: [Listener.http(80)] }), egress: new EgressGateway(mesh, 'exit'),
});
type Made = ReturnType<typeof make>;
const policies = (declare: (made: Made) => unknown) => plain(modelOf((mesh) => declare(make(mesh))).policies);
const second = Duration.seconds(1);
const request = (methods: string[], value: string) => ({ methods, paths: [{ kind: 'prefix', value }], claims: {} });

/** Each kind with props and the value they become. */
const kinds: Record<string, { make: new (scope: any, id: string, props: any) => Construct; cases: [props: object, value: unknown][] }> = {
  RetryPolicy: { make: RetryPolicy, cases: [[{ attempts: 3 }, { attempts: 3, on: [] }], [{ attempts: 1, perTryTimeout: second, on: ['5xx', 503], backoff: Duration.millis(5) }, { attempts: 1, perTryTimeout: 1000, on: ['5xx', '503'], backoff: 5 }], [{ off: true }, 'off']] },
  TimeoutPolicy: { make: TimeoutPolicy, cases: [[{ request: Duration.minutes(1) }, { request: 60000 }], [{ off: true }, 'off']] },
  ConnectionPool: { make: ConnectionPool, cases: [
    [{ maxConnections: 1 }, { maxConnections: 1 }], [{ off: true }, 'off'],
    [{ connectTimeout: second, idleTimeout: second, maxPendingRequests: 2, maxRequests: 3, maxRequestsPerConnection: 4, maxConnections: undefined }, { connectTimeout: 1000, idleTimeout: 1000, maxPendingRequests: 2, maxRequests: 3, maxRequestsPerConnection: 4 }],
  ] },
  OutlierDetection: { make: OutlierDetection, cases: [[{ consecutive5xx: 5 }, { consecutive5xx: 5 }], [{ consecutiveGatewayErrors: 2, interval: second, ejectFor: second, maxEjectedPercent: 100 }, { consecutiveGatewayErrors: 2, interval: 1000, ejectFor: 1000, maxEjectedPercent: 100 }], [{ off: true }, 'off']] },
  LoadBalancing: { make: LoadBalancing, cases: [
    [{ algorithm: Algorithm.roundRobin }, { algorithm: { kind: 'round-robin' }, failover: [] }], [{ algorithm: Algorithm.leastRequest, warmup: second }, { algorithm: { kind: 'least-request' }, warmup: 1000, failover: [] }],
    [{ algorithm: Algorithm.random }, { algorithm: { kind: 'random' }, failover: [] }], [{ failover: [{ from: 'a', to: 'b' }] }, { failover: [{ from: 'a', to: 'b' }] }], [{ off: true }, 'off'],
    [{ algorithm: Algorithm.hash({ header: 'X-User' }) }, { algorithm: { kind: 'hash', by: { header: 'x-user' } }, failover: [] }], [{ algorithm: Algorithm.hash({ cookie: 'c', ttl: second }) }, { algorithm: { kind: 'hash', by: { cookie: 'c', ttl: 1000 } }, failover: [] }],
    [{ algorithm: Algorithm.hash({ query: 'q' }) }, { algorithm: { kind: 'hash', by: { query: 'q' } }, failover: [] }], [{ algorithm: Algorithm.hash({ sourceIp: true }) }, { algorithm: { kind: 'hash', by: { sourceIp: true } }, failover: [] }],
  ] },
  FaultInjection: { make: FaultInjection, cases: [[{ abort: { status: 503, percent: 10 }, matches: [HttpMatch.header('x').present()] }, { abort: { status: 503, percent: 10 }, matches: [HttpMatch.header('x').present().facts()] }], [{ delay: { by: second, percent: 1 } }, { delay: { by: 1000, percent: 1 }, matches: [] }]] },
  MtlsPolicy: { make: MtlsPolicy, cases: [[{ mode: MtlsMode.STRICT }, { mode: 'STRICT', ports: {} }], [{ mode: MtlsMode.PERMISSIVE, ports: { http: MtlsMode.DISABLE } }, { mode: 'PERMISSIVE', ports: { http: 'DISABLE' } }]] },
  JwtPolicy: { make: JwtPolicy, cases: [
    [{ issuer: 'https://id' }, { issuer: 'https://id', audiences: [], from: [], required: true, requiredExcept: [] }],
    [{ issuer: 'i', optional: true, audiences: ['a'], jwks: { inline: '{}' }, from: [{ header: 'X-T', prefix: 'T ' }, { query: 't' }, { cookie: 'c' }] }, { issuer: 'i', required: false, audiences: ['a'], jwks: { inline: '{}' }, from: [{ header: 'x-t', prefix: 'T ' }, { query: 't' }, { cookie: 'c' }], requiredExcept: [] }],
    [{ issuer: 'i', jwks: { uri: 'https://id/jwks' }, requiredExcept: [Call.get('/a')] }, { issuer: 'i', audiences: [], jwks: { uri: 'https://id/jwks' }, from: [], required: true, requiredExcept: [request(['GET'], '/a')] }],
  ] },
  AccessPolicy: { make: AccessPolicy, cases: [
    [{ allow: [{}] }, { allow: [{ from: [], to: [], claims: {} }], require: [], deny: [], audit: false }],
    [{ require: [{ claims: { role: 'a' }, to: [Call.get('/a')] }], deny: [{ from: [Source.namespace('n')] }], audit: true }, { allow: [], require: [{ from: [], to: [request(['GET'], '/a')], claims: { role: ['a'] } }], deny: [{ from: [{ kind: 'namespace', name: 'n' }], to: [], claims: {} }], audit: true }],
  ] },
  ExternalAuthorizer: { make: ExternalAuthorizer, cases: [[{ provider: 'opa', only: [Call.post('/a')] }, { provider: 'opa', only: [request(['POST'], '/a')] }]] },
  RateLimit: { make: RateLimit, cases: [
    [{ requests: 5, per: second }, { requests: 5, per: 1000, only: [], maxKeys: 10000 }], [{ requests: 5, per: second, by: 'caller', total: 50, maxKeys: 10, only: [Call.get('/a')] }, { requests: 5, per: 1000, by: 'caller', total: 50, maxKeys: 10, only: [request(['GET'], '/a')] }],
    [{ requests: 5, per: second, by: { header: 'X-Key' }, total: 50 }, { requests: 5, per: 1000, by: { header: 'x-key' }, total: 50, only: [], maxKeys: 10000 }],
  ] },
  TelemetryPolicy: { make: TelemetryPolicy, cases: [
    [{ accessLog: false }, { accessLog: false }], [{ accessLog: { onlyErrors: true }, tracing: { samplingPercent: 5 }, metrics: { drop: ['A'] } }, { accessLog: { onlyErrors: true }, tracing: { samplingPercent: 5, tags: {} }, metrics: { drop: ['A'] } }],
    [{ tracing: { samplingPercent: 0.1, provider: 'otel', tags: { a: 'b' } } }, { tracing: { samplingPercent: 0.1, provider: 'otel', tags: { a: 'b' } } }],
  ] },
  MetricsScraping: { make: MetricsScraping, cases: [[{ port: 9090 }, { port: 9090, path: '/metrics', from: [{ kind: 'anyone' }] }], [{ port: 1, path: '/stats', from: [Source.cidr('10.0.0.0/8')] }, { port: 1, path: '/stats', from: [{ kind: 'cidr', block: '10.0.0.0/8' }] }]] },
};

test('every kind of the model has its construct here', () => expect(Object.keys(kinds).sort()).toEqual(policyKinds.map((k) => k.kind).sort()));

describe.each(policyKinds.map((k) => [k.kind, k] as const))('%s', (name, kind) => {
  const { make: Policy, cases } = kinds[name];
  const things = (m: Made): Record<string, unknown> => ({ mesh: m.mesh, namespace: m.namespace, group: m.group, service: m.service, external: m.external, gateway: m.gateway, version: m.service.version('v1'), egress: m.egress });

  test.each(cases)('%j', (props, value) => expect(policies((m) => new Policy(m.service, 'p', props))).toEqual([{ id: 'shop/web/p', mesh: 'shop', kind: name, covers: [{ level: 'service', id: 'shop/web' }], value }]));

  test.each(['mesh', 'namespace', 'group', 'service', 'external', 'gateway', 'version', 'egress'])('on a %s', (level) => {
    const named = (m: Made) => new Policy(m.mesh, 'p', { ...cases[0][0], appliesTo: things(m)[level] });
    const here = (m: Made) => new Policy(things(m)[level], 'p', cases[0][0]);
    if (!(kind.covers as readonly string[]).includes(level)) {
      expect(refusal((mesh) => named(make(mesh)))).toThrow(new RegExp(`${name} cannot apply to`));
      if (level !== 'version') expect(refusal((mesh) => here(make(mesh)))).toThrow(new RegExp(`${name} cannot be declared here[\\s\\S]*appliesTo`));
      return;
    }
    const [{ covers }] = policies(named);
    expect(covers).toEqual([level === 'version' ? { level, id: 'shop/web', version: 'v1' } : { level, id: { mesh: 'shop', namespace: 'shop/vault', group: 'shop/team', service: 'shop/web', external: 'shop/out', gateway: 'shop/edge' }[level] }]);
    if (level !== 'version') expect(policies(here)[0].covers).toEqual(covers);
  });
});

test('several at once', () => expect(policies((m) => new TimeoutPolicy(m.mesh, 'p', { request: second, appliesTo: [m.service, m.external] }))[0].covers.map((c: any) => c.level)).toEqual(['service', 'external']));

describe('CircuitBreaker is', () => {
  const pool = { id: 'shop/web/b', mesh: 'shop', kind: 'ConnectionPool', covers: [{ level: 'service', id: 'shop/web' }], value: { maxConnections: 5, maxRequests: 6 } };
  const outlier = { ...pool, kind: 'OutlierDetection', value: { consecutive5xx: 5, ejectFor: 1000 } };
  test('a pool', () => expect(policies((m) => new CircuitBreaker(m.service, 'b', { maxConnections: 5, maxRequests: 6 }))).toEqual([pool]));
  test('an outlier detection', () => expect(policies((m) => new CircuitBreaker(m.service, 'b', { consecutive5xx: 5, ejectFor: second }))).toEqual([outlier]));
  test('or both, with ids of their own', () => expect(policies((m) => new CircuitBreaker(m.service, 'b', { maxConnections: 5, maxRequests: 6, consecutive5xx: 5, ejectFor: second }))).toEqual([{ ...pool, id: 'shop/web/b#ConnectionPool' }, { ...outlier, id: 'shop/web/b#OutlierDetection' }]));
});

const any = (Policy: new (scope: any, id: string, props: any) => Construct, props: unknown) => (m: Made) => new Policy(m.service, 'p', props);
test.each<[RegExp, (made: Made) => unknown]>([
  [/^shop\/web\/p at test\/policies\/policies\.test\.ts:\d+: request must be a Duration, not 3/, any(TimeoutPolicy, { request: 3 })],
  [/request must be longer than nothing/, any(TimeoutPolicy, { request: Duration.seconds(0) })],
  [/off or has options, not both/, any(RetryPolicy, { off: true, attempts: 1 })],
  [/^shop\/web\/p at test\/policies\/policies\.test\.ts:\d+: attempts must be a whole number from 1 to 100, not undefined/, any(RetryPolicy, {})],
  [/0 retries nothing/, any(RetryPolicy, { attempts: 0 })],
  [/nothing to retry on/, any(RetryPolicy, { attempts: 1, on: ['x'] })],
  [/status code to retry on/, any(RetryPolicy, { attempts: 1, on: [42] })],
  [/a connection pool limits nothing/, any(ConnectionPool, {})],
  [/maxConnections must be/, any(ConnectionPool, { maxConnections: 0 })],
  [/maxEjectedPercent must be/, any(OutlierDetection, { consecutive5xx: 1, maxEjectedPercent: 101 })],
  [/maxEjectedPercent must be/, any(OutlierDetection, { consecutive5xx: 1, maxEjectedPercent: 0 })],
  [/nothing says when/, any(OutlierDetection, { ejectFor: second })],
  [/breaks nothing/, any(CircuitBreaker, {})],
  [/load balancing says nothing/, any(LoadBalancing, {})],
  [/algorithm must be an Algorithm/, any(LoadBalancing, { algorithm: 'random' })],
  [/delays, aborts, or both/, any(FaultInjection, {})],
  [/mode must be one of/, any(MtlsPolicy, { mode: 'strict' })],
  [/the mode of port http/, any(MtlsPolicy, { mode: 'STRICT', ports: { http: 'x' } })],
  [/issuer must not be empty/, any(JwtPolicy, { issuer: '' })],
  [/requiredExcept names exceptions/, any(JwtPolicy, { issuer: 'i', optional: true, requiredExcept: [Call.get('/')] })],
  [/jwks\.uri must be a URL/, any(JwtPolicy, { issuer: 'i', jwks: { uri: 'id' } })],
  [/an access policy says nothing/, any(AccessPolicy, {})],
  [/a require asks for nothing/, any(AccessPolicy, { require: [{ to: [Call.get('/')] }] })],
  [/a caller is a MeshService/, any(AccessPolicy, { allow: [{ from: ['web'] }] })],
  [/provider must not be empty/, any(ExternalAuthorizer, { provider: '' })],
  [/needs a total/, any(RateLimit, { requests: 1, per: second, by: { header: 'x' } })],
  [/there is one bucket/, any(RateLimit, { requests: 1, per: second, total: 5 })],
  [/total must be a whole number of at least 10/, any(RateLimit, { requests: 10, per: second, by: 'caller', total: 5 })],
  [/by must be one of/, any(RateLimit, { requests: 1, per: second, by: 'ip' })],
  [/a telemetry policy says nothing/, any(TelemetryPolicy, {})],
  [/samplingPercent/, any(TelemetryPolicy, { tracing: { samplingPercent: 101 } })],
  [/port must be a whole number/, any(MetricsScraping, { port: 0 })],
  [/appliesTo must name at least one/, any(TimeoutPolicy, { request: second, appliesTo: [] })],
  [/needs props/, any(TimeoutPolicy, undefined)],
])('%s', (message, declare) => expect(refusal((mesh) => declare(make(mesh)))).toThrow(message));
