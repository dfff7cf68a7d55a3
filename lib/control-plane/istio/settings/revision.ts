import type { LabelSelector } from '../../../manifests/types';
import type { MeshConfig, MeshNetworks } from '../generated/mesh-config';
import type { AuthorityFacts } from '../props/authority';
import type { Autoscaling, DisruptionBudget, Platform, Profile } from '../props/common';
import type { IstiodProps } from '../props/istiod';
import type { ProxyProps, WaypointProps } from '../props/proxy';
import type { ReaderSettings } from './reader';
import type { RemoteSettings } from './remote';

/** Everything that one revision is made of, with all defaults filled in: emitters decide nothing. Plain data, which they only read. */
export interface RevisionSettings {
  /** `undefined`: the default revision, whose objects carry no suffix. */
  readonly revision?: string;
  /** Value of the label `istio.io/rev`. */
  readonly rev: string;
  /** What names end in: '' or '-<revision>'. */
  readonly suffix: string;
  readonly profile: Profile;
  readonly platform?: Platform;
  /** Namespace of istiod, and the one that webhooks, certificates and addresses name. */
  readonly namespace: string;
  readonly image: ImageSettings;
  readonly clusterDomain: string;
  readonly trustDomain: string;
  readonly clusterName: string;
  readonly meshId?: string;
  readonly network?: string;
  readonly ca: AuthorityFacts;
  /** Where the istiod is that serves this cluster; `undefined`: here. */
  readonly remote?: RemoteSettings;
  /** Whose account istiods of other clusters have here; `undefined`: nobody's. */
  readonly reader?: ReaderSettings;
  /** Whether it leads in the clusters whose secrets it has. */
  readonly servesRemotes: boolean;
  readonly webhooks: { readonly injection: boolean; readonly validation: boolean };
  /** Where proxies and node agents have their certificates signed, host and port; `undefined`: istiod. */
  readonly caAddress?: string;
  /** Who certifies istiod itself: `istiod`, or `k8s.io/<signer>`. */
  readonly certProvider: string;
  /** Who captures the traffic of pods: nobody but their own init container where it is left out. */
  readonly cni?: { readonly provider: 'default' | 'multus'; readonly namespace: string };
  readonly ambient: boolean;
  /** `<namespace>/<service account>` that may fetch certificates for the pods of its node. */
  readonly trustedNodeAccount: string;
  readonly networkPolicy: boolean;
  readonly restricted: boolean;
  readonly istiod: IstiodSettings;
  readonly proxy: ProxySettings;
  readonly waypoint: WaypointSettings;
  readonly injection: InjectionSettings;
  /** What the ConfigMap says: the given one over what the other settings come to. */
  readonly meshConfig: MeshConfig;
  readonly meshNetworks: NonNullable<MeshNetworks['networks']>;
  readonly logLevel: string;
  readonly logAsJson: boolean;
  readonly validationFailurePolicy?: 'Fail' | 'Ignore';
  readonly gatewayClasses: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly stableApisOnly: boolean;
}

export interface ImageSettings {
  readonly hub: string;
  readonly tag: string;
  readonly variant?: string;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  readonly pullSecrets: readonly string[];
}
/** As `hub/name:tag-variant`; a name with a slash is a whole reference already. */
export const imageRef = ({ hub, tag, variant }: ImageSettings, name: string): string => (name.includes('/') ? name : `${hub}/${name}:${tag}${variant ? `-${variant}` : ''}`);
/** Of a pod, or of an account for all of its pods. */
export const imagePullSecrets = ({ pullSecrets }: Pick<ImageSettings, 'pullSecrets'>): { readonly imagePullSecrets?: readonly { readonly name: string }[] } => (pullSecrets.length === 0 ? {} : { imagePullSecrets: pullSecrets.map((name) => ({ name })) });

type Given<T, K extends keyof T> = { readonly [P in K]-?: NonNullable<T[P]> } & Omit<T, K>;

export interface IstiodSettings extends Omit<Given<IstiodProps, 'image' | 'resources' | 'extraArgs' | 'envFrom' | 'podLabels' | 'podAnnotations' | 'deploymentLabels' | 'deploymentAnnotations' | 'serviceAnnotations' | 'serviceAccountAnnotations' | 'ipFamilies' | 'volumes' | 'volumeMounts' | 'initContainers' | 'tolerations' | 'nodeSelector' | 'topologySpreadConstraints' | 'analysis'>, 'replicas' | 'autoscaling' | 'disruptionBudget' | 'rollout' | 'env' | 'maxConnectionAge' | 'untaintNodes' | 'traceSampling'> {
  /** Left out where an autoscaler decides. */
  readonly replicas?: number;
  readonly autoscaling?: AutoscalingSettings;
  readonly disruptionBudget?: DisruptionBudget;
  readonly rollout: { readonly maxSurge: number | string; readonly maxUnavailable: number | string };
  /** All of them: those that other settings come to (ambient, compatibility, CA, …), the given ones over them. */
  readonly env: Readonly<Record<string, string>>;
  /** As Go writes a duration: `30m`. */
  readonly maxConnectionAge: string;
  /** In percent. */
  readonly traceSampling: number;
  /** `namespace`: where the CNI agent is, if that is not istiod's own. */
  readonly untaint?: { readonly namespace?: string; /** Its key, if it is not Istio's own. */ readonly taint?: string };
}
export interface AutoscalingSettings extends Given<Autoscaling, 'minReplicas' | 'maxReplicas' | 'cpu'> { readonly behavior?: NonNullable<Exclude<IstiodProps['autoscaling'], false>>['behavior'] }

/** Lists of ports and ranges are as the templates want them: joined with commas. */
export interface ProxySettings extends Omit<Given<ProxyProps, 'image' | 'resources' | 'logLevel' | 'componentLogLevel' | 'statusPort' | 'holdApplicationUntilProxyStarts' | 'privileged' | 'forceApplyIptables' | 'nftables' | 'seccomp'>, 'includeOutboundIpRanges' | 'excludeOutboundIpRanges' | 'includeOutboundPorts' | 'excludeOutboundPorts' | 'includeInboundPorts' | 'excludeInboundPorts' | 'readiness' | 'startup'> {
  readonly includeOutboundIpRanges: string;
  readonly excludeOutboundIpRanges: string;
  readonly includeOutboundPorts: string;
  readonly excludeOutboundPorts: string;
  readonly includeInboundPorts: string;
  readonly excludeInboundPorts: string;
  readonly readiness: { readonly failureThreshold: number; readonly initialDelaySeconds: number; readonly periodSeconds: number };
  readonly startup?: { readonly failureThreshold: number };
}

export interface InjectionSettings {
  readonly everyNamespace: boolean;
  readonly policy: 'enabled' | 'disabled';
  readonly always: readonly LabelSelector[];
  readonly never: readonly LabelSelector[];
  readonly annotations: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
  readonly defaultTemplates: readonly string[];
  readonly rewriteProbes: boolean;
  readonly reinvocation: 'Never' | 'IfNeeded';
  /** `undefined`: istiod decides. */
  readonly nativeSidecars?: boolean;
  readonly webhookAnnotations: Readonly<Record<string, string>>;
}

export type WaypointSettings = Given<WaypointProps, 'resources' | 'topologySpreadConstraints' | 'nodeSelector' | 'tolerations'>;
