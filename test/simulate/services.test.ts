import { text } from '../../lib/effective';
import { renderOutcome, simulate } from '../../lib/simulate';
import { allow, external, forward, from, jwt, meshOf, noGate, port, rule, service, to, workload, type Described } from './mesh';

const shop: Described = {
  workloads: [workload('web'), workload('cart'), workload('reviews-v1', { labels: { app: 'reviews', version: 'v1' } }), workload('reviews-v2', { labels: { app: 'reviews', version: 'v2' } }), workload('batch', { proxy: 'none' })],
  hosts: [service('web'), service('cart'), service('reviews')],
  subsets: { 'reviews v1': { version: 'v1' }, 'reviews v2': { version: 'v2' }, 'reviews v9': { version: 'v9' } },
};
const share = (subset: string, weight: number) => ({ to: to('reviews', { subset }), weight, from: from('VirtualService', 'reviews') });
const texts = (steps: readonly { text: string }[]) => steps.map((s) => s.text);
const isGet = text({ on: 'method' }, { kind: 'exact', value: 'GET' });
const is = (value: string) => text({ on: 'principal' }, { kind: 'exact', value: `cluster.local/ns/shop/sa/${value}` });

test('a service that nothing is said of is reached over mutual TLS, under the caller’s identity', () => {
  const o = simulate(meshOf(shop), { from: 'shop/web', to: 'http://cart/items?full=1', headers: { 'X-User': 'a' } });
  expect(o).toMatchObject({ kind: 'delivered', attempts: 1, timeout: 0, unknown: [], mirrors: [], faults: [] });
  expect(o.worstCase).toBeUndefined();
  expect(o.deliveries).toMatchObject([{
    target: { host: 'cart.shop.svc.cluster.local', port: 80 }, share: 100, workloads: ['shop/cart'], outcome: 'delivered', tls: 'mutual TLS', identity: 'cluster.local/ns/shop/sa/web',
    request: { method: 'GET', authority: 'cart', target: '/items?full=1', headers: { 'x-user': 'a' } },
  }]);
  expect(texts(o.trace)).toEqual([
    "web knows cart (Istio's default)",
    'rule for every request (Service shop/cart)',
    "cart is reached over mutual TLS as cluster.local/ns/shop/sa/web (Istio's default)",
  ]);
});

