import { Builder, listener, match, on, prefix, request, rule } from './model';

/** How the cost grows is `npm run bench -- language`'s to say; here, that size alone changes nothing. */
function resolved(services: number) {
  const b = new Builder(), m = b.mesh('shop'), g = b.gateway(m, 'edge', { listeners: [listener()] });
  const list = Array.from({ length: services }, (_, i) => b.service(m, `s${i}`, i % 10 === 0 ? { versions: ['v1', 'v2'] } : {}));
  list.forEach((s, i) => {
    for (let k = 1; k <= 3; k++) b.calls(s, list[(i + k) % services]!, [request({ methods: ['GET'], paths: [prefix(`/p${k}`)] })]);
    if (i % 10 === 0) { b.split(s, { v1: 90, v2: 10 }); b.policy('TimeoutPolicy', m, on.service(s), { request: 1000 }); }
    if (i % 5 === 0) b.route(m, `r${i}`, g, [rule([match({ path: prefix(`/s${i}`) })], s)], { hostnames: [`h${i % 50}.example.com`] });
  });
  const model = b.model();
  const r = b.resolve();
  expect(r.diagnostics).toEqual([]);
  return { r, model, hosts: r.gatewayHosts(g) };
}
test.each([30, 3000])('a mesh of %i services: each is resolved as in a small one', (services) => {
  const { r, model, hosts } = resolved(services);
  expect(hosts).toHaveLength(Math.min(50, services) / 5);
  for (const w of model.workloads) expect(r.reach(w).services).toHaveLength(3);
  const admitted = model.workloads.map((w) => r.admissions(w).filter((a) => a.from.kind === 'workload').length);
  expect(new Set(admitted)).toEqual(new Set([3]));
});
