import type { MutatingWebhookConfiguration, ValidatingAdmissionPolicyBinding, ValidatingAdmissionPolicy } from '../../types';
import { type Fault, fault, firstOf, isGiven } from './fault';

type Webhook = NonNullable<MutatingWebhookConfiguration['webhooks']>[number];
const REVIEW_VERSIONS = ['v1', 'v1beta1'];

/** Both kinds of webhooks are alike here. */
export function webhook({ clientConfig, admissionReviewVersions }: Webhook): Fault | undefined {
  if (clientConfig.service == null && clientConfig.url == null) return fault('clientConfig', 'nobody is asked', 'set service or url');
  return admissionReviewVersions.some((version) => REVIEW_VERSIONS.includes(version)) ? undefined : fault('admissionReviewVersions', 'no version is known to the API server', 'use ["v1"]');
}

/** All operations, or some of them. */
export const ruleOperations = ({ operations, resources }: { readonly operations?: readonly string[]; readonly resources?: readonly string[] }): Fault | undefined =>
  everythingAlone('operations', operations, '*') ?? (resources != null && resources.length > 1 && resources.includes('*/*') ? fault('resources', '*/* stands for all resources already', 'keep it alone') : undefined);
const everythingAlone = (field: string, values: readonly string[] | undefined, all: string): Fault | undefined => (values != null && values.length > 1 && values.includes(all) ? fault(field, `${all} stands for all of them already`, 'keep it alone') : undefined);

export function admissionPolicy({ spec }: ValidatingAdmissionPolicy): Fault | undefined {
  if (spec == null) return fault('spec', 'spec is required', 'say what is matched and what is asked of it');
  if (!spec.matchConstraints?.resourceRules?.length) return fault('spec.matchConstraints.resourceRules', 'the policy is about no resources', 'name them in resourceRules');
  if (!spec.validations?.length && !spec.auditAnnotations?.length) return fault('spec.validations', 'the policy asks nothing', 'set validations or auditAnnotations');
  return firstOf('spec.auditAnnotations', spec.auditAnnotations, ({ key }, i) => (spec.auditAnnotations!.findIndex((other) => other.key === key) < i ? fault('key', `the key ${JSON.stringify(key)} is there already`, 'give every annotation its own key') : undefined));
}

export function admissionPolicyBinding({ spec }: ValidatingAdmissionPolicyBinding): Fault | undefined {
  if (spec == null) return fault('spec', 'spec is required', 'name the policy and what follows when it is not met');
  const actions = spec.validationActions ?? [];
  if (actions.includes('Deny') && actions.includes('Warn')) return fault('spec.validationActions', 'Deny and Warn exclude each other', 'keep one; a refusal already tells why');
  const { paramRef } = spec;
  return paramRef != null && !isGiven(paramRef.name) && paramRef.selector == null ? fault('spec.paramRef', 'no parameter is named', 'set name or selector') : undefined;
}
