import { defined, dnsLabel, oneOf, text, whole } from '../../../constructs/arguments';
import type { Affinity, LabelSelector, Toleration } from '../../../manifests/types';
import type { Resources } from '../props/common';
import type { CniProps, NodeAgentProps, ZtunnelProps } from '../props/node-agents';
import type { IstioControlPlaneProps } from '../props/control-plane';
import { reconcilesOnStartup, sharesHostNetwork } from './compatibility';
import { nodeAgents } from './node-agents';
import { platformFacts } from './platforms';
import { PROFILES } from './profiles';
import { discoveryService } from './remote';
import type { ImageSettings, RevisionSettings } from './revision';

/** What both node agents have, with all defaults filled in. Plain data, which emitters only read. */
export interface AgentSettings {
  readonly namespace: string;
  readonly image: ImageSettings;
  readonly resources: Resources;
  readonly tolerations: readonly Toleration[];
  readonly affinity?: Affinity;
  readonly terminationGracePeriodSeconds: number;
  /** Of the DaemonSet. */
  readonly rollingUpdate: { readonly maxSurge?: number | string; readonly maxUnavailable: number | string };
  readonly env: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly logLevel: string;
  readonly logAsJson: boolean;
  readonly networkPolicy: boolean;
  /** Number of critical pods that its namespace admits; `undefined`: no quota. */
  readonly quotaPods?: number;
  readonly seLinuxType?: string;
  /** OpenShift's security context constraint. */
  readonly constraint?: string;
}

/** One istio-cni, which all revisions share. */
export interface CniSettings extends AgentSettings, Pick<CniProps, 'confFileName' | 'ownedConfig'> {
  readonly binDir: string;
  readonly confDir: string;
  readonly netnsDir: string;
  readonly chained: boolean;
  readonly provider: 'default' | 'multus';
  readonly excludeNamespaces: readonly string[];
  readonly repair: 'repair' | 'delete' | 'label' | 'off';
  readonly nftables: boolean;
  readonly ambient: AmbientSettings;
}
interface AmbientSettings {
  /** Whether there is an ambient data plane; the rest is written either way. */
  readonly enabled: boolean;
  readonly enablementSelectors: readonly { readonly podSelector?: LabelSelector; readonly namespaceSelector?: LabelSelector }[];
  readonly dnsCapture: boolean;
  readonly ipv6: boolean;
  readonly reconcileIptablesOnStartup: boolean;
  readonly shareHostNetworkNamespace: boolean;
}

/** One ztunnel, which follows one revision. */
export interface ZtunnelSettings extends AgentSettings, Pick<ZtunnelProps, 'dnsPolicy' | 'dnsConfig'> {
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** The control plane that it follows; `undefined`: the default revision. */
  readonly revision?: string;
  /** Host and port of istiod. */
  readonly discoveryAddress: string;
  readonly caAddress: string;
  readonly clusterName: string;
  readonly network?: string;
  /** What the mesh says about all proxies. */
  readonly proxyMetadata: Readonly<Record<string, string>>;
  readonly crl: boolean;
}

const MODE = 'istio.io/dataplane-mode';
/** Pods that say so, and those in namespaces that say so unless they opt out. */
export const AMBIENT_PODS: AmbientSettings['enablementSelectors'] = [
  { podSelector: { matchLabels: { [MODE]: 'ambient' } } },
  { namespaceSelector: { matchLabels: { [MODE]: 'ambient' } }, podSelector: { matchExpressions: [{ key: MODE, operator: 'NotIn', values: ['none'] }] } },
];
/** Every node, whatever is wrong with it. */
export const EVERY_NODE: readonly Toleration[] = [{ effect: 'NoSchedule', operator: 'Exists' }, { key: 'CriticalAddonsOnly', operator: 'Exists' }, { effect: 'NoExecute', operator: 'Exists' }];

