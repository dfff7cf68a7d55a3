import type { CrdFile } from '../schema-file';
import { sourceHeader } from './type-text';

/**
 * Istio's custom resource definitions as text: a string is read faster than a literal, and only when it is asked for. A version
 * whose schema another version has too names that one by its number.
 */
export function crdFile({ source, crds }: CrdFile): string {
  const lines = crds.map((crd) => {
    const known = new Map<string, number>();
    const versions = crd.spec.versions.map((version, number) => {
      const text = JSON.stringify(version.schema);
      const first = known.get(text);
      if (first === undefined) known.set(text, number);
      return first === undefined ? version : { ...version, schema: first };
    });
    return quoted(JSON.stringify(inOrder({ ...crd, spec: { ...crd.spec, versions } })));
  });
  return `${sourceHeader(source)}/** One definition each, as JSON, its keys in printed order. */
export const CRDS: readonly string[] = [
${lines.map((line) => `  ${line},\n`).join('')}];
`;
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, (character) => `\\${character}`)}'`;

/** Keys in the order in which objects are printed: apiVersion, kind, metadata, spec, and below that alphabetical. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, inOrder(inner)]));
}
