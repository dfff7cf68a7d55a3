import type { Manifest } from '../manifest';
import type { CustomResourceDefinition, MutatingWebhookConfiguration, ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding } from '../types';
import type { Violation } from '../violation';

/* What Kubernetes asks beyond the schemas of what belongs to a whole cluster. The structure is known to be sound. */

type Rule = (manifest: Manifest) => readonly Violation[];

const NONE: readonly Violation[] = Object.freeze([]);
const REVIEW_VERSIONS = ['v1', 'v1beta1'];

const problem = (path: string, message: string, help: string): readonly Violation[] => [{ path, message, help, source: 'schema', level: 'error' }];

export const CLUSTER_RULES: Readonly<Record<string, Rule>> = {
  CustomResourceDefinition: definition, MutatingWebhookConfiguration: webhooks, ValidatingWebhookConfiguration: webhooks, ValidatingAdmissionPolicy: policy, ValidatingAdmissionPolicyBinding: binding,
};

function definition(manifest: Manifest): readonly Violation[] {
  const { metadata, spec } = manifest as CustomResourceDefinition;
  const name = `${spec.names.plural}.${spec.group}`;
  if (metadata.name !== name) return problem('metadata.name', `the definition is called ${String(metadata.name)}, its plural and group make ${name}`, `call it ${name}`);
  const stored = spec.versions.filter((version) => version.storage).length;
  if (stored !== 1) return problem('spec.versions', `${stored} versions are stored`, 'let storage be true of exactly one version');
  return NONE;
}

/** Both configurations of webhooks are alike here. */
function webhooks(manifest: Manifest): readonly Violation[] {
  for (const [i, hook] of ((manifest as MutatingWebhookConfiguration).webhooks ?? []).entries()) {
    const { service, url } = hook.clientConfig;
    if (service == null && url == null) return problem(`webhooks[${i}].clientConfig`, 'nobody is asked', 'set service or url');
    if (!hook.admissionReviewVersions.some((version) => REVIEW_VERSIONS.includes(version))) return problem(`webhooks[${i}].admissionReviewVersions`, 'no version is known to the API server', 'use ["v1"]');
  }
  return NONE;
}

function policy(manifest: Manifest): readonly Violation[] {
  const { spec } = manifest as ValidatingAdmissionPolicy;
  if (spec == null) return problem('spec', 'spec is required', 'say what is matched and what is asked of it');
  if (!spec.matchConstraints?.resourceRules?.length) return problem('spec.matchConstraints.resourceRules', 'the policy is about no resources', 'name them in resourceRules');
  if (!spec.validations?.length && !spec.auditAnnotations?.length) return problem('spec.validations', 'the policy asks nothing', 'set validations or auditAnnotations');
  return NONE;
}

function binding(manifest: Manifest): readonly Violation[] {
  const { spec } = manifest as ValidatingAdmissionPolicyBinding;
  if (spec == null) return problem('spec', 'spec is required', 'name the policy and what follows when it is not met');
  if (spec.validationActions.includes('Deny') && spec.validationActions.includes('Warn')) return problem('spec.validationActions', 'Deny and Warn exclude each other', 'keep one; a refusal already tells why');
  if (spec.paramRef != null && spec.paramRef.name == null && spec.paramRef.selector == null) return problem('spec.paramRef', 'no parameter is named', 'set name or selector');
  return NONE;
}