describe('whom a proxy knows', () => {
  const closed: Described = { ...shop, knows: { web: ['cart'] }, unknown: 'refuse', servers: { 'reviews-v1': { gate: { jwt: [], authorization: [allow(is('cart'))] } } } };

  test('a host that it does not know is refused, and what would refuse it further on is told', () => {
    const o = simulate(meshOf(closed), { from: 'shop/web', to: 'http://reviews/1' });
    expect(o).toMatchObject({ kind: 'denied', status: 502, refusedBy: 'visibility', deliveries: [] });
    expect(texts(o.trace)).toEqual(['web knows cart (Sidecar shop/web); reviews is not among them', 'hosts that it does not know are refused by the proxy (502) (Sidecar shop/web)']);
    expect(texts(o.beyond)).toEqual(['reviews-v1 would deny it (403): allowed is only: identity of the caller is cluster.local/ns/shop/sa/cart (AuthorizationPolicy shop/who-may)']);
  });
  test('one that nobody declares is no matter of visibility', () => {
    expect(simulate(meshOf(closed), { from: 'shop/web', to: 'http://example.com/' })).toMatchObject({ kind: 'denied', status: 502, refusedBy: 'egress' });
    expect(simulate(meshOf(closed), { from: 'shop/web', to: 'tcp://example.com:5432' })).toMatchObject({ kind: 'denied', refusedBy: 'egress', deliveries: [] });
    expect(simulate(meshOf(closed), { from: 'shop/web', to: 'tcp://example.com:5432' }).status).toBeUndefined();
  });
  test('where unknown hosts are allowed, it goes out as it was dialled: in plaintext, without identity', () => {
    const o = simulate(meshOf({ ...closed, unknown: 'allow' }), { from: 'shop/web', to: 'http://reviews/1' });
    expect(o.deliveries.map((d) => [d.workloads, d.tls, d.identity, d.outcome])).toEqual([[['shop/reviews-v1'], 'plaintext', undefined, 'denied'], [['shop/reviews-v2'], 'plaintext', undefined, 'delivered']]);
    expect(o.kind).toBe('mixed');
    expect(simulate(meshOf({ ...closed, unknown: 'allow' }), { from: 'shop/web', to: 'https://example.com/' })).toMatchObject({ kind: 'delivered', deliveries: [{ target: { host: 'example.com', port: 443 }, tls: 'TLS', workloads: [] }] });
  });
  test('or a gateway takes them', () => {
    const o = simulate(meshOf({ ...closed, unknown: to('cart') }), { from: 'shop/web', to: 'http://example.com/' });
    expect(o).toMatchObject({ kind: 'delivered', deliveries: [{ workloads: ['shop/cart'] }] });
  });
  test('a name that means nothing: nobody is there in a closed inventory, not known in an open one', () => {
    expect(simulate(meshOf(shop), { from: 'shop/web', to: 'http://carts/' })).toMatchObject({ kind: 'unreachable', unknown: [] });
    expect(simulate(meshOf({ ...shop, inventory: 'open' }), { from: 'shop/web', to: 'http://carts/' })).toMatchObject({ kind: 'unknown', unknown: ['whether anything is called carts: the input holds nothing of that name'] });
  });
  test('a port that a service does not have', () => {
    const o = simulate(meshOf(shop), { from: 'shop/web', to: 'http://cart:81/' });
    expect(o.kind).toBe('unreachable');
    expect(texts(o.trace)[1]).toBe('cart has no port 81: it has 80 (Service shop/cart)');
    const plain = simulate(meshOf(shop), { from: 'shop/batch', to: 'http://cart:81/' });
    expect([plain.kind, plain.status, texts(plain.trace).at(-1)]).toEqual(['unreachable', undefined, 'cart has no port 81: it has 80 (Service shop/cart)']);
    // Others have the port, and rules for that name: they hold, whatever was dialled.
    const both: Described = { ...shop, hosts: [service('cart'), service('web', { ports: [port(81)] })] };
    expect(simulate(meshOf(both), { from: 'shop/web', to: 'http://cart:81/', headers: { host: 'web' } })).toMatchObject({ kind: 'delivered', deliveries: [{ workloads: ['shop/web'] }] });
    expect(simulate(meshOf({ ...both, unknown: 'refuse' }), { from: 'shop/web', to: 'http://cart:81/' })).toMatchObject({ kind: 'denied', status: 502 });
    expect(simulate(meshOf({ ...both, unknown: 'allow' }), { from: 'shop/web', to: 'http://cart:81/' })).toMatchObject({ kind: 'unreachable', status: 503 });
  });
});

