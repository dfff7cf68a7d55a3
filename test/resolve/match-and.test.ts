import fc from 'fast-check';
import type { MatchFacts } from '../../lib/model';
import { matchAnd, matchesApart, EVERY_REQUEST } from '../../lib/resolve/match-and';
import { literalPrefix } from '../../lib/text/re2';
import { exact, match, prefix, regex, value } from './model';
import { satisfies, type Request } from './request';

const arb: fc.Arbitrary<MatchFacts> = fc.record({
  path: fc.constantFrom(prefix('/'), prefix('/a'), prefix('/a/b'), exact('/a'), exact('/a/b'), exact('/ab'), regex('/a.*'), regex('/(x|y)'), regex('/a/?')),
  methods: fc.subarray(['GET', 'POST'] as const), from: fc.subarray(['w1', 'w2']),
  headers: fc.array(fc.record({ name: fc.constantFrom('x', 'y'), kind: fc.constantFrom('exact', 'prefix', 'present', 'regex'), value: fc.constantFrom('1', '12', '2', '1.'), not: fc.boolean() } as const)
    .map((h) => (h.kind === 'present' ? { ...h, value: '' } : h.kind === 'regex' ? h : { ...h, value: h.value.replace('.', '3') })), { maxLength: 3 }),
}).map((m) => match(m));
const REQUESTS: Request[] = ['/', '/a', '/a/', '/a/b', '/ab', '/x'].flatMap((path) => ['GET', 'POST'].flatMap((method) => ['w1', 'w2'].flatMap((from) =>
  [undefined, '1', '12', '13', '2'].flatMap((x) => [undefined, '1', '2'].map((y) => ({ path, method, from, headers: { ...(x ? { x } : {}), ...(y ? { y } : {}) } as Record<string, string> }))))));

test('both conditions hold where the result does', () => {
  const seen = { never: 0, inexpressible: 0, one: 0 };
  fc.assert(fc.property(arb, arb, (a, b) => {
    const both = matchAnd(a, b);
    seen[typeof both === 'string' ? both : 'one']++;
    if (matchesApart(a, b) !== matchesApart(b, a)) throw new Error('not the same both ways');
    if (both === 'inexpressible') return;
    for (const r of REQUESTS) {
      const wanted = satisfies(r, a) && satisfies(r, b);
      if (wanted !== (both !== 'never' && satisfies(r, both))) throw new Error(`${JSON.stringify(r)} ${String(wanted)} ${JSON.stringify(both)}`);
    }
    if (both !== 'never') for (const n of ['x', 'y']) for (const not of [true, false]) expect(both.headers.filter((h) => h.name === n && h.not === not).length).toBeLessThan(2);
  }), { numRuns: 800, seed: 3 });
  expect(Math.min(seen.never, seen.inexpressible, seen.one)).toBeGreaterThan(20);
});

test('several conditions on one name are one, where one says it', () => {
  const and = (...headers: ReturnType<typeof value>[]): unknown => { const m = matchAnd(match({ headers }), EVERY_REQUEST); return typeof m === 'string' ? m : m.headers; };
  expect(and(value('h', 'prefix', 'a'), value('h', 'exact', 'ab'))).toEqual([value('h', 'exact', 'ab')]);
  expect(and(value('h', 'exact', 'a.b', true), value('h', 'prefix', 'c', true))).toEqual([value('h', 'regex', 'a\\.b|c.*', true)]);
  expect(and(value('h', 'prefix', 'a'), value('h', 'exact', 'ab', true))).toEqual([value('h', 'prefix', 'a'), value('h', 'exact', 'ab', true)]);
  expect(and(value('h', 'exact', 'a'), value('h', 'exact', 'b', true))).toEqual([value('h', 'exact', 'a')]);
  expect(and(value('h', 'regex', 'a.*'), value('h', 'regex', '.*b'))).toBe('inexpressible');
});

test('what every match of an expression begins with', () => {
  expect(['/a/.*', '/a+', '/ab?c', '^/x\\.y[0-9]', '(a|b)', 'a|b', '', '\\d', '(?i)abc', 'a{2}'].map(literalPrefix)).toEqual(['/a/', '/a', '/a', '/x.y', '', '', '', '', '', '']);
});
