import { seedsOf, withMetadata, type Seed } from './seed';

const to = (host: string, more: object = {}) => [{ destination: { host }, ...more }];
const reviews = { route: to('reviews') };

const base = seedsOf('networking.istio.io/v1', 'VirtualService', {
  'every match': {
    hosts: ['reviews', 'reviews.shop.svc.cluster.local'], gateways: ['mesh', 'edge/public'], exportTo: ['.'],
    http: [
      {
        name: 'all', match: [
          {
            name: 'one', uri: { prefix: '/api' }, scheme: { exact: 'https' }, method: { exact: 'GET' }, authority: { regex: 'a.*' }, port: 80,
            headers: { 'x-user': { exact: 'jason' }, cookie: { regex: '^(.*?;)?(user=jason)(;.*)?$' }, ':path': { prefix: '/x' } },
            withoutHeaders: { 'x-bot': { regex: '*' }, 'x-old': { prefix: 'a' } }, queryParams: { q: { exact: '1' }, r: { regex: 'a+' }, p: { prefix: 'z' } },
            sourceLabels: { app: 'web', 'example.com/tier': 'front_1' }, sourceNamespace: 'front', gateways: ['mesh'], ignoreUriCase: true, statPrefix: 'api',
          },
          { uri: { exact: '/x' } }, { uri: { regex: '/y/[0-9]+' } }, { method: { prefix: 'P' } }, { scheme: { regex: 'http.?' } }, { authority: { prefix: 'www.' } },
        ],
        route: to('reviews', { weight: 1 }),
      },
      { name: 'rest', ...reviews },
    ],
  },
  'every action of a forwarded route': {
    hosts: ['reviews'], http: [{
      route: [
        {
          destination: { host: 'reviews.shop.svc.cluster.local', subset: 'v1', port: { number: 8080 } }, weight: 80,
          headers: { request: { set: { a: '1' }, add: { b: '%DOWNSTREAM_REMOTE_ADDRESS%' }, remove: ['c'] }, response: { set: { d: '%%' }, add: { e: '%REQ(["x", "y"])%' }, remove: ['f'] } },
        },
        { destination: { host: '*.example.com' }, weight: 20 },
      ],
      rewrite: { uri: '/new', authority: 'new.example.com' }, timeout: '3.5s',
      retries: { attempts: 3, perTryTimeout: '1s', retryOn: '5xx,gateway-error,503,unavailable', retryRemoteLocalities: true, retryIgnorePreviousHosts: false, backoff: '25ms' },
      fault: { delay: { percentage: { value: 1 }, fixedDelay: '2s' }, abort: { percentage: { value: 0.5 }, httpStatus: 503 } },
      mirror: { host: 'shadow', subset: 'v2', port: { number: 80 } }, mirrorPercentage: { value: 10 },
      corsPolicy: {
        allowOrigins: [{ exact: 'https://a.example.com' }, { prefix: 'https://b' }, { regex: 'https://.*' }], allowMethods: ['GET', 'POST', '*'], allowHeaders: ['x-a', '*'],
        exposeHeaders: ['x-b'], maxAge: '60s', allowCredentials: true, unmatchedPreflights: 'IGNORE',
      },
      headers: { request: { set: { 'x-a': 'b', ':authority': 'other' }, add: { 'x-c': 'd' }, remove: ['x-e'] }, response: { set: { 'x-f': 'g' }, add: { 'x-h': 'i' }, remove: ['x-j'] } },
    }],
  },
  'rewritten authority by header only': { hosts: ['a'], http: [{ ...reviews, headers: { request: { set: { host: 'b' } } } }] },
  'redirect, answer, regex rewrite': {
    hosts: ['www.example.com'], gateways: ['public'], http: [
      { match: [{ uri: { exact: '/a' } }], redirect: { uri: '/b', authority: 'c.example.com', scheme: 'https', redirectCode: 302, port: 8443 } },
      { match: [{ uri: { prefix: '/p' } }], redirect: { prefixRewrite: '/q', derivePort: 'FROM_REQUEST_PORT' } },
      { match: [{ uri: { prefix: '/d' } }], directResponse: { status: 503, body: { string: 'gone' } } },
      { match: [{ uri: { prefix: '/e' } }], directResponse: { status: 200, body: { bytes: 'aGk=' } } },
      { match: [{ uri: { prefix: '/r' } }], rewrite: { uriRegexRewrite: { match: '/r/(.*)', rewrite: '/s/\\1' } }, ...reviews },
      { match: [{ headers: { '@request.auth.claims.group': { exact: 'admin' } }, withoutHeaders: { '@request.auth.claims[sub]': { exact: 'x' } } }], ...reviews },
      reviews,
    ],
  },
  'several mirrors': {
    hosts: ['a'], http: [{ ...reviews, mirrors: [{ destination: { host: 'b' }, percentage: { value: 3 } }, { destination: { host: 'c', port: { number: 1 } } }], timeout: '0s' }],
  },
  'deprecated mirror share': { hosts: ['a'], http: [{ ...reviews, mirror: { host: 'b' }, mirrorPercent: 20 }] },
  'gRPC abort': { hosts: ['a'], http: [{ ...reviews, fault: { abort: { grpcStatus: 'UNAVAILABLE', percentage: { value: 100 } } } }] },
  'old abort forms': { hosts: ['a'], http: [{ ...reviews, fault: { abort: { http2Error: 'REFUSED' }, delay: { exponentialDelay: '1s' } } }] },
  'abort without a kind': { hosts: ['a'], http: [{ ...reviews, fault: { abort: { percentage: { value: 0 } } } }] },
  'root with delegate': { hosts: ['a.example.com'], gateways: ['public'], http: [{ match: [{ uri: { prefix: '/a' } }], delegate: { name: 'b', namespace: 'team' } }] },
  'root with delegate and route': { hosts: ['a'], http: [{ delegate: { name: 'b' }, ...reviews, redirect: { uri: '/x' } }] },
  'delegate': { http: [{ match: [{ uri: { prefix: '/a/b' } }], ...reviews }] },
  'delegate of a delegate': { http: [{ delegate: { name: 'c' }, ...reviews }] },
  'delegate with more': { gateways: ['g'], http: [reviews], tls: [{ match: [{ sniHosts: ['a.com'] }], route: to('b') }], tcp: [{ route: to('b') }] },
  'TLS': {
    hosts: ['*.example.com', 'db.internal'], gateways: ['edge/public'], tls: [
      { match: [{ sniHosts: ['a.example.com'], destinationSubnets: ['10.0.0.0/8', '1.2.3.4'], port: 443, sourceLabels: { app: 'x' }, sourceNamespace: 'front', gateways: ['edge/public'] }], route: [{ destination: { host: 'a' }, weight: 30 }, { destination: { host: 'b', port: { number: 443 } }, weight: 70 }] },
      { match: [{ sniHosts: ['*.example.com'], port: 8443 }, { sniHosts: ['db.internal'] }], route: to('c') },
    ],
  },
  'TLS in the mesh by address': { hosts: ['10.0.0.1', 'a.com'], tls: [{ match: [{ sniHosts: ['10.0.0.1'] }, { sniHosts: ['a.com'] }], route: to('a') }] },
  'TCP': {
    hosts: ['db'], tcp: [
      { match: [{ destinationSubnets: ['10.0.0.0/8'], port: 3306, sourceSubnet: '10.1.0.0/16', sourceLabels: { app: 'x' }, sourceNamespace: 'front', gateways: ['mesh'] }, { port: 3307 }], route: [{ destination: { host: 'db', subset: 'v1' }, weight: 5 }, { destination: { host: 'db', subset: 'v2' }, weight: 0 }] },
      { route: to('db') },
    ],
  },
  'SNI form of an egress gateway': { hosts: ['outbound_.443_._.a.shop.svc.cluster.local'], gateways: ['egress'], tls: [{ match: [{ sniHosts: ['outbound_.443_._.a.shop.svc.cluster.local'] }], route: to('a') }] },
  'SNI form and another host': { hosts: ['outbound_.443_.v1_.a.shop.svc.cluster.local', 'b.com', 'outbound_.x_.v1_.a.com', 'outbound_.443_.v1', 'outbound_.99999_.-_.*.com'], gateways: ['egress'], tls: [{ match: [{ sniHosts: ['b.com'] }], route: to('a') }] },
  'legacy gateway name': { hosts: ['a.com'], gateways: ['public.edge.svc.cluster.local', 'not/checked/at_all'], http: [reviews] },
  'bad gateway names': { hosts: ['a.com'], gateways: ['edge/UP_PER', '/x', 'x/', 'a_b/c', 'a/b'], http: [reviews] },
  'hosts that overlap': { hosts: ['*.example.com', 'a.example.com', '*.com', 'a.example.com'], gateways: ['g'], http: [reviews] },
  'nothing': { hosts: ['a'] },
  'any host in the mesh': { hosts: ['*'], http: [reviews] },
  'any host at a gateway': { hosts: ['*'], gateways: ['g'], http: [reviews] },
  'claims in the mesh': { hosts: ['a'], http: [{ match: [{ headers: { '@request.auth.claims.group': { exact: 'x' } }, withoutHeaders: { '@request.auth.claims.b': { exact: 'x' } } }], ...reviews }] },
  'unreachable rules': {
    hosts: ['a'], http: [
      { name: 'first', match: [{ uri: { prefix: '/a' } }], ...reviews }, { match: [{ uri: { prefix: '/a' } }, { name: 'n', uri: { prefix: '/a/b' } }], ...reviews },
      { name: 'again', match: [{ name: 'same', uri: { prefix: '/a' } }], ...reviews }, { name: 'all', ...reviews }, { name: 'late', match: [{ uri: { prefix: '/z' } }], ...reviews }, { name: 'second all', ...reviews },
    ],
  },
  'covered prefixes': {
    hosts: ['a'], http: [
      { match: [{ uri: { prefix: '/a' } }], ...reviews },
      { match: [{ uri: { prefix: '/a/b' }, port: 80, method: { exact: 'GET' }, authority: { exact: 'x' }, headers: { h: { exact: '1' }, i: { prefix: '1' } }, queryParams: { q: { exact: '1' } }, withoutHeaders: { w: { exact: '1' } } }], ...reviews },
      { match: [{ uri: { prefix: '/c' }, port: 80, method: { exact: 'GET' }, authority: { prefix: 'x' }, headers: { h: { exact: '1' } }, queryParams: { q: { exact: '1' } }, withoutHeaders: { w: { exact: '1' } } }], ...reviews },
      { match: [{ uri: { prefix: '/c/d' }, port: 80, method: { prefix: 'GET' }, authority: { prefix: 'xy' }, headers: { h: { prefix: '1' }, j: { regex: '1' } }, queryParams: { q: { exact: '1' }, r: { exact: '2' } }, withoutHeaders: { w: { exact: '1' } } }], ...reviews },
      { match: [{ uri: { prefix: '/c/e' }, port: 81, method: { exact: 'POST' }, authority: { exact: 'zy' }, headers: { h: { exact: '2' } }, queryParams: { q: { prefix: '2' } }, withoutHeaders: { w: { prefix: '2' } } }], ...reviews },
      { match: [{ uri: { prefix: '/c/f' }, port: 80, method: { exact: 'GET' }, authority: { prefix: 'x' }, headers: { h: { exact: '1' } }, queryParams: { q: { exact: '1' } }, withoutHeaders: { w: { exact: '1' }, v: { exact: '2' } } }], ...reviews },
      { match: [{ uri: { prefix: '/c/g' }, port: 80, method: { exact: 'GET' } }], ...reviews },
      { match: [{ uri: { prefix: '/c/h' }, port: 80, method: { exact: 'GET' }, headers: { h: { exact: '1' } } }], ...reviews },
      { match: [{ uri: { prefix: '/c/i' }, port: 80, method: { exact: 'GET' }, authority: { prefix: 'x' }, headers: { h: { exact: '1' } }, queryParams: { z: { exact: '1' } } }], ...reviews },
      { match: [{ uri: { prefix: '/c/j' }, port: 80, method: { exact: 'GET' }, authority: { prefix: 'x' }, headers: { k: { exact: '1' } }, queryParams: { q: { exact: '1' } } }], ...reviews },
    ],
  },
  'covered by what is not there': {
    hosts: ['a'], http: ['1', '12', '2', '1'].map((value, i) => ({ match: [{ uri: { prefix: `/a${'/b'.repeat(i)}` }, withoutHeaders: { w: { [i === 1 ? 'prefix' : 'exact']: value } } }], ...reviews })),
  },
  'exact seconds': { hosts: ['a'], http: [{ ...reviews, corsPolicy: { maxAge: '1.5s' } }] },
  'mirror and mirrors': { hosts: ['a'], http: [{ ...reviews, mirror: { host: 'b' }, mirrors: [{ destination: { host: 'c' } }] }] },
  'other directions': { hosts: ['inbound_.443_._.a.com', 'outbound_.443_._.a_b.com', 'outbound_.443_._.-.com'], gateways: ['egress'], tls: [{ match: [{ sniHosts: ['b.com'] }], route: to('a') }] },
  'one other direction': { hosts: ['inbound_.443_._.a.com'], gateways: ['egress'], tls: [{ match: [{ sniHosts: ['inbound_.443_._.a.com'] }], route: to('a') }] },
  'authority added': { hosts: ['a'], http: [{ ...reviews, headers: { request: { add: { ':authority': 'z' } } } }] },
  'unreachable TLS rules': {
    hosts: ['a.com', 'b.com'], tls: [
      { match: [{ sniHosts: ['a.com'] }], route: to('a') }, { match: [{ sniHosts: ['a.com'] }], route: to('a') }, { match: [{ sniHosts: ['a.com'] }, { sniHosts: ['b.com'] }], route: to('a') },
      { route: to('a') }, { match: [{ sniHosts: ['b.com'] }], route: to('a') }, { route: to('a') },
    ],
  },
  'unreachable TCP rules': {
    hosts: ['a'], tcp: [{ match: [{ port: 1 }], route: to('a') }, { match: [{ port: 1 }], route: to('a') }, { match: [{ port: 1 }, { port: 2 }], route: to('a') }, { route: to('a') }, { match: [{ port: 3 }], route: to('a') }, { route: to('a') }],
  },
  'big answer': { hosts: ['a'], http: [{ directResponse: { status: 200, body: { string: 'x'.repeat(110 * 1024) } } }] },
  'too big answer': { hosts: ['a'], http: [{ directResponse: { status: 200, body: { string: 'x'.repeat(1024 * 1024 + 1) } } }] },
  'conflicting actions': { hosts: ['a'], http: [{ ...reviews, redirect: { uri: '/a', prefixRewrite: '/b', redirectCode: 404, scheme: 'ftp', port: 80 }, fault: { abort: { httpStatus: 500 } }, rewrite: { uri: '/a' }, directResponse: { status: 200 } }] },
  'answer and more': { hosts: ['a'], http: [{ ...reviews, fault: {}, rewrite: {}, directResponse: { status: 100 } }] },
  'prefix redirect of an exact match': { hosts: ['a'], http: [{ match: [{ uri: { exact: '/a' } }], redirect: { prefixRewrite: '/b' } }] },
  'redirect codes': { hosts: ['a'], http: [{ redirect: { uri: '/a', redirectCode: 404 } }, { redirect: { uri: '/a', scheme: 'ftp' } }, { redirect: {} }, { redirect: { uri: '/a', port: 70000 } }] },
  'authority twice': { hosts: ['a'], http: [{ ...reviews, rewrite: { authority: 'x' }, headers: { request: { set: { ':authority': 'y' } } } }] },
  'authority twice by headers': { hosts: ['a'], http: [{ ...reviews, headers: { request: { set: { Host: 'y' }, add: { ':authority': 'z' } } } }] },
  'pseudo headers': { hosts: ['a'], http: [{ route: [{ destination: { host: 'b' }, headers: { request: { set: { ':path': 'x' }, add: { '': 'x' }, remove: ['host', ':x', ''] }, response: { set: { ':status': 'x' }, add: { host: 'y', '': 'z' }, remove: [''] } } }] }] },
  'header formatters': {
    hosts: ['a'], http: [{
      ...reviews, headers: {
        request: { set: { a: '%', b: '100%%', c: '%A', d: '%A(%', e: '%A([ "x" , "y\\"z" ] ) %', f: '%A([x])%', g: '%A(["x" y])%', h: '%A(["x"]x)%', i: '%A(x)y%', j: '%A(x\\', k: '%A(["x\\', l: '%A([', m: '\u0001', n: '%A( [  "b"])%', o: '%A(x)  %', p: '%A(["x"]  )%' } },
      },
    }],
  },
  'weights of zero': { hosts: ['a'], http: [{ route: [{ destination: { host: 'a' }, weight: 0 }, { destination: { host: 'b' }, weight: 0 }] }], tcp: [{ route: [{ destination: { host: 'a' } }, { destination: { host: 'b' } }] }] },
  'no destination': { hosts: ['a'], http: [{ route: [{}] }], tcp: [{ route: [{}] }] },
  'retries that are off': { hosts: ['a'], http: [{ ...reviews, retries: { attempts: 0, perTryTimeout: '1s' } }, { ...reviews, retries: { attempts: 0 } }, { ...reviews, retries: { attempts: -1, retryOn: 'sometimes,999' } }] },
});

const [first] = base;
export const virtualServiceSeeds: readonly Seed[] = [
  ...base,
  withMetadata(first, 'dry run', { annotations: { 'istio.io/dry-run': 'true' } }),
  withMetadata(first, 'route semantics', { annotations: { 'internal.istio.io/route-semantics': 'gateway' } }),
  withMetadata(first, 'internal parents', { annotations: { 'internal.istio.io/parents': 'x' } }),
  withMetadata(first, 'internal parent namespace', { annotations: { 'internal.istio.io/parent-namespace': 'x' } }),
  withMetadata(first, 'always reject', { annotations: { 'internal.istio.io/webhook-always-reject': 'true' } }),
];
