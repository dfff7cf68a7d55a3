import { controlPlaneObjects, revisionObjects } from '../components';
import type { IstioControlPlaneProps } from '../props/control-plane';
import { revisionSettings } from '../settings/resolve';
import { ISTIOD_DEFAULTS } from './defaults';
import { merged } from './merge';
import type { State } from './on-objects';
import type { Values } from './sparse';
import { releasesOf } from './values';

/** What we would write for some props. Values are whole where the chart's own are known, so that one that goes back to it is written. */
export function stateOf(at: string, props: IstioControlPlaneProps): State {
  const settings = revisionSettings(at, props, props.revision);
  const given = merged(ISTIOD_DEFAULTS, releasesOf(at, props).find((r) => r.chart === 'istiod')!.values);
  const { image, proxy, restricted } = settings;
  const seccomp = (wanted: boolean): Values => (wanted ? { type: 'RuntimeDefault' } : {});
  // What the chart works out by itself, and defaults that our own values leave to it.
  const derived = {
    gateways: { seccompProfile: seccomp(restricted) },
    global: {
      caAddress: settings.caAddress ?? '', meshID: settings.meshId ?? '', network: settings.network ?? '', variant: image.variant,
      proxy: {
        includeIPRanges: proxy.includeOutboundIpRanges, excludeIPRanges: proxy.excludeOutboundIpRanges, includeOutboundPorts: proxy.includeOutboundPorts, excludeOutboundPorts: proxy.excludeOutboundPorts,
        includeInboundPorts: proxy.includeInboundPorts, excludeInboundPorts: proxy.excludeInboundPorts, holdApplicationUntilProxyStarts: proxy.holdApplicationUntilProxyStarts, seccompProfile: seccomp(proxy.seccomp),
      },
    },
    pilot: { cni: { enabled: settings.cni !== undefined, provider: settings.cni?.provider }, env: settings.istiod.env },
  };
  return {
    objects: [...controlPlaneObjects(at, props, settings), ...revisionObjects(settings)],
    values: { ...merged(given, derived), pilot: derived.pilot }, templates: Object.keys(props.injection?.templates ?? {}),
  };
}
