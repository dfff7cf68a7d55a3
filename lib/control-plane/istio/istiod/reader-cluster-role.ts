import type { ClusterRole, PolicyRule } from '../../../manifests/types';
import { READER } from '../base/reader';
import type { RevisionSettings } from '../settings/revision';
import { ISTIO_GROUPS, READ, allow, multiClusterGroup, ownWebhooks } from './permissions';
import { clusterName, metaOf } from './names';

export const READER_ROLE = 'istio-reader-clusterrole';

/** What an istiod of another cluster reads here, with the account that a remote secret carries the token of. */
export const readerClusterRole = (s: RevisionSettings): ClusterRole => ({
  apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: metaOf(clusterName(READER_ROLE, s), { app: READER, labels: { app: READER } }),
  rules: [
    allow(READ, ISTIO_GROUPS, ['*']),
    allow(READ, '', ['configmaps', 'endpoints', 'namespaces', 'nodes', 'pods', 'replicationcontrollers', 'secrets', 'services']),
    allow(READ, 'networking.istio.io', ['workloadentries']),
    allow(READ, ['gateway.networking.k8s.io', 'networking.x-k8s.io'], ['gateways']),
    allow(READ, 'apiextensions.k8s.io', ['customresourcedefinitions']),
    allow(READ, 'discovery.k8s.io', ['endpointslices']),
    allow(['create', 'delete', ...READ], multiClusterGroup(s.istiod.env), ['serviceexports']),
    allow(READ, multiClusterGroup(s.istiod.env), ['serviceimports']),
    allow(READ, 'apps', ['replicasets']),
    allow(['create'], 'authentication.k8s.io', ['tokenreviews']),
    allow(['create'], 'authorization.k8s.io', ['subjectaccessreviews']),
    ...(s.remote ? led() : []),
  ],
});

/** What it writes where it leads: the root certificate for each namespace, and what webhooks are verified with. */
const led = (): readonly PolicyRule[] => [allow(['create', ...READ, 'update'], '', ['configmaps']), ...ownWebhooks()];
