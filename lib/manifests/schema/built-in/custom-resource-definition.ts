import type { CustomResourceDefinition } from '../../types';
import { type Fault, fault, firstOf } from './fault';

type Version = CustomResourceDefinition['spec']['versions'][number];

export function customResourceDefinition({ metadata, spec }: CustomResourceDefinition): Fault | undefined {
  const name = `${spec.names.plural}.${spec.group}`;
  if (metadata.name !== name) return fault('metadata.name', `the definition is called ${JSON.stringify(metadata.name ?? '')}, its plural and group make ${name}`, `call it ${name}`);
  const stored = spec.versions.filter((version) => version.storage).length;
  if (stored !== 1) return fault('spec.versions', `${stored} versions are stored`, 'let storage be true of exactly one version');
  if (spec.preserveUnknownFields === true) return fault('spec.preserveUnknownFields', 'no version of today keeps what it does not know', 'remove it, and set x-kubernetes-preserve-unknown-fields in the schema');
  const { conversion } = spec;
  if (conversion?.strategy === 'Webhook' && (conversion.webhook?.clientConfig == null || !conversion.webhook.conversionReviewVersions?.length)) return fault('spec.conversion.webhook', 'nobody is asked to convert', 'set clientConfig and conversionReviewVersions');
  if (conversion?.webhook != null && conversion.strategy !== 'Webhook' && (conversion.webhook.clientConfig != null || conversion.webhook.conversionReviewVersions?.length)) return fault('spec.conversion.webhook', `the strategy ${conversion.strategy} asks nobody`, 'remove it, or use the strategy Webhook');
  return firstOf('spec.versions', spec.versions, (version, i) => versionOf(version, spec.versions.findIndex((other) => other.name === version.name) < i));
}

function versionOf({ name, schema, deprecated, deprecationWarning }: Version, again: boolean): Fault | undefined {
  if (again) return fault('name', `the version ${name} is there already`, 'name each once');
  const root = schema?.openAPIV3Schema as { readonly type?: unknown } | undefined;
  if (root?.type !== 'object') return fault('schema.openAPIV3Schema', 'a custom resource is an object', "set its schema's type: object");
  return deprecationWarning != null && deprecated !== true ? fault('deprecationWarning', 'it warns of a version that stays', 'set deprecated: true, or remove it') : undefined;
}
