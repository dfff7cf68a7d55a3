import { FORMS, type FormName } from '../../lib/manifests/schema/forms';
import type { Schema, SchemaFile } from './schema-file';

/** A schema, resolved and sorted by what it is; everything the generators know of a value stands here. */
export type Node = ObjectNode | MapNode | ArrayNode | StringNode | NumberNode | PlainNode;

interface Common {
  readonly nullable: boolean;
  /** CEL rules, as text. */
  readonly rules: readonly string[];
  /** The published name of a definition. */
  readonly name?: string;
  readonly form?: FormName;
}
export interface ObjectNode extends Common {
  readonly is: 'object';
  readonly properties: ReadonlyMap<string, Node>;
  readonly required: readonly string[];
  /** At most one of each group may be there. */
  readonly groups: readonly (readonly string[])[];
  /** At least one of each group must be there. */
  readonly some?: readonly (readonly string[])[];
  /** Unknown fields are kept. */
  readonly open: boolean;
}
export interface MapNode extends Common { readonly is: 'map'; readonly values: Node; readonly keys?: FormName; readonly min?: number; readonly max?: number }
export interface ArrayNode extends Common {
  readonly is: 'array'; readonly items: Node; readonly min?: number; readonly max?: number;
  /** Items are told apart by these fields (none: by their value). */
  readonly unique?: readonly string[];
  /** Duplicates are only refused by a server-side apply. */
  readonly lenient?: boolean;
}
export interface StringNode extends Common {
  readonly is: 'string'; readonly enum?: readonly string[]; readonly pattern?: string; readonly min?: number; readonly max?: number;
}
export interface NumberNode extends Common { readonly is: 'integer' | 'number'; readonly min?: number; readonly max?: number }
export interface PlainNode extends Common { readonly is: 'boolean' | 'any' | 'intOrString' | 'quantity' | 'metadata' }

const INT32 = 2 ** 31;

/** `strictLists`: those definition fields whose duplicates every API server refuses; without it, all. */
export function toNode(file: SchemaFile, schema: Schema, at: string, strictLists?: ReadonlySet<string>): Node {
  const resolve = (s: Schema, path: string, name?: string, owner = ''): Node => {
    if (s.$ref !== undefined) {
      if (s.$ref === 'ObjectMeta') return { is: 'metadata', nullable: false, rules: [] };
      const found = file.definitions[s.$ref];
      if (!found) throw new Error(`${path}: no definition ${s.$ref}`);
      if (path.length > 2000) throw new Error(`${path}: recursive definition`);
      const { $ref: name, ...facts } = s;
      return resolve({ ...found, ...facts }, path, name);
    }
    const common: Common = { nullable: s.nullable === true, rules: [...new Set(s['x-kubernetes-validations'] ?? [])], name, form: s['x-form'] ?? stringForm(s, path) };
    if (s['x-kubernetes-int-or-string']) return { is: s.format === 'quantity' ? 'quantity' : 'intOrString', ...common };
    switch (s.type) {
      case 'string': return { is: 'string', ...common, enum: s.enum, pattern: s.pattern, min: s.minLength, max: s.maxLength };
      case 'integer': return { is: 'integer', ...common, min: atLeast(s.minimum, s.format === 'int32' ? -INT32 : undefined), max: atMost(s.maximum, s.format === 'int32' ? INT32 - 1 : undefined) };
      case 'number': return { is: 'number', ...common, min: s.minimum, max: s.maximum };
      case 'boolean': return { is: 'boolean', ...common };
      case 'array': {
        const unique = s['x-kubernetes-list-type'] === 'map' ? s['x-kubernetes-list-map-keys'] : s['x-kubernetes-list-type'] === 'set' ? [] : undefined;
        const lenient = unique && strictLists && !strictLists.has(owner) ? true : undefined;
        return { is: 'array', ...common, items: resolve(s.items ?? {}, `${path}[]`), min: s.minItems, max: s.maxItems, unique, lenient };
      }
      case 'object': return objectNode(s, path, common, (property, at2, field) => resolve(property, at2, undefined, `${name ?? ''}.${field ?? ''}`));
      case undefined: return { is: 'any', ...common };
    }
  };
  return resolve(schema, at);
}

function objectNode(s: Schema, path: string, common: Common, resolve: (s: Schema, path: string, field?: string) => Node): Node {
  const open = s['x-kubernetes-preserve-unknown-fields'] === true;
  if (s.additionalProperties !== undefined && s.additionalProperties !== false) {
    if (s.properties) throw new Error(`${path}: a map with named fields is not supported`);
    return { is: 'map', ...common, values: resolve(s.additionalProperties === true ? {} : s.additionalProperties, `${path}{}`), keys: s['x-keys'], min: s.minProperties, max: s.maxProperties };
  }
  if (s.minProperties !== undefined || s.maxProperties !== undefined) throw new Error(`${path}: a limit on the number of fields is only supported for maps`);
  const properties = new Map(Object.entries(s.properties ?? {}).map(([name, property]) => [name, resolve(property, `${path}.${name}`, name)]));
  const groups = [...(s.oneOf ? [oneOfGroup(s, path)] : []), ...(s.allOf ?? []).map((part) => oneOfGroup(part, path)), ...(s['x-at-most-one'] ?? [])];
  if (s.anyOf || s.not) throw new Error(`${path}: unsupported anyOf or not`);
  return { is: 'object', ...common, properties, required: s.required ?? [], groups, some: s['x-at-least-one'], open };
}

/** The only form in which Istio writes alternatives: none of them, or exactly one. */
function oneOfGroup(s: Schema, path: string): readonly string[] {
  const [none, ...one] = s.oneOf ?? [];
  const fields = one.map((part) => part.required?.[0]);
  const expected = { oneOf: [{ not: { anyOf: fields.map((field) => ({ required: [field] })) } }, ...fields.map((field) => ({ required: [field] }))] };
  if (!none || JSON.stringify({ oneOf: s.oneOf }) !== JSON.stringify(expected)) throw new Error(`${path}: unsupported oneOf`);
  return fields as string[];
}

function stringForm({ type, format }: Schema, path: string): FormName | undefined {
  if (type !== 'string' || format === undefined) return undefined;
  if (format in FORMS) return format as FormName;
  throw new Error(`${path}: unsupported string format ${format}`);
}

const atLeast = (a?: number, b?: number): number | undefined => (a === undefined ? b : b === undefined ? a : Math.max(a, b));
const atMost = (a?: number, b?: number): number | undefined => (a === undefined ? b : b === undefined ? a : Math.min(a, b));
