import type { RuleWithOperations } from '../../../manifests/types';

/** What users write for Istio, whenever it is written: kinds of all of its groups, in all versions. */
export const ISTIO_KINDS: RuleWithOperations = {
  apiGroups: ['extensions.istio.io', 'networking.istio.io', 'security.istio.io', 'telemetry.istio.io'], apiVersions: ['*'], operations: ['CREATE', 'UPDATE'], resources: ['*'], scope: '*',
};
