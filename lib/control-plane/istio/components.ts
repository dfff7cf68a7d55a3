import type { Manifest } from '../../manifests/manifest';
import { baseObjects } from './base';
import { istioCrds } from './base/crds';
import { cniObjects } from './cni';
import { istiodObjects, revisionTagObjects } from './istiod';
import type { IstioControlPlaneProps } from './props/control-plane';
import { cniSettings, ztunnelSettings } from './settings/agents';
import { installSettings } from './settings/install';
import type { RevisionSettings } from './settings/revision';
import { ztunnelObjects } from './ztunnel';

/** What a cluster has once: namespace, CRDs, the default validator, node agents. */
export function controlPlaneObjects(at: string, props: IstioControlPlaneProps, first: RevisionSettings): readonly Manifest[] {
  const install = installSettings(at, props, first);
  const cni = cniSettings(at, props, first);
  const ztunnel = ztunnelSettings(at, props, first);
  return [
    ...baseObjects(install),
    ...(install.crds ? istioCrds() : []),
    ...(cni ? cniObjects(cni) : []),
    ...(ztunnel ? ztunnelObjects(ztunnel) : []),
  ];
}

export { gatewayObjects } from './gateway';
export { gatewaySettings } from './settings/gateway';
export { revisionSettings } from './settings/resolve';
export { istiodObjects as revisionObjects, revisionTagObjects };

/** The half that is asked for: what needs an administrator of the cluster, or what lives in namespaces. */
export function scoped(scope: IstioControlPlaneProps['scope'], manifests: Iterable<Manifest>): readonly Manifest[] {
  const all = [...manifests];
  return scope === undefined || scope === 'all' ? all : all.filter((m) => (m.metadata.namespace === undefined) === (scope === 'cluster'));
}
