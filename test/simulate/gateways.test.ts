import { text, type GatewayListener, type GatewayServer, type ServerTls } from '../../lib/effective';
import { simulate } from '../../lib/simulate';
import { allow, external, forward, from, jwt, meshOf, noGate, port, rule, service, table, to, workload, type Described } from './mesh';

const gatewayPods = workload('edge', { proxy: 'gateway' });
const routes = (host = 'shop.example.com') => table(80, { [host]: [rule(forward(to('cart'), { rewrite: { value: { prefix: { match: '/cart', by: '/' } }, from: from('VirtualService', 'r') } }), { when: text({ on: 'path' }, { kind: 'segments', value: '/cart' }) })] });
const server = (more: Partial<GatewayServer> = {}): GatewayServer => ({ hosts: ['*'], declared: ['*'], http: routes(), gate: noGate, from: from('Gateway', 'edge', 'spec.servers[0]'), ...more });
const tls = (mode: ServerTls['mode']): GatewayServer['tls'] => ({ value: { mode }, from: from('Gateway', 'edge', 'spec.servers[0].tls') });
const listener = (servers: readonly GatewayServer[], more: Partial<GatewayListener> = {}): GatewayListener => ({ port: 80, podPort: 8080, protocol: 'HTTP', servers, gate: servers[0].gate, ...more });
const shop = (listeners: readonly GatewayListener[], more: Partial<Described> = {}): Described => ({ workloads: [gatewayPods, workload('cart'), workload('web')], hosts: [service('cart'), service('web')], listeners: { edge: listeners }, ...more });
const texts = (steps: readonly { text: string }[]) => steps.map((s) => s.text);