describe('rules', () => {
  const rules = (...list: Parameters<typeof rule>[]): Described => ({ ...shop, rules: { reviews: list.map((r) => rule(...r)) } });

  test('the first that holds decides', () => {
    const d = rules([forward(to('reviews', { subset: 'v2' })), { name: 'testers', when: text({ on: 'header', name: 'end-user' }, { kind: 'exact', value: 'jason' }) }], [forward(to('reviews', { subset: 'v1' }))]);
    expect(simulate(meshOf(d), { from: 'shop/web', to: 'http://reviews/', headers: { 'End-User': 'jason' } }).deliveries).toMatchObject([{ target: { subset: 'v2' }, workloads: ['shop/reviews-v2'] }]);
    expect(simulate(meshOf(d), { from: 'shop/web', to: 'http://reviews/' }).deliveries).toMatchObject([{ target: { subset: 'v1' }, workloads: ['shop/reviews-v1'] }]);
    expect(texts(simulate(meshOf(d), { from: 'shop/web', to: 'http://reviews/', headers: { 'end-user': 'jason' } }).trace)[1]).toBe('rule testers for header end-user is jason (VirtualService shop/routes)');
  });
  test('none: 404', () => {
    const o = simulate(meshOf(rules([forward(to('cart')), { when: isGet }])), { from: 'shop/web', to: 'http://reviews/x', method: 'post' });
    expect(o).toMatchObject({ kind: 'no route', status: 404, refusedBy: 'route' });
  });
  test('one that depends on what is not known', () => {
    const o = simulate(meshOf(rules([forward(to('cart')), { when: { op: 'address', of: 'peer', cidr: '10.0.0.0/8' } }])), { from: 'shop/web', to: 'http://reviews/' });
    expect(o).toMatchObject({ kind: 'unknown', unknown: ["whether the rule for address of the peer in 10.0.0.0/8 holds (VirtualService shop/routes): it depends on the peer's address"] });
  });
  test('weights are shares by their total; one of weight 0 gets nothing', () => {
    const o = simulate(meshOf(rules([forward([share('v1', 30), share('v2', 10), share('v9', 0)])])), { from: 'shop/web', to: 'http://reviews/' });
    expect(o.deliveries.map((d) => [d.target.subset, d.share])).toEqual([['v1', 75], ['v2', 25]]);
    expect(o.ends.map((e) => e.share)).toEqual([75, 25]);
    expect(texts(o.trace)[2]).toBe('it is split: 75 % to reviews v1 and 25 % to reviews v2 (VirtualService shop/reviews)');
  });
  test('a subset without pods, and one that is not declared, answer 503', () => {
    const o = simulate(meshOf(rules([forward([share('v1', 90), share('v9', 10)])])), { from: 'shop/web', to: 'http://reviews/' });
    expect(o).toMatchObject({ kind: 'mixed', deliveries: [{ outcome: 'delivered' }, { outcome: 'unreachable', status: 503 }] });
    expect(simulate(meshOf(rules([forward(to('reviews', { subset: 'v7' }))])), { from: 'shop/web', to: 'http://reviews/' })).toMatchObject({ kind: 'unreachable', status: 503 });
    expect(simulate(meshOf({ ...shop, workloads: [workload('web'), workload('cart', { replicas: 0 })] }), { from: 'shop/web', to: 'http://cart/' })).toMatchObject({ kind: 'unreachable', status: 503 });
  });
  test('rewrites: prefix, path, regex, host; the query stays', () => {
    const arrives = (rewrite: object, url: string) => simulate(meshOf(rules([forward(to('cart'), { rewrite: { value: rewrite, from: from('VirtualService', 'routes') } })])), { from: 'shop/web', to: url }).deliveries[0].request;
    expect(arrives({ prefix: { match: '/v1', by: '/api' } }, 'http://reviews/v1/a?b=c')).toMatchObject({ target: '/api/a?b=c', authority: 'reviews' });
    expect(arrives({ path: '/new', authority: 'cart.example.com' }, 'http://reviews/old?q=1')).toMatchObject({ target: '/new?q=1', authority: 'cart.example.com' });
    expect(arrives({ regex: { match: '/items/(\\d+)/?', by: '/thing-\\1' } }, 'http://reviews/items/42')).toMatchObject({ target: '/thing-42' });
  });
  test('headers: removed, then set, then added; the destination’s before the rule’s; host is the authority', () => {
    const change = (more: object) => ({ set: {}, add: {}, remove: [], ...more });
    const d = rules([forward([{ to: to('cart'), weight: 1, from: from('VirtualService', 'x'), requestHeaders: change({ set: { a: 'share' }, add: { b: 'share' } }), responseHeaders: change({ set: { r: '1' } }) }]),
      { requestHeaders: change({ remove: ['gone', 'a'], set: { host: 'other.example.com', a: 'rule' }, add: { b: 'rule' } }), responseHeaders: change({ set: { r: '2' } }) }]);
    const [delivery] = simulate(meshOf(d), { from: 'shop/web', to: 'http://reviews/', headers: { Gone: 'x', B: 'own' } }).deliveries;
    expect(delivery.request).toEqual({ method: 'GET', target: '/', authority: 'other.example.com', headers: { a: 'rule', b: 'own,share,rule' } });
    expect(delivery.responseHeaders).toMatchObject([{ set: { r: '1' } }, { set: { r: '2' } }]);
  });
  test('a redirect and an answer', () => {
    expect(simulate(meshOf(rules([{ kind: 'redirect', status: 302, authority: 'new.example.com', path: '/there' }])), { from: 'shop/web', to: 'http://reviews/x?y=z' })).toMatchObject({ kind: 'redirected', status: 302, location: 'http://new.example.com/there?y=z', deliveries: [] });
    expect(simulate(meshOf(rules([{ kind: 'redirect', status: 301, scheme: 'https', port: 8443 }])), { from: 'shop/web', to: 'http://reviews:80/x' }).location).toBe('https://reviews:8443/x');
    expect(simulate(meshOf(rules([{ kind: 'redirect', status: 301, scheme: 'https' }])), { from: 'shop/web', to: 'http://reviews:80/x' }).location).toBe('https://reviews/x');
    expect(simulate(meshOf(rules([{ kind: 'respond', status: 410, body: 'gone' }])), { from: 'shop/web', to: 'http://reviews/' })).toMatchObject({ kind: 'answered', status: 410, body: 'gone' });
  });
  test('mirrors get copies, and the answer does not depend on them', () => {
    const o = simulate(meshOf(rules([forward(to('reviews', { subset: 'v1' }), { mirrors: [{ to: to('cart'), percent: 25, from: from('VirtualService', 'x') }] })])), { from: 'shop/web', to: 'http://reviews/' });
    expect(o).toMatchObject({ kind: 'delivered', mirrors: [{ target: { host: 'cart.shop.svc.cluster.local' }, percent: 25, workloads: ['shop/cart'] }], deliveries: [{ target: { subset: 'v1' } }] });
  });
  test('a preflight is answered for origins that are known, and passed on for others', () => {
    const cors = { value: { allowOrigins: [{ kind: 'exact' as const, value: 'https://a.example' }], allowMethods: ['GET'], allowHeaders: [], exposeHeaders: [] }, from: from('VirtualService', 'x') };
    const ask = (origin: string) => simulate(meshOf(rules([forward(to('cart')), { cors }])), { from: 'shop/web', to: 'http://reviews/', method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } });
    expect(ask('https://a.example')).toMatchObject({ kind: 'answered', status: 200, responseHeaders: [{ set: { 'access-control-allow-origin': 'https://a.example', 'access-control-allow-methods': 'GET' } }] });
    expect(ask('https://b.example').kind).toBe('delivered');
  });
});

