import { Yaml } from 'cdk8s';
import { YamlWriter, stringify, stringifyAll } from '../../../lib/manifests/yaml';
import { NASTY } from './arbitraries';
import { corpus } from './corpus';

/** Where we differ from stock on purpose, because its text is read as something else by kubectl or by everyone. */
const MISREAD = ['0o17', '0O17', '0X1F', '0B101', '-_1', '+_.5', ' \n', '\t\n', '\n \n', ' \n\n', '\ta\nb', '\u007f', '\u0085', 'a\u0085b', '\u2028', 'a\u2029b', '\ufeff', 'a\ufeffb', '\ufffe', '\uffff'];

describe('same bytes as cdk8s', () => {
  test.each(Object.keys(corpus))('%s', name => {
    const documents = corpus[name](20);
    expect(stringifyAll(documents)).toBe(Yaml.stringify(...documents));
  });

  const agreed = NASTY.filter(s => !MISREAD.includes(s));
  test.each(agreed.map(s => [s]))('the string %j: in a map, in lists, below a list', s => {
    for (const value of [{ a: s }, [s], { a: { b: [[s], { c: s }] } }]) expect(stringify(value)).toBe(Yaml.stringify(value));
    if (!s.includes('\n')) expect(stringify(s)).toBe(Yaml.stringify(s));
  });

  test.each(agreed.filter(s => s !== '<<' && s !== '__proto__').map(s => [s]))('the key %j', s => {
    for (const value of [{ [s]: 1 }, { [s]: { [s]: 'x' }, b: 2 }, [{ [s]: [1] }], { [s]: [], [`x${s}`]: {} }]) expect(stringify(value)).toBe(Yaml.stringify(value));
  });

  test.each([[0], [-0], [1], [-1], [9], [10], [99_999], [100_000], [123_456_789], [1.5], [-0.001], [1e21], [1e-7], [5e-324], [2 ** 53], [NaN], [Infinity], [-Infinity], [true], [false], [null]])('the scalar %p', v => {
    for (const value of [v, [v], { a: v }, { a: [v, v] }]) expect(stringify(value)).toBe(Yaml.stringify(value));
  });

  test.each([[{}], [[]], [[[]]], [[{}]], [{ a: {} }], [{ a: [] }], [[[1, [2, 3]], [{ a: [[{}]] }]]], [{ a: [[], [[]]] }], [undefined], [[undefined]]])('the shape %j', v => {
    expect(stringify(v)).toBe(Yaml.stringify(v));
  });

  test('several documents, an absent one among them', () => {
    const documents = [{ a: 1 }, undefined, 'x', [], { b: 'c' }];
    expect(stringifyAll(documents)).toBe(Yaml.stringify(...documents));
    expect(stringifyAll([])).toBe(Yaml.stringify());
  });
});

describe('different from cdk8s where that would be misread', () => {
  test.each([
    ['0X1F', 'a: "0X1F"\n'], ['0o17', 'a: "0o17"\n'], ['-_1', 'a: "-_1"\n'], [' \n', 'a: "\\ \\n"\n'], ['\tx\ny', 'a: |2-\n  \tx\n  y\n'],
    ['\u0085', 'a: "\\N"\n'], ['\u2028', 'a: "\\L"\n'], ['\u2029', 'a: "\\P"\n'], ['\ufeff', 'a: "\\ufeff"\n'], ['\u007f', 'a: "\\x7f"\n'], ['\uffff', 'a: "\\uffff"\n'],
    ['a long enough line before\r\n \nthe break', 'a: "a long enough line before\\r\n\n  \\ \n\n  the break"\n'],
  ])('%j', (s, text) => {
    expect(stringify({ a: s })).toBe(text);
    expect(stringify({ a: s })).not.toBe(Yaml.stringify({ a: s }));
  });
  test('a key `<<`, which would merge', () => expect(stringify({ '<<': { a: 1 } })).toBe('"<<":\n  a: 1\n'));
  test('undefined fields are left out, as cdk8s leaves them out of an ApiObject', () => expect(stringify({ a: undefined, b: { c: undefined }, d: 1 })).toBe('b: {}\nd: 1\n'));
  test('a text document', () => expect(stringify('a\nb\n')).toBe('|\n  a\n  b\n'));
});

