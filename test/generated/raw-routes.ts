import type { Pick } from './pick';
import { add, EXTERNAL, exportTo, full, maybe, NAMESPACES, PORTS, someHost, type Raw } from './raw-parts';

const text = (p: Pick): object => p.one([{ exact: p.one(['a', 'gold', '/x']) }, { prefix: p.one(['a', 'b-']) }, { regex: p.one(['v[0-9]+', '.*', 'a|b']) }]);

function destination(raw: Raw, namespace: string): object {
  const { p } = raw, service = p.one(raw.services);
  const host = p.chance(75) ? (service.namespace === namespace && p.chance(40) ? service.name : full(service)) : someHost(raw, namespace, 0);
  return { host, subset: maybe(p, 25, () => p.one(['v1', 'v2', 'v2', 'other'])), port: maybe(p, 40, () => ({ number: p.chance(85) ? p.one(service.ports) : p.one(PORTS) })) };
}

function headers(p: Pick): object {
  return {
    request: maybe(p, 70, () => ({ set: maybe(p, 50, () => p.one([{ 'x-set': '1' }, { 'X-Upper': 'u' }, { 'x-set': '2', 'X-Third': '3' }])), add: maybe(p, 40, () => ({ 'x-add': '2' })), remove: maybe(p, 40, () => ['x-gone', 'X-Also']) })),
    response: maybe(p, 50, () => ({ set: { 'x-res': 'r' }, remove: maybe(p, 30, () => ['server']) })),
  };
}

function match(raw: Raw, gateways: readonly string[] | undefined, delegate: boolean): object {
  const { p } = raw;
  return {
    name: maybe(p, 10, () => 'm'), uri: maybe(p, 65, () => p.one([{ exact: p.one(['/', '/x', '/a/b']) }, { prefix: p.one(['/', '/x', '/x/', '/a']) }, { prefix: '/x' }, { regex: p.one(['.*', '/[a-z]+']) }])), ignoreUriCase: maybe(p, 10, () => true),
    method: maybe(p, 12, () => ({ exact: p.one(['GET', 'POST']) })), scheme: maybe(p, 4, () => ({ exact: 'http' })), authority: maybe(p, 6, () => text(p)),
    headers: maybe(p, 25, () => ({ [p.one(['x-user', 'X-Mixed', 'cookie', ':path'])]: p.chance(15) ? {} : text(p) })), withoutHeaders: maybe(p, 10, () => ({ 'x-not': p.chance(30) ? {} : text(p) })),
    queryParams: maybe(p, 10, () => ({ q: p.one([{ exact: '1' }, { prefix: 'a' }, { regex: 'v.*' }]) })), port: delegate ? undefined : maybe(p, 10, () => p.one(PORTS)),
    sourceLabels: delegate ? undefined : maybe(p, 12, () => p.one([{ app: 'a' }, { version: 'v1' }, { tier: 'front' }])), sourceNamespace: delegate ? undefined : maybe(p, 10, () => p.one(NAMESPACES)),
    gateways: delegate || !gateways ? undefined : maybe(p, 20, () => [p.one(gateways)]),
  };
}

