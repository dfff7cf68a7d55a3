import { Go } from './expression';
import { Each, Heading, Inline, Raw, Shared, Text, When, With, Sections, type InlineMap, type Item, type Node, type NodeList, type NodeMap, type Scalar } from './node';

/** A template: what it computes first, and the documents that come out. */
export interface Template {
  /** What it is for, in one line. */
  readonly title: string;
  /** Statements that set variables, in order. */
  readonly variables: readonly string[];
  readonly documents: readonly NodeMap[];
}

/** The template as istiod reads it. */
export function writeTemplate({ title, variables, documents }: Template): string {
  const shared = new Map<string, readonly string[]>();
  const bodies = documents.map((document) => {
    const writer = new TemplateWriter(shared);
    writer.entries(document, '');
    return writer.lines.join('\n');
  });
  const defined = [...shared].flatMap(([name, lines]) => [`{{- define ${JSON.stringify(name)} }}`, ...lines, '{{- end }}']);
  return `${[`# ${title}`, ...defined, ...variables.map((statement) => `{{- ${statement} }}`), bodies.join('\n---\n')].join('\n')}\n`;
}

/** Block style throughout, conditions on lines of their own, so that a template reads like the object it makes. */
class TemplateWriter {
  readonly lines: string[] = [];
  constructor(private readonly shared: Map<string, readonly string[]>) {}

  entries(map: NodeMap, indent: string): void {
    const all = Object.entries(map).filter((entry): entry is [string, Node] => entry[1] !== undefined);
    for (let i = 0; i < all.length;) {
      const together = sameCondition(all, i);
      if (together.length > 1) this.together(together, indent);
      else this.entry(all[i]![0], all[i]![1], indent);
      i += together.length;
    }
  }

  /** Entries of one condition share a block. */
  private together(entries: readonly (readonly [string, When])[], indent: string): void {
    this.lines.push(`${indent}{{- if ${entries[0]![1].condition.code} }}`);
    for (const [key, node] of entries) this.entry(key, node.then, indent);
    const others = entries.filter(([, node]) => node.otherwise !== undefined);
    if (others.length > 0) this.lines.push(`${indent}{{- else }}`);
    for (const [key, node] of others) this.entry(key, node.otherwise!, indent);
    this.lines.push(`${indent}{{- end }}`);
  }

  private entry(key: string, node: Node, indent: string): void {
    if (node instanceof When) { if (!(isCollection(node.then) && isCollection(node.otherwise))) return this.branches(node, indent, (branch) => this.entry(key, branch, indent)); }
    if (node instanceof With) return this.block(`with ${node.value.code}`, indent, () => this.entry(key, node.then, indent));
    if (node instanceof Sections) return this.sections(node, indent);
    const head = `${indent}${key}:`;
    if (isScalar(node)) { this.lines.push(`${head} ${scalar(node)}`); return; }
    const before = this.lines.push(head);
    this.content(node, indent);
    if (this.lines.length === before) this.lines[before - 1] = `${head} ${Array.isArray(node) ? '[]' : '{}'}`;
  }

  /** What stands below a key. */
  private content(node: Exclude<Node, Scalar | With | Sections>, indent: string): void {
    if (node instanceof When) return this.branches(node, `${indent}  `, (branch) => {
      const before = this.lines.length;
      this.content(branch as NodeMap, indent);
      if (this.lines.length === before) this.lines.push(`${indent}  ${Array.isArray(branch) ? '[]' : '{}'}`);
    });
    if (node instanceof Shared) return this.useShared(node, indent);
    if (Array.isArray(node)) return this.items(node as NodeList, indent);
    this.entries(node as NodeMap, `${indent}  `);
  }

  private useShared(node: Shared, indent: string): void {
    const writer = new TemplateWriter(this.shared);
    writer.content(node.node, indent);
    const known = this.shared.get(node.name);
    if (known !== undefined && known.join('\n') !== writer.lines.join('\n')) throw new Error(`two parts of a template are named ${node.name}, or stand at different depths`);
    this.shared.set(node.name, writer.lines);
    this.lines.push(`${indent}  {{- template ${JSON.stringify(node.name)} . }}`);
  }

