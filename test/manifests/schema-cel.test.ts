import { celEnv, celFunc, type CelInput, celMethod, CelScalar, isCelError, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import fc from 'fast-check';
import type { CelRule } from '../../lib/manifests/schema/shape';
import { RULES as ALL } from '../../lib/manifests/generated/istio-1.31/rules';
import { codePoints, isUrl, parseDuration, parseUrl, schemeOf, substring, toUrl } from '../../lib/manifests/schema/cel-runtime';
import { RULE_MESSAGES } from '../../lib/manifests/schema/rule-messages';
import { compileCel, fieldsRead } from '../../scripts/generate/cel/compile';
import { type Node, toNode } from '../../scripts/generate/node';
import { readSchemaFile } from '../../scripts/generate/schema-file';

/* Every compiled rule against an independent CEL evaluator, on values made from the schema at the place where the rule stands. */

const URL_FUNCTIONS = [
  celFunc('isURL', [CelScalar.STRING], CelScalar.BOOL, isUrl),
  celFunc('url', [CelScalar.STRING], CelScalar.STRING, (text) => { toUrl(text); return text; }),
  celMethod('getScheme', CelScalar.STRING, [], CelScalar.STRING, function scheme() { return schemeOf(toUrl(this)); }),
];
const ENV = celEnv({ funcs: [...strings, ...URL_FUNCTIONS], variables: { self: CelScalar.DYN } });

/** What a rule refuses and what it cannot evaluate are one to the API server. */
function reference(text: string): (self: unknown) => boolean {
  const run = plan(ENV, parse(text)) as (context: { self: CelInput }) => unknown;
  return (self) => { const result = run({ self: toCel(self) }); return !isCelError(result) && result === true; };
}

function toCel(value: unknown): CelInput {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value === 'object' && value !== null) return new Map(Object.entries(value).map(([key, field]) => [key, toCel(field)]));
  return value as CelInput;
}

const WORDS = ['', 'a', '*', 'a*', 'a.b', '10.0.0.0/8', '10.0.0.1', 'unix://', 'unix:///', 'unix:///a', 'unix:///a/', 'unix://@a', 'unix://a', '0', '1', '80', '65535', '65536', '-1', '1.5', 'x1',
  '1ms', '0.5ms', '999us', '1000us', '1s', '1h30m', '1.5h', '-1s', '1d', 's', '10', 'a'.repeat(62), 'a'.repeat(63), '-a', 'a-', 'http', 'é', '🙂', 'http://a/b', 'https://a', 'oci://a/b:1', 'file:///a', 'ftp://a',
  'HTTP://a', 'a/b', '/a', '://', 'a b'];
const NUMBERS = [-1, 0, 1, 80, 443, 65535, 65536];

/** A value of the kind that the schema has here; of an object only the fields that matter. */
function valueOf(node: Node, read: readonly string[]): fc.Arbitrary<unknown> {
  switch (node.is) {
    case 'string': return fc.constantFrom(...(node.enum ?? WORDS));
    case 'integer': case 'number': return fc.constantFrom(...NUMBERS);
    case 'boolean': return fc.boolean();
    case 'array': return fc.array(valueOf(node.items, read), { maxLength: 3 });
    case 'map': return fc.dictionary(fc.constantFrom(...WORDS), valueOf(node.values, read), { maxKeys: 3, noNullPrototype: true });
    case 'object': {
      const names = new Set(read.map((path) => path.split('.')[0]!));
      const fields = [...node.properties].filter(([name]) => names.size === 0 || names.has(name));
      return fc.record(Object.fromEntries(fields.map(([name, child]) => [name, valueOf(child, read.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1)))])), { requiredKeys: [], noNullPrototype: true });
    }
    default: return fc.constant('a');
  }
}

/** The first place of every rule. */
function places(): Map<string, Node> {
  const file = readSchemaFile('istio-1.31');
  const found = new Map<string, Node>();
  const visit = (node: Node): void => {
    for (const rule of node.rules) if (!found.has(rule)) found.set(rule, node);
    if (node.is === 'object') [...node.properties.values()].forEach(visit);
    if (node.is === 'array') visit(node.items);
    if (node.is === 'map') visit(node.values);
  };
  for (const kind of file.kinds) visit(toNode(file, kind.schema, kind.kind));
  return found;
}

const PLACES = places();
/** Istio's schemas have no others. */
const RULES = ALL as readonly CelRule[];

test('every rule of the schemas is compiled and has words', () => {
  expect(RULES.map((rule) => rule.text).sort()).toEqual([...PLACES.keys()].sort());
  expect(RULES).toHaveLength(36);
  for (const { text } of RULES) expect(RULE_MESSAGES[text]).toEqual({ message: expect.stringMatching(/^[a-zA-Z]/), help: expect.stringMatching(/\w/) });
});

