import { Duration } from 'cdk8s';
import {
  AccessPolicy, Call, ExternalAuthorizer, JwtPolicy, MetricsScraping, MtlsMode, MtlsPolicy, RateLimit, Source, TelemetryPolicy, type JwtPolicyProps, type Mesh, type MeshGateway, type MeshGroup, type MeshNamespace,
} from '../../lib';
import type { Pick } from './pick';
import type { Made } from './services';

const ISSUER = 'https://id.example.com';
const PARTNER = 'https://id.partner.example.com';
const JWKS = { inline: '{"keys":[{"kty":"RSA","e":"AQAB","kid":"one","n":"sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1WlUzewbgBHod5pcM9H95GQRV3JDXboIRROSBigeC5yjU1hGzHHyXss8UDprecbAYxknTcQkhslANGRUZmdTOQ5qTRsLAt6BTYuyvVRdhS8exSZEy_c4gs_7svlJJQ4H9_NxsiIoLwAEk7-Q3UXERGYw_75IDrGA84-lA_-Ct4eTlXHBIY2EaV7t7LjJaynVJCpkv4LKjTTAumiGUIuQhrNhZLuF_RJLqHpM2kgWFLU7-VTdL1VbC2tejvcI2BlMkEpk1BzBZI0KQB0GaDWFLN-aEAw3vRw"}]}' };

const sources = (p: Pick, callers: readonly Made[]) => p.one([
  ...callers.filter((c) => c.meshed).map((c) => [c.service]), [Source.namespace('partner')], [Source.authenticated], [Source.cidr('10.1.0.0/16')],
  [Source.principal('cluster.local/ns/partner/sa/client')], [Source.anyone], [Source.namespace('partner').except(Source.principal('cluster.local/ns/partner/sa/bad'))],
]);

const tokenFrom = (p: Pick): { from?: JwtPolicyProps['from'] } => (p.chance(60) ? {} : { from: p.one<NonNullable<JwtPolicyProps['from']>>([[{ header: 'x-token' }], [{ header: 'authorization', prefix: 'Token ' }], [{ query: 'token' }], [{ cookie: 'token' }, { header: 'x-token' }]]) });

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
  if (jwt) new JwtPolicy(service, `${id}-jwt`, { issuer: ISSUER, jwks: JWKS, ...(p.chance(50) ? { optional: true } : p.chance(50) ? { requiredExcept: [Call.get('=/healthz')] } : {}), ...(p.chance(30) ? { audiences: ['shop'] } : {}), ...tokenFrom(p) });
  if (jwt && p.chance(20)) new JwtPolicy(service, `${id}-partner`, { issuer: PARTNER, jwks: JWKS, optional: p.chance(50) });
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
  if (p.chance(percent / 2)) new MetricsScraping(service, `${id}-scrape`, { port: p.one([15090, made.containerPort]), ...(p.chance(50) ? { path: '/stats' } : {}) });
  return { claims: jwt };
}

export function gatewayPolicies(gateway: MeshGateway, p: Pick, id: string, percent: number): void {
  if (p.chance(percent)) new JwtPolicy(gateway, `${id}-jwt`, { issuer: ISSUER, jwks: JWKS, requiredExcept: [Call.get('=/'), Call.get('/static')], ...tokenFrom(p) });
  if (p.chance(percent)) new AccessPolicy(gateway, `${id}-access`, p.one([{ deny: [{ from: [Source.cidr('203.0.113.0/24')] }] }, { require: [{ from: [Source.cidr('198.51.100.0/24')], to: [Call.get('/office')] }] }]));
  if (p.chance(percent)) new RateLimit(gateway, `${id}-limit`, { requests: 50, per: Duration.seconds(1), ...(p.chance(50) ? { by: 'client-address' as const } : {}) });
  if (p.chance(percent)) new TelemetryPolicy(gateway, `${id}-telemetry`, { accessLog: true });
  if (p.chance(percent / 2)) new ExternalAuthorizer(gateway, `${id}-authorizer`, { provider: 'opa', only: [Call.get('/checked')] });
}

/** Server policies of everything in a mesh or a namespace. */
export function widePolicies(scope: Mesh | MeshNamespace, p: Pick, id: string, percent: number): void {
  if (p.chance(percent)) new AccessPolicy(scope, `${id}-access`, p.one([{ deny: [{ from: [Source.namespace('untrusted')] }] }, { allow: [{ from: [Source.namespace('monitoring')] }] }, { require: [{ from: [Source.authenticated] }] }, { deny: [{ from: [Source.cidr('192.0.2.0/24')] }], audit: true }]));
  if (p.chance(percent / 2)) new MetricsScraping(scope, `${id}-scrape`, { port: 15020, path: '/stats/prometheus', from: [Source.cidr('10.0.0.0/8')] });
  if (p.chance(percent / 3)) new ExternalAuthorizer(scope, `${id}-authorizer`, { provider: 'opa' });
}

/** Server policies of the services of a group, wherever they are. */
export function groupPolicies(group: MeshGroup, p: Pick, id: string, percent: number): void {
  if (p.chance(percent)) new RateLimit(group, `${id}-limit`, { requests: 500, per: Duration.seconds(1), only: [Call.get('/list')] });
  if (p.chance(percent)) new AccessPolicy(group, `${id}-access`, p.one([{ allow: [{ from: [Source.namespace('ops')] }] }, { deny: [{ from: [Source.principal('cluster.local/ns/partner/sa/banned')] }] }]));
  if (p.chance(percent)) new JwtPolicy(group, `${id}-jwt`, { issuer: 'https://id.group.example.com', jwks: JWKS, optional: true });
  if (p.chance(percent)) new TelemetryPolicy(group, `${id}-telemetry`, { metrics: { drop: ['RESPONSE_SIZE'] } });
}