function httpRoute(raw: Raw, namespace: string, gateways: readonly string[] | undefined, delegate = false): object {
  const { p } = raw, kind = p.int(0, 19);
  const matches = maybe(p, 70, () => Array.from({ length: p.one([1, 1, 2, 3]) }, () => match(raw, gateways, delegate)));
  const base = { name: maybe(p, 20, () => p.one(['main', 'r1'])), match: matches };
  if (kind === 0) return { ...base, redirect: { uri: p.one(['/to', '/to', '/x']), authority: maybe(p, 40, () => 'else.example.com'), scheme: maybe(p, 30, () => 'https'), redirectCode: maybe(p, 40, () => p.one([302, 307, 308])), ...p.one([{}, {}, { port: 8443 }, { derivePort: 'FROM_REQUEST_PORT' }, { derivePort: 'FROM_PROTOCOL_DEFAULT' }]) } };
  if (kind === 1) return { ...base, directResponse: { status: p.one([200, 404, 503]), body: maybe(p, 50, () => ({ string: 'said' })) } };
  if (kind === 2 && !delegate && raw.delegates.length > 0) { const { name, namespace: of } = p.one([...raw.delegates, { name: 'missing', namespace: 'n1' }]); return { match: matches?.map((m: any) => ({ uri: m.uri?.prefix === undefined ? { prefix: '/d' } : m.uri, headers: m.headers, port: m.port })), delegate: { name, namespace: of } }; }
  const count = p.one([1, 1, 1, 2, 2, 3]);
  const weights = count === 1 ? [p.one([undefined, undefined, 100, 30])] : Array.from({ length: count }, (_, i) => (i === 0 ? p.one([90, 1, 50]) : p.one([10, 0, 50, 25])));
  const host = maybe(p, 5, () => ({ request: { set: p.one<object>([{ Host: 'new.example.com' }, { ':authority': 'au.example.com', 'X-Upper': 'u' }]) } }));
  return {
    ...base, route: weights.map((weight) => ({ destination: destination(raw, namespace), weight, headers: maybe(p, 12, () => headers(p)) })),
    // The Host header is no header to the proxy: it rewrites the authority, which may be done once.
    timeout: maybe(p, 20, () => p.one(['5s', '250ms', '1m'])), headers: host ?? maybe(p, 12, () => headers(p)),
    retries: maybe(p, 20, () => (p.chance(25) ? { attempts: 0 } : { attempts: p.one([1, 3]), perTryTimeout: maybe(p, 40, () => '1s'), retryOn: maybe(p, 40, () => p.one(['5xx', 'gateway-error,503', 'connect-failure,reset'])), retryRemoteLocalities: maybe(p, 15, () => true), retryIgnorePreviousHosts: maybe(p, 15, () => p.chance(50)), backoff: maybe(p, 15, () => '50ms') })),
    fault: maybe(p, 10, () => p.one([{ delay: { fixedDelay: '2s', percentage: { value: 12.5 } } }, { abort: { httpStatus: 503, percentage: { value: 100 } } }, { abort: { grpcStatus: 'UNAVAILABLE', percentage: { value: 0.5 } } }, { delay: { fixedDelay: '1s' } }, { abort: { httpStatus: 500, percentage: { value: 1 } }, delay: { fixedDelay: '3s', percentage: { value: 50 } } }])),
    rewrite: host ? undefined : maybe(p, 15, () => p.one<object>([{ uri: '/new' }, { uri: '/' }, { authority: 'rw.example.com' }, { uri: '/n', authority: 'rw.example.com' }, { uriRegexRewrite: { match: '^/x/(.*)$', rewrite: '/y/\\1' } }])),
    ...(p.chance(10) ? p.one<object>([{ mirror: destination(raw, namespace), mirrorPercentage: maybe(p, 60, () => ({ value: p.one([0, 5, 33.3]) })) }, { mirrors: [{ destination: destination(raw, namespace), percentage: { value: 7 } }, { destination: destination(raw, namespace) }] }]) : {}),
    corsPolicy: maybe(p, 8, () => ({ allowOrigins: [{ exact: 'https://o.example.com' }, { regex: '.*\\.corp' }], allowMethods: ['GET', 'PUT'], allowHeaders: maybe(p, 50, () => ['x-h']), exposeHeaders: maybe(p, 30, () => ['x-e']), maxAge: maybe(p, 50, () => '2m'), allowCredentials: maybe(p, 40, () => true), unmatchedPreflights: maybe(p, 30, () => p.one(['FORWARD', 'IGNORE'])) })),
  };
}

const bytes = (raw: Raw, namespace: string): object[] => Array.from({ length: raw.p.one([1, 1, 2]) }, (_, i) => ({ destination: destination(raw, namespace), weight: raw.p.chance(60) || i > 0 ? raw.p.one([50, 10, 1]) : undefined }));

