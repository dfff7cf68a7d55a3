import { DURATION, type Schema, type SchemaFile } from '../schema-file';
import { MESH_CONFIG_FACTS } from './facts';

/** A field as `main.go` prints it. */
interface Field { readonly name: string; readonly type: string; readonly enum?: readonly string[]; readonly list?: boolean; readonly map?: boolean; readonly oneof?: string }
export interface Message { readonly name: string; readonly fields: readonly Field[] }

const INT32: Schema = { type: 'integer', format: 'int32' };
const UINT32: Schema = { type: 'integer', minimum: 0, maximum: 2 ** 32 - 1 };
const INT64: Schema = { type: 'integer' };

/** As a scalar or a message of protobuf's own looks in JSON. */
const SCALARS: Readonly<Record<string, Schema>> = {
  'string': { type: 'string' }, 'bool': { type: 'boolean' }, 'int32': INT32, 'uint32': UINT32, 'double': { type: 'number' },
  'google.protobuf.BoolValue': { type: 'boolean' }, 'google.protobuf.Int32Value': INT32, 'google.protobuf.UInt32Value': UINT32, 'google.protobuf.Int64Value': INT64,
  'google.protobuf.Duration': { type: 'string', pattern: DURATION },
  'google.protobuf.Struct': { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
};

/** The roots, by the names of their messages. */
export const MESH_CONFIG_ROOTS = ['MeshConfig', 'ProxyConfig', 'MeshNetworks'] as const;

/** Messages as schemas, under the names of the types made from them. */
export function meshConfigSchemas(messages: readonly Message[], source: SchemaFile['source']): SchemaFile {
  const names = new Map<string, string>();
  for (const { name } of messages) {
    const short = typeName(name);
    if ([...names.values()].includes(short)) throw new Error(`two messages would be called ${short}; the second is ${name}`);
    names.set(name, short);
  }
  const value = (field: Field, at: string): Schema => {
    if (field.enum) return { type: 'string', enum: field.enum };
    const name = names.get(field.type);
    if (name !== undefined) return { $ref: name };
    const scalar = SCALARS[field.type];
    if (!scalar) throw new Error(`${at}.${field.name}: unknown type ${field.type}`);
    return scalar;
  };
  const definitions = messages.map((message): [string, Schema] => {
    const at = names.get(message.name)!;
    const alternatives = new Map<string, string[]>();
    const fields = message.fields.map((field): [string, Schema] => {
      if (field.oneof !== undefined) alternatives.set(field.oneof, [...alternatives.get(field.oneof) ?? [], field.name]);
      const one = value(field, at);
      return [field.name, field.list ? { type: 'array', items: one } : field.map ? { type: 'object', additionalProperties: one } : one];
    });
    const groups = [...alternatives.values()].filter((group) => group.length > 1);
    return [at, { type: 'object', properties: sorted(fields), ...(groups.length > 0 ? { allOf: groups.map(noneOrOne) } : {}) }];
  });
  return { source, kinds: [], definitions: sorted(definitions) };
}

/** What Istio's code asks of single fields besides; applied when code is generated, so that the fetched file holds the descriptors alone. */
export function withMeshConfigFacts(file: SchemaFile): SchemaFile {
  const definitions: Record<string, Schema> = { ...file.definitions };
  for (const [name, { required, fields = {} }] of Object.entries(MESH_CONFIG_FACTS)) {
    const found = definitions[name];
    for (const field of [...required ?? [], ...Object.keys(fields)]) if (!found?.properties?.[field]) throw new Error(`mesh-config/facts.ts: nothing is at ${name}.${field}`);
    const changed = Object.entries(fields).map(([field, fact]) => [field, { ...found!.properties![field], ...fact }] as const);
    definitions[name] = { ...found, ...(required ? { required } : {}), properties: { ...found!.properties, ...Object.fromEntries(changed) } };
  }
  return { ...file, definitions };
}

const sorted = <T>(entries: readonly [string, T][]): Record<string, T> => Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
const noneOrOne = (group: readonly string[]): Schema => ({ oneOf: [{ not: { anyOf: group.map((field) => ({ required: [field] })) } }, ...group.map((field) => ({ required: [field] }))] });

/** `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpService` → `HttpService`: without the package, and without the outer messages that only hold others. */
function typeName(message: string): string {
  const path = message.replace(/^istio\.[a-z]+\.v\d\w*\./, '').split('.');
  while (path.length > 1 && ['MeshConfig', 'ExtensionProvider'].includes(path[0]!)) path.shift();
  return path.join('');
}
