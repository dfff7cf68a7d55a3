import type { Service } from '../../../manifests/types';
import type { RevisionSettings } from '../settings/revision';
import { NAME, istiodName, metaOf } from './names';
import { METRICS, PLAIN_XDS, WEBHOOK, XDS } from './ports';

/** Where proxies and the API server find istiod. */
export const service = (s: RevisionSettings): Service => serviceOf(s, istiodName(s));
/** The same pods by the name of a tag, for proxies that are told an address instead of being injected. */
export const tagService = (s: RevisionSettings, tag: string): Service => serviceOf(s, `${NAME}-revision-tag-${tag}`, { 'istio.io/tag': tag });

const serviceOf = (s: RevisionSettings, name: string, own: Readonly<Record<string, string>> = {}): Service => ({
  apiVersion: 'v1', kind: 'Service',
  metadata: metaOf(name, { namespace: s.namespace, labels: { app: NAME, istio: 'pilot', 'istio.io/rev': s.rev, ...own }, annotations: s.istiod.serviceAnnotations }),
  spec: {
    ...(s.istiod.ipFamilies.length > 0 && { ipFamilies: s.istiod.ipFamilies }),
    ...(s.istiod.ipFamilyPolicy !== undefined && { ipFamilyPolicy: s.istiod.ipFamilyPolicy }),
    ports: [
      { name: 'grpc-xds', port: PLAIN_XDS, protocol: 'TCP' },
      { name: 'https-dns', port: XDS, protocol: 'TCP' },
      { name: 'https-webhook', port: 443, protocol: 'TCP', targetPort: WEBHOOK },
      { name: 'http-monitoring', port: METRICS, protocol: 'TCP' },
    ],
    // The default revision is found by a label that no named one's pods have.
    selector: s.revision === undefined ? { app: NAME, istio: 'pilot' } : { app: NAME, 'istio.io/rev': s.revision },
    ...(s.istiod.trafficDistribution !== undefined && { trafficDistribution: s.istiod.trafficDistribution }),
  },
});
