// Writes the program of every page to test/docs/samples/ (not committed), so that the type check sees what users copy.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { pages, programOf, ROOT } from '../test/docs/pages';

const folder = path.join(ROOT, 'test/docs/samples');
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder);
for (const page of pages()) {
  const program = programOf(page);
  if (!program.trim()) continue;
  // A page may declare what it does not use again.
  const names = [...program.matchAll(/^(?:const|class) (\w+)/gm)].map((m) => m[1]);
  fs.writeFileSync(path.join(folder, `${path.basename(page, '.md')}.ts`), `${program}\nexport { ${names.join(', ')} };\n`);
}
