import { IstioControlPlane, IstioGateway, RevisionTag, type IstioControlPlaneProps } from 'cdk8s-mesh';
import type { App } from 'cdk8s';

/** What an Envoy without Istio's own extensions cannot do is switched off, by props that anybody has; `left-out.ts` says why. */
export const forStockEnvoy: Pick<IstioControlPlaneProps, 'istiod' | 'meshConfig'> = {
  istiod: { env: { PILOT_ENABLE_METADATA_EXCHANGE: 'false', PILOT_ENABLE_ALPN_FILTER: 'false' } },
  meshConfig: { defaultProviders: { metrics: [] } },
};

/** Istio as the suite installs it: production, a tag that the shop's namespaces carry, and the gateway that the shop serves on. */
export function installIstio(app: App, props: IstioControlPlaneProps = {}): IstioControlPlane {
  const istio = new IstioControlPlane(app, 'istio', {
    ...props,
    istiod: { ...forStockEnvoy.istiod, ...props.istiod },
    meshConfig: { ...forStockEnvoy.meshConfig, extensionProviders: [{ name: 'otel', opentelemetry: { service: 'otel.observability.svc.cluster.local', port: 4317 } }], ...props.meshConfig },
  });
  new RevisionTag(istio, 'stable', { revision: istio.revision });
  new IstioGateway(istio, 'istio-ingress');
  return istio;
}
