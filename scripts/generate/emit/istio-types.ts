import type { Node, ObjectNode } from '../node';
import { pathName, TYPE_NAMES } from '../naming';
import { atMostOneRule } from '../cel/groups';
import { declaration, header } from './type-text';
import type { KindEntry, SchemaFile } from '../schema-file';

interface Place { readonly kind: string; readonly path: string; readonly node: ObjectNode }

/** Which of two equal things is which: the type as TypeScript sees it. */
const fingerprint = (node: Node): string => JSON.stringify(node, (key, value: unknown) => (
  value instanceof Map ? [...value as Map<string, unknown>] : ['min', 'max', 'pattern', 'nullable', 'format', 'unique'].includes(key) ? undefined
    : key === 'rules' ? (value as string[]).filter((rule) => atMostOneRule(rule) || rule.startsWith('duration(')) : value));

/** One file per kind, one for what several kinds share, and an index. */
export function istioTypeFiles(file: SchemaFile, roots: ReadonlyMap<KindEntry, ObjectNode>): Map<string, string> {
  const places: Place[] = [];
  for (const [entry, root] of roots) {
    const walk = (node: Node, path: string): void => {
      if (node.is === 'array') walk(node.items, path);
      else if (node.is === 'map') walk(node.values, path);
      else if (node.is === 'object' && node.properties.size > 0) {
        places.push({ kind: entry.kind, path, node });
        for (const [name, child] of node.properties) walk(child, `${path}.${name}`);
      }
    };
    walk(root.properties.get('spec')!, entry.kind);
  }
  const names = nameAll(places);
  const home = new Map<string, string>();
  for (const place of places) {
    const name = names.get(place)!;
    home.set(name, (home.get(name) ?? place.kind) === place.kind ? place.kind : 'common');
  }
  const byNode = new Map(places.map((place) => [place.node as Node, names.get(place)!]));
  const files = new Map<string, string>();
  for (const fileName of ['common', ...[...roots.keys()].map((entry) => entry.kind)]) {
    const used = new Set<string>();
    const nameOf = (node: Node): string | undefined => { const name = byNode.get(node); if (name) used.add(name); return name; };
    const texts = new Map<string, string>();
    for (const place of places) {
      const name = names.get(place)!;
      if (home.get(name) === fileName && !texts.has(name)) texts.set(name, declaration(name, place.node, nameOf));
    }
    const own = new Set(texts.keys());
    const entry = [...roots.keys()].find((kind) => kind.kind === fileName);
    const text = [...texts.values()].join('\n');
    const imports = [...used].filter((name) => !own.has(name)).sort();
    const helpers = ['AtMostOneOf', 'Duration', 'IntOrString'].filter((helper) => new RegExp(`\\b${helper}\\b`).test(text));
    files.set(`${kebab(fileName)}.ts`, `${header(file)}${
      entry ? `import type { ObjectMeta } from '../../manifest';\n` : ''}${
      helpers.length ? `import type { ${helpers.join(', ')} } from '../../type-helpers';\n` : ''}${
      imports.length ? `import type { ${imports.join(', ')} } from './common';\n` : ''}\n${
      entry ? `${kindText(entry, roots.get(entry)!, nameOf)}\n` : ''}${text}`);
  }
  const kinds = [...roots.keys()].map((entry) => entry.kind);
  files.set('index.ts', `${header(file)}${kinds.map((kind) => `import type { ${kind} } from './${kebab(kind)}';\n`).join('')}
${['common', ...kinds].sort().map((name) => `export type * from './${kebab(name)}';\n`).join('')}
/** Every Istio object. */
export type IstioObject = ${kinds.join(' | ')};
`);
  return files;
}

/** `spec` is always there in what is written, also where the API server would do without. */
function kindText(entry: KindEntry, root: ObjectNode, nameOf: (node: Node) => string | undefined): string {
  const spec = nameOf(root.properties.get('spec')!);
  return `export type ${entry.kind} = {
  readonly apiVersion: '${entry.group}/${entry.storage}';
  readonly kind: '${entry.kind}';
  readonly metadata: ObjectMeta;
  readonly spec: ${spec};
};
`;
}

function nameAll(places: readonly Place[]): Map<Place, string> {
  const groups = new Map<string, Place[]>();
  for (const place of places) {
    const key = fingerprint(place.node);
    groups.set(key, [...groups.get(key) ?? [], place]);
  }
  const unused = new Set(Object.keys(TYPE_NAMES));
  const names = new Map<Place, string>();
  const owner = new Map<string, string>();
  for (const [key, group] of groups) {
    const given = new Map(group.filter((place) => TYPE_NAMES[place.path]).map((place) => [place.path, TYPE_NAMES[place.path]!]));
    for (const path of given.keys()) unused.delete(path);
    const distinct = new Set(given.values());
    if (distinct.size === 0 && new Set(group.map((place) => place.kind)).size > 1) throw new Error(`naming.ts: one name is needed for ${group.map((place) => place.path).join(', ')}`);
    for (const place of group) {
      const root = !place.path.includes('.');
      if (distinct.size > 1 && !given.has(place.path)) throw new Error(`naming.ts: ${place.path} is like ${[...given.keys()].join(', ')}, which have several names`);
      const name = root ? `${place.kind}Spec` : given.get(place.path) ?? [...distinct][0] ?? pathName([...group].sort((a, b) => a.path.length - b.path.length)[0]!.path);
      if ((owner.get(name) ?? key) !== key) throw new Error(`naming.ts: ${name} would name two different types, the second at ${place.path}`);
      owner.set(name, key);
      names.set(place, name);
    }
  }
  if (unused.size > 0) throw new Error(`naming.ts: nothing is at ${[...unused].join(', ')}`);
  return names;
}

export const kebab = (name: string): string => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
