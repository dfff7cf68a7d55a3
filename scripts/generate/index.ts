import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSchemaFile, type SchemaFile, type KindEntry } from './schema-file';
import { RULE_MESSAGES } from '../../lib/manifests/schema/rule-messages';
import { type Node, type ObjectNode, toNode } from './node';
import { STRICT_LISTS, withFacts } from './kubernetes-facts';
import { istioTypeFiles } from './emit/istio-types';
import { validatorFiles } from './emit/validators';
import { kubernetesTypeFiles } from './emit/kubernetes-types';

const OUT = join(__dirname, '../../lib/manifests/generated');

/** Everything that is generated: path below `lib/manifests/generated` → text. A new version is a fetched file and a line here. */
export function generate(): Map<string, string> {
  const files = new Map<string, string>();
  const add = (folder: string, more: ReadonlyMap<string, string>): void => { for (const [name, text] of more) files.set(`${folder}/${name}`, text); };
  const istio = readSchemaFile('istio-1.31');
  const istioRoots = rootsOf(istio);
  add('istio-1.31', istioTypeFiles(istio, istioRoots));
  add('istio-1.31', validatorFiles(istio, istioRoots));
  const kubernetes = withFacts(readSchemaFile('kubernetes-1.36'));
  const kubernetesRoots = rootsOf(kubernetes, STRICT_LISTS);
  add('kubernetes-1.36', kubernetesTypeFiles(kubernetes, kubernetesRoots));
  add('kubernetes-1.36', validatorFiles(kubernetes, kubernetesRoots));
  wordsAreUsed([istio, kubernetes]);
  return files;
}

function wordsAreUsed(files: readonly SchemaFile[]): void {
  const unused = new Set(Object.keys(RULE_MESSAGES));
  JSON.stringify(files, (key, value: unknown) => {
    if (key === 'x-kubernetes-validations') for (const rule of value as string[]) unused.delete(rule);
    return value;
  });
  if (unused.size > 0) throw new Error(`rule-messages.ts has words for rules that do not occur: ${[...unused].join(' ; ')}`);
}

/** What every object has; `metadata` itself is judged by hand-written code. */
const TOP: readonly (readonly [string, Node])[] = (['apiVersion', 'kind', 'metadata'] as const).map((name) => [name, { is: 'any', nullable: false, rules: [] }]);

function rootsOf(file: SchemaFile, strictLists?: ReadonlySet<string>): Map<KindEntry, ObjectNode> {
  return new Map(file.kinds.map((entry) => {
    const node = toNode(file, entry.schema, entry.kind, strictLists);
    if (node.is !== 'object') throw new Error(`${entry.kind} is not an object`);
    return [entry, { ...node, properties: new Map([...TOP, ...[...node.properties].filter(([name]) => !TOP.some(([top]) => top === name))]) }];
  }));
}

/** Names of the generated files that are missing, superfluous or different. */
export function stale(files: ReadonlyMap<string, string>): string[] {
  const there = new Map(readdirSync(OUT, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name)).map((path) => [path.slice(OUT.length + 1), readFileSync(path, 'utf8')]));
  return [...new Set([...files.keys(), ...there.keys()])].filter((name) => files.get(name) !== there.get(name)).sort();
}

function main(args: readonly string[]): void {
  if (args[0] === 'fetch') {
    (require('./fetch') as typeof import('./fetch')).fetchSchemas();
    return;
  }
  const files = generate();
  mkdirSync(OUT, { recursive: true });
  const changed = stale(files);
  if (args[0] === '--check') {
    if (changed.length > 0) {
      process.stderr.write(`out of date, run npm run generate:\n${changed.map((name) => `  ${name}\n`).join('')}`);
      process.exitCode = 1;
    }
    return;
  }
  for (const name of changed) {
    const text = files.get(name);
    if (text === undefined) rmSync(join(OUT, name));
    else { mkdirSync(dirname(join(OUT, name)), { recursive: true }); writeFileSync(join(OUT, name), text); }
  }
  process.stdout.write(`${files.size} files, ${changed.length} changed\n`);
}

if (require.main === module) main(process.argv.slice(2));
