import type { Affinity, LabelSelector, PodDNSConfig, Toleration } from '../../../manifests/types';
import type { Resources } from './common';

/** What istio-cni and ztunnel, both one pod a node, have in common. */
export interface NodeAgentProps {
  /** Of its container. @default - cni: 100m and 100Mi requested; ztunnel: 200m and 512Mi; dev: 10m and 40Mi; production adds memory limits of 4 times that */
  readonly resources?: Resources;
  /** Taints that are put up with. @default - every taint is tolerated: there must be one on every node */
  readonly tolerations?: readonly Toleration[];
  /** Nodes that are preferred or needed; it runs on Linux only anyway. @default - every node */
  readonly affinity?: Affinity;
  /** Nodes that change at a time, as a number or `'10%'`. @default - cni: 1; ztunnel: one new pod beside the old */
  readonly maxUnavailable?: number | string;
  /** Seconds it gets to end. @default 30 */
  readonly terminationGracePeriodSeconds?: number;
  /** Environment variables beside its own. @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** Labels of its pods beside its own. @default - none */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Annotations of its pods beside its own. @default - none */
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /** Labels beside their own: of cni's DaemonSet, of all of ztunnel's objects. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Level of its log. @default 'info' */
  readonly logLevel?: string;
  /** A ResourceQuota that admits critical pods into the namespace, as GKE wants it. @default - on `gke` only, for 5000 pods */
  readonly resourceQuota?: { /** @default 5000 */ readonly pods?: number } | false;
}

/** The CNI plugin: it captures the traffic of pods, so that they need no privileged init container. */
export interface CniProps extends NodeAgentProps {
  /** Where the agent runs; another namespace than istiod's is not written. @default - istiod's namespace; 'kube-system' on `openshift` */
  readonly namespace?: string;
  /** Folder of the plugins on the nodes. @default - '/opt/cni/bin', or what the platform has */
  readonly binDir?: string;
  /** Folder of the configurations on the nodes. @default - '/etc/cni/net.d', or what the platform has */
  readonly confDir?: string;
  /** Folder of the pods' network namespaces on the nodes. @default - '/var/run/netns', or what the platform has */
  readonly netnsDir?: string;
  /** Name of the configuration. @default - the first that is there is extended */
  readonly confFileName?: string;
  /** Extends another plugin's configuration instead of standing by itself. @default - true; false on `openshift` */
  readonly chained?: boolean;
  /** Who calls the plugin. @default - 'default'; 'multus' on `openshift` */
  readonly provider?: 'default' | 'multus';
  /** Namespaces whose pods are left alone. @default ['kube-system'] */
  readonly excludeNamespaces?: readonly string[];
  /** A configuration of its own besides, so that pods never start without capture when other plugins rewrite theirs. @default - none; its file name */
  readonly ownedConfig?: string;
  /** What becomes of pods that started before the plugin was there. @default 'repair' */
  readonly repair?: 'repair' | 'delete' | 'label' | 'off';
  /** Only with the ambient data plane. @default - Istio's own */
  readonly ambient?: {
    /** Pods that are taken in. @default - those labelled, or in namespaces labelled, `istio.io/dataplane-mode: ambient` */
    readonly enablementSelectors?: readonly { readonly podSelector?: LabelSelector; readonly namespaceSelector?: LabelSelector }[];
    /** Names are looked up by ztunnel. @default true */
    readonly dnsCapture?: boolean;
    /** Traffic over IPv6 is captured too. @default true */
    readonly ipv6?: boolean;
    /** Rules of running pods are brought up to date when the agent starts. @default - true; false as an Istio up to 1.28 */
    readonly reconcileIptablesOnStartup?: boolean;
    /** The agent looks into pods from the network of the node. @default false */
    readonly shareHostNetworkNamespace?: boolean;
  };
}

/** ztunnel: the proxy of a node in the ambient data plane. */
export interface ZtunnelProps extends NodeAgentProps {
  /** Where it runs; another namespace than istiod's is not written. @default - istiod's namespace; 'kube-system' on `openshift` */
  readonly namespace?: string;
  /** Labels that a node must have. @default - every node of Linux */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Where its pods look names up. @default - Kubernetes' own: ClusterFirst */
  readonly dnsPolicy?: 'ClusterFirst' | 'Default' | 'None';
  /** Servers and domains beside those of the policy. @default - none */
  readonly dnsConfig?: PodDNSConfig;
  /** Checks client certificates against the ConfigMap `istio-ca-crl`. @default false */
  readonly crl?: boolean;
}
