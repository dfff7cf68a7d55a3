import { Builder, back, backends, codes, endpoints, exact, match, on, port, prefix, request, rule, value, version } from './model';

const jason = match({ headers: [value('end-user', 'exact', 'jason')] });

test('a service without anything is plain', () => {
  const b = new Builder(), m = b.mesh('shop');
  const s = b.service(m, 'web', { ports: [port(80), port(9000, 'tcp')] });
  const f = b.resolve().frontend(s);
  expect(f.http.map((p) => [p.port.number, p.plain])).toEqual([[80, true]]);
  expect(f.opaque.map((p) => [p.port.number, p.plain])).toEqual([[9000, true]]);
});

test('rules of routes stand in front of the split', () => {
  const b = new Builder(), m = b.mesh('shop');
  const s = b.service(m, 'reviews', { versions: ['v1', 'v2', 'v3'] });
  b.split(s, { v1: 90, v3: 10 });
  b.route(m, 'testers', s, [rule([jason], version(s, 'v2'))]);
  b.policy('TimeoutPolicy', m, on.service(s), { request: 10_000 });
  b.policy('RetryPolicy', m, on.service(s), { attempts: 3, on: [], perTryTimeout: 2000 });
  const r = b.resolve();
  const [http] = r.frontend(s).http;
  expect(http!.plain).toBe(false);
  expect(backends(http!.rules, 0)).toBe('reviews@v2 100');
  expect(backends(http!.rules, 1)).toBe('reviews@v1 90, reviews@v3 10');
  expect(http!.rules.map((x) => (x.action as { timeout?: number }).timeout)).toEqual([10_000, 10_000]);
  expect(r.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
});

test('the split and the policies of a service go with it to another host, its rules do not', () => {
  const b = new Builder(), m = b.mesh('shop');
  const front = b.service(m, 'front'), s = b.service(m, 'reviews', { versions: ['v1', 'v2'] });
  b.split(s, { v1: 50, v2: 50 });
  b.policy('TimeoutPolicy', m, on.service(s), { request: 700 });
  b.route(m, 'own', s, [rule([jason], version(s, 'v2'))]);
  b.route(m, 'r', front, [rule([match({ path: prefix('/reviews') })], [back(s, 50), back(version(s, 'v2'), 50)]), rule([match({ path: prefix('/all') })], endpoints(s))]);
  const { rules } = b.resolve().frontend(front).http[0]!;
  expect(rules).toHaveLength(3);
  expect(backends(rules, 0)).toBe('reviews@v1 25, reviews@v2 75');
  expect(backends(rules, 1)).toBe('reviews 100');
  expect(rules.map((x) => (x.action as { timeout?: number }).timeout)).toEqual([700, 700, undefined]);
});

test('options of a call become a rule for that caller in front of each rule', () => {
  const b = new Builder(), m = b.mesh('shop');
  const a = b.service(m, 'a'), other = b.service(m, 'other'), s = b.service(m, 's', { versions: ['v1', 'v2'] });
  b.route(m, 'testers', s, [rule([jason], version(s, 'v2'))]);
  b.calls(a, s, [request({ methods: ['POST'], paths: [prefix('/charges')] })], { timeout: 2000, retries: 'off' });
  b.calls(other, s);
  const { rules } = b.resolve().frontend(s).http[0]!;
  expect(rules.map((r) => [r.matches.map((x) => [x.path?.value, x.headers.length, x.from.join()]), (r.action as { timeout?: number }).timeout])).toEqual([
    [[['/charges', 1, a.workload]], 2000], [[[undefined, 1, '']], undefined], [[['/charges', 0, a.workload]], 2000], [[], undefined],
  ]);
});

test('another mesh’s policy holds for its own callers, and a rule that says it itself keeps its word', () => {
  const b = new Builder(), shop = b.mesh('shop'), pay = b.mesh('pay');
  const a = b.service(shop, 'a'), charge = b.service(pay, 'charge'), settle = b.workload(pay, 'settle');
  b.calls(a, charge);
  b.calls(settle, charge);
  b.allows(charge, a);
  b.policy('RetryPolicy', pay, on.service(charge), { attempts: 5, on: [] });
  b.policy('RetryPolicy', shop, on.service(charge), 'off', 'none');
  b.route(pay, 'r', charge, [rule([match({ path: exact('/x') })], charge, { retries: { attempts: 1, on: [] } })]);
  const r = b.resolve();
  const { rules } = r.frontend(charge).http[0]!;
  expect(rules.map((x) => [x.matches[0]?.from ?? [], (x.action as { retries?: unknown }).retries])).toEqual([
    [[], { attempts: 1, on: [] }], [[a.workload], 'off'], [[], { attempts: 5, on: [] }],
  ]);
  expect(codes(r)).not.toContain('MESH1213');
});

test('a fault with matches is a rule of its own, one without is part of every rule', () => {
  const b = new Builder(), m = b.mesh('shop');
  const s = b.service(m, 's'), t = b.service(m, 't');
  b.policy('FaultInjection', m, on.service(s), { matches: [jason], delay: { by: 7000, percent: 100 } });
  b.policy('FaultInjection', m, on.service(t), { matches: [], abort: { status: 500, percent: 10 } });
  const r = b.resolve();
  expect(r.frontend(s).http[0]!.rules.map((x) => (x.action as { fault?: unknown }).fault)).toEqual([{ delay: { by: 7000, percent: 100 } }, undefined]);
  expect(r.frontend(t).http[0]!.rules.map((x) => (x.action as { fault?: unknown }).fault)).toEqual([{ abort: { status: 500, percent: 10 } }]);
});

test('what a caller says of a part of the requests leaves the rest of the path as the route rewrites it', () => {
  const b = new Builder(), m = b.mesh('shop');
  const a = b.service(m, 'a'), s = b.service(m, 's'), t = b.service(m, 't');
  b.route(m, 'r', s, [rule([match({ path: prefix('/old') })], t, { rewrite: { prefix: '/new' } }), rule([match({ path: prefix('/slash') })], t, { rewrite: { prefix: '/' } }), rule([], t, { rewrite: { prefix: '/v1' } })]);
  b.calls(a, s, [request({ paths: [prefix('/old/x')] }), request({ paths: [prefix('/slash/y')] }), request({ paths: [prefix('/z')] }), request({ paths: [prefix('/old')] })], { timeout: 5 });
  const rules = b.resolve().frontend(s).http[0]!.rules.filter((x) => (x.action as { timeout?: number }).timeout === 5);
  expect(rules.map((x) => [x.matches.map((y) => y.path!.value).join(), (x.action as { rewrite?: object }).rewrite])).toEqual([
    ['/old/x,/old', { regex: { match: '^/old', by: '/new' } }], ['/slash/y', { regex: { match: '^/slash/?', by: '/' } }], ['/z', { regex: { match: '^/', by: '/v1/' } }],
  ]);
});

test('options of a call of one port say nothing of another', () => {
  const b = new Builder(), m = b.mesh('shop');
  const a = b.service(m, 'a'), s = b.service(m, 's', { ports: [port(80), port(81)] }), [first, second] = s.ports;
  b.calls(a, s, [request({ port: first!.name })], { timeout: 5 });
  expect(b.resolve().frontend(s).http.map((p) => [p.port, p.rules.map((r) => (r.action as { timeout?: number }).timeout)])).toEqual([[first, [5, undefined]], [second, [undefined]]]);
});

test('a host outside the mesh has the rules of its policies and callers', () => {
  const b = new Builder(), m = b.mesh('shop');
  const a = b.service(m, 'a'), stripe = b.external(m, 'stripe', { ports: [port(80), port(443, 'tls')] });
  b.policy('TimeoutPolicy', m, on.mesh(m), { request: 5000 });
  b.calls(a, stripe, [], { timeout: 100 });
  const rules = b.resolve().externalRules(stripe);
  expect(rules.map((p) => [p.port.number, p.plain, p.rules.map((r) => [r.matches[0]?.from.join() ?? '', (r.action as { timeout?: number }).timeout])])).toEqual([
    [80, false, [[a.workload, 100], ['', 5000]]], [443, true, [['', undefined]]],
  ]);
});
