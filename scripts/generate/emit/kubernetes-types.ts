import type { KindEntry, SchemaFile } from '../schema-file';
import type { Node, ObjectNode } from '../node';
import { declaration, header } from './type-text';

/** Definitions have published names already. One file per kind's group; what several use goes to `common.ts`, the many volume sources to `volumes.ts`. */
export function kubernetesTypeFiles(file: SchemaFile, roots: ReadonlyMap<KindEntry, ObjectNode>): Map<string, string> {
  const kinds = new Map([...roots.keys()].map((entry) => [entry.kind, entry]));
  const nodes = new Map<string, ObjectNode>();
  const users = new Map<string, Set<string>>();
  const visit = (node: Node, user: string): void => {
    if (node.is === 'array') return visit(node.items, user);
    if (node.is === 'map') return visit(node.values, user);
    if (node.is !== 'object' || node.name === undefined || (node.open && node.properties.size === 0)) return;
    if (users.get(node.name)?.has(user)) return;
    nodes.set(node.name, node);
    users.set(node.name, (users.get(node.name) ?? new Set()).add(user));
    const inner = node.name === 'Volume' || user === 'volumes' ? 'volumes' : node.name === 'PodTemplateSpec' || node.name === 'PodSpec' || user === 'pods' ? 'pods' : user;
    if (inner !== user) users.get(node.name)!.delete(user);
    users.get(node.name)!.add(inner);
    for (const [name, child] of node.properties) if (!(kinds.has(node.name) && name === 'status')) visit(child, inner);
  };
  for (const [entry, root] of roots) visit(root, groupFile(entry));
  const home = new Map([...users].map(([name, by]) => [name, by.size === 1 ? [...by][0]! : by.size === 2 && by.has('pods') && by.has('volumes') ? 'pods' : 'common']));
  const files = new Map<string, string>();
  for (const fileName of [...new Set(home.values())].sort()) {
    const used = new Set<string>();
    const texts = [...nodes].filter(([name]) => home.get(name) === fileName).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, node]) => {
      const nameOf = (inner: Node): string | undefined => {
        if (inner.is !== 'object' || inner.name === undefined || !home.has(inner.name)) return undefined;
        used.add(inner.name);
        return inner.name;
      };
      const entry = kinds.get(name);
      return entry ? kindText(entry, node, nameOf) : declaration(name, node, nameOf);
    });
    const text = texts.join('\n');
    const has = (word: string): boolean => new RegExp(`\\b${word}\\b`).test(text);
    const imports = new Map<string, string[]>();
    for (const name of [...used].sort()) if (home.get(name) !== fileName) imports.set(home.get(name)!, [...imports.get(home.get(name)!) ?? [], name]);
    const meta = ['ObjectMeta'].filter(has);
    const helpers = ['AtMostOneOf', 'IntOrString', 'PartialObjectMeta', 'Quantity'].filter(has);
    files.set(`${fileName}.ts`, `${header(file)}${meta.length ? `import type { ${meta.join(', ')} } from '../../manifest';\n` : ''}${
      helpers.length ? `import type { ${helpers.join(', ')} } from '../../type-helpers';\n` : ''}${
      [...imports].sort().map(([from, list]) => `import type { ${list.join(', ')} } from './${from}';\n`).join('')}\n${text}`);
  }
  files.set('index.ts', `${header(file)}${[...files.keys()].sort().map((name) => `export type * from './${name.slice(0, -3)}';\n`).join('')}`);
  return files;
}

const groupFile = (entry: KindEntry): string => (entry.group === '' ? 'core' : entry.group.split('.')[0]!);

/** As for Istio, `spec` is always there in what is written. */
function kindText(entry: KindEntry, root: ObjectNode, nameOf: (node: Node) => string | undefined): string {
  const properties = new Map([...root.properties].filter(([name]) => !['apiVersion', 'kind', 'metadata', 'status'].includes(name)));
  const required = entry.kind === 'Namespace' ? root.required : [...root.required, 'spec'];
  const rest = declaration('X', { ...root, properties, required }, nameOf).replace(/^export interface X \{\n/, '').replace(/\}\n$/, '');
  return `export type ${entry.kind} = {
  readonly apiVersion: '${entry.group === '' ? '' : `${entry.group}/`}${entry.storage}';
  readonly kind: '${entry.kind}';
  readonly metadata: ObjectMeta;
${rest}};
`;
}
