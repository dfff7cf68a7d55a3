import { Duration } from 'cdk8s';
import {
  AccessPolicy, Algorithm, Call, CircuitBreaker, ConnectionPool, ExternalAuthorizer, FaultInjection, HttpMatch, JwtPolicy, LoadBalancing, MetricsScraping, MtlsMode, MtlsPolicy,
  OutlierDetection, RateLimit, RetryPolicy, Source, TelemetryPolicy, TimeoutPolicy, type Mesh, type MeshGateway, type MeshNamespace, type RetryOn,
} from '../../lib';
import type { Outside } from './part';
import type { Pick } from './pick';
import type { Made } from './services';

const seconds = (p: Pick, min: number, max: number) => Duration.seconds(p.int(min, max));
const ISSUER = 'https://id.example.com';
const JWKS = { inline: '{"keys":[{"kty":"RSA","e":"AQAB","kid":"one","n":"sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1WlUzewbgBHod5pcM9H95GQRV3JDXboIRROSBigeC5yjU1hGzHHyXss8UDprecbAYxknTcQkhslANGRUZmdTOQ5qTRsLAt6BTYuyvVRdhS8exSZEy_c4gs_7svlJJQ4H9_NxsiIoLwAEk7-Q3UXERGYw_75IDrGA84-lA_-Ct4eTlXHBIY2EaV7t7LjJaynVJCpkv4LKjTTAumiGUIuQhrNhZLuF_RJLqHpM2kgWFLU7-VTdL1VbC2tejvcI2BlMkEpk1BzBZI0KQB0GaDWFLN-aEAw3vRw"}]}' };

export const retryOptions = (p: Pick) => ({
  attempts: p.int(1, 4),
  ...(p.chance(50) ? { perTryTimeout: Duration.millis(p.int(1, 9) * 100) } : {}),
  ...(p.chance(60) ? { on: p.some<RetryOn>(['5xx', 'reset', 'connect-failure', 503, 'unavailable', 'gateway-error'], 50) } : {}),
  ...(p.chance(20) ? { backoff: Duration.millis(50) } : {}),
});
const retries = (p: Pick) => {
  const options = retryOptions(p);
  return options.on && !options.on.length ? { attempts: options.attempts } : options;
};
/** Longer than any per-try timeout above. */
export const longTimeout = (p: Pick) => Duration.seconds(p.int(5, 60));

export function fault(p: Pick) {
  const delay = { delay: { by: seconds(p, 1, 5), percent: p.one([1, 50, 100, 0.5]) } };
  const abort = { abort: { status: p.one([500, 503, 429]), percent: p.one([10, 100]) } };
  return p.one([delay, abort, { ...delay, ...abort }]);
}

export function pool(p: Pick) {
  const all = {
    ...(p.chance(50) ? { maxConnections: p.int(1, 1000) } : {}), ...(p.chance(40) ? { connectTimeout: seconds(p, 1, 9) } : {}), ...(p.chance(40) ? { maxPendingRequests: p.int(1, 500) } : {}),
    ...(p.chance(40) ? { maxRequests: p.int(1, 500) } : {}), ...(p.chance(30) ? { idleTimeout: seconds(p, 30, 300) } : {}), ...(p.chance(30) ? { maxRequestsPerConnection: p.int(1, 100) } : {}),
  };
  return Object.keys(all).length ? all : { maxConnections: 10 };
}
const outlier = (p: Pick) => ({
  consecutive5xx: p.int(1, 10), ...(p.chance(50) ? { ejectFor: seconds(p, 5, 60) } : {}), ...(p.chance(50) ? { interval: seconds(p, 1, 30) } : {}), ...(p.chance(40) ? { maxEjectedPercent: p.one([10, 50, 100]) } : {}),
});
const balancing = (p: Pick) => p.one([
  { algorithm: Algorithm.roundRobin }, { algorithm: Algorithm.random }, { algorithm: Algorithm.leastRequest, warmup: Duration.seconds(30) },
  { algorithm: Algorithm.hash({ header: 'x-user' }) }, { algorithm: Algorithm.hash({ cookie: 'session', ttl: Duration.hours(1) }) }, { algorithm: Algorithm.hash({ sourceIp: true as const }) }, { algorithm: Algorithm.hash({ query: 'user' }) },
]);

