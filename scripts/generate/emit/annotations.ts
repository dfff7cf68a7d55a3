import { type MarkFile } from '../schema-file';
import { sourceHeader } from './type-text';

/** Istio's annotations and labels, for the check that knows wrong ones. */
export function annotationFile({ source, annotations, labels }: MarkFile): string {
  const lines = (marks: MarkFile['labels']): string => marks
    .map(({ name, on, status, deprecated }) => `  '${name}': { on: [${on.map((kind) => `'${kind}'`).join(', ')}], status: '${status}'${deprecated ? ', deprecated: true' : ''} },\n`).join('');
  return `${sourceHeader(source)}export interface Mark { readonly on: readonly string[]; readonly status: string; readonly deprecated?: true }
/** Annotations that Istio reads, the kinds that they are read of, and how ripe they are. */
export const ANNOTATIONS: Readonly<Record<string, Mark>> = {
${lines(annotations)}};
/** Labels that Istio reads. */
export const LABELS: Readonly<Record<string, Mark>> = {
${lines(labels)}};
`;
}
