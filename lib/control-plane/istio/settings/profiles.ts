import type { Affinity, TopologySpreadConstraint } from '../../../manifests/types';
import type { Profile, Resources } from '../props/common';

/** What a profile stands for: every default that differs between them, in one table. */
export interface ProfileDefaults {
  readonly istiod: Resources;
  readonly proxy: Resources;
  readonly cni: Resources;
  readonly ztunnel: Resources;
  readonly gateway: Resources;
  /** Pods at least, where an autoscaler decides; `undefined`: no autoscaler, one pod. */
  readonly minReplicas?: number;
  /** Whether gateways with more than one pod have a disruption budget. */
  readonly gatewayBudget: boolean;
  readonly restricted: boolean;
  readonly priorityClassName?: string;
  readonly spread: boolean;
  /** In percent. */
  readonly traceSampling: number;
  readonly accessLogFile?: string;
  /** Switches of istiod. */
  readonly env: Readonly<Record<string, string>>;
}

/** Whoever may write a RequestAuthentication makes istiod ask an address: never its own host, nor the cloud's metadata. */
const GUARDED = { BLOCKED_CIDRS_IN_JWKS_URIS: '127.0.0.0/8,169.254.0.0/16,::1/128,fe80::/10' };
const amounts = (cpu: string, memory: string) => ({ cpu, memory });
/** What Istio's charts say; their proxies have limits already. Amounts are written as the API server keeps them, so that a second apply changes nothing. */
const upstream: ProfileDefaults = {
  istiod: { requests: amounts('500m', '2Gi') },
  proxy: { requests: amounts('100m', '128Mi'), limits: amounts('2000m', '1024Mi') },
  cni: { requests: amounts('100m', '100Mi') },
  ztunnel: { requests: amounts('200m', '512Mi') },
  gateway: { requests: amounts('100m', '128Mi'), limits: amounts('2', '1Gi') },
  minReplicas: 1, gatewayBudget: false, restricted: false, spread: false, traceSampling: 1, env: {},
};
export const PROFILES: Readonly<Record<Profile, ProfileDefaults>> = {
  upstream,
  production: {
    ...upstream,
    istiod: { ...upstream.istiod, limits: amounts('2', '4Gi') },
    // No limit on the processor of node agents: a throttled one holds up every pod of its node.
    cni: { requests: amounts('100m', '100Mi'), limits: { memory: '400Mi' } },
    ztunnel: { requests: amounts('200m', '512Mi'), limits: { memory: '2Gi' } },
    minReplicas: 2, gatewayBudget: true, restricted: true, priorityClassName: 'system-cluster-critical', spread: true, env: GUARDED,
  },
  dev: {
    istiod: { requests: amounts('10m', '100Mi') }, proxy: { requests: amounts('10m', '40Mi') }, cni: { requests: amounts('10m', '40Mi') }, ztunnel: { requests: amounts('10m', '40Mi') }, gateway: { requests: amounts('10m', '40Mi') },
    gatewayBudget: true, restricted: true, spread: false, traceSampling: 100, accessLogFile: '/dev/stdout', env: GUARDED,
  },
};

/** A constraint that selects nothing counts no pods: where it does not say whom it means, it means its own. */
export const ownPods = (constraints: readonly TopologySpreadConstraint[], labels: Readonly<Record<string, string>>): readonly TopologySpreadConstraint[] =>
  constraints.map((c) => (c.labelSelector === undefined ? { ...c, labelSelector: { matchLabels: labels } } : c));

/** One host less is one pod less, and one zone less leaves some: wishes, so that a small cluster still runs them all. */
export function spread(labels: Readonly<Record<string, string>>): { readonly affinity: Affinity; readonly topologySpreadConstraints: readonly TopologySpreadConstraint[] } {
  const labelSelector = { matchLabels: labels };
  return {
    affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: { labelSelector, topologyKey: 'kubernetes.io/hostname' }, weight: 100 }] } },
    topologySpreadConstraints: [{ labelSelector, maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' }],
  };
}