describe('time', () => {
  const timed = (more: Parameters<typeof forward>[1]) => simulate(meshOf({ ...shop, rules: { reviews: [rule(forward(to('reviews', { subset: 'v1' }), more))] } }), { from: 'shop/web', to: 'http://reviews/' });
  const x = from('VirtualService', 'x');

  test('tries, pauses between them and the timeout', () => {
    const retries = (value: object) => ({ value: { attempts: 3, perTryTimeout: 0, on: ['5xx'], ...value }, from: x });
    expect(timed({ retries: retries({ perTryTimeout: 2000 }) })).toMatchObject({ attempts: 4, retries: { on: ['5xx'] }, worstCase: 8175 });
    expect(timed({ retries: retries({ perTryTimeout: 2000 }), timeout: { value: 5000, from: x } })).toMatchObject({ attempts: 4, timeout: 5000, worstCase: 5000 });
    expect(timed({ retries: retries({ attempts: 6, perTryTimeout: 1, backoff: 10 }) }).worstCase).toBe(7 + 10 + 20 + 40 + 80 + 100 + 100);
    expect(timed({ retries: retries({}) }).worstCase).toBeUndefined();
  });
  test('a fault’s delay comes before the timeout begins', () => {
    expect(timed({ timeout: { value: 3000, from: x }, fault: { value: { delay: { by: 7000, percent: 100 } }, from: x } })).toMatchObject({ kind: 'delivered', worstCase: 10_000, faults: [{ percent: 100, delay: 7000 }] });
  });
  test('a fault that aborts', () => {
    expect(timed({ fault: { value: { abort: { status: 500, percent: 100 } }, from: x } })).toMatchObject({ kind: 'denied', status: 500, refusedBy: 'fault', deliveries: [], faults: [{ percent: 100, status: 500 }] });
    const some = timed({ fault: { value: { abort: { status: 500, percent: 20 } }, from: x } });
    expect(some).toMatchObject({ kind: 'mixed', deliveries: [{ share: 80, outcome: 'delivered' }], ends: [{ share: 20, kind: 'denied', status: 500 }, { share: 80, kind: 'delivered' }] });
  });
});

