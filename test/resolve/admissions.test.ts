import type { Resolved } from '../../lib/resolve/resolved';
import type { WorkloadFacts } from '../../lib/model';
import { sourceKey } from '../../lib/resolve/sources';
import { Builder, back, exact, listener, match, on, port, prefix, regex, request, rule, value } from './model';

const admitted = (r: Resolved, workload: string): string[] =>
  r.admissions(r.index.workload.get(workload) as WorkloadFacts).map((a) => `${sourceKey(a.from)} ${a.ports.join('+')} ${a.methods.join('|')} ${a.paths.map((p) => (p.kind === 'exact' ? '=' : '') + p.value).join('|')}`.trim().replace(/ +/g, ' '));

test('declared calls are admitted, on HTTP ports by method and path, on others by port', () => {
  const b = new Builder(), m = b.mesh('shop');
  const web = b.service(m, 'web'), db = b.service(m, 'db', { ports: [port(5432, 'tcp'), port(8080, 'http', { containerPort: 80 })] });
  b.calls(web, db, [request({ methods: ['GET'], paths: [prefix('/health')] }), request({ port: 'tcp-5432' })]);
  const r = b.resolve();
  expect(admitted(r, db.workload)).toEqual([`workload ${web.workload} 5432`, `workload ${web.workload} 80 GET /health`]);
  expect(admitted(r, web.workload)).toEqual([]);
  expect(r.reach(r.index.workload.get(web.workload)!).services.map((s) => s.name)).toEqual(['db']);
});

test('whoever may call a host reaches what its rules send on, with the path after the rewrite', () => {
  const b = new Builder(), m = b.mesh('shop');
  const web = b.service(m, 'web'), a = b.service(m, 'a'), next = b.service(m, 'next'), shadow = b.service(m, 'shadow'), never = b.service(m, 'never');
  b.calls(web, a, [request({ methods: ['GET'], paths: [prefix('/v1/items'), exact('/old')] })]);
  b.route(m, 'r', a, [
    rule([match({ path: prefix('/v1') })], next, { rewrite: { prefix: '/v2' }, mirrorTo: shadow, percent: 5 }),
    rule([match({ path: prefix('/admin') })], never),
  ]);
  const r = b.resolve();
  expect(admitted(r, next.workload)).toEqual([`workload ${web.workload} 8080 GET /v2/items`]);
  expect(admitted(r, shadow.workload)).toEqual([`workload ${web.workload} 8080 GET /v2/items`]);
  expect(admitted(r, a.workload)).toEqual([`workload ${web.workload} 8080 GET =/old|/v1/items`]);
  expect(admitted(r, never.workload)).toEqual([]);
  expect(r.reach(r.index.workload.get(web.workload)!).services.map((s) => s.name)).toEqual(['a', 'next', 'shadow']);
});

test('a prefix that is rewritten to one with a slash at its end', () => {
  const b = new Builder(), m = b.mesh('shop');
  const web = b.service(m, 'web'), a = b.service(m, 'a'), next = b.service(m, 'next');
  b.calls(web, a, [request({ paths: [prefix('/v1/x')] }), request({ paths: [exact('/v1')] }), request({ paths: [exact('/')] })]);
  b.route(m, 'r', a, [rule([match({ path: prefix('/v1') })], next, { rewrite: { prefix: '/p/' } }), rule([], next, { rewrite: { prefix: '/q' } })]);
  expect([...admitted(b.resolve(), next.workload)].sort()).toEqual([`workload ${web.workload} 8080 /p/x`, `workload ${web.workload} 8080 =/p/`, `workload ${web.workload} 8080 =/q/`].sort());
});

test('a rule that takes everything leaves nothing for the default rule', () => {
  const b = new Builder(), m = b.mesh('shop');
  const web = b.service(m, 'web'), a = b.service(m, 'a'), next = b.service(m, 'next');
  b.calls(web, a, [request({ paths: [exact('/v1/x')] })]);
  b.route(m, 'r', a, [rule([match({ path: prefix('/v1') })], next)]);
  const r = b.resolve();
  expect(admitted(r, a.workload)).toEqual([]);
  expect(admitted(r, next.workload)).toEqual([`workload ${web.workload} 8080 =/v1/x`]);
});

test('what routes say of headers and regular expressions is widened, callers are not', () => {
  const b = new Builder(), m = b.mesh('shop');
  const web = b.service(m, 'web'), other = b.service(m, 'other'), a = b.service(m, 'a'), x = b.service(m, 'x'), y = b.service(m, 'y');
  b.calls(web, a);
  b.calls(other, a);
  b.route(m, 'r', a, [rule([match({ headers: [value('h', 'exact', '1')], path: regex('/p/[0-9]+') })], x), rule([match({ from: [web.workload] })], y)]);
  const r = b.resolve();
  expect(admitted(r, x.workload)).toEqual([`workload ${other.workload} 8080`, `workload ${web.workload} 8080`]);
  expect(admitted(r, y.workload)).toEqual([`workload ${web.workload} 8080`]);
  expect(admitted(r, a.workload)).toEqual([`workload ${other.workload} 8080`]);
});

test('gateways are admitted to what their routes name', () => {
  const b = new Builder(), m = b.mesh('shop'), web = b.service(m, 'web'), other = b.service(m, 'other');
  const g = b.gateway(m, 'edge', { listeners: [listener()] });
  b.route(m, 'home', g, [rule([match({ path: exact('/') })], [back(web, 50), back(other, 50)])]);
  const r = b.resolve();
  expect(admitted(r, web.workload)).toEqual([`gateway ${g.id} 8080 =/`]);
  expect(admitted(r, other.workload)).toEqual([`gateway ${g.id} 8080 =/`]);
});

