import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The keywords of a Kubernetes structural schema that say something about validity; everything else is dropped when it is fetched. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly format?: string;
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly not?: Schema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-list-type'?: 'map' | 'set' | 'atomic';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  /** The text of every CEL rule. */
  readonly 'x-kubernetes-validations'?: readonly string[];
}

export const KEYWORDS: ReadonlySet<string> = new Set<keyof Schema>([
  '$ref', 'type', 'format', 'nullable', 'properties', 'additionalProperties', 'items', 'required', 'enum', 'pattern', 'minimum', 'maximum', 'minLength',
  'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'oneOf', 'anyOf', 'allOf', 'not', 'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-list-type', 'x-kubernetes-list-map-keys', 'x-kubernetes-validations',
]);

/** One kind of one schema: the served versions that share it stand together. */
export interface KindEntry {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly versions: readonly string[];
  readonly storage: string;
  readonly schema: Schema;
}

export interface SchemaFile {
  readonly source: { readonly module: string; readonly version: string; readonly file: string; readonly license: string };
  readonly kinds: readonly KindEntry[];
  readonly definitions: Readonly<Record<string, Schema>>;
}

export const SCHEMAS = join(__dirname, '../../schemas');

export const readSchemaFile = (name: string): SchemaFile => JSON.parse(readFileSync(join(SCHEMAS, `${name}.json`), 'utf8')) as SchemaFile;
