import { Duration } from 'cdk8s';
import { GrpcRoute, HttpMatch, HttpRoute, TcpRoute, TlsRoute, TrafficSplit, type Destination, type ExternalService, type HttpMethod, type HttpRule, type Mesh, type MeshWorkload } from '../../lib';
import type { Pick } from './pick';
import { fault, longTimeout, retryOptions } from './policies';
import type { Made } from './services';

/** A path nobody else of this host uses, so that rules overlap only where they are ranked. */
export function conditions(p: Pick, at: number, callers: readonly (Made | MeshWorkload)[]): HttpMatch[] {
  const paths = [HttpMatch.path.prefix(`/area-${at}`), HttpMatch.path.exact(`/page-${at}`), HttpMatch.path.regex(`/item-${at}/[0-9]+`)];
  const out: HttpMatch[] = [];
  for (let i = 0; i <= p.int(0, 1); i++) {
    let match = paths[(p.int(0, 2) + i) % 3];
    if (p.chance(30)) match = match.header('x-group').exact(p.one(['a', 'b']));
    if (p.chance(20)) match = match.header('x-bot').not.present();
    if (p.chance(20)) match = match.cookie('cohort').exact('b');
    if (p.chance(10)) match = match.cookie('optout').not.exact('1');
    if (p.chance(20)) match = match.query('preview').exact('1');
    if (p.chance(20)) match = match.method(...p.one<HttpMethod[]>([['GET'], ['POST', 'PUT']]));
    const meshed = callers.filter((c) => !('meshed' in c) || c.meshed);
    if (meshed.length && p.chance(20)) { const c = p.one(meshed); match = match.from('service' in c ? c.service : c); }
    out.push(match);
  }
  return out;
}

const headers = (p: Pick) => ({
  ...(p.chance(30) ? { requestHeaders: { set: { 'x-route': 'yes' }, remove: ['x-debug'] } } : {}),
  ...(p.chance(20) ? { responseHeaders: { add: { 'x-served-by': 'mesh' } } } : {}),
  ...(p.chance(20) ? { cors: { allowOrigins: ['https://shop.example.com'], allowMethods: ['GET' as const], maxAge: Duration.hours(1) } } : {}),
});

/** What a rule may do; `to` are destinations that speak HTTP. */
export function action(p: Pick, at: number, to: readonly Destination[]): HttpRule {
  const matches = { matches: conditions(p, at, []) };
  const kind = p.int(0, 9);
  if (kind === 0) return { ...matches, redirect: { hostname: 'other.example.com', scheme: 'https', ...(p.chance(50) ? { path: '/moved' } : {}), statusCode: p.one([301, 302, 307] as const) } };
  if (kind === 1) return { ...matches, respond: { status: p.one([200, 404, 503]), ...(p.chance(50) ? { body: 'gone' } : {}) } };
  const several = to.length > 1 && p.chance(30);
  const backends = several ? [{ to: to[0], weight: 30 }, { to: to[1], weight: 70 }] : p.one(to);
  return {
    ...matches, ...headers(p), to: backends as Destination,
    // Stated, because two destinations may bring different policies.
    ...(several || p.chance(20) ? { timeout: longTimeout(p), retries: p.chance(30) ? 'off' as const : { attempts: retryOptions(p).attempts }, fault: p.chance(70) ? 'off' as const : fault(p) } : {}),
    ...(p.chance(15) ? { mirror: { to: p.one(to), ...(p.chance(50) ? { percent: p.one([1, 25]) } : {}) } } : {}),
    ...(p.chance(20) ? { rewrite: p.one([{ hostname: 'internal.example.com' }, { path: '/fixed' }, { regex: { match: '^/[^/]+/(.*)$', by: '/\\1' } }]) } : {}),
  };
}

export const destinations = (made: readonly Made[]): Destination[] => made.filter((m) => m.http.length && m.single && !m.headless).flatMap((m) => [
  m.service, m.service.endpoints, ...m.versions.map((v) => m.service.version(v as never)),
]);

/** Routes on one service's own host. */
export function serviceRoutes(mesh: Mesh, made: Made, p: Pick, peers: readonly Made[], externals: readonly ExternalService[]): void {
  const id = made.service.node.id;
  if (made.headless) return;
  const own: Destination[] = [made.service.endpoints, ...made.versions.map((v) => made.service.version(v as never))];
  if (made.versions.length && p.chance(50)) {
    const [a, b] = made.versions;
    const share = p.int(0, 100);
    new TrafficSplit<string>(mesh, `${id}-split`, { service: made.service, weights: share === 100 ? { [a]: 100 } : { [a]: share, [b]: 100 - share } });
  }
  if (made.http.length && made.single && p.chance(50)) {
    const to = [...own, ...destinations(peers), ...externals];
    const rules: HttpRule[] = [];
    for (let i = 0; i <= p.int(0, 2); i++) rules.push({ ...action(p, i, to), ...(p.chance(20) ? { name: `rule-${i}` } : {}) });
    new HttpRoute(mesh, `${id}-route`, { parent: made.service, rules, ...(p.chance(15) ? { hostnames: [`${id}.internal`] } : {}) });
    if (p.chance(25)) new HttpRoute(mesh, `${id}-first`, { parent: made.service, priority: p.int(1, 10), rules: [{ matches: [HttpMatch.header('x-vip').present()], to: p.one(own) }] });
    if (p.chance(25)) new HttpRoute(mesh, `${id}-caller`, { parent: made.service, rules: [{ matches: conditions(p, 9, peers), to: p.one(own) }] });
  }
  if (made.grpc.length && made.single && p.chance(60)) {
    new GrpcRoute(mesh, `${id}-grpc`, { parent: made.service, rules: [{ service: 'shop.Rank', ...(p.chance(50) ? { methods: ['Get', 'List'] } : {}), ...(p.chance(40) ? { headers: { tenant: 'gold' } } : {}), to: p.one(own), ...(p.chance(30) ? { timeout: longTimeout(p) } : {}) }] });
  }
  if (made.tcp.length && made.versions.length && p.chance(60)) new TcpRoute(mesh, `${id}-tcp`, { parent: made.service, port: made.tcp[0], to: made.service.version(made.versions[0] as never) });
  if (made.tls.length && made.versions.length && p.chance(60)) new TlsRoute(mesh, `${id}-tls`, { parent: made.service, port: made.tls[0], to: [{ to: made.service.version(made.versions[0] as never), weight: 60 }, { to: made.service.version(made.versions[1] as never), weight: 40 }] });
}
