import { isObject } from '../../../manifests/is-object';
import type { MeshConfig } from '../generated/mesh-config';
import { discoveryService } from './remote';
import type { RevisionSettings } from './revision';

type Facts = Pick<RevisionSettings, 'suffix' | 'namespace' | 'trustDomain' | 'meshId' | 'image' | 'ambient' | 'ca' | 'remote'> & { readonly accessLogFile?: string };

/** What istiod reads: what the control plane's other settings come to, and over it what was given, field by field; lists are replaced. */
export function meshConfigOf(facts: Facts, given: MeshConfig = {}): MeshConfig {
  const { suffix, namespace, trustDomain, meshId, image, ambient, ca, remote, accessLogFile } = facts;
  const proxyMetadata = {
    ...(ca.kind === 'kubernetes' && { ISTIO_META_CERT_SIGNER: ca.signer.slice(ca.signer.indexOf('/') + 1) }),
    ...(ambient && { ISTIO_META_ENABLE_HBONE: 'true' }),
  };
  const own = {
    ...(accessLogFile !== undefined && { accessLogFile }),
    defaultConfig: {
      discoveryAddress: `${discoveryService(suffix, remote)}.${namespace}.svc:15012`,
      ...(image.variant !== undefined && { image: { imageType: image.variant } }),
      ...(meshId !== undefined && { meshId }),
      ...(Object.keys(proxyMetadata).length > 0 && { proxyMetadata }),
    },
    ...(given.defaultProviders === undefined && { defaultProviders: { metrics: ['prometheus'] } }),
    enablePrometheusMerge: true,
    rootNamespace: namespace,
    ...(ambient && { serviceScopeConfigs: [{ scope: 'GLOBAL', servicesSelector: { matchExpressions: [{ key: 'istio.io/global', operator: 'In', values: ['true'] }] } }] }),
    trustDomain,
  };
  // Whom proxies trust for a signer's certificates, beside those that are given.
  const roots = ca.kind === 'kubernetes' && ca.rootCertificate !== undefined ? [...(given.caCertificates ?? []), { certSigners: [ca.signer], pem: ca.rootCertificate }] : given.caCertificates;
  return merged(own, { ...given, ...(roots && { caCertificates: roots }) }) as MeshConfig;
}

/** Maps are merged, everything else replaced; keys sorted, so that the same settings print the same text. */
function merged(own: unknown, given: unknown): unknown {
  if (given === undefined) return own;
  if (!isObject(given)) return given;
  const base = isObject(own) ? own : {};
  return Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(given)])].sort().map((key) => [key, merged(base[key], given[key])]));
}
