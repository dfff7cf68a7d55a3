import { placeText } from '../../diagnostics';
import { once } from '../../manifests/maps';
import { Lines } from '../../manifests/yaml';
import { palette } from '../io';
import { placed, tally, type Report } from './report';
import { snippet } from './snippet';

/** Findings as people read them: place, code, message, the lines concerned, what to do. */
export function humanReport({ diagnostics, objects, suppressed, texts }: Report, colour: boolean): string {
  const { bold, dim, red, yellow, blue } = palette(colour);
  const out: string[] = [], linesOf = new Map<string, Lines>();
  for (const { diagnostic: d, file, line } of placed(diagnostics)) {
    const paint = d.severity === 'error' ? red : d.severity === 'warning' ? yellow : blue;
    const where = file === undefined ? placeText(d) : `${file}:${line}`;
    out.push(`${where ? `${bold(where)}  ` : ''}${paint(d.severity)} ${d.code}  ${d.message}`);
    const text = file === undefined ? undefined : texts.get(file);
    if (file !== undefined && text !== undefined && line !== undefined) {
      for (const shown of snippet(text, once(linesOf, file, () => new Lines(text)), line)) out.push(`    ${shown.startsWith('▸') ? shown : dim(shown)}`);
    } else if (d.path) out.push(`    ${dim(`in ${d.path}`)}`);
    for (const r of d.related ?? []) out.push(`  ${dim(`${r.message ?? 'see'} ${placeText(r)}`)}`);
    const equals = d.equals?.length ? dim(`(${d.equals.join(', ')})`) : '';
    if (d.help) out.push(`  help: ${d.help.replace(/\n/g, '\n        ')}${equals && `  ${equals}`}`);
    else if (equals) out.push(`  ${equals}`);
    out.push('');
  }
  const { errors, warnings, infos } = tally(diagnostics);
  const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;
  out.push(`${count(errors, 'error')}, ${count(warnings, 'warning')}${infos ? `, ${infos} for information` : ''}${suppressed ? `, ${suppressed} accepted` : ''} in ${count(objects, 'object')}`);
  return out.join('\n');
}