describe('servers', () => {
  const guarded = (gate: Partial<typeof noGate>, more: object = {}): Described => ({ ...shop, servers: { cart: { gate: { ...noGate, ...gate }, ...more } } });
  const ask = (d: Described, more: object = {}) => simulate(meshOf(d), { from: 'shop/web', to: 'http://cart/', ...more });

  test('TLS: one that wants mutual TLS refuses plaintext, and says what else would', () => {
    const d = guarded({ authorization: [allow(is('web'))] }, { tls: { value: 'STRICT', from: from('PeerAuthentication', 'default') } });
    expect(ask(d).kind).toBe('delivered');
    const plain = ask(d, { from: 'shop/batch' });
    expect(plain).toMatchObject({ kind: 'tls failure', refusedBy: 'tls' });
    expect(plain.status).toBeUndefined();
    expect(texts(plain.trace).at(-1)).toBe('cart takes mutual TLS only (PeerAuthentication shop/default); batch sends plaintext');
    expect(texts(plain.beyond)).toEqual(['cart would deny it (403): allowed is only: identity of the caller is cluster.local/ns/shop/sa/web (AuthorizationPolicy shop/who-may)']);
    expect(ask({ ...d, tls: { cart: { mode: 'DISABLE' } } })).toMatchObject({ kind: 'tls failure', status: 503, deliveries: [{ tls: 'plaintext' }] });
    // TLS of another kind has no identity of the mesh, whoever reads the bytes.
    const bytes = { ...shop, hosts: [service('cart', { ports: [port(80, 'tcp')] })], bytes: [{ when: { op: 'always' as const }, to: [{ to: to('cart'), weight: 100, from: from('Service', 'cart') }], from: from('Service', 'cart') }], servers: { cart: { protocol: 'tcp' as const, tls: { value: 'STRICT' as const, from: from('PeerAuthentication', 'default') } } } };
    const raw = (mode: 'SIMPLE' | 'ISTIO_MUTUAL') => simulate(meshOf({ ...bytes, tls: { cart: { mode } } }), { from: 'shop/web', to: 'tcp://cart:80' });
    expect([raw('SIMPLE').kind, raw('ISTIO_MUTUAL').kind]).toEqual(['tls failure', 'delivered']);
    expect(ask({ ...shop, servers: { cart: { tls: { value: 'DISABLE', from: from('PeerAuthentication', 'x') } } } })).toMatchObject({ kind: 'tls failure', status: 503 });
    expect(ask({ ...shop, tls: { cart: { mode: 'ISTIO_MUTUAL', subjectAltNames: ['spiffe://cluster.local/ns/shop/sa/other'] } } })).toMatchObject({ kind: 'tls failure', status: 503 });
  });
  test('TLS that is not the mesh’s own: refused on a port of HTTP, passed on unread on others', () => {
    const tls = { ...shop, tls: { cart: { mode: 'SIMPLE' as const } } };
    expect(ask(tls)).toMatchObject({ kind: 'tls failure', status: 503, deliveries: [{ tls: 'TLS' }] });
    expect(ask({ ...tls, servers: { cart: { protocol: 'tcp' } } })).toMatchObject({ kind: 'delivered', deliveries: [{ tls: 'TLS' }] });
    const https = simulate(meshOf({ ...shop, hosts: [service('cart', { ports: [port(443, 'https')] })] }), { from: 'shop/batch', to: 'https://cart/' });
    expect(https).toMatchObject({ kind: 'tls failure', refusedBy: 'tls' });
    expect(texts(https.trace).at(-1)).toBe("port 8080 of cart is http: its proxy takes no TLS there but the mesh's own (Istio's default)");
  });
  test('a pod without a proxy: plaintext by default, a failure if mutual TLS is insisted on', () => {
    const d = { ...shop, workloads: [workload('web'), workload('cart', { proxy: 'none' as const })] };
    expect(ask(d)).toMatchObject({ kind: 'delivered', deliveries: [{ tls: 'plaintext' }] });
    expect(ask({ ...d, tls: { cart: { mode: 'ISTIO_MUTUAL' } } })).toMatchObject({ kind: 'tls failure', status: 503 });
  });
  test('DENY before ALLOW; no ALLOW at all allows; one without rules allows nothing', () => {
    expect(ask(guarded({ authorization: [allow(isGet), allow(isGet, { action: 'DENY' })] }))).toMatchObject({ kind: 'denied', status: 403, body: 'RBAC: access denied', refusedBy: 'access', deliveries: [{ outcome: 'denied', workloads: ['shop/cart'] }] });
    expect(ask(guarded({ authorization: [allow(isGet), allow(is('web'), { action: 'DENY' })] }), { from: 'shop/batch' }).kind).toBe('delivered');
    expect(ask(guarded({ authorization: [allow(isGet, { action: 'DENY' })] }), { method: 'PUT' }).kind).toBe('delivered');
    const nothing = ask(guarded({ authorization: [allow([])] }));
    expect(nothing).toMatchObject({ kind: 'denied', status: 403 });
    expect(texts(nothing.trace).at(-1)).toBe('cart denies it (403): nothing is allowed (AuthorizationPolicy shop/who-may)');
  });
  test('a dry run is told and denies nothing', () => {
    const o = ask(guarded({ authorization: [allow([], { dryRun: true })] }));
    expect(o.kind).toBe('delivered');
    expect(texts(o.trace).at(-1)).toBe('cart would deny it if AuthorizationPolicy shop/who-may were no dry run');
  });
  test('what an authorizer outside says is not known; it is taken to allow', () => {
    const o = ask(guarded({ authorization: [allow(isGet, { action: 'CUSTOM', provider: 'opa' })] }));
    expect(o).toMatchObject({ kind: 'delivered', unknown: ['whether authorizer opa allows it (AuthorizationPolicy shop/who-may)'] });
  });
  test('tokens: a bad one is 401, a missing one passes, and only a verified one counts', () => {
    const fromIssuer = text({ on: 'requestPrincipal' }, { kind: 'exact', value: 'https://i.example/ann' }), admin = text({ on: 'claim', path: ['role'] }, { kind: 'exact', value: 'admin' });
    const d = guarded({ jwt: [jwt('https://i.example', { audiences: ['shop'] })], authorization: [allow([fromIssuer, admin])] });
    const token = { issuer: 'https://i.example', subject: 'ann', audiences: ['shop'] };
    expect(ask(d, { token }).kind).toBe('delivered');
    expect(ask(d, { token: { ...token, subject: 'bob', claims: { role: ['user', 'admin'] } } }).kind).toBe('delivered');
    expect(ask(d, { token: { ...token, invalid: true } })).toMatchObject({ kind: 'denied', status: 401, refusedBy: 'token' });
    expect(ask(d, { token: { ...token, issuer: 'https://j.example' } })).toMatchObject({ kind: 'denied', status: 401, refusedBy: 'token' });
    expect(ask(d, { token: { ...token, audiences: ['bank'] } })).toMatchObject({ kind: 'denied', status: 403, refusedBy: 'token' });
    expect(ask(d)).toMatchObject({ kind: 'denied', status: 403, refusedBy: 'access' });
    expect(ask(guarded({ authorization: [allow(fromIssuer)] }), { token })).toMatchObject({ kind: 'denied', refusedBy: 'access' });
    expect(ask(d, { headers: { authorization: 'Bearer eyJ' } })).toMatchObject({ kind: 'unknown', unknown: ['whether the token in the authorization header is valid', expect.stringContaining('principal of the token')] });
  });
  test('words of a scope are values of their own; preflights are asked for no token', () => {
    const reads = text({ on: 'claim', path: ['scope'] }, { kind: 'exact', value: 'read' });
    const token = { issuer: 'https://i.example', claims: { scope: 'write read' } };
    expect(ask(guarded({ jwt: [jwt('https://i.example')], authorization: [allow(reads)] }), { token }).kind).toBe('delivered');
    expect(ask(guarded({ jwt: [jwt('https://i.example', { spacedClaims: [] })], authorization: [allow(reads)] }), { token }).kind).toBe('denied');
    const preflight = { method: 'OPTIONS', headers: { origin: 'https://a.example', 'access-control-request-method': 'GET' } };
    expect(ask(guarded({ jwt: [jwt('https://i.example')] }), { ...preflight, token: { ...token, invalid: true } }).kind).toBe('delivered');
  });
  test('an address that nobody knows leaves the answer open', () => {
    expect(ask(guarded({ authorization: [allow({ op: 'address', of: 'peer', cidr: '10.0.0.0/8' })] }))).toMatchObject({ kind: 'unknown', unknown: ["whether AuthorizationPolicy shop/who-may allows it: it depends on the peer's address"] });
    expect(ask(guarded({ authorization: [allow({ op: 'address', of: 'peer', cidr: '10.0.0.0/8' })] }), { address: '10.1.1.1' }).kind).toBe('delivered');
  });
});

