import type { MatchFacts } from '../../lib/model';
import { withoutShadowed } from '../../lib/resolve/shadowed';
import { Builder, exact, match, on, prefix, request, value } from './model';

const from = (...ids: string[]) => ({ from: ids });
const rules = (...matches: (readonly MatchFacts[])[]) => matches.map((m) => ({ matches: m }));
const callers = (list: readonly { readonly matches: readonly MatchFacts[] }[]) => list.map((r) => r.matches.map((m) => m.from.join('+')).join(' | '));
const EVERY = [match({})];

test('callers that have been taken are left out, and rules that are left without one', () => {
  const kept = withoutShadowed(rules([match(from('a'))], [match(from('a', 'b'))], [match(from('b', 'a'))], []), EVERY);
  expect(callers(kept)).toEqual(['a', 'b', '']);
});
test('a part is taken by the whole, never a whole by its part', () => {
  const fast = { path: prefix('/fast'), methods: ['GET' as const] };
  expect(callers(withoutShadowed(rules([match({ ...fast, ...from('a') })], [match(from('a'))], []), EVERY))).toEqual(['a', 'a', '']);
  expect(callers(withoutShadowed(rules([match(from('a'))], [match({ ...fast, ...from('a', 'b') })], []), EVERY))).toEqual(['a', 'b', '']);
});
test('conditions of the whole must all be in the part', () => {
  const whole = match({ path: prefix('/v2'), headers: [value('x-user', 'exact', 'jason')] });
  const inside = { ...match({ path: exact('/v2/a'), headers: [value('x-user', 'exact', 'jason')] }), ...from('a') };
  const outside = { ...match({ path: exact('/v2example'), headers: [value('x-user', 'exact', 'jason')] }), ...from('a') };
  const other = { ...match({ path: exact('/v2/a') }), ...from('a') };
  expect(withoutShadowed(rules([{ ...whole, ...from('a') }], [inside], [outside], [other]), [whole]).map((r) => r.matches)).toEqual([[{ ...whole, ...from('a') }], [outside], [other]]);
});
test('the rule itself goes where everyone has been taken', () => {
  expect(withoutShadowed(rules([match({})], [match(from('a'))]), EVERY)).toHaveLength(1);
});
test('rules that stay are the same objects', () => {
  const list = rules([match(from('a'))], []);
  const kept = withoutShadowed(list, EVERY);
  expect(kept[0]).toBe(list[0]);
  expect(kept[1]).toBe(list[1]);
});

test('the options of a call win over the policy of the caller\'s mesh, and each caller has one rule', () => {
  const b = new Builder(), ours = b.mesh('shop'), theirs = b.mesh('pay');
  const callee = b.service(ours, 'orders'), one = b.service(theirs, 'one'), two = b.service(theirs, 'two');
  b.calls(one, callee, [], { timeout: 43_000 });
  b.calls(two, callee, [request({ paths: [prefix('/slow')] })], { timeout: 9000 });
  b.policy('TimeoutPolicy', theirs, on.service(callee), { request: 16_000 });
  const rulesOf = b.resolve().frontend(callee).http[0]!.rules;
  expect(rulesOf.map((r) => [r.matches.map((m) => `${m.from.join('+')} ${m.path?.value ?? ''}`), (r.action as { timeout?: number }).timeout])).toEqual([
    [[`${one.workload} `], 43_000], [[`${two.workload} /slow`], 9000], [[`${two.workload} `], 16_000], [[], undefined],
  ]);
});
