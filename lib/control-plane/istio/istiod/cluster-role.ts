import type { ClusterRole, PolicyRule } from '../../../manifests/types';
import type { RevisionSettings } from '../settings/revision';
import { MANAGE, READ, ISTIO_GROUPS, allow, multiClusterGroup, ownWebhooks } from './permissions';
import { NAME, clusterName, metaOf } from './names';

export const CLUSTER_ROLE = 'istiod-clusterrole';

/** What istiod may do in the whole cluster. */
export const clusterRole = (s: RevisionSettings): ClusterRole => ({
  apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: metaOf(clusterName(CLUSTER_ROLE, s), { labels: { app: NAME } }),
  rules: [...ownWebhooks(), ...istioConfig(s), ...discovery(s), ...ingress(s), ...certificates(s), ...identity(), ...gatewayApi(), ...otherClusters(s)],
});

const KINDS = ['authorizationpolicies', 'destinationrules', 'envoyfilters', 'gateways', 'peerauthentications', 'proxyconfigs', 'requestauthentications', 'serviceentries', 'sidecars', 'telemetries', 'virtualservices', 'wasmplugins', 'workloadentries', 'workloadgroups'];
/** Read, and written where istiod itself keeps state: workloads that register themselves, addresses given out, status. */
const istioConfig = ({ istiod }: RevisionSettings): readonly PolicyRule[] => [
  allow(READ, ISTIO_GROUPS, ['*']),
  ...(istiod.analysis ? [allow(['patch', 'update'], ISTIO_GROUPS, KINDS.map((kind) => `${kind}/status`))] : []),
  allow(MANAGE, 'networking.istio.io', ['workloadentries']),
  allow(MANAGE, 'networking.istio.io', ['serviceentries/status', 'workloadentries/status']),
  allow(MANAGE, 'security.istio.io', ['authorizationpolicies/status']),
  allow(MANAGE, '', ['services/status']),
];

const discovery = ({ istiod }: RevisionSettings): readonly PolicyRule[] => [
  allow(READ, 'apiextensions.k8s.io', ['customresourcedefinitions']),
  allow(READ, '', ['endpoints', 'namespaces', 'nodes', 'pods', 'services']),
  allow(READ, 'discovery.k8s.io', ['endpointslices']),
  ...(istiod.untaint ? [allow(['patch'], '', ['nodes'])] : []),
];

const ingress = ({ istiod }: RevisionSettings): readonly PolicyRule[] => [
  ...(istiod.analysis ? [allow(READ, ['extensions', 'networking.k8s.io'], ['ingresses']), allow(['*'], ['extensions', 'networking.k8s.io'], ['ingresses/status'])] : []),
  allow(READ, 'networking.k8s.io', ['ingressclasses', 'ingresses']),
  allow(['*'], 'networking.k8s.io', ['ingresses/status']),
];

/** The root certificate goes into a ConfigMap of every namespace; requests to a signer of Kubernetes are made and approved here. */
function certificates({ ca, certProvider, istiod }: RevisionSettings): readonly PolicyRule[] {
  const group = 'certificates.k8s.io';
  return [
    allow(['create', ...READ, 'update'], '', ['configmaps']),
    ...(istiod.env.EXTERNAL_CA || certProvider !== 'istiod' ? [allow(['create', 'delete', 'get', 'update', 'watch'], group, ['certificatesigningrequests', 'certificatesigningrequests/approval', 'certificatesigningrequests/status'])] : []),
    ...(ca.kind === 'kubernetes' ? [allow(['approve'], group, ['signers'], [ca.signer])] : []),
    ...(trustBundles(istiod.env) ? [allow(['create', 'delete', ...READ, 'update'], group, ['clustertrustbundles']), allow(['attest'], group, ['signers'], ['istio.io/istiod-ca'])] : []),
  ];
}
/** Whether roots are published as ClusterTrustBundles instead of ConfigMaps. */
export const trustBundles = (env: Readonly<Record<string, string>>): boolean => env.ENABLE_CLUSTER_TRUST_BUNDLE_API === 'true';

/** Whose token is it, and may its owner read the Secret of a gateway? */
const identity = (): readonly PolicyRule[] => [
  allow(['create'], 'authentication.k8s.io', ['tokenreviews']),
  allow(['create'], 'authorization.k8s.io', ['subjectaccessreviews']),
];

const gatewayApi = (): readonly PolicyRule[] => [
  allow(READ, ['gateway.networking.k8s.io', 'gateway.networking.x-k8s.io'], ['*']),
  allow(['patch', 'update'], 'gateway.networking.x-k8s.io', ['xbackendtrafficpolicies/status']),
  allow(['patch', 'update'], 'gateway.networking.k8s.io', ['backendtlspolicies', 'gatewayclasses', 'gateways', 'grpcroutes', 'httproutes', 'listenersets', 'referencegrants', 'tcproutes', 'tlsroutes', 'udproutes'].map((kind) => `${kind}/status`)),
  allow(['create', 'delete', 'patch', 'update'], 'gateway.networking.k8s.io', ['gatewayclasses']),
  allow(READ, 'inference.networking.k8s.io', ['inferencepools']),
  allow(['patch', 'update'], 'inference.networking.k8s.io', ['inferencepools/status']),
];

/** Credentials for other clusters, and what these export. */
const otherClusters = ({ istiod }: RevisionSettings): readonly PolicyRule[] => [
  allow(READ, '', ['secrets']),
  allow(['create', 'delete', ...READ], multiClusterGroup(istiod.env), ['serviceexports']),
  allow(READ, multiClusterGroup(istiod.env), ['serviceimports']),
];
