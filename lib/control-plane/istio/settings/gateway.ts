import { defined, dnsLabel, oneOf, portNumber, text, whole } from '../../../constructs/arguments';
import { CallError } from '../../../constructs/call-error';
import type { Affinity, PodSecurityContext, SecurityContext, ServicePort, TopologySpreadConstraint } from '../../../manifests/types';
import { TEMPLATE_NAMES } from '../injection/template-names';
import { checked } from '../props/check';
import { gatewayRule } from '../props/check-gateway';
import type { DisruptionBudget, Resources } from '../props/common';
import type { GatewayServiceProps, IstioGatewayProps } from '../props/gateway';
import { ownPods, PROFILES, spread, type ProfileDefaults } from './profiles';
import { writesNamespace } from './own-namespaces';
import { budget } from './budget';
import { runsHere } from './remote';
import type { AutoscalingSettings, ImageSettings, RevisionSettings } from './revision';
import { checkScaling } from './scaling';

type Passed = 'rollout' | 'dnsPolicy' | 'dnsConfig' | 'networkGateway' | 'envFrom' | 'readinessProbe' | 'lifecycle' | 'minReadySeconds' | 'volumes' | 'volumeMounts' | 'initContainers' | 'additionalContainers' | 'priorityClassName' | 'nodeSelector' | 'tolerations';

/** One gateway with all defaults filled in. */
export interface GatewaySettings extends Pick<IstioGatewayProps, Passed> {
  readonly name: string;
  readonly namespace: string;
  readonly createNamespace: boolean;
  /** Whether its pods pass Pod Security "restricted" for all that is known here. */
  readonly restricted: boolean;
  /** Revision or tag whose injector fills the pods; `undefined`: the default one. */
  readonly rev?: string;
  /** Labels that its pods have, and no others. */
  readonly selector: Readonly<Record<string, string>>;
  /** All other labels of it. */
  readonly labels: Readonly<Record<string, string>>;
  readonly daemonSet: boolean;
  /** Left out where an autoscaler decides, or the nodes do. */
  readonly replicas?: number;
  readonly autoscaling?: AutoscalingSettings;
  readonly disruptionBudget?: DisruptionBudget;
  readonly resources: Resources;
  readonly ports: readonly ServicePort[];
  readonly service?: Omit<GatewayServiceProps, 'ports'> & { readonly type: NonNullable<GatewayServiceProps['type']> };
  readonly networkPolicy: boolean;
  readonly exposes: readonly ('services' | 'istiod')[];
  /** Whose proxies its pods get. */
  readonly istiod: { readonly host: string; readonly clusterDomain: string };
  readonly serviceAccountName: string;
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly podSecurityContext: PodSecurityContext;
  readonly securityContext: SecurityContext;
  readonly terminationGracePeriodSeconds: number;
  readonly image: Pick<ImageSettings, 'pullPolicy' | 'pullSecrets'>;
  readonly affinity?: Affinity;
  readonly topologySpreadConstraints: readonly TopologySpreadConstraint[];
}

const port = (name: string, number: number): ServicePort => ({ name, port: number, protocol: 'TCP', targetPort: number });
/** The first one is what load balancers check by themselves: its answer is the pod's readiness. */
export const USER_PORTS: readonly ServicePort[] = [port('status-port', 15021), port('http2', 80), port('https', 443)];
/** Health, the other clusters' requests, their proxies' istiod and their webhooks. */
const NETWORK_PORTS: readonly ServicePort[] = [port('status-port', 15021), port('tls', 15443), port('tls-istiod', 15012), port('tls-webhook', 15017)];
/** Ports below 1024 need no capability. */
export const LOW_PORTS = { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] };
export const UNPRIVILEGED: SecurityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true };

