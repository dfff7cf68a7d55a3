import type { LabelSelector, Lifecycle } from '../../../manifests/types';
import type { Resources, Scheduling } from './common';

/** What every injected proxy is like, where its pod's annotations do not say otherwise. */
export interface ProxyProps {
  /** Image's name, or with a slash a whole reference. @default 'proxyv2' */
  readonly image?: string;
  /** Of the proxy's container and the init container. @default - 100m and 128Mi requested, 2 and 1Gi at most; dev: 10m and 40Mi requested, no limits */
  readonly resources?: Resources;
  /** Level of Envoy's log. @default 'warning' */
  readonly logLevel?: 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'critical' | 'off';
  /** Levels by component of Envoy. @default 'misc:error' */
  readonly componentLogLevel?: string;
  /** What is captured on the way out: ranges of addresses. @default ['*'] */
  readonly includeOutboundIpRanges?: readonly string[];
  /** Ranges that are not captured, though they are within those. @default - none */
  readonly excludeOutboundIpRanges?: readonly string[];
  /** Ports captured on the way out, whatever the address. @default - none */
  readonly includeOutboundPorts?: readonly number[];
  /** Ports that are not captured on the way out. @default - none */
  readonly excludeOutboundPorts?: readonly number[];
  /** Ports captured on the way in. @default '*' */
  readonly includeInboundPorts?: readonly number[] | '*';
  /** Ports that are not captured on the way in. @default - none */
  readonly excludeInboundPorts?: readonly number[];
  /** Port of the agent's health, probes and merged metrics; 0: the sidecar has no probes. @default 15020 */
  readonly statusPort?: number;
  /** Port of the agent's server that exchanges tokens (STS). @default - none */
  readonly stsPort?: number;
  /** How readiness is probed. @default - every 15 s, from the start; 4 failures make the pod not ready */
  readonly readiness?: { /** @default 4 */ readonly failureThreshold?: number; /** Seconds. @default 0 */ readonly initialDelaySeconds?: number; /** Seconds. @default 15 */ readonly periodSeconds?: number };
  /** The proxy must be ready before probes and applications count on it. `false`: no such probe. @default - 600 tries, one a second */
  readonly startup?: { /** @default 600 */ readonly failureThreshold?: number } | false;
  /** Applications start when the proxy is ready; of no matter where proxies are native sidecars, which start first anyway. @default false */
  readonly holdApplicationUntilProxyStarts?: boolean;
  /** Hooks of the proxy's container, instead of its own. @default - it is waited for with `holdApplicationUntilProxyStarts`, and native sidecars drain before they end */
  readonly lifecycle?: Lifecycle;
  /** File for ejections of endpoints. @default - not written */
  readonly outlierLogPath?: string;
  /** Runs the proxy as a privileged container; for debugging only. @default false */
  readonly privileged?: boolean;
  /** Rules of a previous run are removed and set again. @default false */
  readonly forceApplyIptables?: boolean;
  /** nftables instead of iptables captures the traffic. @default false */
  readonly nftables?: boolean;
  /** Seccomp profile RuntimeDefault for the injected containers, as Pod Security "restricted" wants it. @default - true; upstream: false */
  readonly seccomp?: boolean;
}

/** Waypoints, and gateways between the networks of an ambient mesh, as istiod deploys them. What more there is to say of them is said by their class, with `gatewayClasses`. */
export interface WaypointProps extends Omit<Scheduling, 'priorityClassName'> {
  /** Of the proxy's container. @default - as `proxy.resources` */
  readonly resources?: Resources;
}

/** Which pods get a proxy, and from what template. */
export interface InjectionProps {
  /** Pods that nothing selects get one too. @default false */
  readonly everyNamespace?: boolean;
  /** `disabled`: only pods that ask for it themselves. @default 'enabled' */
  readonly policy?: 'enabled' | 'disabled';
  /** Pods that get a proxy whatever their namespace says, by their labels. @default - none */
  readonly always?: readonly LabelSelector[];
  /** Pods that never get one, by their labels. @default - none */
  readonly never?: readonly LabelSelector[];
  /** Annotations that every injected pod gets. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Templates of your own beside the built-in ones, or instead of one of the same name: text of a Go template that istiod merges over the pod. @default - none */
  readonly templates?: Readonly<Record<string, string>>;
  /** Templates of pods that name none. @default ['sidecar'] */
  readonly defaultTemplates?: readonly string[];
  /** HTTP probes go through the proxy's agent, so that they pass mutual TLS. @default true */
  readonly rewriteProbes?: boolean;
  /** Runs again after other webhooks changed a pod. @default 'Never' */
  readonly reinvocation?: 'Never' | 'IfNeeded';
  /** Proxies are native sidecars: init containers that keep running. @default - Istio's own: where every node can */
  readonly nativeSidecars?: boolean;
  /** Annotations of the webhook's configuration. @default - none */
  readonly webhookAnnotations?: Readonly<Record<string, string>>;
}
