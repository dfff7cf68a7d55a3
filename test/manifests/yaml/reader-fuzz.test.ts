import * as fc from 'fast-check';
import * as jsYaml from 'js-yaml';
import { isDeepStrictEqual } from 'util';
import * as YAML from 'yaml';
import { readYaml, stringify } from '../../../lib/manifests/yaml';
import { readWithLibrary } from '../../../lib/manifests/yaml/fallback';
import { Unreadable } from '../../../lib/manifests/yaml/unreadable';
import { anyDocument, FUZZ, FUZZ_DOCS } from './arbitraries';

/** JSON's zero has no sign. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

const run = <T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void) => fc.assert(fc.property(arbitrary, predicate), FUZZ as fc.Parameters<[T]>);

function ours(text: string): unknown {
  const { documents, findings } = readYaml(text);
  const error = findings.find(f => f.level === 'error');
  if (error) return 'unreadable';
  return documents.length === 0 ? null : documents.length === 1 ? plain(documents[0].value) : documents.map(d => plain(d.value));
}

/** The library with kubectl's types, on the whole document: what the native reader must agree with wherever it does not ask it anyway. */
function library(text: string): unknown {
  try { return plain(readWithLibrary(text).value); } catch (error) { expect(error).toBeInstanceOf(Unreadable); return 'unreadable'; }
}

test(`${FUZZ_DOCS} generated documents: read back from our writer`, () => {
  let total = 0;
  run(anyDocument, value => {
    const read = ours(stringify(value)), expected = plain(value);
    if (!isDeepStrictEqual(read, expected)) expect(read).toEqual(expected);
    total++;
  });
  expect(total).toBeGreaterThanOrEqual(FUZZ_DOCS);
});

/** In flow style kubectl, and so our reader, has its own idea of colons, question marks and brackets next to a delimiter: recorded/kubernetes.json holds it. */
const FLOW_OF_ITS_OWN = /[[{,:]\s*(?:#.*\n\s*)*[?:-]|[:-][,\]}]|[^\s,[\]{}"'][[{]/;
const expectSame = (text: string, read: unknown): void => {
  const expected = library(text);
  if (isDeepStrictEqual(read, expected) || FLOW_OF_ITS_OWN.test(text)) return;
  expect({ text, read }).toEqual({ text, read: expected });
};

/** Text as a whole document is no manifest, and every reader has its own idea of it. */
const collection = anyDocument.map(value => (typeof value === 'object' && value !== null ? value : { value }));

/** As people and other tools write: styles of two printers, then what people do to text. */
const style = fc.record({
  printer: fc.constantFrom('yaml', 'js-yaml', 'json'), indent: fc.constantFrom(2, 4), width: fc.constantFrom(0, 40, 80), indentSeq: fc.boolean(), flowLevel: fc.constantFrom(-1, -1, 1, 2),
  strings: fc.constantFrom('PLAIN', 'PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'), comments: fc.boolean(), blanks: fc.boolean(), returns: fc.boolean(), marker: fc.constantFrom('', '---\n', '--- # c\n', '# top\n'),
});
type Style = typeof style extends fc.Arbitrary<infer S> ? S : never;

function print(value: unknown, s: Style): string {
  let text = s.printer === 'yaml'
    ? YAML.stringify(value, { indent: s.indent, lineWidth: s.width, indentSeq: s.indentSeq, defaultStringType: s.strings as 'PLAIN', defaultKeyType: 'PLAIN', version: '1.1', collectionStyle: s.flowLevel === 1 ? 'flow' : 'any', aliasDuplicateObjects: false })
    : s.printer === 'js-yaml'
      ? jsYaml.dump(value, { indent: s.indent, lineWidth: s.width || -1, noArrayIndent: !s.indentSeq, flowLevel: s.flowLevel, forceQuotes: s.strings.startsWith('QUOTE'), quotingType: s.strings === 'QUOTE_DOUBLE' ? '"' : "'", noRefs: true })
      : JSON.stringify(value, null, s.indent) + '\n';
  // Comments and blank lines go where no scalar can be going on: in front of a key in the first column.
  if (s.comments) text = text.replace(/^(?=[a-z][a-z0-9-]*: ?(?:\n|[a-z\d[{]))/gm, '# a comment: with [things]\n');
  if (s.printer !== 'json' && s.blanks && !/[|>]/.test(text)) text = text.replace(/\n(?=[a-z][a-z0-9-]*: ?(?:\n|[a-z\d[{]))/g, '\n\n');
  return s.marker + text;
}

test(`${FUZZ_DOCS} generated documents in the styles of others: as the library reads them, natively nearly always`, () => {
  let same = 0, total = 0;
  run(fc.tuple(collection, style), ([value, s]) => {
    const text = print(value, s);
    if (/^\.\.\./m.test(text)) return; // js-yaml prints such a key plain, though it ends the document
    const read = ours(s.returns ? text.replace(/\n/g, '\r\n') : text);
    expectSame(text, read);
    total++;
    if (JSON.stringify(read) === JSON.stringify(plain(value))) same++;
  });
  expect(same / total).toBeGreaterThan(0.9); // the rest are texts that others leave plain and Kubernetes reads as numbers, and characters it refuses
});

const edit = fc.tuple(fc.nat(), fc.constantFrom('delete', 'insert', 'double', 'indent', 'dedent', 'swap'), fc.constantFrom('\n', ' ', '  ', '\t', ':', ': ', '-', '- ', '"', "'", '[', ']', '{', '}', ',', '#', ' #', '|', '>', '&a ', '*a', '!', '? ', '<<: ', '\\', 'x', '0', '\n\n', '---\n'));

function mutate(text: string, edits: readonly (readonly [number, string, string])[]): string {
  for (const [seed, what, piece] of edits) {
    const at = seed % (text.length + 1), line = text.lastIndexOf('\n', at - 1) + 1;
    if (what === 'delete') text = text.slice(0, at) + text.slice(at + 1);
    else if (what === 'insert') text = text.slice(0, at) + piece + text.slice(at);
    else if (what === 'double') text = text.slice(0, at) + text.slice(line, at) + text.slice(at);
    else if (what === 'indent') text = text.slice(0, line) + ' ' + text.slice(line);
    else if (what === 'dedent') text = text[line] === ' ' ? text.slice(0, line) + text.slice(line + 1) : text;
    else text = text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
  }
  return text;
}

test(`${FUZZ_DOCS} damaged documents: never a crash, and the verdict and value of the library`, () => {
  let readable = 0;
  run(fc.tuple(collection, style, fc.array(edit, { minLength: 1, maxLength: 3 })), ([value, s, edits]) => {
    const text = mutate(print(value, s), edits);
    const read = ours(text);
    if (/^(?:---|\.\.\.)/m.test(text) || text.startsWith('%') || !text.endsWith('\n') || /\\\n *\n|#.*[\x7f-\x9f\u2028\u2029\ufffe\uffff]/.test(text)) return; // several documents; what the library reads unlike Kubernetes
    if (read !== 'unreadable') readable++;
    expectSame(text, read);
  });
  expect(readable).toBeGreaterThan(FUZZ_DOCS / 20);
});
