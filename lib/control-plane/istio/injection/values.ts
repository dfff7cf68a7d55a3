import type { RevisionSettings } from '../settings/revision';

/** What istiod's own code reads of the installation's values: our templates read none, everything else is written into them. */
export function injectorValues({ image, proxy, clusterName, network, injection }: RevisionSettings): string {
  return JSON.stringify({
    global: {
      hub: image.hub,
      // Named here, it wins over what pods say in their proxy config; the default name does not.
      ...(clusterName !== 'Kubernetes' && { multiCluster: { clusterName } }),
      ...(network !== undefined && { network }),
      // A name with a slash is a whole reference, which the templates use as it is.
      proxy: { holdApplicationUntilProxyStarts: proxy.holdApplicationUntilProxyStarts, ...(!proxy.image.includes('/') && { image: proxy.image }) },
      ...(!proxy.image.includes('/') && { proxy_init: { image: proxy.image } }),
      tag: image.tag,
      ...(image.variant !== undefined && { variant: image.variant }),
    },
    sidecarInjectorWebhook: { rewriteAppHTTPProbe: injection.rewriteProbes },
  }, undefined, 2);
}
