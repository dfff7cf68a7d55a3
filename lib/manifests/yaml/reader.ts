import { BlockReader } from './block-reader';
import { type NodeTree, readWithLibrary } from './fallback';
import { type FieldPath, segmentsOf } from './field-path';
import { Lines, type Position } from './lines';
import { BAIL } from './scanner';
import { Unreadable } from './unreadable';

/** Why a document could not be read, and where; or, as a warning, which of its keys counts for nothing. */
export interface YamlFinding extends Position { readonly file: string; readonly message: string; readonly level: 'error' | 'warning' }

/** One document that has content. */
export interface YamlDocument {
  readonly value: unknown;
  /** The line on which its content starts. */
  readonly line: number;
  /** Where the field stands, or else the closest thing around it that does. Costs a second reading of the document, once. */
  positionOf(path: FieldPath): Position;
  lineOf(path: FieldPath): number;
}

export interface YamlFile { readonly documents: YamlDocument[]; readonly findings: YamlFinding[] }

/**
 * Reads a stream of YAML documents as kubectl reads them: scalars typed as `resolvePlain` says, keys made strings, the later of two
 * equal keys kept (with a warning), empty documents skipped. A broken document is a finding, and the next one is read.
 */
export function readYaml(text: string, { file = 'input' }: { file?: string } = {}): YamlFile {
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  const documents: YamlDocument[] = [], findings: YamlFinding[] = [];
  const source: Source = { text, lines: new Lines(text), shared: {} };
  const { lines } = source;
  const report = (at: Position, message: string, level: YamlFinding['level']) => findings.push({ file, line: at.line, column: at.column, message, level });
  for (const [start, end] of chunksOf(text)) {
    try {
      const document = new Document(source, start, end, report);
      if (document.value !== undefined) documents.push(document);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const base = lines.at(start);
      report({ line: base.line + error.line, column: error.column + (error.line === 0 ? base.column : 1) }, error.message, 'error');
    }
  }
  return { documents, findings };
}

/** Start and end of each document: a line that begins with `---` or `...` and a blank ends one, whatever stands in it. */
function* chunksOf(text: string): Generator<[number, number]> {
  let start = 0;
  const isBlank = (at: number) => { const c = at < text.length ? text.charCodeAt(at) : 10; return c === 10 || c === 32 || c === 9; };
  if (text.startsWith('---') && isBlank(3)) start = 3;
  const directives = text.includes('%') && /^%/m.test(text);
  let dashes = text.indexOf('\n---'), dots = text.indexOf('\n...');
  for (;;) {
    const next = dashes < 0 ? dots : dots < 0 ? dashes : Math.min(dashes, dots);
    if (next < 0) { yield [start, text.length]; return; }
    const isDots = next === dots;
    if (isBlank(next + 4)) {
      // Directives belong to the document behind the next `---`; they are the library's business.
      if (isDots || !directives || !/^(?:%.*\n|#.*\n|\s*\n)*%.*\n(?:#.*\n|\s*\n)*$/.test(text.slice(start, Math.min(next + 1, start + 2000)))) {
        yield [start, next + 1];
        start = isDots ? lineAfter(text, next + 4) : next + 4;
        // Behind `...` the next `---` only starts what follows.
        if (isDots && text.startsWith('---', start) && isBlank(start + 3)) start += 3;
      }
    }
    if (isDots) dots = text.indexOf('\n...', next + 1); else dashes = text.indexOf('\n---', next + 1);
  }
}

function lineAfter(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at + 1;
}

/** The text of a file, and what is known of it as a whole. */
interface Source { readonly text: string; readonly lines: Lines; readonly shared: { clean?: boolean } }

type Report = (at: Position, message: string, level: YamlFinding['level']) => void;
const TWICE = 'a key that the same map has already: this one counts';

class Document implements YamlDocument {
  readonly value: unknown;
  private readonly native: boolean;
  private marks: Map<object, Map<string | number, number>> | undefined;
  private tree: NodeTree | undefined;

  constructor(private readonly source: Source, private readonly start: number, private readonly end: number, report: Report) {
    const { text, lines, shared } = source;
    const reader = new BlockReader(text, start, end, shared);
    try {
      this.value = reader.read();
      this.native = true;
    } catch (error) {
      if (error !== BAIL) throw error;
      this.native = false;
      const { value, duplicate } = readWithLibrary(text.slice(start, end));
      this.value = value === null ? undefined : value;
      if (duplicate) { const base = lines.at(start); report({ line: base.line + duplicate.line, column: duplicate.column + 1 }, TWICE, 'warning'); }
      return;
    }
    for (const at of reader.duplicates) report(lines.at(at), TWICE, 'warning');
  }

  get line(): number { return this.positionOf([]).line; }

  lineOf(path: FieldPath): number { return this.positionOf(path).line; }

  positionOf(path: FieldPath): Position {
    return this.native ? this.nativePosition(segmentsOf(path)) : this.treePosition(segmentsOf(path));
  }

  private nativePosition(path: readonly (string | number)[]): Position {
    let at = this.firstContent(), value = this.value;
    if (path.length > 0) {
      if (!this.marks) {
        const reader = new BlockReader(this.source.text, this.start, this.end, this.source.shared);
        reader.marks = new Map();
        this.rootCopy = reader.read();
        this.marks = reader.marks;
      }
      value = this.rootCopy;
      for (const segment of path) {
        if (typeof value !== 'object' || value === null) break;
        const mark = this.marks.get(value)?.get(segment);
        if (mark === undefined) break;
        at = mark;
        value = (value as Record<string | number, unknown>)[segment];
      }
    }
    return this.source.lines.at(at);
  }
  /** The second reading, whose objects the marks belong to. */
  private rootCopy: unknown;

  private firstContent(): number {
    const found = /(?:[ \t]*(?:#.*)?\n)*[ \t]*/y;
    found.lastIndex = this.start;
    const length = found.exec(this.source.text)?.[0].length ?? 0;
    return Math.min(this.start + length, this.end);
  }

  private treePosition(path: readonly (string | number)[]): Position {
    if (!this.tree) readWithLibrary(this.source.text.slice(this.start, this.end), tree => { this.tree = tree; });
    const base = this.source.lines.at(this.firstContent());
    let node = this.tree?.children[0], at = base;
    for (const segment of path) {
      const found = node && entryOf(node, segment);
      if (!found) break;
      const start = this.source.lines.at(this.start).line;
      at = { line: start + found.at.line, column: found.at.column + 1 };
      node = found.value;
    }
    return at;
  }
}

/** The entry of a map or list among the nodes read: its key's place, or the item's own. */
function entryOf(node: NodeTree, segment: string | number): { at: NodeTree; value: NodeTree } | undefined {
  const { children, result } = node;
  if (Array.isArray(result)) { const item = typeof segment === 'number' ? children[segment] : undefined; return item && { at: item, value: item }; }
  for (let i = 0; i + 1 < children.length; i += 2) if (String(children[i].result) === String(segment)) return { at: children[i], value: children[i + 1] };
  return undefined;
}