test('in through a gateway, onwards under its identity, rewritten', () => {
  const d = shop([listener([server()])], { servers: { cart: { gate: { jwt: [], authorization: [allow(text({ on: 'principal' }, { kind: 'exact', value: gatewayPods.principal }))] } } } });
  const o = simulate(meshOf(d), { to: 'http://shop.example.com/cart/1' });
  expect(o).toMatchObject({ kind: 'delivered', deliveries: [{ workloads: ['shop/cart'], tls: 'mutual TLS', identity: 'cluster.local/ns/shop/sa/edge', request: { target: '//1', authority: 'shop.example.com' } }] });
  expect(texts(o.trace)[0]).toBe('shop/edge listens on port 80 (Gateway shop/edge)');
});
test('a path without a rule, and a host without rules, are 404', () => {
  const mesh = meshOf(shop([listener([server()])]));
  expect(simulate(mesh, { to: 'http://shop.example.com/other' })).toMatchObject({ kind: 'no route', status: 404, refusedBy: 'route' });
  const o = simulate(mesh, { to: 'http://bank.example.com/' });
  expect(o).toMatchObject({ kind: 'no route', status: 404 });
  expect(texts(o.trace).at(-1)).toBe('shop/edge has no rules for bank.example.com on port 80: it has them for shop.example.com (Gateway shop/edge)');
});
test('ports that nobody listens on', () => {
  expect(simulate(meshOf(shop([listener([server()])])), { to: 'http://shop.example.com:81/' })).toMatchObject({ kind: 'unreachable' });
  expect(simulate(meshOf(shop([], { inventory: 'open' })), { to: 'http://shop.example.com/' })).toMatchObject({ kind: 'unknown' });
  expect(() => simulate(meshOf(shop([])), { to: 'http://shop.example.com/', via: 'shop/web' })).toThrow('shop/web is no gateway: there is shop/edge');
});
test('TLS: the longest name that fits the SNI; none: no connection', () => {
  const one = (host: string, status: number) => server({ hosts: [host], tls: tls('SIMPLE'), http: table(443, { '*': [rule({ kind: 'respond', status })] }) });
  const mesh = meshOf(shop([listener([one('*.example.com', 201), one('a.example.com', 202)], { port: 443, podPort: 8443, protocol: 'HTTPS' })]));
  expect(simulate(mesh, { to: 'https://a.example.com/' }).status).toBe(202);
  expect(simulate(mesh, { to: 'https://b.example.com/' }).status).toBe(201);
  expect(simulate(mesh, { to: 'https://a.example.com/', sni: 'b.example.com' }).status).toBe(201);
  expect(simulate(mesh, { to: 'https://example.org/' })).toMatchObject({ kind: 'tls failure', refusedBy: 'tls' });
  expect(simulate(mesh, { to: 'http://a.example.com:443/' })).toMatchObject({ kind: 'tls failure' });
});
test('a server for the mesh takes nobody without its certificate; a mutual one is told', () => {
  const at = (mode: ServerTls['mode']) => simulate(meshOf(shop([listener([server({ tls: tls(mode) })], { port: 443 })])), { to: 'https://shop.example.com/cart' });
  expect(at('ISTIO_MUTUAL')).toMatchObject({ kind: 'tls failure', refusedBy: 'tls' });
  expect(at('MUTUAL')).toMatchObject({ kind: 'delivered', unknown: ['whether the caller has a certificate that shop/edge accepts'] });
  expect(at('SIMPLE')).toMatchObject({ kind: 'delivered', unknown: [] });
});
test('TLS that is passed on: by SNI, unread', () => {
  const d = shop([listener([server({ http: undefined, tls: tls('PASSTHROUGH'), hosts: ['db.example.com'], bytes: [{ when: text({ on: 'sni' }, { kind: 'exact', value: 'db.example.com' }), to: [{ to: to('cart', { port: 443 }), weight: 1, from: from('VirtualService', 'x') }], from: from('VirtualService', 'x') }] })], { port: 443, protocol: 'TLS' })],
    { hosts: [service('cart', { ports: [port(443, 'https')] })], servers: { cart: { protocol: 'tcp' } } });
  expect(simulate(meshOf(d), { to: 'https://db.example.com/x' })).toMatchObject({ kind: 'delivered', deliveries: [{ tls: 'mutual TLS', workloads: ['shop/cart'] }] });
  expect(simulate(meshOf(d), { to: 'https://other.example.com/x' })).toMatchObject({ kind: 'tls failure' });
});
test('a listener that its proxy refuses', () => {
  const servers = [server({ tls: tls('SIMPLE') }), server({ tls: tls('SIMPLE'), from: from('Gateway', 'other') })];
  const o = simulate(meshOf(shop([listener(servers, { port: 443, refused: { name: '*', servers: servers.map((s) => s.from) } })])), { to: 'https://shop.example.com/' });
  expect(o.kind).toBe('unreachable');
  expect(texts(o.trace)).toEqual(['the proxy of shop/edge refuses its listener on port 443 as a whole: servers Gateway shop/edge and Gateway shop/other take one name, any']);
});
test('plain requests are sent to HTTPS', () => {
  const d = shop([listener([server({ http: table(80, { '*': { requireTls: from('Gateway', 'edge', 'spec.servers[0].tls.httpsRedirect') } }) })])]);
  expect(simulate(meshOf(d), { to: 'http://shop.example.com/a?b' })).toMatchObject({ kind: 'redirected', status: 301, location: 'https://shop.example.com/a?b' });
});
test('tokens and authorization at the gateway, and claims that a rule asks for; what comes behind is told', () => {
  const isAdmin = text({ on: 'claim', path: ['role'] }, { kind: 'exact', value: 'admin' });
  const gate = { jwt: [jwt('https://i.example')], authorization: [allow(text({ on: 'requestPrincipal' }, { kind: 'present' }))] };
  const http = table(80, { '*': [rule(forward(to('web')), { when: isAdmin }), rule(forward(to('cart')))] });
  const mesh = meshOf(shop([listener([server({ http, gate })])], { servers: { cart: { gate: { jwt: [], authorization: [allow([])] } } } }));
  const token = { issuer: 'https://i.example', subject: 'ann' };
  expect(simulate(mesh, { to: 'http://x.example/', token: { ...token, claims: { role: 'admin' } } })).toMatchObject({ kind: 'delivered', deliveries: [{ workloads: ['shop/web'] }] });
  expect(simulate(mesh, { to: 'http://x.example/', token })).toMatchObject({ kind: 'denied', status: 403, deliveries: [{ workloads: ['shop/cart'], outcome: 'denied' }] });
  const refused = simulate(mesh, { to: 'http://x.example/' });
  expect(refused).toMatchObject({ kind: 'denied', status: 403, refusedBy: 'access', deliveries: [] });
  expect(texts(refused.beyond)).toEqual(['cart would deny it (403): nothing is allowed (AuthorizationPolicy shop/who-may)']);
  expect(simulate(mesh, { to: 'http://x.example/', token: { ...token, invalid: true } })).toMatchObject({ kind: 'denied', status: 401, refusedBy: 'token' });
});
test('addresses of callers from outside, where they are known', () => {
  const mesh = meshOf(shop([listener([server({ gate: { jwt: [], authorization: [allow({ op: 'address', of: 'client', cidr: '10.0.0.0/8' }, { action: 'DENY' })] } })])]));
  const ask = (address?: string) => simulate(mesh, { from: { outside: true, ...(address && { address }) }, to: 'http://shop.example.com/cart' }).kind;
  expect([ask('10.1.2.3'), ask('192.0.2.1'), ask()]).toEqual(['denied', 'delivered', 'unknown']);
});
test('of several gateways the one that has the host; two that have it must be told apart', () => {
  const other = workload('inner', { proxy: 'gateway' });
  const both = (host: string): Described => ({ ...shop([]), workloads: [gatewayPods, other, workload('cart')], listeners: { edge: [listener([server()])], inner: [listener([server({ http: routes(host) })])] } });
  expect(simulate(meshOf(both('inner.example.com')), { to: 'http://inner.example.com/cart' }).kind).toBe('delivered');
  expect(() => simulate(meshOf(both('shop.example.com')), { to: 'http://shop.example.com/cart' })).toThrow('gateways shop/edge and shop/inner take shop.example.com on port 80: name the one that is meant');
  expect(simulate(meshOf(both('shop.example.com')), { to: 'http://shop.example.com/cart', via: 'shop/inner' }).kind).toBe('delivered');
});

