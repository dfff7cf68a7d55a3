import type { Role } from '../../../manifests/types';
import type { RevisionSettings } from '../settings/revision';
import { READ, allow } from './permissions';
import { NAME, istiodName, metaOf } from './names';

/** What istiod may do in its own namespace. */
export const role = (s: RevisionSettings): Role => ({
  apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: metaOf(istiodName(s), { namespace: s.namespace, labels: { app: NAME } }),
  rules: [
    // An invalid gateway is sent as a dry run: once it is refused, validation works and may fail closed.
    allow(['create'], 'networking.istio.io', ['gateways']),
    // Keys of the CA.
    allow(['create', 'delete', ...READ, 'update'], '', ['secrets']),
    allow(['delete'], '', ['configmaps']),
    // One of several pods leads.
    allow(['create', 'get', 'patch', 'update'], 'coordination.k8s.io', ['leases']),
  ],
});
