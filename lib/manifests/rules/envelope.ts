import type { Manifest } from '../manifest';
import { fields, isSet, text } from './fields';
import type { Findings } from './findings';

const DRY_RUN = 'istio.io/dry-run';
/** Annotations that istiod sets on what it derives; on an object of a user they would lend it another's rights. */
const RESERVED = ['internal.istio.io/webhook-always-reject', 'internal.istio.io/parent-namespace', 'internal.istio.io/parents'] as const;
const BOOLEANS = new Set(['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False']);
const TOP_LEVEL = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
/** What Kubernetes asks of the name of a custom resource. */
const NAME = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const LONGEST_NAME = 253;

/** What holds for every Istio object, whatever its kind. */
export function envelopeRules(manifest: Manifest, f: Findings): void {
  for (const field in manifest) {
    if (!TOP_LEVEL.has(field) && manifest[field] !== undefined) f.error(field, `${JSON.stringify(field)} is not a field of an object`, 'move it into spec');
  }
  const metadata = fields(manifest.metadata);
  const name = text(metadata?.name);
  f.enter('metadata');
  if (name === '') f.error('name', 'the name is missing', 'set metadata.name');
  else if (name.length > LONGEST_NAME || !NAME.test(name)) f.error('name', `${JSON.stringify(name)} is not a name`, 'use at most 253 lower-case letters, digits, dashes and dots, beginning and ending with a letter or digit');
  const annotations = fields(metadata?.annotations);
  if (annotations !== undefined) {
    f.enter('annotations');
    for (const key of RESERVED) if (isSet(annotations[key])) f.error(key, 'the annotation is istiod\'s own', 'remove it');
    if (isSet(annotations[DRY_RUN])) dryRunRule(manifest, text(annotations[DRY_RUN]), f);
    f.leave();
  }
  f.leave();
}

function dryRunRule(manifest: Manifest, value: string, f: Findings): void {
  if (manifest.kind !== 'AuthorizationPolicy') {
    f.error(DRY_RUN, `the effect of a policy of kind ${manifest.kind} cannot be tried out`, 'remove the annotation: it is for an AuthorizationPolicy');
    return;
  }
  const action = text(fields(manifest.spec)?.action) || 'ALLOW';
  if (action !== 'ALLOW' && action !== 'DENY') f.error(DRY_RUN, `action ${action} cannot be tried out`, 'remove the annotation: it is for the actions ALLOW and DENY');
  else if (!BOOLEANS.has(value)) f.error(DRY_RUN, `${JSON.stringify(value)} is neither true nor false`, 'write "true" or "false"');
}