test('one object in two places is printed twice, without anchors', () => {
  const shared = { labels: { a: 'b' } };
  expect(stringify({ x: shared, y: [shared] })).toBe('x:\n  labels:\n    a: b\n"y":\n  - labels:\n      a: b\n');
});

test('objects without a prototype, and frozen ones, are plain data', () => {
  expect(stringify(Object.assign(Object.create(null), { a: Object.freeze({ b: Object.freeze([1]) }) }))).toBe('a:\n  b:\n    - 1\n');
});

describe('what is not data is refused, with its place', () => {
  const circle: Record<string, unknown> = {};
  circle.again = { list: [circle] };
  test.each([
    [{ spec: { at: new Date(0) } }, 'an object of type Date cannot be written as YAML, at spec.at'],
    [{ spec: { 'a.b/c': [1, () => 1] } }, 'a function cannot be written as YAML, at spec["a.b/c"][1]'],
    [new Map(), 'an object of type Map cannot be written as YAML, at the document itself'],
    [Symbol('x'), 'a symbol cannot be written as YAML, at the document itself'],
  ])('%p', (value, message) => expect(() => stringify(value)).toThrow(new TypeError(message)));
  test('a circle', () => expect(() => stringify(circle)).toThrow(/^nested deeper than 500 levels or in a circle, at again\.list\[0\]\.again/));
});

describe('YamlWriter', () => {
  const chunks = (documents: unknown[]) => {
    const sizes: number[] = [], bytes: Buffer[] = [];
    const writer = new YamlWriter(chunk => { sizes.push(chunk.length); bytes.push(Buffer.from(chunk)); });
    for (const d of documents) writer.document(d);
    writer.end();
    return { sizes, text: Buffer.concat(bytes).toString() };
  };

  test('hands on many documents and one huge one in chunks of at most 1 MiB', () => {
    const many = corpus['block text'](1500), huge = { a: 'x'.repeat(3_000_000), b: 'ü\n'.repeat(300_000), c: many.slice(0, 100) };
    const { sizes, text } = chunks([...many, huge, { z: 1 }]);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1024 * 1024);
    expect(sizes.length).toBeGreaterThan(5);
    expect(text === Yaml.stringify(...many, huge, { z: 1 })).toBe(true);
  });

  test('two writers at once, and one inside the sink of another, do not disturb each other', () => {
    const outer: Buffer[] = [], inner: string[] = [];
    const a = new YamlWriter(chunk => { inner.push(stringify({ inner: 1 })); outer.push(Buffer.from(chunk)); }), b: Buffer[] = [];
    const other = new YamlWriter(chunk => { b.push(Buffer.from(chunk)); });
    a.document({ a: 1 }); other.document({ b: 1 }); a.document({ a: 2 }); other.document({ b: 2 });
    a.end(); other.end();
    expect([Buffer.concat(outer).toString(), Buffer.concat(b).toString(), inner]).toEqual(['a: 1\n---\na: 2\n', 'b: 1\n---\nb: 2\n', ['inner: 1\n']]);
  });

  test('a document that fails leaves no trace', () => {
    const bytes: Buffer[] = [];
    const writer = new YamlWriter(chunk => { bytes.push(Buffer.from(chunk)); });
    writer.document({ a: 1 });
    expect(() => writer.document({ b: 1, c: new Date(0) })).toThrow('an object of type Date');
    writer.document({ d: 1 });
    writer.end();
    expect(Buffer.concat(bytes).toString()).toBe('a: 1\n---\nd: 1\n');
  });
});
