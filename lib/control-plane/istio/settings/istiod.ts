import { defined, millis, percent, whole } from '../../../constructs/arguments';
import { CallError } from '../../../constructs/call-error';
import type { AuthorityFacts } from '../props/authority';
import type { IstioControlPlaneProps } from '../props/control-plane';
import type { IstiodProps } from '../props/istiod';
import { budget } from './budget';
import { checkScaling } from './scaling';
import { compatibilityEnv } from './compatibility';
import { ownPods, spread, type ProfileDefaults } from './profiles';
import type { IstiodSettings } from './revision';

/** Labels that istiod's pods of one revision have, and no other's. */
export const selector = (revision: string | undefined): Readonly<Record<string, string>> => (revision === undefined ? { istio: 'pilot' } : { app: 'istiod', 'istio.io/rev': revision });

/** Switches that other props come to, and the given ones over them. */
export function istiodEnv(props: IstioControlPlaneProps, ca: AuthorityFacts, ambient: boolean, defaults: ProfileDefaults): Readonly<Record<string, string>> {
  return {
    ...defaults.env,
    ...compatibilityEnv(props.compatibilityVersion),
    ...(ambient && { PILOT_ENABLE_AMBIENT: 'true' }),
    ...(ca.kind === 'istio-csr' && { ENABLE_CA_SERVER: 'false' }),
    ...(ca.kind === 'kubernetes' && { CERT_SIGNER_DOMAIN: ca.signer.slice(0, ca.signer.indexOf('/')), EXTERNAL_CA: 'ISTIOD_RA_KUBERNETES_API' }),
    ...(props.injection?.nativeSidecars !== undefined && { ENABLE_NATIVE_SIDECARS: String(props.injection.nativeSidecars) }),
    ...props.istiod?.env,
  };
}

/** What istiod's settings take from the rest of the control plane. */
interface Around { readonly env: Readonly<Record<string, string>>; readonly labels: Readonly<Record<string, string>>; /** Where the CNI agent is. */ readonly agents: string; readonly namespace: string }

export function istiodSettings(at: string, p: IstiodProps, d: ProfileDefaults, { env, labels, agents, namespace }: Around): IstiodSettings {
  const { replicas, autoscaling, disruptionBudget, rollout, maxConnectionAge, untaintNodes, traceSampling, ...rest } = p;
  if (replicas !== undefined && autoscaling) throw new CallError(at, 'istiod.replicas and istiod.autoscaling exclude each other', 'leave one of them out');
  const fixed = replicas !== undefined || autoscaling === false || (autoscaling === undefined && d.minReplicas === undefined);
  const number = replicas === undefined ? 1 : whole(at, 'istiod.replicas', replicas, 0);
  const minReplicas = (autoscaling || undefined)?.minReplicas ?? d.minReplicas ?? 1;
  const maxReplicas = (autoscaling || undefined)?.maxReplicas ?? Math.max(5, minReplicas);
  if (!fixed) checkScaling(at, 'istiod.autoscaling', { ...(autoscaling || undefined), minReplicas, maxReplicas });
  const least = fixed ? number : minReplicas;
  const watched = (typeof untaintNodes === 'object' ? untaintNodes.namespace : undefined) ?? (agents === namespace ? undefined : agents);
  const placed = d.spread ? spread(labels) : undefined;
  return defined({
    ...rest,
    replicas: fixed ? number : undefined,
    autoscaling: fixed ? undefined : defined({ ...(autoscaling || undefined), minReplicas, maxReplicas, cpu: (autoscaling || undefined)?.cpu ?? 80 }),
    disruptionBudget: disruptionBudget === false || least < 2 ? undefined : budget(at, 'istiod.disruptionBudget', disruptionBudget),
    image: rest.image ?? 'pilot', resources: rest.resources ?? d.istiod,
    rollout: { maxSurge: rollout?.maxSurge ?? '100%', maxUnavailable: rollout?.maxUnavailable ?? '25%' },
    env, envFrom: rest.envFrom ?? [], extraArgs: rest.extraArgs ?? [], maxConnectionAge: maxConnectionAge === undefined ? '30m' : goDuration(millis(at, 'istiod.maxConnectionAge', maxConnectionAge)),
    traceSampling: percent(at, 'istiod.traceSampling', traceSampling ?? d.traceSampling), analysis: rest.analysis ?? false,
    untaint: untaintNodes ? defined({ namespace: watched, taint: typeof untaintNodes === 'object' ? untaintNodes.taint : undefined }) : undefined,
    affinity: rest.affinity ?? placed?.affinity, topologySpreadConstraints: ownPods(rest.topologySpreadConstraints ?? placed?.topologySpreadConstraints ?? [], labels),
    nodeSelector: rest.nodeSelector ?? {}, tolerations: rest.tolerations ?? [], priorityClassName: rest.priorityClassName ?? d.priorityClassName,
    podLabels: rest.podLabels ?? {}, podAnnotations: rest.podAnnotations ?? {}, deploymentLabels: rest.deploymentLabels ?? {}, deploymentAnnotations: rest.deploymentAnnotations ?? {},
    serviceAnnotations: rest.serviceAnnotations ?? {}, serviceAccountAnnotations: rest.serviceAccountAnnotations ?? {},
    ipFamilies: rest.ipFamilies ?? [], volumes: rest.volumes ?? [], volumeMounts: rest.volumeMounts ?? [], initContainers: rest.initContainers ?? [],
  }) as IstiodSettings;
}

/** As Go writes it, in the largest unit that is whole. */
function goDuration(ms: number): string {
  for (const [unit, size] of [['h', 3_600_000], ['m', 60_000], ['s', 1000]] as const) if (ms % size === 0) return `${ms / size}${unit}`;
  return `${ms}ms`;
}
