import type { ObjectMeta } from '../../../manifests/manifest';
import { labelsOf } from '../labels';
import type { ZtunnelSettings } from '../settings/agents';

export const NAME = 'ztunnel';

/** Metadata of one of its objects; without a namespace it is the cluster's. The annotation says which control plane it follows. */
export const metaOf = ({ revision }: ZtunnelSettings, namespace: string | undefined, own: Readonly<Record<string, string>> = {}): ObjectMeta => ({
  ...(revision !== undefined && { annotations: { 'istio.io/rev': revision } }),
  labels: labelsOf(NAME, own), name: NAME, ...(namespace !== undefined && { namespace }),
});
