import fc from 'fast-check';
import type { MatchFacts } from '../../lib/model';
import { matchesOf } from '../../lib/resolve/match-and';
import { orderRules, type Candidate } from '../../lib/resolve/rule-order';
import { exact, match, prefix, regex, value } from './model';
import { satisfies, type Request } from './request';

const PATHS = [undefined, prefix('/'), prefix('/a'), prefix('/a/b'), prefix('/b'), exact('/a'), exact('/a/b'), exact('/a/b/c'), exact('/b'), regex('/a/.*'), regex('/[ab]'), regex('/b.*')];
const arbMatch: fc.Arbitrary<MatchFacts> = fc.record({
  path: fc.constantFrom(...PATHS), methods: fc.subarray(['GET', 'POST'] as const, { maxLength: 1 }), from: fc.subarray(['w1', 'w2'], { maxLength: 1 }),
  headers: fc.uniqueArray(fc.record({ name: fc.constantFrom('x', 'y'), kind: fc.constantFrom('exact', 'prefix', 'present', 'regex'), value: fc.constantFrom('1', '12', '2'), not: fc.boolean() } as const).map((h) => (h.kind === 'present' ? { ...h, value: '' } : h)), { selector: (h) => h.name, maxLength: 2 }),
}).map((m) => match(m.path ? m : { ...m, path: undefined }));
const arbCandidates = fc.array(fc.record({ priority: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }), rules: fc.array(fc.array(arbMatch, { maxLength: 3 }), { minLength: 1, maxLength: 3 }) }), { minLength: 1, maxLength: 5 })
  .map((routes): Candidate[] => routes.flatMap((r, i) => r.rules.map((matches, index) => ({ route: `r${i}`, index, matches, hostRank: 0, limits: [], ...(r.priority === undefined ? {} : { priority: r.priority }) }))));

const REQUESTS: Request[] = ['/', '/a', '/a/b', '/a/b/c', '/ab', '/b', '/b/x'].flatMap((path) => ['GET', 'POST'].flatMap((method) => ['w1', 'w2', 'w3'].flatMap((from) =>
  [{}, { x: '1' }, { x: '12', y: '2' }, { y: '1' }].map((headers) => ({ path, method, from, headers: headers as Record<string, string> })))));

/** Who must come first, straight from the words: list order in a route; between routes exact path, longest prefix, regex, method, headers, query, caller; then priority. */
function specificity(m: MatchFacts, c: Candidate): number[] {
  const any = m.path === undefined || (m.path.kind === 'prefix' && m.path.value === '/');
  return [any ? 0 : m.path!.kind === 'exact' ? 3 : m.path!.kind === 'prefix' ? 2 : 1, !any && m.path!.kind === 'prefix' ? m.path!.value.length : 0, m.methods.length > 0 ? 1 : 0, m.headers.length + m.cookies.length, m.query.length, m.from.length > 0 ? 1 : 0, c.priority ?? 0];
}
function precedes(a: { c: Candidate; m: MatchFacts }, b: { c: Candidate; m: MatchFacts }): boolean {
  if (a.c.route === b.c.route) return a.c.index < b.c.index;
  const [x, y] = [specificity(a.m, a.c), specificity(b.m, b.c)];
  const at = x.findIndex((n, i) => n !== y[i]);
  return at !== -1 && x[at]! > y[at]!;
}
const name = (c: Candidate): string => `${c.route}#${c.index}`;

// Priorities decide cycles too, which the words above do not say: so either no priorities, or no lists to make a cycle with.
const arbJudged = fc.oneof(arbCandidates.map((l) => l.map(({ priority: _, ...c }) => c as Candidate)), arbCandidates.map((l) => l.filter((c) => c.index === 0)));
test('the first rule that matches is the one that precedence names, whatever the request', () => {
  let judged = 0;
  fc.assert(fc.property(arbJudged, (candidates) => {
    let clashes = 0;
    const order = orderRules(candidates, () => { clashes++; });
    if (clashes > 0) return;
    judged++;
    for (const request of REQUESTS) {
      const hits = candidates.flatMap((c) => matchesOf(c).filter((m) => satisfies(request, m)).map((m) => ({ c, m })));
      const winners = new Set(hits.filter((h) => !hits.some((o) => o.c !== h.c && precedes(o, h))).map((h) => name(h.c)));
      const first = order.find((p) => matchesOf(p).some((m) => satisfies(request, m)));
      if (winners.size > 1 || (first && name(first.candidate)) !== [...winners][0]) throw new Error(`${JSON.stringify(request)}: ${first && name(first.candidate)} stands first, ${[...winners].join()} wins`);
    }
  }), { numRuns: 250, seed: 7 });
  expect(judged).toBeGreaterThan(80);
});

