import type { MutatingWebhookConfiguration, ValidatingAdmissionPolicyBinding, ValidatingAdmissionPolicy } from '../../types';
import { type Fault, fault, firstOf, isGiven } from './fault';

type Webhook = NonNullable<MutatingWebhookConfiguration['webhooks']>[number];
const REVIEW_VERSIONS = ['v1', 'v1beta1'];

/** Both kinds of webhooks are alike here. */
export function webhook({ clientConfig, admissionReviewVersions }: Webhook): Fault | undefined {
  if (clientConfig.service == null && clientConfig.url == null) return fault('clientConfig', 'nobody is asked', 'set service or url');
  return admissionReviewVersions.some((version) => REVIEW_VERSIONS.includes(version)) ? undefined : fault('admissionReviewVersions', 'no version is known to the API server', 'use ["v1"]');
}

export interface Operations { readonly apiGroups?: readonly string[]; readonly apiVersions?: readonly string[]; readonly operations?: readonly string[]; readonly resources?: readonly string[] }
/** All of them, or some. */
export const ruleOperations = ({ apiGroups, apiVersions, operations, resources }: Operations): Fault | undefined => alone('operations', operations) ?? alone('apiGroups', apiGroups) ?? alone('apiVersions', apiVersions) ?? twiceNamed(resources);
const alone = (field: string, values: readonly string[] | undefined): Fault | undefined => (values != null && values.length > 1 && values.includes('*') ? fault(field, '* stands for all of them already', 'keep it alone') : undefined);

/** `*` stands for all resources, `pods/*` for all parts of pods, `*`+`/scale` for that part of all. */
function twiceNamed(resources: readonly string[] | undefined): Fault | undefined {
  if (resources == null || resources.length < 2) return undefined;
  const all = new Set(resources);
  return firstOf('resources', resources, (one) => {
    const [resource, part] = one.split('/') as [string, string?];
    const wider = part === undefined ? ['*'] : [`${resource}/*`, `*/${part}`];
    const by = [...wider, '*/*'].find((other) => other !== one && all.has(other));
    return by === undefined ? undefined : fault('', `${by} stands for ${one} already`, 'keep one of the two');
  });
}

export function admissionPolicy({ spec }: ValidatingAdmissionPolicy): Fault | undefined {
  if (spec == null) return fault('spec', 'spec is required', 'say what is matched and what is asked of it');
  if (!spec.matchConstraints?.resourceRules?.length) return fault('spec.matchConstraints.resourceRules', 'the policy is about no resources', 'name them in resourceRules');
  if (!spec.validations?.length && !spec.auditAnnotations?.length) return fault('spec.validations', 'the policy asks nothing', 'set validations or auditAnnotations');
  return firstOf('spec.auditAnnotations', spec.auditAnnotations, ({ key }, i) => (spec.auditAnnotations!.findIndex((other) => other.key === key) < i ? fault('key', `the key ${JSON.stringify(key)} is there already`, 'give every annotation its own key') : undefined));
}

export function admissionPolicyBinding({ spec }: ValidatingAdmissionPolicyBinding): Fault | undefined {
  const actions = spec.validationActions;
  if (actions.includes('Deny') && actions.includes('Warn')) return fault('spec.validationActions', 'Deny and Warn exclude each other', 'keep one; a refusal already tells why');
  const { paramRef } = spec;
  return paramRef != null && !isGiven(paramRef.name) && paramRef.selector == null ? fault('spec.paramRef', 'no parameter is named', 'set name or selector') : undefined;
}