/** Where client policies are declared: what it speaks, and whether other things inherit them. */
interface ClientScope { readonly http: boolean; readonly headless?: boolean; readonly wide?: boolean }

/** Policies that follow a destination: inherited wherever they are declared. */
export function clientPolicies(scope: any, p: Pick, id: string, percent: number, { http, headless = false, wide = false }: ClientScope): void {
  if (http && p.chance(percent)) new RetryPolicy(scope, `${id}-retries`, p.chance(15) ? { off: true } : retries(p));
  if (http && p.chance(percent)) new TimeoutPolicy(scope, `${id}-timeout`, p.chance(10) ? { off: true } : { request: longTimeout(p) });
  if (p.chance(percent / 3)) new CircuitBreaker(scope, `${id}-breaker`, { maxConnections: p.int(1, 50), ...(headless ? {} : { consecutive5xx: p.int(1, 9), ejectFor: seconds(p, 10, 60) }) });
  else if (p.chance(percent)) new ConnectionPool(scope, `${id}-pool`, p.chance(10) ? { off: true } : pool(p));
  else if (!headless && p.chance(percent)) {
    // Failover needs an outlier detection, which a narrower policy could switch off.
    const failover = !wide && p.chance(40);
    new OutlierDetection(scope, `${id}-outlier`, !failover && p.chance(15) ? { off: true } : outlier(p));
    if (failover) { new LoadBalancing(scope, `${id}-failover`, { failover: [{ from: 'eu-west', to: 'eu-central' }], ...(p.chance(50) ? balancing(p) : {}) }); return; }
  }
  if (!headless && p.chance(percent)) new LoadBalancing(scope, `${id}-lb`, p.chance(10) ? { off: true } : balancing(p));
}

const sources = (p: Pick, callers: readonly Made[]) => p.one([
  ...callers.filter((c) => c.meshed).map((c) => [c.service]), [Source.namespace('partner')], [Source.authenticated], [Source.cidr('10.1.0.0/16')],
  [Source.principal('cluster.local/ns/partner/sa/client')], [Source.anyone], [Source.namespace('partner').except(Source.principal('cluster.local/ns/partner/sa/bad'))],
]);

