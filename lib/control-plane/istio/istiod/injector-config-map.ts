import type { ConfigMap } from '../../../manifests/types';
import { injectorConfig, injectorValues } from '../injection';
import type { RevisionSettings } from '../settings/revision';
import { metaOf } from './names';

/** What istiod injects into pods: the templates, and the few values that its own code reads. It reads them again when they change. */
export const injectorConfigMap = (s: RevisionSettings): ConfigMap => ({
  apiVersion: 'v1', kind: 'ConfigMap', metadata: metaOf(`istio-sidecar-injector${s.suffix}`, { namespace: s.namespace, labels: { 'istio.io/rev': s.rev } }),
  data: { config: injectorConfig(s), values: injectorValues(s) },
});
