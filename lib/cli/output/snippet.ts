/** Lines of a file around one, numbered, the one marked: shown below a finding. */
export function snippet(text: string, line: number, around = 2): string[] {
  const lines = linesAround(text, line, around);
  const width = String(line + around).length;
  return lines.map(([n, content]) => `${n === line ? '▸' : ' '} ${String(n).padStart(width)} │ ${content}`);
}

/** Without splitting a large file: newlines are counted up to the place. */
function linesAround(text: string, line: number, around: number): [number, string][] {
  const first = Math.max(1, line - around);
  let at = 0;
  for (let n = 1; n < first; n++) {
    const next = text.indexOf('\n', at);
    if (next < 0) return [];
    at = next + 1;
  }
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