test('across owners the grant holds, or the acceptance of all', () => {
  const b = new Builder(), shop = b.mesh('shop'), pay = b.mesh('pay'), open = b.mesh('open', { callsFromOthers: 'ALLOWED' });
  const web = b.service(shop, 'web'), charge = b.service(pay, 'charge'), free = b.service(open, 'free');
  b.calls(web, charge, [request({ methods: ['POST'], paths: [prefix('/charges')] })]);
  b.calls(web, free, [request({ methods: ['GET'] })]);
  b.allows(charge, web, [request({ methods: ['POST'], paths: [prefix('/charges')], claims: { role: ['admin'] } })]);
  b.allows(charge, { kind: 'namespace', name: 'back-office' });
  const r = b.resolve();
  expect(admitted(r, charge.workload)).toEqual(['namespace back-office 8080', `workload ${web.workload} 8080 POST /charges`]);
  expect(r.admissions(r.index.workload.get(charge.workload)!)[1]!.claims).toEqual({ role: ['admin'] });
  expect(admitted(r, free.workload)).toEqual([`workload ${web.workload} 8080 GET`]);
});

test('allow adds up, a dry run does not, scrapers read their path', () => {
  const b = new Builder(), m = b.mesh('shop');
  const web = b.service(m, 'web'), job = b.workload(m, 'job');
  b.policy('AccessPolicy', m, on.service(web), { allow: [{ from: [], to: [request({ methods: ['GET'], paths: [exact('/')] })], claims: {} }], require: [], deny: [], audit: false });
  b.policy('AccessPolicy', m, on.service(web), { allow: [{ from: [], to: [], claims: {} }], require: [], deny: [], audit: true }, 'dry');
  b.policy('MetricsScraping', m, on.mesh(m), { port: 9090, path: '/metrics', from: [{ kind: 'cidr', block: '10.0.0.0/8' }] });
  const r = b.resolve();
  expect(admitted(r, web.workload)).toEqual(['anyone 8080 GET =/', 'cidr 10.0.0.0/8 9090 GET =/metrics']);
  expect(admitted(r, job.id)).toEqual(['cidr 10.0.0.0/8 9090 GET =/metrics']);
  expect(r.mtls(r.index.workload.get(web.workload)!)).toEqual({ mode: 'STRICT', ports: new Map([[9090, 'PERMISSIVE']]), inherited: 'STRICT' });
});

test('services with the same pods: rights add up per port, policies stay on theirs', () => {
  const b = new Builder(), m = b.mesh('pay'), pods = b.workload(m, 'charge');
  const charge = b.service(m, 'charge', { workload: pods }), admin = b.service(m, 'charge-admin', { workload: pods, ports: [port(9000)] }), web = b.service(m, 'web');
  b.calls(web, charge);
  b.calls(web, admin, [request({ methods: ['GET'] })]);
  b.policy('MtlsPolicy', m, on.service(admin), { mode: 'PERMISSIVE', ports: {} });
  b.policy('AccessPolicy', m, on.service(admin), { allow: [], require: [], deny: [{ from: [], to: [], claims: {} }], audit: false });
  const r = b.resolve();
  expect(admitted(r, pods.id)).toEqual([`workload ${web.workload} 8080`, `workload ${web.workload} 9000 GET`]);
  expect(r.mtls(pods)).toEqual({ mode: 'STRICT', ports: new Map([[9000, 'PERMISSIVE']]), inherited: 'STRICT' });
  expect(r.serverPolicies('AccessPolicy', pods).map((p) => [p.ports.map((x) => x.number), p.allPorts])).toEqual([[[9000], false]]);
});

test('a gateway and another owner’s route send past the rules of the host: the grant holds at the endpoints', () => {
  const b = new Builder(), shop = b.mesh('shop'), pay = b.mesh('pay');
  const g = b.gateway(shop, 'edge'), web = b.service(shop, 'web'), front = b.service(shop, 'front'), charge = b.service(pay, 'charge'), other = b.service(pay, 'other');
  b.route(pay, 'own', charge, [rule([match({ path: prefix('/pay') })], other)]);
  b.route(shop, 'edge-r', g, [rule([match({ path: prefix('/pay') })], charge)]);
  b.route(shop, 'front-r', front, [rule([match({ path: prefix('/pay') })], charge)]);
  b.calls(web, front, [request({ paths: [prefix('/pay')] })]);
  b.allows(charge, g, [request({ paths: [prefix('/pay')] })]);
  b.allows(charge, web, [request({ paths: [prefix('/pay')] })]);
  const r = b.resolve();
  expect(admitted(r, charge.workload)).toEqual([`gateway ${g.id} 8080 /pay`, `workload ${web.workload} 8080 /pay`]);
  expect(r.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
});
test('a grant for whoever it is covers rules for certain callers', () => {
  const b = new Builder(), m = b.mesh('shop'), w = b.workload(m, 'w'), s = b.service(m, 's'), t = b.service(m, 't');
  b.route(m, 'r', s, [rule([match({ from: [w.id] })], t)]);
  b.allows(s, { kind: 'namespace', name: 'shop' });
  const r = b.resolve();
  expect([admitted(r, s.workload), admitted(r, t.workload)]).toEqual([['namespace shop 8080'], ['namespace shop 8080']]);
});
