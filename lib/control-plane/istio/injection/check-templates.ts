import { show } from '../../../constructs/arguments';
import { CallError } from '../../../constructs/call-error';
import { didYouMean } from '../../../manifests/schema/did-you-mean';
import type { InjectionProps } from '../props/proxy';
import { TEMPLATE_NAMES } from './template-names';

/** What of an installation's values istiod keeps: a template that reads another one gets nothing. */
const KNOWN_VALUES = ['global.hub', 'global.tag', 'global.variant', 'global.network', 'global.multiCluster.clusterName', 'global.proxy.image', 'global.proxy.holdApplicationUntilProxyStarts', 'global.proxy_init.image', 'sidecarInjectorWebhook.rewriteAppHTTPProbe'];

/** A template that istiod cannot read keeps it from starting, and one that it does not have keeps pods from starting: both are found here instead. */
export function checkTemplates(at: string | undefined, { templates = {}, defaultTemplates = [] }: InjectionProps): void {
  for (const [name, text] of Object.entries(templates)) {
    if (typeof text !== 'string') throw new CallError(at, `injection.templates.${name} must be the text of a Go template, not ${show(text)}`);
    const problem = problemOf(text);
    if (problem !== undefined) throw new CallError(at, `injection.templates.${name}, line ${problem.line}: ${problem.message}`, problem.help);
  }
  const known = new Set<string>([...TEMPLATE_NAMES, ...Object.keys(templates)]);
  for (const name of defaultTemplates) {
    if (known.has(name)) continue;
    throw new CallError(at, `injection.defaultTemplates names ${show(name)}, which is no template`, didYouMean(name, known));
  }
}

interface Problem { readonly line: number; readonly message: string; readonly help?: string }

/** The first thing that is wrong with the text: actions that do not close, blocks that do not match, values that are not there. */
function problemOf(text: string): Problem | undefined {
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const open: { readonly keyword: string; readonly line: number }[] = [];
  for (let at = text.indexOf('{{'); at >= 0; at = text.indexOf('{{', at)) {
    const line = lineAt(at);
    const end = endOfAction(text, at + 2);
    if (end < 0) return { line, message: 'this `{{` has no `}}`', help: 'close it, or write `{{ "{{" }}` for the braces themselves' };
    const code = text.slice(at + 2, end - 2).replace(/^- |\s-$/g, '').trim();
    const [, keyword] = /^(if|range|with|define|block|else|end)\b/.exec(code) ?? [];
    if (keyword === 'end' && open.pop() === undefined) return { line, message: 'this `end` closes nothing' };
    if (keyword === 'else' && !['if', 'with', 'range'].includes(open.at(-1)?.keyword ?? '')) return { line, message: 'this `else` belongs to no `if`, `with` or `range`' };
    if (keyword !== undefined && keyword !== 'end' && keyword !== 'else') open.push({ keyword, line });
    const value = unknownValue(code);
    if (value !== undefined) return { line, message: `istiod has no value ${value}`, help: `write what you know into the template; of values there are: ${KNOWN_VALUES.join(', ')}` };
    at = end;
  }
  const last = open.pop();
  return last && { line: last.line, message: `this \`${last.keyword}\` has no \`end\`` };
}

/** Behind the `}}` of an action; texts within may hold braces. */
function endOfAction(text: string, from: number): number {
  const comment = /^-?\s*\/\*/.test(text.slice(from, from + 8));
  if (comment) { const close = text.indexOf('*/', from); return close < 0 ? -1 : text.indexOf('}}', close) + 2 || -1; }
  for (let i = from; i < text.length; i++) {
    const c = text[i]!;
    if (text.startsWith('}}', i)) return i + 2;
    if (c === '"' || c === '`' || c === "'") {
      i++;
      while (i < text.length && text[i] !== c) i += c !== '`' && text[i] === '\\' ? 2 : 1;
    }
  }
  return -1;
}

function unknownValue(code: string): string | undefined {
  for (const [, path] of code.replace(/"(\\.|[^"\\])*"|`[^`]*`/g, '""').matchAll(/\.Values\.([\w.]+)/g)) {
    if (!KNOWN_VALUES.some((known) => known === path || known.startsWith(`${path!}.`) || path!.startsWith(`${known}.`))) return path;
  }
  return undefined;
}
