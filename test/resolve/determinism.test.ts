import fc from 'fast-check';
import type { MeshModel } from '../../lib/model';
import { resolve } from '../../lib/resolve/resolve';
import { Builder, back, exact, listener, match, on, port, prefix, request, rule, value, version } from './model';

function shop(): MeshModel {
  const b = new Builder(), m = b.mesh('shop'), pay = b.mesh('pay', { access: 'AUDIT' });
  const services = ['a', 'b', 'c', 'd', 'e'].map((n, i) => b.service(i < 3 ? m : pay, n, { ...(i % 2 ? { versions: ['v1', 'v2'] } : {}), ports: [port(80), port(90, 'grpc'), port(100, 'tcp')], groups: ['shop/g'] }));
  const [a, s, c, d, e] = services as [typeof services[0], typeof services[0], typeof services[0], typeof services[0], typeof services[0]];
  for (const x of services) for (const y of services) if (x !== y) b.calls(x, y, [request({ methods: ['GET'], paths: [prefix(`/${y.name}`)] })], x === a ? { timeout: 5 } : {});
  b.calls(c, s, [request({ paths: [exact('/x')] })], { timeout: 9, retries: 'off' });
  b.calls(c, s, [request({ paths: [prefix('/x')] })], { timeout: 8 });
  b.allows(d, a);
  b.allows(d, c, [request({ methods: ['GET'] })]);
  b.split(s, { v1: 60, v2: 40 });
  b.split(d, { v1: 50, v2: 50 });
  b.route(m, 'r1', s, [rule([match({ headers: [value('x', 'exact', '1')] })], version(s, 'v2')), rule([match({ path: prefix('/b/x') }), match({ path: exact('/b') })], [back(c, 30), back(s, 70)])]);
  b.route(m, 'r2', s, [rule([match({ headers: [value('y', 'exact', '1')] })], version(s, 'v1'))]);
  const g = b.gateway(m, 'edge', { listeners: [listener({ hostnames: ['*'] })] });
  b.route(m, 'g1', g, [rule([], a)], { hostnames: ['*.example.com'] });
  b.route(pay, 'g2', g, [rule([match({ path: prefix('/d') })], d)], { hostnames: ['x.example.com'] });
  b.policy('RetryPolicy', m, on.service(d), { attempts: 2, on: [] });
  b.policy('FaultInjection', pay, on.service(d), { matches: [match({ path: prefix('/d/f') })], abort: { status: 500, percent: 10 } });
  b.policy('TimeoutPolicy', pay, on.mesh(pay), { request: 100 });
  b.policy('TimeoutPolicy', pay, on.mesh(pay), { request: 200 }, 'again');
  void e;
  return b.model();
}
const everything = (model: MeshModel): string => {
  const r = resolve(model);
  const by = <T extends { id: string }>(list: readonly T[], f: (t: T) => unknown): unknown => [...list].sort((x, y) => (x.id < y.id ? -1 : 1)).map(f);
  return JSON.stringify([
    r.diagnostics.map((d) => [d.code, d.path, d.message, d.help]), by(r.model.services, (s) => r.frontend(s).http.map((p) => p.rules.map((x) => ({ ...x, origin: x.origin.path })))), by(r.model.gateways, (g) => r.gatewayHosts(g)),
    by(r.model.workloads, (w) => [r.admissions(w).map(({ origin: _, ...a }) => a), r.reach(w).services.map((s) => s.id), r.mtls(w)]),
  ]);
};

test('what comes out does not depend on the order in which calls and grants were declared, and twice is the same', () => {
  const model = shop(), expected = everything(model);
  expect(everything(model)).toBe(expected);
  expect(resolve(model).diagnostics.map((d) => d.code)).toEqual(expect.arrayContaining(['MESH1104', 'MESH1201', 'MESH1301', 'MESH1303']));
  fc.assert(fc.property(fc.shuffledSubarray([...model.calls], { minLength: model.calls.length }), fc.shuffledSubarray([...model.grants], { minLength: model.grants.length }), (calls, grants) => {
    expect(everything({ ...model, calls, grants })).toBe(expected);
  }), { numRuns: 30 });
});

test('the model is not touched', () => {
  const freeze = (x: unknown): void => { if (typeof x === 'object' && x !== null && !Object.isFrozen(x)) { Object.freeze(x); Object.values(x).forEach(freeze); } };
  const model = shop();
  freeze(model);
  expect(() => everything(model)).not.toThrow();
});
