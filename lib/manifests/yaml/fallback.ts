import type * as JsYaml from 'js-yaml';
import { resolvePlain } from './plain';
import { MAX_NESTING } from './scanner';
import { Unreadable } from './unreadable';

/** Where a node of the document starts, and the nodes in it: of a map, keys and values in turn. */
export interface NodeTree { line: number; column: number; result: unknown; readonly children: NodeTree[] }

/** More nodes than this, once aliases are followed, is an attack. */
const MAX_NODES = 5_000_000;

let loaded: { yaml: typeof JsYaml; schema: JsYaml.Schema } | undefined;

/** js-yaml is loaded with the first document that needs it. Its schema types scalars as kubectl does. */
function library(): { yaml: typeof JsYaml; schema: JsYaml.Schema } {
  if (loaded) return loaded;
   
  const yaml = require('js-yaml') as typeof JsYaml;
  const { Type, types } = yaml as typeof JsYaml & { types: { merge: JsYaml.Type } }; // not in its declarations
  const scalar = (tag: string) => new Type(`tag:yaml.org,2002:${tag}`, { kind: 'scalar', construct: (s: string | null) => typed(s ?? '') });
  const implicit = new Type('tag:yaml.org,2002:float', { kind: 'scalar', resolve: (s: string | null) => typeof resolvePlain(s ?? '') !== 'string', construct: (s: string | null) => typed(s ?? '') });
  const ignored = (['scalar', 'sequence', 'mapping'] as const).map(kind => new Type('!', { kind, multi: true, construct: (data: unknown) => data }));
  const binary = new Type('tag:yaml.org,2002:binary', { kind: 'scalar', construct: (s: string) => Buffer.from(s, 'base64').toString('utf8') });
  const time = new Type('tag:yaml.org,2002:timestamp', { kind: 'scalar' });
  const schema = yaml.FAILSAFE_SCHEMA.extend({ implicit: [types.merge, implicit], explicit: [scalar('int'), scalar('bool'), scalar('null'), binary, time, ...ignored] });
  return (loaded = { yaml, schema });
}

