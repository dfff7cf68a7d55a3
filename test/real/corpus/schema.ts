import istio from '../../../schemas/istio-1.31.json';

/** As much of OpenAPI as Istio's CRDs use. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly 'x-kubernetes-validations'?: readonly unknown[];
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

export interface KindSchema { readonly group: string; readonly kind: string; readonly versions: readonly string[]; readonly storage: string; readonly schema: Schema }

export const kindSchemas: readonly KindSchema[] = istio.kinds as unknown as readonly KindSchema[];

const byKind = new Map(kindSchemas.map((kind) => [kind.kind, kind]));

export function specSchemaOf(kind: string): Schema {
  return byKind.get(kind)!.schema.properties!.spec;
}

/** Schema of a field, of a list's members, or of a map's values. */
export function schemaBelow(schema: Schema | undefined, key: string | number): Schema | undefined {
  if (schema === undefined) return undefined;
  return typeof key === 'number' ? schema.items : schema.properties?.[key] ?? schema.additionalProperties;
}
