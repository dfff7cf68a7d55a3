import type { IstioControlPlaneProps } from '../props/control-plane';
import { AMBIENT_PODS, EVERY_NODE, type AgentSettings, type CniSettings, type ZtunnelSettings } from '../settings/agents';
import { platformFacts, type PlatformFacts } from '../settings/platforms';
import type { RevisionSettings } from '../settings/revision';
import { CNI_DEFAULTS, ZTUNNEL_DEFAULTS } from './defaults';
import { replaced, sparse, type Values } from './sparse';

/** What only the platform's own profile would say is left to it. */
const unless = <T>(same: boolean, value: T): T | undefined => (same ? undefined : value);
const common = (s: AgentSettings): Values => ({
  env: s.env, affinity: s.affinity, podLabels: s.podLabels, podAnnotations: s.podAnnotations, terminationGracePeriodSeconds: s.terminationGracePeriodSeconds,
  // An empty list takes no default away, `null` does.
  tolerations: unless(s.tolerations === EVERY_NODE, s.tolerations.length === 0 ? null : s.tolerations),
  updateStrategy: { rollingUpdate: s.rollingUpdate },
});

const quota = ({ quotaPods }: AgentSettings, { quota: standard }: PlatformFacts): Values => ({ enabled: unless((quotaPods !== undefined) === standard, quotaPods !== undefined), pods: unless(quotaPods === 5000, quotaPods) });

/** Values of the chart `cni`. */
export function cniValues(props: IstioControlPlaneProps, s: CniSettings): Values {
  const facts = platformFacts(props.platform);
  const { ambient, image } = s;
  // What older minors did is the chart's to know.
  const given = typeof props.cni === 'object' ? props.cni.ambient : undefined;
  return sparse({
    ...common(s),
    profile: ambient.enabled ? 'ambient' : undefined, compatibilityVersion: props.compatibilityVersion,
    resources: replaced(s.resources, CNI_DEFAULTS.resources), daemonSetLabels: s.labels,
    excludeNamespaces: s.excludeNamespaces.length === 0 ? null : s.excludeNamespaces,
    istioOwnedCNIConfig: s.ownedConfig === undefined ? undefined : true, istioOwnedCNIConfigFileName: s.ownedConfig,
    repair: { enabled: s.repair !== 'off', labelPods: s.repair === 'label', deletePods: s.repair === 'delete', repairPods: s.repair === 'repair' || s.repair === 'off' },
    // Profiles say their part with this prefix, which wins over the same value without it.
    cni: {
      // The plugins' folder on GKE is found by the chart only where it can ask the cluster, and not with a Helm that takes `-gke` out of the version (3.21 does).
      cniBinDir: unless(s.binDir === facts.binDir && props.platform !== 'gke', s.binDir),
      cniConfDir: unless(s.confDir === facts.confDir, s.confDir), cniNetnsDir: unless(s.netnsDir === facts.netnsDir, s.netnsDir),
      cniConfFileName: unless(s.confFileName === facts.confFileName, s.confFileName), chained: unless(s.chained === facts.chained, s.chained), provider: unless(s.provider === facts.provider, s.provider),
      resourceQuotas: quota(s, facts),
      ambient: {
        dnsCapture: unless(ambient.dnsCapture, false), ipv6: unless(ambient.ipv6, false), shareHostNetworkNamespace: given?.shareHostNetworkNamespace,
        enablementSelectors: unless(ambient.enablementSelectors === AMBIENT_PODS, ambient.enablementSelectors),
        reconcileIptablesOnStartup: given?.reconcileIptablesOnStartup,
      },
    },
    logging: { level: s.logLevel },
    // The field of the container says the same, and no API server warns of it.
    useAppArmorAnnotation: false,
    global: {
      hub: image.hub, tag: image.tag, variant: unless(ambient.enabled && image.variant === 'distroless', image.variant), imagePullPolicy: image.pullPolicy, imagePullSecrets: image.pullSecrets,
      platform: unless(props.platform === 'eks', props.platform), logAsJson: s.logAsJson, networkPolicy: { enabled: s.networkPolicy }, nativeNftables: s.nftables, resourceScope: props.scope,
    },
  }, CNI_DEFAULTS);
}

/** Values of the chart `ztunnel`. */
export function ztunnelValues(props: IstioControlPlaneProps, s: ZtunnelSettings, revision: RevisionSettings): Values {
  const { image } = s;
  const { ISTIO_META_ENABLE_HBONE: _, ...metadata } = s.proxyMetadata;
  return sparse({
    ...common(s),
    profile: 'ambient',
    hub: image.hub, tag: image.tag, variant: unless(image.variant === 'distroless', image.variant), imagePullPolicy: image.pullPolicy, imagePullSecrets: image.pullSecrets,
    resources: replaced(s.resources, ZTUNNEL_DEFAULTS.resources), resourceQuotas: quota(s, platformFacts(props.platform)), labels: s.labels,
    revision: s.revision, istioNamespace: revision.namespace, caAddress: unless(s.caAddress === s.discoveryAddress && !revision.remote?.localInjector, s.caAddress), xdsAddress: unless(!revision.remote?.localInjector, s.discoveryAddress),
    multiCluster: { clusterName: unless(s.clusterName === 'Kubernetes', s.clusterName) }, network: s.network,
    meshConfig: { defaultConfig: { proxyMetadata: { ...metadata, ...(_ === 'true' ? {} : { ISTIO_META_ENABLE_HBONE: _ }) } } },
    nodeSelector: s.nodeSelector, dnsPolicy: s.dnsPolicy, dnsConfig: s.dnsConfig,
    peerCaCrl: { enabled: s.crl }, logLevel: s.logLevel, logAsJson: s.logAsJson,
    platform: unless(props.platform === 'eks', props.platform), resourceScope: props.scope, global: { networkPolicy: { enabled: s.networkPolicy } },
  }, ZTUNNEL_DEFAULTS);
}
