import * as fs from 'fs';
import * as path from 'path';

export const ROOT = path.join(__dirname, '..', '..');
const FENCE = /^```ts\n([\s\S]*?)^```$/gm;

/** Pages with code, relative to the repository. */
export function pages(): string[] {
  const guides = path.join(ROOT, 'docs', 'guides');
  return ['README.md', 'CONTRIBUTING.md', ...fs.readdirSync(guides).filter((f) => f.endsWith('.md')).sort().map((f) => path.join('docs', 'guides', f))].filter((f) => fs.existsSync(path.join(ROOT, f)));
}

/** All code of a page as one program: a page tells one story, later blocks see what earlier ones declared. Imports move to the front. */
export function programOf(page: string): string {
  const blocks = [...fs.readFileSync(path.join(ROOT, page), 'utf8').matchAll(FENCE)].map((m) => m[1]);
  const lines = blocks.join('\n').split('\n');
  const imports: string[] = [];
  const rest: string[] = [];
  let open = false;
  for (const line of lines) {
    if (open || /^import /.test(line)) { imports.push(line); open = !/from '[^']+';/.test(line); } else rest.push(line);
  }
  return `${imports.join('\n')}\n${rest.join('\n')}\n`;
}