/** `revision` is the control plane that it belongs to; `rev` the revision or tag that its pods name, where that is not the same. */
export function gatewaySettings(at: string, id: string, props: IstioGatewayProps, revision: RevisionSettings, rev: string | undefined = revision.revision): GatewaySettings {
  checked(at, (f) => gatewayRule(f, props as object as Readonly<Record<string, unknown>>, [...TEMPLATE_NAMES, ...Object.keys(revision.injection.templates)]));
  const name = dnsLabel(at, 'name', id);
  const namespace = dnsLabel(at, 'namespace', props.namespace ?? name);
  const defaults = PROFILES[revision.profile];
  const { app, istio, ...labels } = props.labels ?? {};
  if (app !== undefined || istio !== undefined) throw new CallError(at, `labels.${app === undefined ? 'istio' : 'app'} is what its pods are found by`, 'it follows the name; leave it out');
  const selector = { app: name, istio: name.replace(/^istio-/, '') };
  const daemonSet = props.daemonSet ?? false;
  const placed = defaults.spread && !daemonSet ? spread(selector) : undefined;
  const { ports, ...service } = typeof props.service === 'object' ? props.service : {};
  if (props.networkGateway !== undefined && ports !== undefined) throw new CallError(at, 'service.ports and networkGateway exclude each other', 'the ports between networks are fixed');
  if (ports?.length === 0) throw new CallError(at, 'service.ports must name at least one', 'leave it out for 15021, 80 and 443');
  for (const [i, { port: number }] of (ports ?? []).entries()) portNumber(at, `service.ports[${i}].port`, number);
  const { affinity, topologySpreadConstraints, networkGateway, envFrom, readinessProbe, lifecycle, minReadySeconds, rollout, dnsPolicy, dnsConfig, volumes, volumeMounts, initContainers, additionalContainers, priorityClassName, nodeSelector, tolerations } = props;
  if (daemonSet && rollout !== undefined) throw new CallError(at, 'rollout is how a Deployment changes, and with daemonSet there is none', 'leave it out: one node changes at a time');
  return defined<GatewaySettings>({
    name, namespace, createNamespace: writesNamespace(at, namespace, props.createNamespace),
    // What users bring may be anything.
    restricted: revision.restricted && ![props.podSecurityContext, props.securityContext, initContainers, additionalContainers, volumes].some((given) => given !== undefined),
    rev, selector, labels: { 'istio.io/dataplane-mode': 'none', ...labels }, daemonSet,
    ...numberOfPods(at, props, defaults),
    resources: props.resources ?? defaults.gateway,
    ports: networkGateway !== undefined ? NETWORK_PORTS : ports ?? USER_PORTS,
    service: props.service === false ? undefined : { ...service, type: oneOf(at, 'service.type', service.type ?? 'LoadBalancer', ['LoadBalancer', 'ClusterIP', 'NodePort']) },
    networkPolicy: props.networkPolicy ?? revision.networkPolicy,
    exposes: exposedBy(at, props, revision), istiod: { host: `istiod${revision.suffix}.${revision.namespace}.svc.${revision.clusterDomain}`, clusterDomain: revision.clusterDomain },
    serviceAccountName: props.serviceAccountName ?? name, serviceAccountAnnotations: props.serviceAccountAnnotations ?? {},
    annotations: props.annotations ?? {}, podAnnotations: props.podAnnotations ?? {}, env: props.env ?? {},
    podSecurityContext: props.podSecurityContext ?? { ...(revision.restricted && { seccompProfile: { type: 'RuntimeDefault' } }), ...LOW_PORTS },
    securityContext: props.securityContext ?? UNPRIVILEGED,
    terminationGracePeriodSeconds: whole(at, 'terminationGracePeriodSeconds', props.terminationGracePeriodSeconds ?? 30, 0),
    image: { pullPolicy: revision.image.pullPolicy, pullSecrets: revision.image.pullSecrets },
    affinity: affinity ?? placed?.affinity, topologySpreadConstraints: ownPods(topologySpreadConstraints ?? placed?.topologySpreadConstraints ?? [], selector),
    networkGateway: networkGateway === undefined ? undefined : text(at, 'networkGateway', networkGateway),
    envFrom, readinessProbe, lifecycle, minReadySeconds, rollout, dnsPolicy, dnsConfig, volumes, volumeMounts, initContainers, additionalContainers, priorityClassName, nodeSelector, tolerations,
  });
}

function numberOfPods(at: string, { autoscaling, daemonSet, disruptionBudget, replicas }: IstioGatewayProps, { gatewayBudget, minReplicas: minimum }: ProfileDefaults): Pick<GatewaySettings, 'replicas' | 'autoscaling' | 'disruptionBudget'> {
  if (daemonSet) {
    for (const [what, value] of Object.entries({ replicas, autoscaling, disruptionBudget })) if (value !== undefined && value !== false) throw new CallError(at, `${what} says nothing of a DaemonSet: there is one pod a node`, `leave out ${what} or daemonSet`);
    return {};
  }
  if (replicas !== undefined && autoscaling) throw new CallError(at, 'replicas and autoscaling exclude each other', 'leave one of them out');
  const protects = (pods: number) => (disruptionBudget === false || pods < 2 || (disruptionBudget === undefined && !gatewayBudget) ? undefined : budget(at, 'disruptionBudget', disruptionBudget));
  if (replicas !== undefined || autoscaling === false || (autoscaling === undefined && minimum === undefined)) {
    const pods = replicas === undefined ? 1 : whole(at, 'replicas', replicas, 0);
    return { replicas: pods, disruptionBudget: protects(pods) };
  }
  const given = autoscaling ?? {};
  const minReplicas = given.minReplicas ?? minimum ?? 1;
  const maxReplicas = given.maxReplicas ?? Math.max(5, minReplicas);
  checkScaling(at, 'autoscaling', { ...given, minReplicas, maxReplicas });
  return { autoscaling: defined({ ...given, minReplicas, maxReplicas, cpu: given.cpu ?? 80 }), disruptionBudget: protects(minReplicas) };
}

function exposedBy(at: string, { exposes = [], networkGateway }: IstioGatewayProps, revision: RevisionSettings): GatewaySettings['exposes'] {
  for (const what of exposes) oneOf(at, 'exposes', what, ['services', 'istiod']);
  if (exposes.length > 0 && networkGateway === undefined) throw new CallError(at, 'exposes is about a gateway between networks, and this one is for users', "say which network it leads into: networkGateway: 'network1'");
  if (exposes.includes('istiod') && !runsHere(revision)) throw new CallError(at, "exposes 'istiod', and none runs in a remote cluster", "expose it in the primary's cluster");
  return exposes;
}