/** Policies of the server's side on one service. Says whether claims of a token can be asked for. */
export function serverPolicies(made: Made, p: Pick, id: string, peers: readonly Made[], percent: number): { claims: boolean } {
  const { service } = made;
  const http = made.http.length > 0 || made.grpc.length > 0;
  const names = [...made.http, ...made.grpc, ...made.tls, ...made.tcp];
  if (!made.meshed || made.shared !== undefined) return { claims: false };
  if (p.chance(percent)) {
    const mode = p.one([MtlsMode.STRICT, MtlsMode.PERMISSIVE, MtlsMode.DISABLE]);
    new MtlsPolicy(service, `${id}-mtls`, { mode, ...(p.chance(50) ? { ports: { [p.one(names)]: p.one([MtlsMode.STRICT, MtlsMode.PERMISSIVE]) } } : {}) });
  }
  const jwt = http && p.chance(percent);
  if (jwt) new JwtPolicy(service, `${id}-jwt`, { issuer: ISSUER, jwks: JWKS, ...(p.chance(50) ? { optional: true } : p.chance(50) ? { requiredExcept: [Call.get('=/healthz')] } : {}), ...(p.chance(30) ? { audiences: ['shop'] } : {}) });
  if (p.chance(percent)) new AccessPolicy(service, `${id}-allow`, { allow: [{ from: sources(p, peers), ...(http && p.chance(60) ? { to: [Call.get('/open')] } : {}) }], ...(p.chance(20) ? { audit: true } : {}) });
  if (http && p.chance(percent)) new AccessPolicy(service, `${id}-deny`, { deny: [{ from: p.chance(50) ? [Source.namespace('untrusted')] : [Source.cidr('192.0.2.0/24')], ...(p.chance(50) ? { to: [Call.http({ methods: ['DELETE'] }), Call.get('/internal')] } : {}) }] });
  const claims = jwt && made.tcp.length + made.tls.length === 0;
  if (http && p.chance(claims ? 60 : percent)) new AccessPolicy(service, `${id}-require`, { require: [claims && p.chance(80) ? { to: [Call.post('/admin')], claims: { role: ['admin', 'root'] } } : { from: [Source.authenticated], to: [Call.get('/private')] }] });
  if (http && p.chance(percent / 2)) new ExternalAuthorizer(service, `${id}-authorizer`, { provider: 'opa', ...(p.chance(50) ? { only: [Call.post('/checked')] } : {}) });
  if (http && p.chance(percent)) new RateLimit(service, `${id}-limit`, p.one([
    { requests: 100, per: Duration.seconds(1) }, { requests: 10, per: Duration.minutes(1), by: 'client-address' as const, maxKeys: 500 }, { requests: 20, per: Duration.seconds(10), by: 'caller' as const, only: [Call.get('/costly')] },
    { requests: 5, per: Duration.seconds(1), by: { header: 'x-api-key' }, total: 1000 },
  ]));
  if (p.chance(percent)) new TelemetryPolicy(service, `${id}-telemetry`, p.one([{ accessLog: true }, { accessLog: { onlyErrors: true as const } }, { tracing: { samplingPercent: 10, provider: 'otel', tags: { team: 'a' } } }, { metrics: { drop: ['REQUEST_SIZE'] } }]));
  if (p.chance(percent / 2)) new MetricsScraping(service, `${id}-scrape`, { port: 15090, ...(p.chance(50) ? { path: '/stats' } : {}) });
  return { claims: jwt };
}

export function gatewayPolicies(gateway: MeshGateway, p: Pick, id: string, percent: number): void {
  if (p.chance(percent)) new JwtPolicy(gateway, `${id}-jwt`, { issuer: ISSUER, jwks: JWKS, requiredExcept: [Call.get('=/'), Call.get('/static')] });
  if (p.chance(percent)) new AccessPolicy(gateway, `${id}-access`, p.one([{ deny: [{ from: [Source.cidr('203.0.113.0/24')] }] }, { require: [{ from: [Source.cidr('198.51.100.0/24')], to: [Call.get('/office')] }] }]));
  if (p.chance(percent)) new RateLimit(gateway, `${id}-limit`, { requests: 50, per: Duration.seconds(1), ...(p.chance(50) ? { by: 'client-address' as const } : {}) });
  if (p.chance(percent)) new TelemetryPolicy(gateway, `${id}-telemetry`, { accessLog: true });
  if (p.chance(percent / 2)) new ExternalAuthorizer(gateway, `${id}-authorizer`, { provider: 'opa', only: [Call.get('/checked')] });
}

export function externalPolicies({ external, http }: Outside, p: Pick, id: string): void { clientPolicies(external, p, id, 30, { http }); }

/** Server policies of everything in a mesh or a namespace. */
export function widePolicies(scope: Mesh | MeshNamespace, p: Pick, id: string, percent: number): void {
  if (p.chance(percent)) new AccessPolicy(scope, `${id}-access`, p.one([{ deny: [{ from: [Source.namespace('untrusted')] }] }, { allow: [{ from: [Source.namespace('monitoring')] }] }, { deny: [{ from: [Source.cidr('192.0.2.0/24')] }], audit: true }]));
  if (p.chance(percent / 2)) new MetricsScraping(scope, `${id}-scrape`, { port: 15020, path: '/stats/prometheus', from: [Source.cidr('10.0.0.0/8')] });
  if (p.chance(percent / 3)) new ExternalAuthorizer(scope, `${id}-authorizer`, { provider: 'opa' });
}

export function faults(made: Made, p: Pick, id: string): void {
  if (!made.http.length) return;
  new FaultInjection(made.service, id, { ...fault(p), ...(p.chance(70) ? { matches: [HttpMatch.header('x-chaos').exact('on')] } : {}) });
}
