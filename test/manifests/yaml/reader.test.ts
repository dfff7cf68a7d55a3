import { readYaml, stringify, stringifyAll } from '../../../lib/manifests/yaml';
import { corpus } from './corpus';

const values = (text: string) => { const { documents, findings } = readYaml(text); expect(findings).toEqual([]); return documents.map(d => d.value); };
const problems = (text: string) => readYaml(text, { file: 'm.yaml' }).findings.map(f => `${f.level} ${f.file}:${f.line}:${f.column} ${f.message}`);

test.each(Object.keys(corpus))('reads back what was written: %s', name => {
  const documents = corpus[name](30);
  expect(values(stringifyAll(documents))).toEqual(documents);
});

describe('documents', () => {
  test.each([
    ['', []], ['\n\n# only a comment\n', []], ['---\n---\n# nothing\n---\n', []], ['a: 1', [{ a: 1 }]], ['a: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]], ['---\na: 1\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['a: 1\n...\nb: 2\n', [{ a: 1 }, { b: 2 }]], ['a: 1\n...\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]], ['--- # first\na: 1\n--- # second\nb: 2\n', [{ a: 1 }, { b: 2 }]], ['--- {a: 1}\n--- [b]\n', [{ a: 1 }, ['b']]],
    ['a: ---\nb: ----\n---- x: 1\n', [{ a: '---', b: '----', '---- x': 1 }]], ['a: |\n  ---\n  x\n', [{ a: '---\nx\n' }]], ['%YAML 1.1\n---\na: 1\n', [{ a: 1 }]], ['# c\n%YAML 1.1\n# d\n---\na: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['\ufeffa: 1\n', [{ a: 1 }]], ['a: 1\r\nb:\r\n  - c\r\n---\r\nd: |\r\n  x\r\n  y\r\n', [{ a: 1, b: ['c'] }, { d: 'x\ny\n' }]], ['text\n---\n- 1\n---\n"x: y"\n', ['text', [1], 'x: y']],
    ['{"a": [1, {"b": null}]}\n{"x": 1}'.split('\n')[0], [{ a: [1, { b: null }] }]], ['a: |\n  no break at the end', [{ a: 'no break at the end' }]],
  ])('%j', (text, expected) => expect(values(text)).toEqual(expected));

  test('names that objects have anyway are keys like others', () => {
    const [value] = values('__proto__: {x: 1}\nconstructor: 2\ntoString: 3\nhasOwnProperty: 4\n') as object[];
    expect(Object.entries(value)).toEqual([['__proto__', { x: 1 }], ['constructor', 2], ['toString', 3], ['hasOwnProperty', 4]]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe('mistakes: where, and what was expected', () => {
  test.each([
    ['a:\n  b: 1\n c: 2\n', 'error m.yaml:3:2 wrong indentation: expected the next key of a map, or its end'],
    ['a: 1\n---\nb: [1, 2\nc: 3\n', 'error m.yaml:4:1 expected "," between the entries of [] or {}'],
    ['a: [1, 2\n', 'error m.yaml:2:1 expected "]" or "}" before the end of the document'],
    ['a: "x\n', 'error m.yaml:2:1 expected a closing quote before the end of the document'],
    ['a:\n\tb: 1\n', 'error m.yaml:2:1 a tab in the indentation: expected spaces'],
    ['a: *gone\n', 'error m.yaml:1:9 an alias without its anchor: expected "&gone" before "*gone"'],
    ['a: "\\q"\n', 'error m.yaml:1:6 an unknown escape: expected one of \\n \\t \\" \\\\ \\xNN \\uNNNN and the like'],
    ['a: x\u0001\n', 'error m.yaml:1:6 a control character: expected it escaped in double quotes'],
    ['a: .inf\n', 'error m.yaml:1:8 .inf is no number that Kubernetes can hold'],
    ['a: 1\nb: \u2028\n', 'error m.yaml:2:4 the character U+2028: expected it escaped in double quotes'],
    ['a: 1\n? [x]\n: 1\n', 'error m.yaml:2:2 a key that is no text: expected a name before ":"'],
    ['x: 1\naddresses: [::1]\n', 'error m.yaml:2:13 expected quotes around a text that starts with ":" inside [] or {}'],
    ['# c\n---\n---\na: 1\nb\n', 'error m.yaml:6:1 expected a key on one line, followed by ": "'],
    ['a: 1\nb: 2\na: 3\n', 'warning m.yaml:3:1 a key that the same map has already: this one counts'],
    ['"a": 1\na: 3\n', 'warning m.yaml:2:1 a key that the same map has already: this one counts'],
    ['x: &x {b: 1}\na: 1\na: *x\n', 'warning m.yaml:3:1 a key that the same map has already: this one counts'],
  ])('%j', (text, problem) => expect(problems(text)).toEqual([problem]));

  test('one broken document does not hide the others', () => {
    const { documents, findings } = readYaml('a: 1\n---\nb: [\n---\nc: 3\n---\n"\n---\nd: 4\n');
    expect(documents.map(d => d.value)).toEqual([{ a: 1 }, { c: 3 }, { d: 4 }]);
    expect(findings.map(f => f.line)).toEqual([4, 8]);
  });

  test('of equal keys the later one counts', () => expect(readYaml('a: 1\nb: 2\na: 3\n').documents[0].value).toEqual({ a: 3, b: 2 }));
});

describe('hostile text ends soon', () => {
  const soon = (text: string) => { const start = Date.now(); const read = readYaml(text); expect(Date.now() - start).toBeLessThan(4000); return read; };
  test.each([
    ['brackets', '['.repeat(200_000)], ['braces', '{a: '.repeat(100_000)], ['dashes', '- '.repeat(200_000)], ['question marks', '? '.repeat(100_000)],
    ['deep maps', Array.from({ length: 3000 }, (_, i) => ' '.repeat(i) + 'a:').join('\n')],
  ])('%s', (_, text) => expect(soon(text).findings[0]).toMatchObject({ level: 'error', message: expect.stringMatching(/nested deeper|expected|missed/) as string }));

  test('aliases of aliases', () => {
    const bomb = 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n' + Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]\n`).join('');
    expect(soon(bomb).findings[0].message).toBe('more than 5000000 values once its aliases are followed');
    expect(soon('a: &x\n  b: *x\n').findings[0].message).toMatch(/alias/);
  });

  test('long lines, many blank lines, many quotes', () => {
    expect(soon('a: ' + 'x '.repeat(500_000) + '\n').findings).toEqual([]);
    expect(soon('\n'.repeat(1_000_000) + 'a: 1\n').documents[0].line).toBe(1_000_001);
    expect(soon('a: "' + "'".repeat(500_000) + '"\nb: \'' + "''".repeat(200_000) + "'\n").findings).toEqual([]);
    expect(soon('---\n'.repeat(200_000)).documents).toEqual([]);
    expect(soon('a: |\n' + '  \n'.repeat(300_000) + '  x\n').findings).toEqual([]);
  });
});

describe('positions', () => {
  const text = [
    '# a comment', '---', '', 'apiVersion: v1', 'metadata:', '  labels:', '    "app.kubernetes.io/name": x', '    plain: y', 'spec:', '  http:', '  - route:', '    - destination: {host: a,', '        port: {number: 80}}', '      weight: 90',
    '    - weight: 10', '  - - nested', '    -', '      deep: 1', '  text: |', '    line: 1', '    line: 2', '  after: 1', '---', 'second: 2',
  ].join('\n');
  const [first, second] = readYaml(text).documents;

  test.each([
    ['', 4], ['apiVersion', 4], ['metadata', 5], ['metadata.labels["app.kubernetes.io/name"]', 7], ["metadata.labels['app.kubernetes.io/name']", 7], ['metadata.labels.plain', 8], ['spec.http[0]', 11], ['spec.http[0].route', 11],
    ['spec.http[0].route[0].destination.host', 12], ['spec.http[0].route[0].destination.port.number', 13], ['spec.http[0].route[0].weight', 14], ['spec.http[0].route[1].weight', 15], ['spec.http[1][0]', 16], ['spec.http[1][1].deep', 18], ['spec.text', 19], ['spec.after', 22],
    ['spec.http[0].route[7].weight', 11], ['spec.absent.further', 9], ['absent', 4], ['apiVersion.inside', 4],
  ])('%s is on line %d', (path, line) => expect(first.lineOf(path)).toBe(line));

  test('columns, segments, and a further document', () => {
    expect(first.positionOf(['spec', 'http', 0, 'route', 0, 'weight'])).toEqual({ line: 14, column: 7 });
    expect(first.positionOf('spec.http[0].route[0].destination.host')).toEqual({ line: 12, column: 21 });
    expect([first.line, second.line, second.lineOf('second'), second.lineOf('apiVersion')]).toEqual([4, 24, 24, 24]);
  });

  test('in a document that the library reads', () => {
    const [, document] = readYaml('x: 1\n---\n# c\nbase: &b\n  k: 1\nuse:\n  - *b\n  - <<: *b\n    own: {deep: 2}\n    more: 3\n').documents;
    expect(document.value).toEqual({ base: { k: 1 }, use: [{ k: 1 }, { k: 1, own: { deep: 2 }, more: 3 }] });
    expect([document.line, ...['base', 'base.k', 'use', 'use[0]', 'use[1].own', 'use[1].own.deep', 'use[1].more', 'use[1].absent'].map(p => document.lineOf(p))]).toEqual([4, 4, 5, 6, 7, 9, 9, 10, 8]);
  });

  test('of everything that the writer writes', () => {
    for (const make of Object.values(corpus)) {
      for (const document of readYaml(stringifyAll(make(2))).documents) {
        const lines = stringifyAll(make(2)).split('\n');
        for (const [path, key] of leaves(document.value)) expect(lines[document.lineOf(path) - 1]).toContain(typeof key === 'number' ? '-' : key);
      }
    }
  });
  function* leaves(value: unknown, path: (string | number)[] = []): Generator<[(string | number)[], string | number]> {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, entry] of Object.entries(value)) {
      const segment = Array.isArray(value) ? Number(key) : key;
      yield [[...path, segment], segment];
      yield* leaves(entry, [...path, segment]);
    }
  }
});

test('a value is not shared between readings', () => {
  const text = stringify({ a: { b: [1] } });
  expect(readYaml(text).documents[0].value).not.toBe(readYaml(text).documents[0].value);
});
