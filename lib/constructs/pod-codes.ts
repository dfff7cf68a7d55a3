/** A permanent code with what it is about. */
export interface PodCode { readonly code: string; readonly severity: 'error'; readonly title: string }
const error = (code: string, title: string): PodCode => ({ code, severity: 'error', title });

/** What only the reader of the tree can find: it looks into the pods that users bring along. */
export const POD_CODES = {
  unreadablePods: error('MESH1421', 'the pods of a workload can be read'),
  podAccounts: error('MESH1422', 'the pods of a workload run as one ServiceAccount'),
  unknownContainerPort: error('MESH1423', 'a container port that is named exists'),
  podNamespace: error('MESH1424', 'pods are in the namespace of their service'),
  sameVersionLabels: error('MESH1425', 'labels tell the pods of two versions apart'),
  podAppLabels: error('MESH1426', 'one label selects all pods of a workload'),
  differentContainerPorts: error('MESH1427', 'a name of a container port means one number in all versions'),
} as const;