describe('out through a gateway', () => {
  const api = external('api.example.com', { ports: [port(80), port(443, 'https', 443)] });
  const egress = (outer: Parameters<typeof forward>[1], inner: Parameters<typeof forward>[1], more: Partial<Described> = {}): Described => ({
    workloads: [workload('web'), gatewayPods], hosts: [api, service('edge', { selector: { app: 'edge' } })],
    rules: { 'api.example.com': [rule(forward(to('edge'), outer))] },
    listeners: { edge: [listener([server({ http: table(80, { 'api.example.com': [rule(forward({ host: 'api.example.com', port: 443 }, inner))] }) })])] }, tls: { 'api.example.com': { mode: 'SIMPLE' } }, ...more,
  });
  const x = from('VirtualService', 'x');
  test('its own rules decide there, by the Host header', () => {
    const o = simulate(meshOf(egress({}, {})), { from: 'shop/web', to: 'http://api.example.com/v1' });
    expect(o).toMatchObject({ kind: 'delivered', deliveries: [{ target: { host: 'api.example.com', port: 443 }, tls: 'TLS', workloads: [] }] });
    expect(texts(o.trace)).toContain('shop/edge listens on port 80 (Gateway shop/edge)');
  });
  test('it knows who sent the request, by mutual TLS', () => {
    const guarded = (caller: string) => egress({}, {}, { tls: { 'api.example.com': { mode: 'SIMPLE' }, edge: { mode: 'ISTIO_MUTUAL', sni: 'api.example.com' } }, listeners: { edge: [listener([server({
      hosts: ['api.example.com'], tls: tls('ISTIO_MUTUAL'), http: table(443, { '*': [rule(forward({ host: 'api.example.com', port: 443 }))] }), gate: { jwt: [], authorization: [allow(text({ on: 'principal' }, { kind: 'exact', value: `cluster.local/ns/shop/sa/${caller}` }))] },
    })])] } });
    expect(simulate(meshOf(guarded('web')), { from: 'shop/web', to: 'http://api.example.com/' }).kind).toBe('delivered');
    expect(simulate(meshOf(guarded('cart')), { from: 'shop/web', to: 'http://api.example.com/' })).toMatchObject({ kind: 'denied', status: 403, refusedBy: 'access' });
  });
  test('a delay there can be longer than the caller’s proxy waits', () => {
    expect(simulate(meshOf(egress({ timeout: { value: 1000, from: x } }, { fault: { value: { delay: { by: 2000, percent: 100 } }, from: x } })), { from: 'shop/web', to: 'http://api.example.com/' })).toMatchObject({ kind: 'timeout', status: 504, worstCase: 1000 });
    // Some get through in time.
    expect(simulate(meshOf(egress({ timeout: { value: 1000, from: x } }, { fault: { value: { delay: { by: 2000, percent: 50 } }, from: x } })), { from: 'shop/web', to: 'http://api.example.com/' })).toMatchObject({ kind: 'delivered', worstCase: 1000 });
    expect(simulate(meshOf(egress({ timeout: { value: 5000, from: x } }, { timeout: { value: 1000, from: x }, fault: { value: { delay: { by: 2000, percent: 100 } }, from: x } })), { from: 'shop/web', to: 'http://api.example.com/' })).toMatchObject({ kind: 'delivered', worstCase: 3000 });
  });
  test('one that wants the mesh’s certificate gets it where its client shows it, with the SNI that the client asks for', () => {
    const wants = egress({}, {}, { listeners: { edge: [listener([server({ hosts: ['api.example.com'], tls: tls('ISTIO_MUTUAL'), http: table(443, { '*': [rule(forward({ host: 'api.example.com', port: 443 }))] }) })])] } });
    const ask = (mode: object) => simulate(meshOf({ ...wants, tls: { ...wants.tls, edge: mode as never } }), { from: 'shop/web', to: 'http://api.example.com/' });
    expect(ask({ mode: 'ISTIO_MUTUAL', sni: 'api.example.com' }).kind).toBe('delivered');
    expect(ask({ mode: 'ISTIO_MUTUAL' })).toMatchObject({ kind: 'tls failure' });
    expect(ask({ mode: 'DISABLE' })).toMatchObject({ kind: 'tls failure' });
  });
  test('gateways that send to each other end somewhere', () => {
    const loop = egress({}, {}, { listeners: { edge: [listener([server({ http: table(80, { '*': [rule(forward(to('edge')))] }) })])] } });
    const o = simulate(meshOf(loop), { from: 'shop/web', to: 'http://api.example.com/' });
    expect(o.kind).toBe('unreachable');
    expect(texts(o.trace).at(-1)).toBe('it has come through 5 gateways and would go through edge: it goes round in circles');
  });
});
