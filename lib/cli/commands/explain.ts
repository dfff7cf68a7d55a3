import type { Command } from 'commander';
import { sourceLine } from '../../diagnostics';
import type { Provenance } from '../../effective';
import { EXIT, type ExitCode } from '../exit';
import type { Line, Section } from '../explain';
import { palette, type Io } from '../io';
import { load, type InputFlags } from '../load';
import { hostNamed } from '../pick';

interface Flags extends InputFlags { readonly format: 'text' | 'json' }

export const explainCommand = {
  name: 'explain',
  define: (command: Command): Command => command.description('everything that holds for a service, defaults included, each with where it comes from').argument('<service>', 'name, namespace/name, or full host name').argument('[inputs...]', 'files and folders of YAML, - for standard input; none: the cdk8s app of this folder'),
  formats: ['text', 'json'],
  run(args: readonly unknown[], flags: Flags, io: Io): ExitCode {
    const [name, inputs] = args as [string, string[]];
    const { mesh } = load(inputs, flags, io);
    const host = hostNamed(mesh, name);
    const { explain } = require('../explain') as typeof import('../explain');
    const sections = explain(mesh, host);
    io.out(flags.format === 'json' ? JSON.stringify({ host: host.name, sections: sections.map((s) => ({ title: s.title, facts: s.lines.map(plain) })) }, null, 2) : sections.map((s) => sectionText(s, io.colour)).join('\n\n'));
    return EXIT.fine;
  },
};

function sectionText({ title, lines }: Section, colour: boolean): string {
  const { bold, dim } = palette(colour);
  const rows: [string, string][] = [];
  const walk = (line: Line, depth: number): void => {
    rows.push([`${'  '.repeat(depth)}${line.text}`, line.from ? provenanceText(line.from) : '']);
    for (const b of line.below ?? []) walk(b, depth + 1);
  };
  for (const l of lines) walk(l, 1);
  const width = Math.min(90, Math.max(...rows.filter(([, from]) => from).map(([text]) => text.length), 0));
  return [bold(title), ...rows.map(([text, from]) => (from ? `${text.padEnd(width)}  ${dim(from)}` : text))].join('\n');
}

/** `VirtualService shop/reviews spec.http[0].timeout (k8s/reviews.yaml:14)`, `default of Istio`. */
export function provenanceText(from: Provenance): string {
  if (from.default !== undefined) return `default of ${from.default}`;
  const line = sourceLine(from.source), at = line ? `${line.file}:${line.line}` : undefined;
  const what = from.object ? `${from.object.kind} ${from.object.namespace ? `${from.object.namespace}/` : ''}${from.object.name}` : from.path;
  return what && at ? `${what} (${at})` : what ?? at ?? '';
}
const plain = (l: Line): object => ({
  text: l.text,
  ...(l.from && { from: { ...(l.from.default !== undefined && { default: l.from.default }), ...(l.from.object && { object: { kind: l.from.object.kind, namespace: l.from.object.namespace, name: l.from.object.name } }), ...(l.from.field !== undefined && { field: l.from.field }), ...(l.from.path !== undefined && { construct: l.from.path }), ...sourceLine(l.from.source) } }),
  ...(l.below && { below: l.below.map(plain) }),
});
