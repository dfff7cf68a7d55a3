import type { ObjectMeta } from '../../../manifests/manifest';
import type { LabelSelector, ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding } from '../../../manifests/types';
import { ISTIO_KINDS } from './istio-kinds';

/** A list that may not be there, with an element in which something is set. */
const some = (list: string, set: string): string => `(has(${list}) && ${list}.exists(e, ${set}))`;
const ofKind = (kind: string, condition: string): string => `object.kind != '${kind}' || !has(object.spec) || !(${condition})`;

/**
 * Refuses kinds and fields that Istio does not promise to keep. The API server decides by itself, so this holds while istiod is away.
 */
export const stableApis = (policy: ObjectMeta, binding: ObjectMeta, objectSelector?: LabelSelector): readonly [ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding] => [
  {
    apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy', metadata: policy,
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        ...(objectSelector && { objectSelector }),
        resourceRules: [ISTIO_KINDS],
      },
      validations: [
        { expression: "!(object.kind in ['EnvoyFilter', 'ProxyConfig', 'WasmPlugin'])", messageExpression: "object.kind + ' is not a stable API of Istio, and this control plane takes only those (stableApisOnly)'" },
        {
          expression: ofKind('Telemetry', [
            some('object.spec.tracing', 'has(e.useRequestIdForTraceSampling)'), some('object.spec.metrics', 'has(e.reportingInterval)'), some('object.spec.accessLogging', 'has(e.filter)'),
          ].join(' || ')),
          message: 'tracing.useRequestIdForTraceSampling, metrics.reportingInterval and accessLogging.filter of a Telemetry are not stable, and this control plane takes only what is (stableApisOnly)',
        },
        {
          expression: ofKind('AuthorizationPolicy', 'has(object.spec.rules) && object.spec.rules.exists(r, has(r.from) && r.from.exists(f, has(f.source) && (has(f.source.trustDomains) || has(f.source.notTrustDomains))))'),
          message: 'source.trustDomains and notTrustDomains of an AuthorizationPolicy are not stable, and this control plane takes only what is (stableApisOnly)',
        },
      ],
    },
  },
  { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicyBinding', metadata: binding, spec: { policyName: policy.name, validationActions: ['Deny'] } },
];
