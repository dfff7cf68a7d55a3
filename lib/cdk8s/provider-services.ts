import type { Manifest } from '../manifests/manifest';
import { askedBy } from '../targets/istio/providers';
import type { IstioSettings } from '../targets/istio/facts';

/** Where an installation says which providers there are. */
export type Providers = Pick<IstioSettings, 'clusterDomain' | 'meshConfig'>;

/** Services of the authorizers, tracers and collectors that the mesh config names: whoever names one says that it is there. Those that `written` has are left out, and hosts that are no Service. */
export function providerServices({ clusterDomain, meshConfig: { extensionProviders = [] } }: Providers, written: readonly { readonly manifest: Manifest }[]): readonly Manifest[] {
  const declared = new Set(written.flatMap(({ manifest: { kind, spec } }) => (kind === 'ServiceEntry' ? (spec as { readonly hosts?: readonly string[] } | undefined)?.hosts ?? [] : [])));
  const suffix = `.svc.${clusterDomain}`;
  return extensionProviders.flatMap((provider): Manifest[] => {
    const asked = askedBy(provider), host = asked?.service.slice(asked.service.indexOf('/') + 1);
    const [name, namespace, ...more] = host?.endsWith(suffix) ? host.slice(0, -suffix.length).split('.') : [];
    if (!asked || name === undefined || namespace === undefined || more.length > 0 || declared.has(host!)) return [];
    return [{ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { ports: [{ name: /http(?!Als)|zipkin|datadog/i.test(asked.kind) ? 'http' : 'grpc', port: asked.port ?? 80, protocol: 'TCP' }] } }];
  });
}
