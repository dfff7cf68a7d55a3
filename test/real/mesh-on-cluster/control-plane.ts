import { IstioControlPlane, IstioGateway, IstioRevision, RevisionTag, type IstioControlPlaneProps } from 'cdk8s-mesh';
import type { App } from 'cdk8s';

/** What an Envoy without Istio's own extensions cannot do is switched off, by props that anybody has; `left-out.ts` says why. */
export const forStockEnvoy: Pick<IstioControlPlaneProps, 'istiod' | 'meshConfig'> = {
  istiod: { env: { PILOT_ENABLE_METADATA_EXCHANGE: 'false', PILOT_ENABLE_ALPN_FILTER: 'false' } },
  meshConfig: { defaultProviders: { metrics: [] } },
};

/** How far an upgrade is: one istiod; the next beside it, serving nobody; the tag moved to it. */
export type Upgrade = 'before' | 'beside' | 'moved';
export const nextRevision = 'next';

/** Istio as the suite installs it: a tag that the shop's namespaces carry, and the gateway that the shop serves on. */
export function installIstio(app: App, props: IstioControlPlaneProps = {}, upgrade: Upgrade = 'before'): IstioControlPlane {
  const istio = new IstioControlPlane(app, 'istio', {
    ...props,
    istiod: { ...props.istiod, env: { ...forStockEnvoy.istiod!.env, ...props.istiod?.env } },
    meshConfig: { ...forStockEnvoy.meshConfig, extensionProviders: [{ name: 'otel', opentelemetry: { service: 'otel.observability.svc.cluster.local', port: 4317 } }], ...props.meshConfig },
  });
  const next = upgrade === 'before' ? istio.revision : new IstioRevision(istio, nextRevision);
  const stable = new RevisionTag(istio, 'stable', { revision: upgrade === 'moved' ? next : istio.revision });
  // Its pods are made anew when the tag moves: their template says where it points.
  new IstioGateway(istio, 'istio-ingress', { revision: stable, podAnnotations: { 'example.com/revision': stable.revision.rev } });
  return istio;
}
