import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readCrdFile, readMarkFile, readSchemaFile, type KindEntry, type Schema, type SchemaFile } from './schema-file';
import { BUILT_IN_RULES } from '../../lib/manifests/schema/built-in';
import { RULE_MESSAGES } from '../../lib/manifests/schema/rule-messages';
import { type Node, type ObjectNode, toNode } from './node';
import { CHECKED_STRICT_LISTS, withChecks } from './kubernetes-checks';
import { STRICT_LISTS, withFacts } from './kubernetes-facts';
import { MESH_CONFIG_ROOTS, withMeshConfigFacts } from './mesh-config/schema';
import { annotationFile } from './emit/annotations';
import { crdFile } from './emit/crds';
import { istioTypeFiles } from './emit/istio-types';
import { kubernetesTypeFiles } from './emit/kubernetes-types';
import { meshConfigShapeFile } from './emit/mesh-config-shape';
import { meshConfigTypeFiles } from './emit/mesh-config-types';
import { validatorFiles } from './emit/validators';

const LIB = join(__dirname, '../../lib');
/** All that stands in them is generated here. */
const FOLDERS = ['checks/generated', 'control-plane/istio/generated', 'manifests/generated'];

/** Everything that is generated: path below `lib` → text. A new version is a fetched file and a line here. */
export function generate(): Map<string, string> {
  const files = new Map<string, string>();
  const add = (folder: string, more: ReadonlyMap<string, string>): void => { for (const [name, text] of more) files.set(`${folder}/${name}`, text); };
  const istio = readSchemaFile('istio-1.31');
  const istioRoots = rootsOf(istio);
  add('manifests/generated/istio-1.31', istioTypeFiles(istio, istioRoots));
  add('manifests/generated/istio-1.31', validatorFiles(istio, istioRoots));
  const kubernetes = withFacts(readSchemaFile('kubernetes-1.36'));
  const kubernetesRoots = rootsOf(kubernetes, STRICT_LISTS);
  add('manifests/generated/kubernetes-1.36', kubernetesTypeFiles(kubernetes, kubernetesRoots));
  const checked = withChecks(readSchemaFile('kubernetes-1.36'));
  add('manifests/generated/kubernetes-1.36', validatorFiles(checked, rootsOf(checked, new Set([...STRICT_LISTS, ...CHECKED_STRICT_LISTS])), BUILT_IN_RULES));
  wordsAreUsed([istio, kubernetes]);
  const meshConfig = withMeshConfigFacts(readSchemaFile('istio-mesh-config-1.31'));
  const meshConfigRoots = MESH_CONFIG_ROOTS.map((name) => [name, objectNode(meshConfig, { $ref: name }, name)] as const);
  add('control-plane/istio/generated', meshConfigTypeFiles(meshConfig, meshConfigRoots.map(([, node]) => node)));
  files.set('control-plane/istio/generated/mesh-config-shape.ts', meshConfigShapeFile(meshConfig, new Map(meshConfigRoots)));
  files.set('control-plane/istio/generated/crds-1.31.ts', crdFile(readCrdFile('istio-crds-1.31')));
  files.set('checks/generated/annotations.ts', annotationFile(readMarkFile('istio-annotations-1.31')));
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
    const node = objectNode(file, entry.schema, entry.kind, strictLists);
    return [entry, { ...node, properties: new Map([...TOP, ...[...node.properties].filter(([name]) => !TOP.some(([top]) => top === name))]) }];
  }));
}

function objectNode(file: SchemaFile, schema: Schema, at: string, strictLists?: ReadonlySet<string>): ObjectNode {
  const node = toNode(file, schema, at, strictLists);
  if (node.is !== 'object') throw new Error(`${at} is not an object`);
  return node;
}

/** Names of the generated files that are missing, superfluous or different. */
export function stale(files: ReadonlyMap<string, string>): string[] {
  const there = new Map(FOLDERS.map((folder) => join(LIB, folder)).filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true })).filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name)).map((path) => [path.slice(LIB.length + 1), readFileSync(path, 'utf8')]));
  return [...new Set([...files.keys(), ...there.keys()])].filter((name) => files.get(name) !== there.get(name)).sort();
}

function main(args: readonly string[]): void {
  if (args[0] === 'fetch') {
    (require('./fetch') as typeof import('./fetch')).fetchSchemas();
    return;
  }
  const files = generate();
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
    if (text === undefined) rmSync(join(LIB, name));
    else { mkdirSync(dirname(join(LIB, name)), { recursive: true }); writeFileSync(join(LIB, name), text); }
  }
  process.stdout.write(`${files.size} files, ${changed.length} changed\n`);
}

if (require.main === module) main(process.argv.slice(2));