describe('connections', () => {
  const database: Described = {
    workloads: [workload('web'), workload('db', { ports: [{ number: 5432, name: 'pg' }] })], hosts: [service('db', { ports: [port(5432, 'tcp', 'pg')] }), external('api.example.com', { ports: [port(443, 'https', 443)] })],
    bytes: [
      { when: text({ on: 'sni' }, { kind: 'exact', value: 'api.example.com' }), to: [{ to: { host: 'api.example.com', port: 443 }, weight: 1, from: from('ServiceEntry', 'api') }], from: from('ServiceEntry', 'api') },
      { when: { op: 'always' }, host: 'db.shop.svc.cluster.local', to: [{ to: to('db', { port: 5432 }), weight: 1, from: from('Service', 'db') }], from: from('Service', 'db') },
    ],
    servers: { db: { protocol: 'tcp', gate: { jwt: [], authorization: [allow(is('web'))] } } }, unknown: 'refuse',
  };
  test('by the host that is dialled; a named port of the container', () => {
    const o = simulate(meshOf(database), { from: 'shop/web', to: 'tcp://db:5432' });
    expect(o).toMatchObject({ kind: 'delivered', deliveries: [{ workloads: ['shop/db'], tls: 'mutual TLS' }] });
    expect(o.deliveries[0].request).toBeUndefined();
  });
  test('by SNI', () => {
    expect(simulate(meshOf(database), { from: 'shop/web', to: 'https://api.example.com/' })).toMatchObject({ kind: 'delivered', deliveries: [{ target: { host: 'api.example.com' }, tls: 'TLS' }] });
    expect(simulate(meshOf(database), { from: 'shop/web', to: 'https://api.example.com/', sni: 'other.example.com' })).toMatchObject({ kind: 'denied', refusedBy: 'visibility' });
  });
  test('refused ones are closed, without a status', () => {
    const o = simulate(meshOf({ ...database, servers: { db: { protocol: 'tcp', gate: { jwt: [], authorization: [allow([])] } } } }), { from: 'shop/web', to: 'tcp://db:5432' });
    expect(o).toMatchObject({ kind: 'denied', refusedBy: 'access' });
    expect(o.status).toBeUndefined();
  });
  test('a port that takes both asks other things of connections', () => {
    const both: Described = { ...database, servers: { db: { protocol: 'auto', gate: { jwt: [], authorization: [allow([])] }, bytesGate: noGate } } };
    expect(simulate(meshOf(both), { from: 'shop/web', to: 'tcp://db:5432' }).kind).toBe('delivered');
    expect(simulate(meshOf(both), { from: 'shop/web', to: 'http://db:5432/' })).toMatchObject({ kind: 'denied', status: 403 });
  });
  test('TLS that a proxy cannot open is none, and why is told', () => {
    const o = simulate(meshOf({ ...shop, tls: { cart: { mode: 'DISABLE', unfit: { mode: 'MUTUAL', why: 'no-client-certificate' } } } }), { from: 'shop/web', to: 'http://cart/' });
    expect(o.deliveries[0].tls).toBe('plaintext');
    expect(texts(o.trace).at(-1)).toBe('cart is reached in plaintext, because the TLS that is asked for cannot be opened (it has no certificate of its own) (DestinationRule shop/cart)');
  });
  test('bytes that are no HTTP on a port that is', () => {
    expect(simulate(meshOf(shop), { from: 'shop/web', to: 'tcp://cart:80' })).toMatchObject({ kind: 'denied', status: 400 });
  });
});