/** The CNI agent of a control plane; `undefined` where it has none. */
export function cniSettings(at: string, props: IstioControlPlaneProps, revision: RevisionSettings): CniSettings | undefined {
  const { cni } = nodeAgents(props, revision.namespace);
  if (!cni.wanted) return undefined;
  const facts = platformFacts(props.platform);
  const given: CniProps = typeof props.cni === 'object' ? props.cni : {};
  const ambient = given.ambient ?? {};
  return defined<CniSettings>({
    ...agent(at, 'cni', given, props, revision), namespace: dnsLabel(at, 'cni.namespace', cni.namespace),
    resources: given.resources ?? PROFILES[revision.profile].cni,
    rollingUpdate: { maxUnavailable: given.maxUnavailable ?? 1 },
    binDir: given.binDir ?? facts.binDir, confDir: given.confDir ?? facts.confDir, netnsDir: given.netnsDir ?? facts.netnsDir,
    confFileName: given.confFileName ?? facts.confFileName,
    chained: given.chained ?? facts.chained, provider: oneOf(at, 'cni.provider', given.provider ?? facts.provider, ['default', 'multus']),
    excludeNamespaces: (given.excludeNamespaces ?? ['kube-system']).map((name, i) => dnsLabel(at, `cni.excludeNamespaces[${i}]`, name)),
    ownedConfig: given.ownedConfig === undefined ? undefined : text(at, 'cni.ownedConfig', given.ownedConfig),
    repair: oneOf(at, 'cni.repair', given.repair ?? 'repair', ['repair', 'delete', 'label', 'off']),
    nftables: revision.proxy.nftables,
    ambient: {
      enabled: revision.ambient,
      enablementSelectors: ambient.enablementSelectors ?? AMBIENT_PODS,
      dnsCapture: ambient.dnsCapture ?? true, ipv6: ambient.ipv6 ?? true,
      reconcileIptablesOnStartup: ambient.reconcileIptablesOnStartup ?? reconcilesOnStartup(props.compatibilityVersion),
      shareHostNetworkNamespace: ambient.shareHostNetworkNamespace ?? sharesHostNetwork(props.compatibilityVersion),
    },
  });
}

/** ztunnel of a control plane; `undefined` where its data plane is not ambient. */
export function ztunnelSettings(at: string, props: IstioControlPlaneProps, revision: RevisionSettings): ZtunnelSettings | undefined {
  const { ztunnel } = nodeAgents(props, revision.namespace);
  if (!ztunnel.wanted) return undefined;
  const given: ZtunnelProps = typeof props.ambient === 'object' ? props.ambient : {};
  const discoveryAddress = `${discoveryService(revision.suffix, revision.remote)}.${revision.namespace}.svc:15012`;
  return defined<ZtunnelSettings>({
    ...agent(at, 'ambient', given, props, revision), namespace: dnsLabel(at, 'ambient.namespace', ztunnel.namespace),
    resources: given.resources ?? PROFILES[revision.profile].ztunnel,
    // A node's traffic never waits: the new pod takes over from the old one. A number that is given says the opposite.
    rollingUpdate: given.maxUnavailable === undefined ? { maxSurge: 1, maxUnavailable: 0 } : { maxSurge: 0, maxUnavailable: given.maxUnavailable },
    revision: revision.revision, discoveryAddress, caAddress: revision.caAddress ?? discoveryAddress, clusterName: revision.clusterName, network: revision.network,
    proxyMetadata: textsOf(revision.meshConfig.defaultConfig?.proxyMetadata), crl: given.crl ?? false,
    nodeSelector: given.nodeSelector ?? {}, dnsPolicy: given.dnsPolicy, dnsConfig: given.dnsConfig,
  });
}

function agent(at: string, what: string, given: NodeAgentProps, props: IstioControlPlaneProps, revision: RevisionSettings): Omit<AgentSettings, 'namespace' | 'resources' | 'rollingUpdate'> {
  const facts = platformFacts(props.platform);
  const quota = given.resourceQuota ?? (facts.quota ? {} : false);
  return {
    image: revision.image,
    tolerations: given.tolerations ?? EVERY_NODE, affinity: given.affinity,
    terminationGracePeriodSeconds: whole(at, `${what}.terminationGracePeriodSeconds`, given.terminationGracePeriodSeconds ?? 30, 0),
    env: given.env ?? {}, labels: given.labels ?? {}, podLabels: given.podLabels ?? {}, podAnnotations: given.podAnnotations ?? {},
    logLevel: given.logLevel ?? 'info', logAsJson: revision.logAsJson, networkPolicy: revision.networkPolicy,
    quotaPods: quota === false ? undefined : whole(at, `${what}.resourceQuota.pods`, quota.pods ?? 5000, 1),
    seLinuxType: facts.seLinuxType, constraint: facts.constraint,
  };
}
const textsOf = (values: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(values ?? {}).map(([key, value]) => [key, String(value)]));
