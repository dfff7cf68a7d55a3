import { Duration } from 'cdk8s';
import { GrpcRoute, HttpMatch, HttpRoute, TcpRoute, TlsRoute, TrafficSplit, type Destination, type HttpMethod, type HttpRule, type Matcher, type MeshWorkload } from '../../lib';
import { fault, longTimeout, retryOptions } from './client-policies';
import type { Edge, Part } from './part';
import type { Pick } from './pick';
import type { Made } from './services';

/** Any of the conditions on a value. */
const value = <T extends Omit<Matcher, 'not'>>(p: Pick, matcher: T): HttpMatch => p.one([() => matcher.exact('b'), () => matcher.prefix('beta-'), () => matcher.regex('v[0-9]+'), () => matcher.present()])();

/** A path nobody else of this host uses, so that rules overlap only where they are ranked. */
export function conditions(p: Pick, at: number, callers: readonly (Made | MeshWorkload)[]): HttpMatch[] {
  const paths = [HttpMatch.path.prefix(`/area-${at}`), HttpMatch.path.exact(`/page-${at}`), HttpMatch.path.regex(`/item-${at}/[0-9]+`)];
  const out: HttpMatch[] = [];
  const count = p.int(1, 2), first = p.int(0, 2);
  for (let i = 0; i < count; i++) {
    let match = paths[(first + i) % 3];
    if (p.chance(30)) match = value(p, match.header('x-group'));
    if (p.chance(20)) match = value(p, match.header('x-bot').not);
    if (p.chance(20)) match = value(p, match.cookie('cohort'));
    if (p.chance(10)) match = value(p, match.cookie('optout').not);
    if (p.chance(20)) match = value(p, match.query('preview'));
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
export function action(p: Pick, at: number, to: readonly Destination[], callers: readonly (Made | MeshWorkload)[] = []): HttpRule {
  const matches = { matches: conditions(p, at, callers) };
  const kind = p.int(0, 9);
  if (kind === 0) return { ...matches, redirect: { hostname: 'other.example.com', scheme: 'https', ...(p.chance(50) ? { path: '/moved' } : {}), statusCode: p.one([301, 302, 307] as const) } };
  if (kind === 1) return { ...matches, respond: { status: p.one([200, 404, 503]), ...(p.chance(50) ? { body: 'gone' } : {}) } };
  if (kind === 2) return { matches: [HttpMatch.path.prefix(`/old-${at}`)], ...headers(p), to: p.one(to), rewrite: { prefix: p.one(['/new', '/']), ...(p.chance(30) ? { hostname: 'internal.example.com' } : {}) } };
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

/** Destinations of other owners who accept everyone's calls. */
const welcomingOf = (part: Part, parts: readonly Part[]): Destination[] => parts.filter((other) => other !== part && other.welcoming).flatMap((other) => destinations(other.made));

/** Routes on one service's own host. */
export function serviceRoutes(part: Part, made: Made, parts: readonly Part[], p: Pick): void {
  const { mesh, made: peers, consumers, externals } = part;
  const id = made.service.node.id;
  if (made.headless) return;
  const own: Destination[] = [made.service.endpoints, ...made.versions.map((v) => made.service.version(v as never))];
  if (made.versions.length && p.chance(50)) {
    const [a, b] = made.versions;
    // In tens, so that a part of a part is still whole percents.
    const share = p.int(0, 10) * 10;
    new TrafficSplit<string>(mesh, `${id}-split`, { service: made.service, weights: share === 100 ? { [a]: 100 } : { [a]: share, [b]: 100 - share } });
  }
  if (made.http.length && made.single && p.chance(60)) {
    const to = [...own, ...destinations(peers), ...welcomingOf(part, parts), ...externals.filter((e) => e.routable).map((e) => e.external)];
    const callers = [...peers, ...consumers];
    const count = p.int(1, 3);
    const rules: HttpRule[] = [];
    for (let i = 0; i < count; i++) rules.push({ ...action(p, i, to, callers), ...(p.chance(20) ? { name: `rule-${i}` } : {}) });
    new HttpRoute(mesh, `${id}-route`, { parent: made.service, rules, ...(p.chance(25) ? { hostnames: [`${id}.internal`] } : {}) });
    if (p.chance(25)) new HttpRoute(mesh, `${id}-first`, { parent: made.service, priority: p.int(1, 10), rules: [{ matches: [HttpMatch.header('x-vip').present()], to: p.one(own) }] });
    if (p.chance(25)) new HttpRoute(mesh, `${id}-caller`, { parent: made.service, rules: [{ matches: conditions(p, 9, callers), to: p.one(own) }] });
  }
  if (made.grpc.length && made.single && p.chance(80)) {
    new GrpcRoute(mesh, `${id}-grpc`, { parent: made.service, rules: [{ service: 'shop.Rank', ...(p.chance(50) ? { methods: ['Get', 'List'] } : {}), ...(p.chance(40) ? { headers: { tenant: 'gold' } } : {}), to: p.one(own), ...(p.chance(30) ? { timeout: longTimeout(p) } : {}), ...(p.chance(30) ? { retries: { attempts: 2, on: ['unavailable' as const] } } : {}), ...(p.chance(20) ? { fault: fault(p) } : {}), ...(p.chance(20) ? { mirror: { to: p.one(own) } } : {}) }] });
  }
  if (made.http.length && !made.single && p.chance(50)) {
    const port = made.http[0];
    new HttpRoute(mesh, `${id}-port`, { parent: made.service, port, rules: [{ matches: conditions(p, 0, peers), to: [{ to: p.one(own), weight: 100, port }] }] });
  }
  if (made.versions.length < 2) return;
  const [first, second] = made.versions.map((v) => made.service.version(v as never));
  if (made.tcp.length && p.chance(60)) new TcpRoute(mesh, `${id}-tcp`, { parent: made.service, port: made.tcp[0], to: first });
  if (made.tls.length && p.chance(60)) new TlsRoute(mesh, `${id}-tls`, { parent: made.service, port: made.tls[0], to: [{ to: first, weight: 60 }, { to: second, weight: 40 }] });
}

/** Routes at a gateway: its owner's, and those of others for hosts below its own. */
export function gatewayRoutes(part: Part, { gateway, host, others }: Edge, parts: readonly Part[], p: Pick): void {
  const id = gateway.node.id;
  const to = destinations(part.made);
  if (to.length) new HttpRoute(part.mesh, `${id}-main`, { parent: gateway, ...(p.chance(60) ? { hostnames: [host] } : {}), rules: [action(p, 0, [...to, ...welcomingOf(part, parts)]), action(p, 1, to), { to: to[0] }] });
  for (const other of parts) {
    const theirs = other === part ? [] : destinations(other.made);
    if (theirs.length && p.chance(50)) new HttpRoute(other.mesh, `${id}-theirs`, { parent: gateway, hostnames: [host], rules: [action(p, 10 + parts.indexOf(other), theirs)] });
  }
  const several = part.made.find((m) => m.http.length && !m.single && !m.headless);
  if (several && others.has('alt')) new HttpRoute(part.mesh, `${id}-alt`, { parent: gateway, port: 'alt', priority: 1, rules: [{ to: [{ to: several.service, weight: 100, port: several.http[0] }] }] });
  const granted = parts.find((other) => other !== part && other.made.some((m) => m.http.length && m.single && !m.headless))?.made.find((m) => m.http.length && m.single && !m.headless);
  if (granted && p.chance(30)) {
    granted.service.allows(gateway);
    new HttpRoute(part.mesh, `${id}-granted`, { parent: gateway, hostnames: [`granted.${host}`], rules: [{ matches: conditions(p, 20, []), to: granted.service }] });
  }
  const ranker = part.made.find((m) => m.grpc.length && m.single && !m.headless);
  if (ranker && p.chance(50)) new GrpcRoute(part.mesh, `${id}-rank`, { parent: gateway, hostnames: [`rank.${host}`], rules: [{ service: 'shop.Rank', to: ranker.service }] });
  const passthrough = part.made.find((m) => m.tls.length && m.meshed);
  if (passthrough && others.has('pass')) new TlsRoute(part.mesh, `${id}-pass`, { parent: gateway, to: [{ to: passthrough.service, weight: 100, port: passthrough.tls[0] }] });
  const raw = part.made.find((m) => m.tcp.length && !m.headless);
  if (raw && others.has('raw')) new TcpRoute(part.mesh, `${id}-raw`, { parent: gateway, port: 'raw', to: [{ to: raw.service, weight: 100, port: raw.tcp[0] }] });
}