test('bad calls are told at once', () => {
  const mesh = meshOf(shop);
  expect(() => simulate(mesh, { from: 'shop/web', to: 'cart' })).toThrow("'cart' is no URL: say where it goes as http://reviews:9080/reviews/1, https://…, grpc://…, tls://… or tcp://redis:6379");
  expect(() => simulate(mesh, { from: 'shop/web', to: 'ftp://cart/' })).toThrow("'ftp' is no scheme that is known: http, https, grpc, grpcs, tls and tcp are");
  expect(() => simulate(mesh, { from: 'shop/web', to: 'tcp://cart' })).toThrow("'tcp://cart' names no port");
  expect(() => simulate(mesh, { from: 'shop/wep', to: 'http://cart/' })).toThrow('no workload is called shop/wep: there are shop/web, shop/cart, shop/reviews-v1, shop/reviews-v2 and shop/batch');
  expect(simulate(mesh, { from: 'web', to: 'http://cart/' }).kind).toBe('delivered');
});

test('as people read it', () => {
  const d: Described = { ...shop, knows: { web: ['cart'] }, unknown: 'refuse', servers: { 'reviews-v1': { gate: { jwt: [], authorization: [allow([])] } } } };
  const input = { from: 'shop/web', to: 'http://reviews/1' };
  expect(renderOutcome(simulate(meshOf(d), input), { input, help: 'declare the call' })).toBe([
    'request from shop/web: GET http://reviews/1',
    '  refused by visibility (502)',
    '  1 client  web knows cart (Sidecar shop/web); reviews is not among them',
    '  2 egress  hosts that it does not know are refused by the proxy (502) (Sidecar shop/web)',
    '  and beyond: reviews-v1 would deny it (403): nothing is allowed (AuthorizationPolicy shop/who-may)',
    '  help: declare the call',
  ].join('\n'));
});
