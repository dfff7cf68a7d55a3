import fc from 'fast-check';
import { all, always, any, never, not, text, type Condition, type TextMatch } from '../../lib/effective/condition';
import { evaluate } from '../../lib/effective/evaluate';
import { covered, disjoint, exampleOf, implies, isImpossible, satisfiable } from '../../lib/effective/reason';
import type { SeenRequest } from '../../lib/effective/request';

const path = (kind: 'exact' | 'prefix' | 'regex' | 'segments' | 'suffix' | 'contains' | 'template', value: string, ignoreCase?: true): Condition => text({ on: 'path' }, { kind, value, ...(ignoreCase && { ignoreCase }) } as TextMatch);
const method = (value: string): Condition => text({ on: 'method' }, { kind: 'exact', value });
const header = (name: string, match: TextMatch): Condition => text({ on: 'header', name }, match);
const query = (name: string, value: string): Condition => text({ on: 'query', name }, { kind: 'exact', value });

describe('one condition implies another', () => {
  test.each([
    ['never, anything', never, path('exact', '/a'), true],
    ['anything, always', path('exact', '/a'), always, true],
    ['exact, prefix', path('exact', '/a/b'), path('prefix', '/a'), true],
    ['longer prefix, shorter', path('prefix', '/a/b'), path('prefix', '/a'), true],
    ['shorter prefix, longer', path('prefix', '/a'), path('prefix', '/a/b'), false],
    ['every path begins with a slash', path('regex', '.*x.*'), path('prefix', '/'), true],
    ['text prefix and segments', path('prefix', '/v2'), path('segments', '/v2'), false],
    ['segments and text prefix', path('segments', '/v2'), path('prefix', '/v2'), true],
    ['exact, regular expression', path('exact', '/items/12'), path('regex', '/items/\\d+'), true],
    ['exact, another expression', path('exact', '/items/x'), path('regex', '/items/\\d+'), false],
    ['prefix, expression with an open end', path('prefix', '/items/'), path('regex', '/items.*'), true],
    ['expression, prefix', path('regex', '/items/\\d+'), path('prefix', '/items'), true],
    ['a list of texts as an expression', path('regex', '/a|/b'), any([path('exact', '/b'), path('prefix', '/a')]), true],
    ['two expressions', path('regex', 'a+b*'), path('regex', 'a*b*'), undefined],
    ['case', path('exact', '/A'), path('exact', '/a', true), true],
    ['case the other way', path('exact', '/a', true), path('exact', '/a'), undefined],
    ['more conditions, fewer', all([path('prefix', '/a'), method('GET')]), path('prefix', '/'), true],
    ['fewer, more', path('prefix', '/a'), all([path('prefix', '/a'), method('GET')]), false],
    ['a value of a header, any', header('x', { kind: 'exact', value: '1' }), header('x', { kind: 'present' }), true],
    ['not one, not another', not(path('prefix', '/a')), not(path('exact', '/a/b')), true],
    ['a choice, one that holds both', any([method('GET'), method('HEAD')]), any([method('HEAD'), method('POST'), method('GET')]), true],
    ['a choice, one of it', any([method('GET'), method('HEAD')]), method('GET'), false],
  ] as const)('%s', (_, a, b, expected) => { expect(implies(a, b)).toBe(expected); });
});

test.each([
  [path('exact', '/a'), path('prefix', '/b'), true],
  [path('prefix', '/a'), path('prefix', '/ab'), false],
  [path('prefix', '/a'), path('prefix', '/b'), true],
  [path('segments', '/a'), path('segments', '/ab'), true],
  [path('segments', '/a'), path('prefix', '/ab'), true],
  [method('GET'), method('POST'), true],
  [method('GET'), path('prefix', '/'), false],
  [header('x', { kind: 'exact', value: '1' }), header('y', { kind: 'exact', value: '1' }), false],
  [query('a', '1'), query('a', '2'), true],
  [path('regex', '/a.*'), path('regex', '/b.*'), true],
  [path('regex', '/(a|b)/x'), path('prefix', '/b/'), false],
  [{ op: 'address', of: 'peer', cidr: '10.0.0.0/8' }, { op: 'address', of: 'peer', cidr: '10.1.0.0/16' }, false],
  [{ op: 'address', of: 'peer', cidr: '10.0.0.0/8' }, { op: 'address', of: 'peer', cidr: '11.1.0.0/16' }, true],
  [{ op: 'port', ports: [80] }, { op: 'port', ports: [81] }, true],
  [text({ on: 'principal' }, { kind: 'exact', value: 'td/ns/a/sa/b' }), text({ on: 'namespace' }, { kind: 'exact', value: 'c' }), true],
] as readonly (readonly [Condition, Condition, boolean])[])('disjoint %#', (a, b, expected) => {
  expect(disjoint(a, b)).toBe(expected);
  expect(disjoint(b, a)).toBe(expected);
});

