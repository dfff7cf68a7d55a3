import { Builder, listener, match, on, prefix, request, rule } from './model';

/** Work per service must not grow with the mesh. Measured in user time, best of three, with room for a busy machine. */
function cost(services: number): number {
  const b = new Builder(), m = b.mesh('shop'), g = b.gateway(m, 'edge', { listeners: [listener()] });
  const list = Array.from({ length: services }, (_, i) => b.service(m, `s${i}`, i % 10 === 0 ? { versions: ['v1', 'v2'] } : {}));
  list.forEach((s, i) => {
    for (let k = 1; k <= 3; k++) b.calls(s, list[(i + k) % services]!, [request({ methods: ['GET'], paths: [prefix(`/p${k}`)] })]);
    if (i % 10 === 0) { b.split(s, { v1: 90, v2: 10 }); b.policy('TimeoutPolicy', m, on.service(s), { request: 1000 }); }
    if (i % 5 === 0) b.route(m, `r${i}`, g, [rule([match({ path: prefix(`/s${i}`) })], s)], { hostnames: [`h${i % 50}.example.com`] });
  });
  const model = b.model();
  const once = (): number => {
    const start = process.cpuUsage();
    const r = b.resolve();
    for (const s of model.services) r.frontend(s);
    for (const w of model.workloads) { r.admissions(w); r.reach(w); r.mtls(w); }
    r.gatewayHosts(g);
    expect(r.diagnostics).toEqual([]);
    return process.cpuUsage(start).user;
  };
  return Math.min(once(), once(), once());
}
test('ten times the services cost about ten times as much', () => {
  cost(300);
  expect(cost(3000) / cost(300)).toBeLessThan(25);
});
