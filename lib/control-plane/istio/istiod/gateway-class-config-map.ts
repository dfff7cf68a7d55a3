import { sorted } from '../../../manifests/customize';
import type { ConfigMap } from '../../../manifests/types';
import { stringify } from '../../../manifests/yaml';
import type { RevisionSettings } from '../settings/revision';
import { metaOf } from './names';

/** What istiod merges into the objects of every gateway of one class that it deploys, by kind. */
export const gatewayClassConfigMap = (s: RevisionSettings, gatewayClass: string, overlays: Readonly<Record<string, unknown>>): ConfigMap => ({
  apiVersion: 'v1', kind: 'ConfigMap',
  metadata: metaOf(`istio-${s.rev}-gatewayclass-${gatewayClass}`, { namespace: s.namespace, labels: { 'gateway.istio.io/defaults-for-class': gatewayClass, 'istio.io/rev': s.rev } }),
  data: Object.fromEntries(Object.keys(overlays).sort().map((kind) => [kind, stringify(sorted(overlays[kind]))])),
});
