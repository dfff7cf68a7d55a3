import fc from 'fast-check';
import { rebased } from '../../../lib/control-plane/istio/chart/rebase';

describe('a change, done to something else', () => {
  test('sets, deletes and adds fields, and leaves the rest alone', () => {
    expect(rebased({ a: 1, b: 1, c: { d: 1 } }, { a: 2, c: { d: 1, e: 1 } }, { a: 0, b: 0, c: { d: 0 }, x: 0 })).toEqual({ a: 2, c: { d: 0, e: 1 }, x: 0 });
    expect(rebased(undefined, { a: 1 }, undefined)).toEqual({ a: 1 });
    expect(rebased({ a: { b: 1 } }, { a: null }, { a: { b: 2 }, c: 1 })).toEqual({ c: 1 });
  });
  test('finds the items of a list by their name', () => {
    const list = (...env: readonly (readonly [string, string])[]) => ({ env: env.map(([name, value]) => ({ name, value })) });
    expect(rebased(list(['A', '1'], ['B', '1']), list(['A', '2'], ['C', '1']), list(['X', '0'], ['B', '0'], ['A', '0']))).toEqual(list(['X', '0'], ['A', '2'], ['C', '1']));
  });
  test('puts what is new after what it follows', () => {
    expect(rebased(['--domain', 'a', '--x'], ['--domain', 'b', '--y', '--x'], ['z', '--domain', 'a', '--x'])).toEqual(['z', '--domain', 'b', '--y', '--x']);
    expect(rebased([], ['new'], ['old'])).toEqual(['new', 'old']);
  });
  test('says where it does not fit', () => {
    expect(() => rebased({ rules: ['a'] }, { rules: ['b'] }, { rules: ['c'] })).toThrow('rules: "a", which it replaces, is not there');
  });

  const value = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 3 }, fc.integer({ min: 0, max: 3 }), fc.dictionary(fc.constantFrom('a', 'b', 'env', 'c'), tie('any'), { maxKeys: 3 }), fc.uniqueArray(fc.record({ name: fc.constantFrom('x', 'y', 'z'), value: fc.integer({ min: 0, max: 3 }) }), { selector: (item) => item.name, maxLength: 3 })),
  })).any;
  test('done to where it began is where it leads', () => {
    fc.assert(fc.property(value, value, (before, after) => { expect(sorted(rebased(before, after, before))).toEqual(sorted(after)); }), { numRuns: 500, seed: 1 });
  });
  test('that is none changes nothing', () => {
    fc.assert(fc.property(value, value, (same, onto) => { expect(rebased(same, structuredClone(same), onto)).toBe(onto); }), { numRuns: 200, seed: 1 });
  });
});

/** The order of named items is no matter. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)])) : value;
}