function tlsRoutes(raw: Raw, namespace: string, hosts: readonly string[], gateways: readonly string[] | undefined): object[] {
  const { p } = raw;
  return Array.from({ length: p.one([1, 2]) }, () => ({
    match: Array.from({ length: p.one([1, 1, 2]) }, () => ({ sniHosts: [p.one(hosts)], port: maybe(p, 40, () => p.one([443, 9000])), sourceLabels: maybe(p, 10, () => ({ app: 'a' })), gateways: gateways && maybe(p, 20, () => [p.one(gateways)]) })),
    route: bytes(raw, namespace),
  }));
}
function tcpRoutes(raw: Raw, namespace: string, gateways: readonly string[] | undefined): object[] {
  const { p } = raw;
  return Array.from({ length: p.one([1, 1, 2]) }, () => ({
    match: maybe(p, 60, () => Array.from({ length: p.one([1, 1, 2]) }, () => ({ port: maybe(p, 60, () => p.one([5432, 9000, 80, 443])), destinationSubnets: maybe(p, 20, () => ['198.51.100.0/24']), sourceLabels: maybe(p, 12, () => ({ app: p.one(['a', 'b']) })), sourceNamespace: maybe(p, 8, () => p.one(NAMESPACES)), gateways: gateways && maybe(p, 20, () => [p.one(gateways)]) }))),
    route: bytes(raw, namespace),
  }));
}

export function makeDelegates(raw: Raw): void {
  const { p } = raw;
  if (!p.chance(40)) return;
  for (let n = p.int(1, 2); n > 0; n--) {
    const namespace = p.one(NAMESPACES);
    const made = add(raw, 'VirtualService', { namespace, base: 'delegate' }, { http: Array.from({ length: p.one([1, 2]) }, () => httpRoute(raw, namespace, undefined, true)), exportTo: exportTo(raw) });
    raw.delegates.push({ name: made.metadata.name, namespace });
  }
}

/** VirtualServices that want the same names, on the mesh and on gateways. */
export function makeRoutes(raw: Raw): void {
  const { p } = raw;
  for (let n = p.int(1, 6); n > 0; n--) {
    const namespace = p.chance(6) ? 'istio-system' : p.one(NAMESPACES);
    const bound = p.one<readonly string[] | undefined>([undefined, undefined, ['mesh'], ...(raw.gateways.length > 0 ? [[p.one(raw.gateways)], [p.one(raw.gateways), 'mesh'], [p.one(raw.gateways)]] : [])]);
    const atGateway = bound?.some((g) => g !== 'mesh') ?? false;
    const hosts = [...new Set(Array.from({ length: p.one([1, 1, 1, 2]) }, () => (atGateway && p.chance(60) ? p.one([...EXTERNAL, 'shop.example.com', '*']) : someHost(raw, namespace, 12))))].filter((h) => h !== '*' || (atGateway && !bound!.includes('mesh')));
    const qualified = apart(distinctHosts(hosts.length > 0 ? hosts : [full(raw.services[0])], namespace));
    const tls = qualified.filter((h) => h.includes('.') && h !== '*');
    add(raw, 'VirtualService', { namespace, base: 'vs' }, {
      hosts: qualified, gateways: bound, exportTo: exportTo(raw),
      ...withOne(p, {
        http: maybe(p, 80, () => Array.from({ length: p.one([1, 1, 2, 3]) }, () => httpRoute(raw, namespace, bound))),
        tls: tls.length === 0 ? undefined : maybe(p, 18, () => tlsRoutes(raw, namespace, tls, bound)), tcp: maybe(p, 25, () => tcpRoutes(raw, namespace, bound)),
      }, () => [httpRoute(raw, namespace, bound)]),
    });
  }
}
const withOne = (_p: Pick, made: { http?: object[]; tls?: object[]; tcp?: object[] }, http: () => object[]) => (made.http ?? made.tls ?? made.tcp ? made : { ...made, http: http() });

/** No host below another's wildcard. */
const apart = (hosts: readonly string[]): string[] => hosts.filter((h) => !hosts.some((w) => w !== h && w.startsWith('*') && (w === '*' || h.endsWith(w.slice(1)))));

/** One short and one full form of a name are the same host, and a host may stand there once. */
function distinctHosts(hosts: readonly string[], namespace: string): string[] {
  const seen = new Set<string>(), out: string[] = [];
  for (const h of hosts) { const name = h.includes('.') || h === '*' ? h : `${h}.${namespace}.svc.cluster.local`; if (!seen.has(name)) { seen.add(name); out.push(h); } }
  return out;
}
