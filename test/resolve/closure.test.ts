import fc from 'fast-check';
import type { MatchFacts, PathFact, RewriteFact, RuleFacts, ServiceFacts } from '../../lib/model';
import { matchesOf } from '../../lib/resolve/match-and';
import type { ResolvedForward, Resolved } from '../../lib/resolve/resolved';
import { Builder, exact, match, prefix, request, rule, value } from './model';
import { satisfies, type Request } from './request';

const PATHS: PathFact[] = [prefix('/'), prefix('/a'), prefix('/a/b'), exact('/a'), exact('/a/b/c'), prefix('/b')];
const REWRITES: (RewriteFact | undefined)[] = [undefined, undefined, { prefix: '/z' }, { prefix: '/' }, { path: '/fixed' }];
const METHODS = ['GET', 'POST'] as const;
const CONCRETE = ['/', '/a', '/a/b', '/a/b/c', '/b', '/b/x', '/z', '/z/b', '/fixed', '/c'];

const arbPlan = fc.record({
  rules: fc.array(fc.record({ path: fc.constantFrom(...PATHS), methods: fc.subarray([...METHODS], { maxLength: 1 }), to: fc.nat(3), header: fc.boolean(), from: fc.boolean(), rewrite: fc.constantFrom(...REWRITES), mirror: fc.option(fc.nat(3), { nil: undefined }) }), { maxLength: 3 }),
  calls: fc.array(fc.record({ caller: fc.nat(1), paths: fc.array(fc.constantFrom(...PATHS.slice(1)), { maxLength: 2 }), methods: fc.subarray([...METHODS], { maxLength: 1 }) }), { minLength: 1, maxLength: 3 }),
});

/** What a proxy does with the path of a request that a match took. */
function rewrite(path: string, m: MatchFacts, r: RewriteFact | undefined): string {
  if (r?.path !== undefined) return r.path;
  if (r?.prefix === undefined) return path;
  const matched = m.path?.value === '/' || !m.path ? '' : m.path.value;
  const rest = path === '/' ? '' : path.slice(matched.length);
  return (r.prefix === '/' ? '' : r.prefix) + rest || '/';
}
const admits = (r: Resolved, s: ServiceFacts, caller: string, method: string, path: string): boolean =>
  r.admissions(r.index.workload.get(s.workload)!).some((a) => a.from.kind === 'workload' && a.from.id === caller && (a.methods.length === 0 || (a.methods as readonly string[]).includes(method))
    && (a.paths.length === 0 || a.paths.some((p) => satisfies({ path, method, headers: {}, from: caller }, match({ path: p })))));

test('whatever a declared call may become behind the rules of its host is admitted where it ends, and nothing that no rule sends there', () => {
  let delivered = 0;
  fc.assert(fc.property(arbPlan, (plan) => {
    const b = new Builder(), m = b.mesh('shop');
    const targets = [0, 1, 2, 3].map((i) => b.service(m, `t${i}`)), host = targets[0]!;
    const callers = [0, 1].map((i) => b.workload(m, `w${i}`));
    const matchOf = (r: (typeof plan.rules)[number]): MatchFacts => match({ path: r.path, methods: r.methods, headers: r.header ? [value('x', 'present')] : [], from: r.from ? [callers[0]!.id] : [] });
    const rules: RuleFacts[] = plan.rules.map((r) => rule([matchOf(r)], targets[r.to]!, { ...(r.rewrite ? { rewrite: r.rewrite } : {}), ...(r.mirror === undefined ? {} : { mirrorTo: targets[r.mirror]! }) }));
    if (rules.length > 0) b.route(m, 'r', host, rules);
    for (const c of plan.calls) b.calls(callers[c.caller]!, host, [request({ paths: c.paths, methods: c.methods })]);
    const r = b.resolve();
    const ordered = r.frontend(host).http[0]!.rules;

    const may = new Set<string>();   // what some rule could make of some declared request, were it asked first
    for (const c of plan.calls) {
      for (const path of CONCRETE) for (const method of METHODS) for (const headers of [{}, { x: '1' }]) {
        const from = callers[c.caller]!.id;
        const asked: Request = { path, method, headers: headers as Record<string, string>, from };
        if (!(c.methods.length === 0 || c.methods.includes(method)) || !(c.paths.length === 0 || c.paths.some((p) => satisfies(asked, match({ path: p }))))) continue;
        let first = true;
        for (const o of ordered) {
          const hit = matchesOf(o).find((x) => satisfies(asked, x));
          if (!hit) continue;
          const action = o.action as ResolvedForward;
          for (const end of [...action.backends, ...action.mirrors.map((x) => x.to)]) {
            if (end.kind !== 'service') continue;
            const arrives = rewrite(path, hit, action.rewrite);
            may.add(`${end.service.name} ${from} ${method} ${arrives}`);
            if (!first) continue;
            delivered++;
            if (!admits(r, end.service, from, method, arrives)) throw new Error(`${JSON.stringify(asked)} is sent to ${end.service.name} ${arrives}, and not admitted`);
          }
          first = false;
        }
      }
    }
    for (const t of targets) for (const w of callers) for (const method of METHODS) for (const path of CONCRETE) {
      // a path that no concrete request stands for is judged by the requests around it
      if (admits(r, t, w.id, method, path) && ![...may].some((x) => x.startsWith(`${t.name} ${w.id} ${method} `))) throw new Error(`${t.name} admits ${w.id} ${method} ${path}, which nobody sends`);
    }
  }), { numRuns: 150, seed: 11 });
  expect(delivered).toBeGreaterThan(2000);
});
