import type { Lines } from '../../manifests/yaml';

/** Lines of a file around one, numbered, the one marked: shown below a finding. `lines`: where those of the text are, found once for all findings. */
export function snippet(text: string, lines: Lines, line: number, around = 2): string[] {
  const width = String(line + around).length;
  return linesAround(text, lines, line, around).map(([n, content]) => `${n === line ? '▸' : ' '} ${String(n).padStart(width)} │ ${content}`);
}

function linesAround(text: string, lines: Lines, line: number, around: number): [number, string][] {
  const first = Math.max(1, line - around);
  let at = lines.startOf(first);
  if (at === undefined) return [];
  const out: [number, string][] = [];
  for (let n = first; n <= line + around; n++) {
    if (at > text.length || (at === text.length && n > line)) break;
    const end = text.indexOf('\n', at);
    out.push([n, text.slice(at, end < 0 ? undefined : end).replace(/\r$/, '').slice(0, 200)]);
    if (end < 0) break;
    at = end + 1;
  }
  return out;
}
