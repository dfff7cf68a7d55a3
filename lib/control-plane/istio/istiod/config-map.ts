import { sorted } from '../../../manifests/customize';
import type { ConfigMap } from '../../../manifests/types';
import { stringify } from '../../../manifests/yaml';
import type { RevisionSettings } from '../settings/revision';
import { metaOf } from './names';

/** The mesh's configuration. istiod reads it again when it changes. */
export const configMap = (s: RevisionSettings): ConfigMap => ({
  apiVersion: 'v1', kind: 'ConfigMap', metadata: metaOf(`istio${s.suffix}`, { namespace: s.namespace, labels: { 'istio.io/rev': s.rev } }),
  data: { mesh: stringify(sorted(s.meshConfig)), meshNetworks: stringify({ networks: sorted(s.meshNetworks) }) },
});
