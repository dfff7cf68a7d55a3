import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormName } from '../../lib/manifests/schema/forms';

/** The keywords of a Kubernetes structural schema that say something about validity; everything else is dropped when it is fetched. */
export interface Schema extends Facts {
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

/** What Kubernetes checks in code, as `kubernetes-checks/` says it. */
export interface Facts {
  /** Form of a value. */
  readonly 'x-form'?: FormName;
  /** Form of the keys of a map. */
  readonly 'x-keys'?: FormName;
  /** Of each list of fields at most one may be there. */
  readonly 'x-at-most-one'?: readonly (readonly string[])[];
  /** Of each list of fields at least one must be there. */
  readonly 'x-at-least-one'?: readonly (readonly string[])[];
}

export const KEYWORDS: ReadonlySet<string> = new Set<keyof Schema>([
  '$ref', 'type', 'format', 'nullable', 'properties', 'additionalProperties', 'items', 'required', 'enum', 'pattern', 'minimum', 'maximum', 'minLength',
  'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'oneOf', 'anyOf', 'allOf', 'not', 'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-list-type', 'x-kubernetes-list-map-keys', 'x-kubernetes-validations',
]);

/** How Go reads a duration, and with it protobuf's JSON in Istio. */
export const DURATION = '^[-+]?(?:0|(?:(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)$';

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

/** Where something was taken from. */
export interface Source { readonly module: string; readonly version: string; readonly file: string; readonly license: string }

export interface SchemaFile {
  readonly source: Source;
  readonly kinds: readonly KindEntry[];
  readonly definitions: Readonly<Record<string, Schema>>;
}

/** An annotation or label that Istio reads. */
export interface Mark { readonly name: string; readonly on: readonly string[]; readonly status: string; readonly deprecated?: true }
export interface MarkFile { readonly source: Source; readonly annotations: readonly Mark[]; readonly labels: readonly Mark[] }

/** A custom resource definition, whole but for its prose. */
export interface Crd {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string; readonly scope: string; readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean; readonly storage: boolean; readonly schema: { readonly openAPIV3Schema: unknown } }[];
  };
}
export interface CrdFile { readonly source: Source; readonly crds: readonly Crd[] }

export const SCHEMAS = join(__dirname, '../../schemas');

const read = (name: string): unknown => JSON.parse(readFileSync(join(SCHEMAS, `${name}.json`), 'utf8'));
export const readSchemaFile = (name: string): SchemaFile => read(name) as SchemaFile;
export const readCrdFile = (name: string): CrdFile => read(name) as CrdFile;
export const readMarkFile = (name: string): MarkFile => read(name) as MarkFile;
