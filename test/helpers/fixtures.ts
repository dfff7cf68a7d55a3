import * as fs from 'fs';
import * as path from 'path';
import type { App } from 'cdk8s';
import { examples } from '../../examples';

export const LANGUAGE = path.join(__dirname, '..', 'fixtures', 'language');
const folders = (): string[] => fs.readdirSync(LANGUAGE, { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name).sort();

/** A program with a name: every example and every fixture of the language. */
export interface Program { readonly name: string; readonly golden: string; readonly build: (app: App) => unknown }
export function programs(): Program[] {
  return [
    ...Object.entries(examples).map(([name, build]) => ({ name: `example ${name}`, golden: path.join(LANGUAGE, '..', 'examples', `${name}.yaml`), build })),
    ...folders().map((name) => ({ name: `fixture ${name}`, golden: path.join(LANGUAGE, name, 'istio.yaml'), build: (app: App) => (require(path.join(LANGUAGE, name, 'mesh')) as { build(app: App): unknown }).build(app) })),
  ];
}