function typed(s: string): unknown {
  const value = resolvePlain(s);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${s} is no number that Kubernetes can hold`);
  return value;
}

/** What the library says, in words that tell what was expected. Anything else is said as the library says it. */
const SAYINGS: readonly (readonly [RegExp, string])[] = [
  [/bad indentation of a mapping entry/, 'wrong indentation: expected the next key of a map, or its end'],
  [/bad indentation of a sequence entry/, 'wrong indentation: expected the next "- " of a list, or its end'],
  [/a colon is missed/, 'expected ": " behind a key'],
  [/multiline key may not/, 'expected a key on one line, followed by ": "'],
  [/tab characters/, 'a tab in the indentation: expected spaces'],
  [/end of the stream or a document separator/, 'expected the end of the document, or "---" before the next one'],
  [/missed comma between flow/, 'expected "," between the entries of [] or {}'],
  [/unexpected end of the (?:stream|document) within a flow/, 'expected "]" or "}" before the end of the document'],
  [/unexpected end of the (?:stream|document) within a (single|double) quoted/, 'expected a closing quote before the end of the document'],
  [/unidentified alias "?([^"]*)"?/, 'an alias without its anchor: expected "&$1" before "*$1"'],
  [/non-printable/, 'a control character: expected it escaped in double quotes'],
  [/null byte/, 'a control character: expected it escaped in double quotes'],
  [/unknown escape/, 'an unknown escape: expected one of \\n \\t \\" \\\\ \\xNN \\uNNNN and the like'],
  [/expected hexadecimal/, 'expected hexadecimal digits in an escape'],
  [/nesting exceeded/, `nested deeper than ${MAX_NESTING} levels`],
  [/missing indentation for block/, 'expected the lines of a block scalar to be indented by spaces'],
];

function said(reason: string): string {
  for (const [pattern, words] of SAYINGS) { const match = pattern.exec(reason); if (match) return words.replace(/\$1/g, match[1] ?? ''); }
  return reason;
}

/** Line breaks of YAML 1.1, which kubectl folds, and characters that it refuses. The library takes them for letters. */
const FOREIGN = /[\x7f-\x9f\u2028\u2029\ufffe\uffff]/;

/** Reads one document with the library. */
export function readWithLibrary(text: string, listen?: (tree: NodeTree) => void): { value: unknown; duplicate?: { line: number; column: number } } {
  const foreign = FOREIGN.exec(text);
  if (foreign) {
    const before = text.slice(0, foreign.index).split('\n'), code = foreign[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    throw new Unreadable(`the character U+${code}: expected it escaped in double quotes`, before.length - 1, before[before.length - 1].length);
  }
  try {
    return { value: load(text, false, listen) };
  } catch (error) {
    const mark = (error as { mark?: { line: number; column: number } }).mark;
    const reason = String((error as { reason?: string }).reason ?? (error as Error).message);
    if (reason.startsWith('duplicated mapping key')) {
      try { return { value: load(text, true, listen), duplicate: mark }; } catch (second) { throw unreadable(second); }
    }
    throw unreadable(error);
  }
}

function unreadable(error: unknown): Unreadable {
  if (error instanceof Unreadable) return error;
  const { mark, reason, message } = error as { mark?: { line: number; column: number }; reason?: string; message: string };
  if (error instanceof RangeError) return new Unreadable(said('nesting exceeded'), 0, 0);
  return new Unreadable(said(reason ?? message), mark?.line ?? 0, mark?.column ?? 0);
}

function load(text: string, json: boolean, listen?: (tree: NodeTree) => void): unknown {
  const { yaml, schema } = library();
  const open: NodeTree[] = [{ line: 0, column: 0, result: undefined, children: [] }];
  let at: { line: number; position: number; lineStart: number } | undefined;
  const options = {
    schema, json, maxDepth: MAX_NESTING,
    listener(event: 'open' | 'close', state: { line: number; position: number; lineStart: number; result: unknown }) {
      at = state;
      if (event === 'open') open.push({ line: state.line, column: state.position - state.lineStart, result: undefined, children: [] });
      else { const node = open.pop()!; node.result = state.result; open[open.length - 1].children.push(node); }
    },
  };
  let documents: unknown[] = [];
  try {
    documents = yaml.loadAll(text, undefined, options as JsYaml.LoadOptions) as unknown[];
  } catch (error) {
    if (error instanceof TypeError) throw new Unreadable(error.message, at?.line ?? 0, at ? at.position - at.lineStart : 0);
    throw error;
  }
  if (documents.length > 1) throw new Unreadable('expected one document', 0, 0);
  const value = documents[0];
  if (expandedNodes(value, new Set(), 0) > MAX_NODES) throw new Unreadable(`more than ${MAX_NODES} values once its aliases are followed`, 0, 0);
  checkKeys(open[0]);
  listen?.(open[0]);
  return value;
}

/** Kubernetes has texts for keys: a number is made one, a list, a map or nothing is refused. The library would make up a name. */
function checkKeys(node: NodeTree): void {
  const { children, result } = node;
  const isMap = typeof result === 'object' && result !== null && !Array.isArray(result);
  // A key without its value, or one that merges, would shift the pairs: such maps go unchecked.
  if (isMap && children.length === 2 * Object.keys(result).length) {
    for (let i = 0; i < children.length; i += 2) if (typeof children[i].result === 'object') throw new Unreadable('a key that is no text: expected a name before ":"', children[i].line, children[i].column);
  }
  children.forEach(checkKeys);
}

function expandedNodes(value: unknown, above: Set<object>, count: number): number {
  if (typeof value !== 'object' || value === null) return count + 1;
  if (above.has(value)) throw new Unreadable('an alias stands inside its own anchor', 0, 0);
  above.add(value);
  count++;
  for (const entry of Object.values(value)) { count = expandedNodes(entry, above, count); if (count > MAX_NODES) break; }
  above.delete(value);
  return count;
}