  private items(list: NodeList, indent: string): void {
    for (const item of list) this.item(item, indent);
  }
  private item(item: Item, indent: string): void {
    if (item === undefined) return;
    if (Array.isArray(item)) return this.items(item, indent);
    if (item instanceof When) return this.branches(item, indent, (branch) => this.item(branch, indent));
    if (item instanceof With) return this.block(`with ${item.value.code}`, indent, () => this.item(item.then, indent));
    if (item instanceof Each) return this.block(`range ${item.clause}`, indent, () => this.items(item.items, indent));
    if (item instanceof Sections || item instanceof Shared) throw new Error('a list cannot hold this');
    if (isScalar(item as Node)) { this.lines.push(`${indent}- ${scalar(item as Scalar)}`); return; }
    const at = this.lines.length;
    this.entries(item as NodeMap, `${indent}  `);
    this.lines[at] = `${indent}- ${this.lines[at]!.slice(indent.length + 2)}`;
  }

  private sections({ parts }: Sections, indent: string): void {
    for (const part of parts) {
      if (!(part instanceof Heading)) this.item(part, indent);
      else if (part.condition instanceof Go) this.block(`if ${part.condition.code}`, indent, () => { this.lines.push(`${indent}${part.key}:`); });
      else if (part.condition) this.lines.push(`${indent}${part.key}:`);
    }
  }

  private branches(node: When, indent: string, write: (branch: Node) => void): void {
    this.lines.push(`${indent}{{- if ${node.condition.code} }}`);
    write(node.then);
    let rest = node.otherwise;
    for (; rest instanceof When; rest = rest.otherwise) {
      this.lines.push(`${indent}{{- else if ${rest.condition.code} }}`);
      write(rest.then);
    }
    if (rest !== undefined) {
      this.lines.push(`${indent}{{- else }}`);
      write(rest);
    }
    this.lines.push(`${indent}{{- end }}`);
  }
  private block(opening: string, indent: string, write: () => void): void {
    this.lines.push(`${indent}{{- ${opening} }}`);
    write();
    this.lines.push(`${indent}{{- end }}`);
  }
}

function sameCondition(entries: readonly [string, Node][], from: number): [string, When][] {
  const found: [string, When][] = [];
  for (const [key, node] of entries.slice(from)) {
    if (!(node instanceof When) || node.otherwise instanceof When || (found.length > 0 && node.condition.code !== found[0]![1].condition.code)) break;
    found.push([key, node]);
  }
  return found.length > 0 ? found : [entries[from] as [string, When]];
}
const isScalar = (node: Node): node is Scalar => typeof node !== 'object' || node instanceof Text || node instanceof Raw || node instanceof Inline;
const isCollection = (node: Node | undefined): boolean => node instanceof When ? isCollection(node.then) && isCollection(node.otherwise) : node !== undefined && !isScalar(node) && !(node instanceof With) && !(node instanceof Sections);

function scalar(node: Scalar): string {
  if (node instanceof Raw) return `{{ ${node.code.code} }}`;
  if (node instanceof Text) {
    // A value that is the whole text may hold anything; inside of others it is a name, a number or a level.
    if (node.parts.length === 1) return `{{ ${(node.parts[0] as Go).code} | quote }}`;
    return `"${node.parts.map((part) => (part instanceof Go ? `{{ ${part.code} }}` : literal(JSON.stringify(part).slice(1, -1)))).join('')}"`;
  }
  if (node instanceof Inline) return flow(node.value);
  return typeof node === 'string' ? plainOrQuoted(node) : String(node);
}
const flow = (map: InlineMap): string => `{ ${Object.entries(map).map(([key, value]) => `${key}: ${typeof value === 'string' ? plainOrQuoted(value) : flow(value)}`).join(', ')} }`;
function plainOrQuoted(node: string): string {
  return literal(plain.test(node) && !ambiguous.test(node) ? node : JSON.stringify(node));
}
/** Texts that YAML reads as texts without quotes. */
const plain = /^-{0,2}[A-Za-z/$(][\w./()$=-]*(:[\w/][\w./:-]*)*$/;
const ambiguous = /^(true|false|null|yes|no|on|off|y|n)$/i;
/** Braces of a given text must not be read as template code. */
const literal = (yaml: string): string => yaml.replace(/\{\{/g, '{{ "{{" }}');
