import type { EndpointSlice, Service } from '../../../manifests/types';
import { isAddress } from '../../../manifests/rules/syntax/address';
import { familyOf } from '../props/address-families';
import { discoveryService } from '../settings/remote';
import type { RevisionSettings } from '../settings/revision';
import { metaOf } from './names';
import { WEBHOOK, XDS } from './ports';

/** Leads to the istiod of another cluster: proxies and the API server of this one find it by the name that an istiod here would have. A name is resolved elsewhere, into addresses of whatever family. */
export function remoteService(s: RevisionSettings, address: string): Service {
  const { ipFamilies = [], ipFamilyPolicy } = s.istiod;
  const own = isAddress(address);
  return {
    apiVersion: 'v1', kind: 'Service', metadata: metaOf(discoveryService(s.suffix, s.remote), { namespace: s.namespace, labels: { 'istio.io/rev': s.rev } }),
    spec: {
      ...(!own && { externalName: address }),
      ...(own && ipFamilies.length > 0 && { ipFamilies }),
      ...(own && ipFamilyPolicy !== undefined && { ipFamilyPolicy }),
      ports: [{ name: 'tcp-istiod', port: XDS, protocol: 'TCP' }, { name: 'tcp-webhook', port: 443, protocol: 'TCP', targetPort: WEBHOOK }],
      ...(!own && { type: 'ExternalName' }),
    },
  };
}

/** Where that Service leads, if it is an address: it has no pods to select. */
export function remoteEndpointSlice(s: RevisionSettings, address: string): EndpointSlice {
  const name = discoveryService(s.suffix, s.remote);
  return {
    addressType: familyOf(address),
    apiVersion: 'discovery.k8s.io/v1',
    endpoints: [{ addresses: [address] }],
    kind: 'EndpointSlice',
    metadata: metaOf(name, { namespace: s.namespace, labels: { 'endpointslice.kubernetes.io/managed-by': 'cdk8s-mesh', 'kubernetes.io/service-name': name } }),
    ports: [{ name: 'tcp-istiod', port: XDS, protocol: 'TCP' }, { name: 'tcp-webhook', port: WEBHOOK, protocol: 'TCP' }],
  };
}