test('the order does not depend on the order of declaration, nor does what is reported', () => {
  fc.assert(fc.property(arbCandidates.chain((c) => fc.tuple(fc.constant(c), fc.shuffledSubarray(c, { minLength: c.length }))), ([a, b]) => {
    const run = (list: Candidate[]): unknown => {
      const said: string[] = [];
      const order = orderRules(list, (kind, rules) => said.push(`${kind} ${rules.map(name).sort().join(' ')}`));
      return [order.map((p) => [name(p.candidate), p.matches]), said.sort()];
    };
    expect(run(b)).toEqual(run(a));
  }), { numRuns: 300, seed: 7 });
});

test('no match is lost and none is invented', () => {
  fc.assert(fc.property(arbCandidates, (candidates) => {
    const placed = orderRules(candidates, () => undefined).flatMap((p) => matchesOf(p).map((m) => [name(p.candidate), m] as const));
    const declared = candidates.flatMap((c) => matchesOf(c).map((m) => [name(c), m] as const));
    const text = (l: readonly (readonly [string, MatchFacts])[]): string[] => l.map((x) => JSON.stringify(x)).sort();
    expect(text(placed)).toEqual(text(declared));
  }), { numRuns: 300, seed: 7 });
});

const at = (route: string, index: number, ...matches: MatchFacts[]): Candidate => ({ route, index, matches, hostRank: 0, limits: [] });
const order = (candidates: Candidate[]): { readonly order: string[]; readonly said: string[] } => {
  const said: string[] = [];
  return { order: orderRules(candidates, (kind, rules) => said.push(`${kind} ${rules.map(name).join(' ')}`)).map((p) => name(p.candidate)), said };
};
const header = (n: string, v = '1'): MatchFacts => match({ headers: [value(n, 'exact', v)] });

test('a rule stands twice where its matches come at different places', () => {
  const result = order([at('a', 0, match({ path: exact('/x') }), match()), at('b', 0, match({ path: prefix('/x') }))]);
  expect(result).toEqual({ order: ['a#0', 'b#0', 'a#0'], said: [] });
});
test('it stands once where nothing in between can meet it', () => {
  expect(order([at('a', 0, match({ path: exact('/x') }), match({ path: prefix('/y') })), at('b', 0, match({ path: exact('/z') }), match({ path: prefix('/w') }))]).order).toEqual(['a#0', 'b#0']);
});
test('list order holds inside a route against precedence', () => {
  expect(order([at('a', 0, header('x')), at('a', 1, match({ path: exact('/p') })), at('b', 0, match({ path: prefix('/q') }))]).order.filter((n) => n.startsWith('a'))).toEqual(['a#0', 'a#1']);
});
test('priority decides between rules that are alike, and orders whole routes in a cycle', () => {
  expect(order([at('a', 0, header('x')), { ...at('b', 0, header('y')), priority: 1 }])).toEqual({ order: ['b#0', 'a#0'], said: [] });
  expect(order([at('a', 0, header('x')), { ...at('b', 0, match()), priority: 1 }])).toEqual({ order: ['a#0', 'b#0'], said: [] });
  const cycle = [at('a', 0, match({ path: prefix('/a') })), at('a', 1, match({ path: exact('/a/b/c') })), at('b', 0, match({ path: prefix('/a/b') }))];
  expect(order(cycle).said).toEqual(['cycle a#0 b#0']);
  expect(order(cycle.map((c) => (c.route === 'a' ? { ...c, priority: 5 } : c)))).toEqual({ order: ['a#0', 'a#1', 'b#0'], said: [] });
});
test('what cannot meet needs no winner', () => {
  expect(order([at('a', 0, header('x')), at('b', 0, header('x', '2'))]).said).toEqual([]);
  expect(order([at('a', 0, match({ path: regex('/a/[0-9]+') })), at('b', 0, match({ path: regex('/b/.*') }))]).said).toEqual([]);
  expect(order([{ ...at('a', 0), limits: ['x.example.com'] }, { ...at('b', 0), limits: ['y.example.com'] }]).said).toEqual([]);
  expect(order([{ ...at('a', 0), limits: ['x.example.com'] }, { ...at('b', 0), limits: ['*.example.com'] }]).said).toEqual(['tie a#0 b#0']);
});
test('a thousand routes on one host, and one that contradicts precedence among them', () => {
  const many = Array.from({ length: 1000 }, (_, i) => at(`r${i}`, 0, match({ path: prefix(`/team${i}`) }), match({ path: exact(`/t${i}`) })));
  const cohorts = Array.from({ length: 1000 }, (_, i) => at(`c${i}`, 0, header('cohort', `${i}`)));
  for (const list of [[...many, at('home', 0)], [...many, at('odd', 0, header('x')), at('odd', 1, match({ path: exact('/t1/y') }))], [...cohorts, at('home', 0)]]) {
    order(list);
    const start = process.cpuUsage();
    expect(order(list).said).toEqual([]);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(400);   // a tenth of it on a quiet machine
  }
});
