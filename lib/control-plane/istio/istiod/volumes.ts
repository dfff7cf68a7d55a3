import { sorted } from '../../../manifests/customize';
import type { Volume, VolumeMount } from '../../../manifests/types';
import type { RevisionSettings } from '../settings/revision';
import { trustBundles } from './cluster-role';
import { jwksConfigMapName } from './jwks-config-map';

/** A volume with its place in istiod's container. */
interface Mounted { readonly volume: Volume; readonly mountPath: string; readonly readOnly?: true }
const secret = (name: string, secretName: string, optional = true): Volume => ({ name, secret: { ...(optional && { optional }), secretName } });

function mounted(s: RevisionSettings): readonly Mounted[] {
  const { ca, istiod } = s;
  return [
    { volume: { emptyDir: { medium: 'Memory' }, name: 'local-certs' }, mountPath: '/var/run/secrets/istio-dns' },
    { volume: { name: 'istio-token', projected: { sources: [{ serviceAccountToken: { audience: 'istio-ca', expirationSeconds: 43_200, path: 'istio-token' } }] } }, mountPath: '/var/run/secrets/tokens', readOnly: true },
    // Without its keys istiod would make a CA of its own, and proxies would trust the wrong one: the pod waits for them.
    { volume: secret('cacerts', 'cacerts', ca.kind !== 'secret'), mountPath: '/etc/cacerts', readOnly: true },
    { volume: secret('istio-kubeconfig', 'istio-kubeconfig'), mountPath: '/var/run/secrets/remote', readOnly: true },
    ...(istiod.jwksCa === undefined ? [] : [{ volume: { configMap: { name: jwksConfigMapName(s) }, name: 'extracacerts' }, mountPath: '/cacerts' }]),
    // Of istio-csr istiod has its own certificate too: without it there is no port for proxies.
    { volume: secret('istio-csr-dns-cert', 'istiod-tls', ca.kind !== 'istio-csr'), mountPath: '/var/run/secrets/istiod/tls', readOnly: true },
    { volume: rootCertificate(istiod.env), mountPath: '/var/run/secrets/istiod/ca', readOnly: true },
  ];
}
const rootCertificate = (env: Readonly<Record<string, string>>): Volume => (trustBundles(env)
  ? { name: 'istio-csr-ca-configmap', projected: { sources: [{ clusterTrustBundle: { name: 'istio.io:istiod-ca:root-cert', optional: true, path: 'root-cert.pem' } }] } }
  : { configMap: { defaultMode: 0o644, name: 'istio-ca-root-cert', optional: true }, name: 'istio-csr-ca-configmap' });

export const volumesOf = (s: RevisionSettings): readonly Volume[] => [...mounted(s).map(({ volume }) => volume), ...(sorted(s.istiod.volumes) as readonly Volume[])];
export const volumeMountsOf = (s: RevisionSettings): readonly VolumeMount[] => [
  ...mounted(s).map(({ volume, mountPath, readOnly }): VolumeMount => ({ mountPath, name: volume.name, ...(readOnly && { readOnly }) })),
  ...(sorted(s.istiod.volumeMounts) as readonly VolumeMount[]),
];
