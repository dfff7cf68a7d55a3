import { sorted } from '../../../manifests/customize';
import type { EnvVar } from '../../../manifests/types';
import type { RevisionSettings } from '../settings/revision';
import { variables } from '../variables';

const value = (name: string, text: string): EnvVar => ({ name, value: text });
const field = (name: string, fieldPath: string): EnvVar => ({ name, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } } });

/** Taint that istiod takes from a node whose CNI agent is ready. */
export const NOT_READY = 'cni.istio.io/not-ready';

/** Istiod's environment. */
export function envOf({ istiod, ...s }: RevisionSettings): readonly EnvVar[] {
  return variables([
    value('REVISION', s.rev),
    value('PILOT_CERT_PROVIDER', s.certProvider),
    field('POD_NAME', 'metadata.name'),
    field('POD_NAMESPACE', 'metadata.namespace'),
    field('SERVICE_ACCOUNT', 'spec.serviceAccountName'),
    value('KUBECONFIG', '/var/run/secrets/remote/config'),
    value('CA_TRUSTED_NODE_ACCOUNTS', s.trustedNodeAccount),
    ...(istiod.env.COMPLIANCE_POLICY === 'fips-140-3' ? [value('GODEBUG', 'fips140=only')] : []),
    ...(s.servesRemotes ? [value('EXTERNAL_ISTIOD', 'true')] : []),
    value('PILOT_TRACE_SAMPLING', String(istiod.traceSampling)),
    ...(istiod.untaint ? [value('PILOT_ENABLE_NODE_UNTAINT_CONTROLLERS', 'true'), value('PILOT_NODE_UNTAINT_CONTROLLERS_TAINT_NAME', istiod.untaint.taint ?? NOT_READY)] : []),
    value('PILOT_ENABLE_ANALYSIS', String(istiod.analysis)),
    value('CLUSTER_ID', s.clusterName),
    // As many threads as it has processors: Go counts the node's otherwise.
    { name: 'GOMAXPROCS', valueFrom: { resourceFieldRef: { divisor: '1', resource: 'limits.cpu' } } },
    s.platform === undefined ? { name: 'PLATFORM' } : value('PLATFORM', s.platform),
    ...Object.keys(istiod.env).sort().map((name) => value(name, istiod.env[name]!)),
    ...(sorted(istiod.envFrom) as readonly EnvVar[]),
  ]);
}
