import type { ObjectMeta } from '../../../manifests/manifest';
import { labelsOf } from '../labels';

/** Name of its account, roles and policies; the plugin looks its DaemonSet up as `istio-cni-node`. */
export const NAME = 'istio-cni';
export const DAEMON_SET = `${NAME}-node`;

/** Metadata of one of its objects; without a namespace it is the cluster's. */
export const metaOf = (name: string, namespace: string | undefined, own: Readonly<Record<string, string>>): ObjectMeta =>
  ({ labels: labelsOf(NAME, { 'istio.io/rev': 'default', ...own }), name, ...(namespace !== undefined && { namespace }) });