test('several rules together cover what none of them covers alone', () => {
  const split = [all([path('prefix', '/a'), method('GET')]), all([path('prefix', '/a'), not(method('GET'))])];
  expect(covered(path('prefix', '/a/b'), split)).toBe(true);
  expect(covered(path('prefix', '/a/b'), split.slice(1))).toBe(false);
});

test('an example meets its condition', () => {
  const condition = all([path('prefix', '/a'), not(path('exact', '/a')), header('x', { kind: 'present' }), query('q', '1'), any([method('PUT'), method('POST')])]);
  expect(evaluate(condition, exampleOf(condition)!)).toBe(true);
  expect(exampleOf(all([method('GET'), method('PUT')]))).toBeUndefined();
  expect(satisfiable(all([method('GET'), not(header('x', { kind: 'present' }))]))).toBe(true);
});

describe('every answer is right for requests at random', () => {
  const words = fc.constantFrom('/', '/a', '/a/', '/ab', '/a/b', '/b', '/A', '');
  const match: fc.Arbitrary<TextMatch> = fc.oneof(
    fc.record({ kind: fc.constantFrom('exact', 'prefix', 'suffix', 'contains') as fc.Arbitrary<'exact'>, value: words }), fc.record({ kind: fc.constantFrom('exact', 'prefix') as fc.Arbitrary<'exact'>, value: words, ignoreCase: fc.constant(true as const) }),
    fc.record({ kind: fc.constant('segments' as const), value: words }), fc.record({ kind: fc.constant('regex' as const), value: fc.constantFrom('/a.*', '/(a|b)', '.*', '/a[bc]?', '/.+', '/a/.*b') }), fc.constant({ kind: 'present' as const }),
  );
  const subject = fc.constantFrom({ on: 'path' as const }, { on: 'header' as const, name: 'x' }, { on: 'method' as const });
  const atom: fc.Arbitrary<Condition> = fc.oneof({ weight: 8, arbitrary: fc.tuple(subject, match).map(([s, m]) => text(s, m)) }, fc.constantFrom<Condition>(always, never, { op: 'port', ports: [80, 81] }, { op: 'port', ports: [81] }));
  const condition: fc.Arbitrary<Condition> = fc.letrec<{ c: Condition }>((tie) => ({
    c: fc.oneof({ maxDepth: 3 }, atom, fc.array(tie('c'), { maxLength: 3 }).map(all), fc.array(tie('c'), { maxLength: 3 }).map(any), tie('c').map(not)),
  })).c;
  const request: fc.Arbitrary<SeenRequest> = fc.record({
    target: fc.constantFrom('/', '/a', '/a/', '/ab', '/a/b', '/b', '/A', '/abc', '/a/xb'), method: fc.constantFrom('GET', '/a', '/', 'x'), port: fc.constantFrom(80, 81, 82),
    headers: fc.option(fc.constantFrom('', '/a', '/ab', '/A', 'x'), { nil: undefined }).map((x): Record<string, string> => (x === undefined ? {} : { x })),
  });
  const sure = (claim: boolean | undefined, refuted: boolean): void => { if (claim === true) expect(refuted).toBe(false); };

  test('implies, disjoint and satisfiable', () => {
    fc.assert(fc.property(condition, condition, fc.array(request, { minLength: 40, maxLength: 40 }), (a, b, requests) => {
      const met = (c: Condition, r: SeenRequest): boolean => evaluate(c, r) === true;
      sure(implies(a, b), requests.some((r) => met(a, r) && !met(b, r)));
      sure(disjoint(a, b), requests.some((r) => met(a, r) && met(b, r)));
      // Proofs alone are the same proofs.
      for (const c of [a, all([a, b]), all([a, not(b)])]) expect(isImpossible(c)).toBe(satisfiable(c) === false);
      if (satisfiable(a) === false) expect(requests.some((r) => met(a, r))).toBe(false);
      if (implies(a, b) === false) { const shown = exampleOf(all([a, not(b)]))!; expect(met(a, shown) && evaluate(b, shown) === false).toBe(true); }
    }), { numRuns: 600, seed: 7 });
  });
});
