import { object } from './yaml';

const indent = (text: string, by: string): string => text.trim().split('\n').map((l) => `${by}${l}`).join('\n');
/** A Deployment whose template has some metadata, beside the label `app`. */
export const podsWith = (metadata: string, { spec = 'containers: [{ name: app, image: app }]', name = 'web', namespace = 'shop' } = {}): string => object('apps/v1', 'Deployment', name, `
selector: { matchLabels: { app: ${name} } }
template:
  metadata:
${indent(/^\s*labels:/m.test(metadata) ? metadata : `labels: { app: ${name} }\n${metadata.trim()}`, '    ')}
  spec:
${indent(spec, '    ')}`, namespace);
/** A namespace and its labels, one on a line. */
export const namespaceWith = (name: string, ...labels: string[]): string => `
apiVersion: v1
kind: Namespace
metadata:
  name: ${name}${labels.length > 0 ? `\n  labels:${labels.map((l) => `\n    ${l}`).join('')}` : ''}`;
