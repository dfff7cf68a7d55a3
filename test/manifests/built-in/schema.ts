import { withFacts } from '../../../scripts/generate/kubernetes-facts';
import { readSchemaFile, type Schema } from '../../../scripts/generate/schema-file';

export type { Schema } from '../../../scripts/generate/schema-file';

const file = withFacts(readSchemaFile('kubernetes-1.36'));

/** A schema, and the name of its definition where it has one. */
export interface Named { readonly schema: Schema; readonly name?: string }

export function resolved(schema: Schema | undefined): Named {
  if (schema?.$ref === undefined) return { schema: schema ?? {} };
  return { schema: file.definitions[schema.$ref] ?? {}, name: schema.$ref };
}

export const rootOf = (kind: string): Schema => file.kinds.find((one) => one.kind === kind)!.schema;

/** Schema of a field, of a list's members, or of a map's values. */
export function below({ schema }: Named, key: string | number): Schema | undefined {
  if (typeof key === 'number') return schema.items;
  const values = schema.additionalProperties;
  return schema.properties?.[key] ?? (typeof values === 'object' ? values : undefined);
}
