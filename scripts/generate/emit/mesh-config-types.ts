import type { Node, ObjectNode } from '../node';
import type { SchemaFile } from '../schema-file';
import { declaration, header } from './type-text';

/** Where a type stands, by what first leads to it. */
const FILES: readonly (readonly [root: string, file: string])[] = [
  ['ExtensionProvider', 'extension-provider'], ['DefaultTrafficPolicy', 'mesh-traffic'], ['HTTPRetry', 'mesh-traffic'], ['LocalityLoadBalancerSetting', 'mesh-traffic'],
  ['ZoneAwareLoadBalancerSetting', 'mesh-traffic'], ['ClientTLSSettings', 'mesh-traffic'], ['ConnectionPoolSettingsTCPSettingsTcpKeepalive', 'mesh-traffic'],
  ['ProxyConfig', 'proxy-config'], ['MeshNetworks', 'mesh-networks'], ['MeshConfig', 'mesh-config'],
];

/** One type per message; `mesh-config.ts` has them all. */
export function meshConfigTypeFiles(file: SchemaFile, roots: readonly ObjectNode[]): Map<string, string> {
  const nodes = new Map<string, ObjectNode>();
  const collect = (node: Node): void => {
    if (node.is === 'array') return collect(node.items);
    if (node.is === 'map') return collect(node.values);
    if (node.is !== 'object' || node.name === undefined) return;
    nodes.set(node.name, node);
    for (const child of node.properties.values()) collect(child);
  };
  roots.forEach(collect);
  const home = new Map<string, string>();
  for (const [root, name] of FILES) {
    if (!nodes.has(root)) throw new Error(`mesh-config-types.ts: there is no ${root}`);
    const place = (node: Node): void => {
      if (node.is === 'array') return place(node.items);
      if (node.is === 'map') return place(node.values);
      if (node.is !== 'object' || node.name === undefined || home.has(node.name)) return;
      home.set(node.name, name);
      for (const child of node.properties.values()) place(child);
    };
    place(nodes.get(root)!);
  }
  const names = [...new Set(FILES.map(([, name]) => name))];
  return new Map(names.map((name) => {
    const imports = new Map<string, Set<string>>();
    const nameOf = (node: Node): string | undefined => {
      if (node.is !== 'object' || node.name === undefined) return undefined;
      const from = home.get(node.name)!;
      if (from !== name) imports.set(from, (imports.get(from) ?? new Set()).add(node.name));
      return node.name;
    };
    const text = [...nodes].filter(([type]) => home.get(type) === name).sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, node]) => declaration(type, node, nameOf, true)).join('\n');
    const helpers = ['AtMostOneOf', 'Duration'].filter((helper) => new RegExp(`\\b${helper}\\b`).test(text));
    const others = names.filter((other) => name === 'mesh-config' && other !== name).sort();
    return [`${name}.ts`, `${header(file)}${helpers.length ? `import type { ${helpers.join(', ')} } from '../../../manifests/type-helpers';\n` : ''}${
      [...imports].sort().map(([from, list]) => `import type { ${[...list].sort().join(', ')} } from './${from}';\n`).join('')}${
      others.length ? `\n${others.map((other) => `export type * from './${other}';\n`).join('')}` : ''}\n${text}`];
  }));
}