describe('compiled rules agree with the reference', () => {
  test.each(RULES.map((rule) => [rule.text, rule] as const))('%s', (text, rule) => {
    const judge = reference(text);
    const reached = new Set<boolean>();
    fc.assert(fc.property(valueOf(PLACES.get(text)!, fieldsRead(text)), (self) => {
      const expected = judge(self);
      reached.add(expected);
      expect(rule.holds(self)).toBe(expected);
    }), { numRuns: 120, seed: 31 });
    expect([...reached].sort()).toEqual([false, true]);
  });
});

describe('the compiler', () => {
  const holds = (text: string, self: unknown): boolean => {
    const { code, helpers } = compileCel(text);
    const runtime = jest.requireActual<Record<string, unknown>>('../../lib/manifests/schema/cel-runtime');
    const run = new Function('self', ...helpers, `return ${code.replace(/: any\)/g, ')')};`) as (self: unknown, ...rest: unknown[]) => boolean;
    try { return run(self, ...[...helpers].map((name) => runtime[name])); } catch (error) { if (error === runtime.FAILED) return false; throw error; }
  };

  test.each<[string, unknown]>([
    ['self.a == 1 || self.b == 1', { b: 1 }], ['self.a == 1 || self.b == 1', { b: 2 }], ['self.a == 1 && self.b == 1', { b: 2 }], ['!(self.a == 1)', {}], ['!(self.a == 1)', { a: 2 }],
    ['self.l.all(x, int(x) > 0)', { l: ['1', 'x'] }], ['self.l.all(x, int(x) > 0)', { l: ['0', 'x'] }], ['self.l.exists(x, int(x) > 0)', { l: ['x', '1'] }], ['self.l.exists(x, int(x) > 0)', { l: ['x', '0'] }],
    ['!self.l.exists(x, int(x) > 0)', { l: ['x', '0'] }], ['has(self.a) && self.a.startsWith("b")', {}], ['has(self.a) && self.a.startsWith("b")', { a: 'bc' }], ['(has(self.a) ? self.a : "x") == "x"', {}],
    ['size(self) == 2', { a: '🙂' }], ['self.a.size() == 1', { a: '🙂' }], ['self.m.all(k, k.contains("b"))', { m: { ab: '1', b: '2' } }], ["self.a == 'it\\'s'", { a: "it's" }],
  ])('%s of %j', (text, self) => expect(holds(text, self)).toBe(reference(text)(self)));

  test.each(['self.filter(x, x)', 'self.a * 2 > 1', 'self == []', 'self in self.list', 'self.matches("(?i)a")', 'self.lowerAscii()', 'self.a[0]', '"\\n" == self', 'self.a ==', 'optional.of(1)'])('refuses what it does not know: %s', (text) => {
    expect(() => compileCel(text)).toThrow(/CEL rule/);
  });
});

describe('runtime', () => {
  test.each<[string, number]>([
    ['0', 0], ['1ns', 1], ['1us', 1e3], ['1µs', 1e3], ['1μs', 1e3], ['1ms', 1e6], ['1s', 1e9], ['1m', 6e10], ['1h', 3.6e12], ['1h30m', 5.4e12], ['1.5s', 1.5e9], ['.5s', 5e8], ['1.s', 1e9], ['-2s', -2e9], ['+1s', 1e9], ['1s1s', 2e9],
    ['', NaN], ['1', NaN], ['.s', NaN], ['1d', NaN], ['1 s', NaN], ['s', NaN], ['-', NaN], ['1sx', NaN], ['3000000h', NaN], ['1S', NaN], ['--1s', NaN],
  ])('duration %s', (text, nanoseconds) => expect(Math.round(parseDuration(text))).toBe(nanoseconds));

  // Verdicts of Go's net/url.ParseRequestURI.
  test.each<[string, string | undefined]>([
    ['http://a', 'http'], ['HTTPS://a:443/b?c', 'https'], ['/a', ''], ['*', ''], ['a', undefined], ['', undefined], [':a', undefined], ['oci:a', 'oci'], ['http://a:b', undefined], ['http://[::1]:80/', 'http'],
    ['http://a b', undefined], ['http://a/%zz', undefined], ['http://u:p@a/', 'http'], ['1http://a', undefined], ['http://a\n', undefined], ['//a/b', ''], ['http://%41/', undefined], ['http://a/ b', 'http'], ['http://a*/', 'http'], ['http://é/', 'http'], ['http://a"b/', 'http'],
    ['http://a%20b/', undefined], ['http://[fe80::1%25en0]/', 'http'], ['http://[x]/', undefined], ['a:', 'a'], ['http:', 'http'], ['http:///a', 'http'], ['///a', ''],
  ])('URL %s', (text, scheme) => expect(parseUrl(text)?.scheme).toBe(scheme));

  test('parts of a string are counted in characters, too', () => {
    expect(substring('🙂b', 0, 1)).toBe('🙂');
    expect(() => substring('ab', 1, 3)).toThrow('cannot be evaluated');
  });

  test('characters are counted, not UTF-16 units', () => expect([codePoints(''), codePoints('aé'), codePoints('🙂b'), codePoints('\udc00')]).toEqual([0, 2, 2, 1]));
});
