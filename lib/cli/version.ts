import * as fs from 'node:fs';
import * as path from 'node:path';

/** Of the package. */
export function version(): string {
  for (const up of ['../..', '..']) {
    const file = path.join(__dirname, up, 'package.json');
    if (fs.existsSync(file)) return (JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string }).version;
  }
  return '0';
}
