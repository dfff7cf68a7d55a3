import type { ChartProps } from 'cdk8s';
import type { MeshConfig, MeshNetworks } from '../generated/mesh-config';
import type { CertificateAuthority } from './authority';
import type { ImageProps, Platform, Profile } from './common';
import type { GatewayClassProps } from './gateway-class';
import type { IstiodProps } from './istiod';
import type { CniProps, ZtunnelProps } from './node-agents';
import type { InjectionProps, ProxyProps, WaypointProps } from './proxy';
import type { RemoteProps, WebhookProps } from './remote';

/** One istiod and the proxies it injects: what may differ between two that run side by side. */
export interface RevisionProps {
  /** Where images come from, and which. @default - the control plane's images */
  readonly image?: ImageProps;
  /** istiod itself. @default - as the profile says */
  readonly istiod?: IstiodProps;
  /** What injected proxies are like. @default - as the profile says */
  readonly proxy?: ProxyProps;
  /** What waypoints are like. @default - as other proxies; they run on any node */
  readonly waypoint?: WaypointProps;
  /** Which pods get a proxy. @default - those labelled for it, or in namespaces labelled for it */
  readonly injection?: InjectionProps;
  /** Istio's MeshConfig, typed. What is not given has Istio's default, `dev` logs to the proxies' own output besides. */
  readonly meshConfig?: MeshConfig;
  /** Networks of a mesh that spans several. @default - one network */
  readonly meshNetworks?: MeshNetworks['networks'];
  /** Level of istiod's and the agents' logs, by scope. @default 'default:info' */
  readonly logLevel?: string;
  /** Logs as JSON lines. @default false */
  readonly logAsJson?: boolean;
  /** What becomes of Istio objects while the validating webhook cannot be asked. `Ignore` is undone by istiod and is for a first installation in one go only: applied again, it lets everything pass while istiod is away. @default - not said: Kubernetes' own, which refuses them (Fail) */
  readonly validationFailurePolicy?: 'Fail' | 'Ignore';
  /** Behaves like an older minor where the two differ, for an upgrade in steps. @default - as 1.31 */
  readonly compatibilityVersion?: '1.25' | '1.26' | '1.27' | '1.28' | '1.29' | '1.30';
  /** Settings of the gateways and waypoints that istiod deploys, by class, as `{ istio: { deployment: { … } } }`. @default - none */
  readonly gatewayClasses?: Readonly<Record<string, GatewayClassProps>>;
  /** Refuses Istio APIs that are not stable (EnvoyFilter, WasmPlugin, …) by an admission policy. @default false */
  readonly stableApisOnly?: boolean;
}

/** Props of a control plane. */
export interface IstioControlPlaneProps extends RevisionProps, Omit<ChartProps, 'namespace'> {
  /** Minor version of Istio. @default '1.31' */
  readonly version?: '1.31';
  /** What everything that is not said is like. @default 'production' */
  readonly profile?: Profile;
  /** Where istiod runs; it is the root namespace of mesh-wide policies unless `meshConfig.rootNamespace` says otherwise. @default 'istio-system' */
  readonly namespace?: string;
  /** Whether the namespace is written too. @default - true, but of the cluster's own namespaces, as kube-system */
  readonly createNamespace?: boolean;
  /** Name of the first revision, as `'1-31-1'`; more are declared with `IstioRevision`. @default - the default revision: namespaces are labelled `istio-injection: enabled` */
  readonly revision?: string;
  /** The revision whose webhook validates objects that name none. @default - the first revision. `false`: none */
  readonly defaultRevision?: string | false;
  /** Signs the certificates of workloads. @default CertificateAuthority.selfSigned() */
  readonly ca?: CertificateAuthority;
  /** Name of the mesh's identities. @default 'cluster.local' */
  readonly trustDomain?: string;
  /** Domain of the cluster's names. @default 'cluster.local' */
  readonly clusterDomain?: string;
  /** Name of the cluster among those of the mesh. @default 'Kubernetes' */
  readonly clusterName?: string;
  /** Name of the mesh; the same in all of its clusters. @default - as the trust domain */
  readonly meshId?: string;
  /** Network of this cluster's pods. @default - one network for all */
  readonly network?: string;
  /** Another cluster's istiod serves this one: a remote cluster of a primary, or of an external control plane. @default - an istiod of its own */
  readonly remote?: RemoteProps;
  /** The account with which istiods of other clusters read this one, by a remote secret; or one of yours that gets the same rights. `false`: no other cluster reads here. @default true */
  readonly reader?: boolean | { readonly name: string; readonly namespace: string };
  /** This istiod is a primary with remote clusters: it leads in those whose secrets it has. @default false */
  readonly servesRemotes?: boolean;
  /** Which webhooks are written; an istiod that serves other clusters only needs none. @default - all */
  readonly webhooks?: WebhookProps;
  /** Where the cluster runs. @default - what Kubernetes has everywhere */
  readonly platform?: Platform;
  /** The CNI plugin, so that pods need no privileged init container (Pod Security "restricted"). @default - not, but with `ambient` and on `openshift` */
  readonly cni?: boolean | CniProps;
  /** The ambient data plane: ztunnel on every node, the CNI plugin, and istiod ready for it. @default false */
  readonly ambient?: boolean | ZtunnelProps;
  /** Network policies for istiod, node agents and gateways. @default false */
  readonly networkPolicy?: boolean;
  /** Seccomp profile RuntimeDefault for istiod, proxies and gateways, so that they pass Pod Security "restricted", and that label on istiod's namespace where nothing privileged runs in it, and no init container or volume of yours. @default - true; upstream: false */
  readonly restricted?: boolean;
  /** `skip`: another installation writes the CRDs. @default 'install' */
  readonly crds?: 'install' | 'skip';
  /** Which half is written: what needs a cluster's administrator (CRDs, cluster roles, webhooks), or the rest. @default 'all' */
  readonly scope?: 'all' | 'cluster' | 'namespace';
  /** Hints on the objects for the tool that applies them. @default - all: `pulumi.com/*`, `argocd.argoproj.io/*` and Flux's; see the guide on GitOps */
  readonly hints?: readonly ('pulumi' | 'argocd' | 'flux')[];
}
