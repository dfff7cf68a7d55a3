import { defined, dnsLabel, hostname, millis, oneOf, percent, whole } from '../../../constructs/arguments';
import { CallError } from '../../../constructs/call-error';
import { meshConfigViolations, meshNetworksViolations } from '../mesh-config/validate';
import { CertificateAuthority } from '../props/authority';
import type { IstioControlPlaneProps, RevisionProps } from '../props/control-plane';
import type { IstiodProps } from '../props/istiod';
import type { ProxyProps } from '../props/proxy';
import { compatibilityEnv } from './compatibility';
import { meshConfigOf } from './mesh-config';
import { PROFILES, spread, type ProfileDefaults } from './profiles';
import type { ImageSettings, InjectionSettings, IstiodSettings, ProxySettings, RevisionSettings } from './revision';

/** The newest patch release that these objects were compared with. */
export const DEFAULT_TAG = '1.31.1';
export const DEFAULT_HUB = 'registry.istio.io/release';

/** Everything about one revision. `own` is what a second revision says differently: given, a prop replaces the control plane's as a whole. */
export function revisionSettings(at: string, props: IstioControlPlaneProps, revision: string | undefined, own: RevisionProps = {}): RevisionSettings {
  const profile = oneOf(at, 'profile', props.profile ?? 'production', ['production', 'dev', 'upstream']);
  const defaults = PROFILES[profile];
  const given: IstioControlPlaneProps = { ...props, ...defined(own) };
  if (revision !== undefined) checkRevision(at, revision);
  const namespace = dnsLabel(at, 'namespace', props.namespace ?? 'istio-system');
  const suffix = revision === undefined ? '' : `-${revision}`;
  const ambient = (props.ambient ?? false) !== false;
  const openshift = props.platform === 'openshift';
  const wantsCni = props.cni !== undefined ? props.cni !== false : ambient || openshift;
  const agents = openshift ? 'kube-system' : namespace;
  const cniProps = typeof props.cni === 'object' ? props.cni : {};
  const ztunnel = typeof props.ambient === 'object' ? props.ambient : {};
  const image = imageSettings(given, ambient);
  const ca = (props.ca ?? CertificateAuthority.selfSigned()).facts;
  const trustDomain = trustDomainOf(at, props, given.meshConfig?.trustDomain);
  const restricted = props.restricted ?? defaults.restricted;
  checkMeshConfig(at, given);
  const base = { suffix, namespace, trustDomain, meshId: props.meshId, image, ambient, ca };
  return defined({
    ...base, revision, rev: revision ?? 'default', profile, platform: props.platform,
    clusterDomain: hostname(at, 'clusterDomain', props.clusterDomain ?? 'cluster.local', false),
    clusterName: props.clusterName ?? 'Kubernetes', network: props.network,
    caAddress: ca.kind === 'istio-csr' ? ca.address : undefined,
    certProvider: ca.kind === 'kubernetes' ? `k8s.io/${ca.signer}` : 'istiod',
    // Captured by the CNI plugin only where sidecars are told so: ambient alone leaves their init containers as they are.
    cni: wantsCni && (props.cni !== undefined || openshift) ? { provider: cniProps.provider ?? (openshift ? 'multus' : 'default'), namespace: cniProps.namespace ?? agents } : undefined,
    trustedNodeAccount: `${ztunnel.namespace ?? agents}/ztunnel`,
    networkPolicy: props.networkPolicy ?? false, restricted,
    istiod: istiodSettings(at, given.istiod ?? {}, defaults, { env: istiodEnv(given, ca, ambient), labels: selector(revision), agents: cniProps.namespace ?? agents, namespace }),
    proxy: proxySettings(at, given.proxy ?? {}, defaults, restricted),
    injection: injectionSettings(given),
    meshConfig: meshConfigOf({ ...base, accessLogFile: defaults.accessLogFile }, given.meshConfig),
    meshNetworks: given.meshNetworks ?? {},
    logLevel: given.logLevel ?? 'default:info', logAsJson: given.logAsJson ?? false,
    validationFailurePolicy: given.validationFailurePolicy, gatewayClasses: given.gatewayClasses ?? {}, stableApisOnly: given.stableApisOnly ?? false,
  }) as RevisionSettings;
}

/** Labels that istiod's pods of one revision have, and no other's. */
export const selector = (revision: string | undefined): Readonly<Record<string, string>> => (revision === undefined ? { istio: 'pilot' } : { app: 'istiod', 'istio.io/rev': revision });

function checkRevision(at: string, revision: string): void {
  dnsLabel(at, 'revision', revision);
  if (revision === 'default') throw new CallError(at, "'default' is the name that a control plane without a revision has", 'leave the revision out');
  if (revision.length > 56) throw new CallError(at, `revision must be up to 56 characters, not ${revision.length}`, 'istiod-<revision> names objects');
}

/** Said as a prop, or where istiod reads it; not twice in two ways. */
function trustDomainOf(at: string, { trustDomain }: IstioControlPlaneProps, configured: string | undefined): string {
  if (trustDomain !== undefined && configured !== undefined && configured !== trustDomain) throw new CallError(at, `trustDomain is '${trustDomain}', and meshConfig.trustDomain '${configured}'`, 'leave one of them out');
  return hostname(at, 'trustDomain', trustDomain ?? configured ?? 'cluster.local', false);
}

/** Istiod does not start, or ignores all of it, when its mesh config is wrong: everything about it is said here, at once. */
function checkMeshConfig(at: string, { meshConfig, meshNetworks }: RevisionProps): void {
  const wrong = [
    ...(meshConfig === undefined ? [] : meshConfigViolations(meshConfig).map((v) => ({ ...v, path: `meshConfig${v.path && `.${v.path}`}` }))),
    ...(meshNetworks === undefined ? [] : meshNetworksViolations({ networks: meshNetworks }).map((v) => ({ ...v, path: v.path.replace(/^networks/, 'meshNetworks') }))),
  ].filter((v) => v.level === 'error');
  if (wrong.length) throw new CallError(at, wrong.map((v) => `${v.path}: ${v.message}${v.help ? ` (${v.help})` : ''}`).join('\n  '));
}

function imageSettings({ image = {} }: RevisionProps, ambient: boolean): ImageSettings {
  return defined({
    hub: image.hub ?? DEFAULT_HUB, tag: image.tag ?? DEFAULT_TAG, variant: image.variant ?? (ambient ? 'distroless' : undefined), pullPolicy: image.pullPolicy, pullSecrets: image.pullSecrets ?? [],
  });
}

function istiodEnv(props: IstioControlPlaneProps, ca: CertificateAuthority['facts'], ambient: boolean): Readonly<Record<string, string>> {
  return {
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

function istiodSettings(at: string, p: IstiodProps, d: ProfileDefaults, { env, labels, agents, namespace }: Around): IstiodSettings {
  const { replicas, autoscaling, disruptionBudget, rollout, maxConnectionAge, untaintNodes, traceSampling, ...rest } = p;
  if (replicas !== undefined && autoscaling) throw new CallError(at, 'istiod.replicas and istiod.autoscaling exclude each other', 'leave one of them out');
  const fixed = replicas !== undefined || autoscaling === false || (autoscaling === undefined && d.minReplicas === undefined);
  const number = replicas === undefined ? 1 : whole(at, 'istiod.replicas', replicas, 0);
  const minReplicas = (autoscaling || undefined)?.minReplicas ?? d.minReplicas ?? 1;
  const maxReplicas = (autoscaling || undefined)?.maxReplicas ?? Math.max(5, minReplicas);
  if (!fixed) { whole(at, 'istiod.autoscaling.minReplicas', minReplicas, 1); whole(at, 'istiod.autoscaling.maxReplicas', maxReplicas, minReplicas); }
  const least = fixed ? number : minReplicas;
  const watched = (typeof untaintNodes === 'object' ? untaintNodes.namespace : undefined) ?? (agents === namespace ? undefined : agents);
  const placed = d.spread ? spread(labels) : undefined;
  return defined({
    ...rest,
    replicas: fixed ? number : undefined,
    autoscaling: fixed ? undefined : defined({ ...(autoscaling || undefined), minReplicas, maxReplicas, cpu: (autoscaling || undefined)?.cpu ?? 80 }),
    disruptionBudget: disruptionBudget === false || least < 2 ? undefined : budget(at, 'istiod.disruptionBudget', disruptionBudget),
    resources: rest.resources ?? d.istiod,
    rollout: { maxSurge: rollout?.maxSurge ?? '100%', maxUnavailable: rollout?.maxUnavailable ?? '25%' },
    env, envFrom: rest.envFrom ?? [], extraArgs: rest.extraArgs ?? [], maxConnectionAge: maxConnectionAge === undefined ? '30m' : goDuration(millis(at, 'istiod.maxConnectionAge', maxConnectionAge)),
    traceSampling: percent(at, 'istiod.traceSampling', traceSampling ?? d.traceSampling), analysis: rest.analysis ?? false,
    untaint: untaintNodes ? defined({ namespace: watched }) : undefined,
    affinity: rest.affinity ?? placed?.affinity, topologySpreadConstraints: rest.topologySpreadConstraints ?? placed?.topologySpreadConstraints ?? [],
    nodeSelector: rest.nodeSelector ?? {}, tolerations: rest.tolerations ?? [], priorityClassName: rest.priorityClassName ?? d.priorityClassName,
    podLabels: rest.podLabels ?? {}, podAnnotations: rest.podAnnotations ?? {}, deploymentLabels: rest.deploymentLabels ?? {}, deploymentAnnotations: rest.deploymentAnnotations ?? {},
    serviceAnnotations: rest.serviceAnnotations ?? {}, serviceAccountAnnotations: rest.serviceAccountAnnotations ?? {},
    ipFamilies: rest.ipFamilies ?? [], volumes: rest.volumes ?? [], volumeMounts: rest.volumeMounts ?? [], initContainers: rest.initContainers ?? [],
  }) as IstiodSettings;
}

/** A budget says one of the two; one pod must stay when neither was said. */
export function budget(at: string, what: string, given: IstiodProps['disruptionBudget'] = {}): Exclude<IstiodProps['disruptionBudget'], false | undefined> {
  if (given === false) return {};
  if (given.minAvailable !== undefined && given.maxUnavailable !== undefined) throw new CallError(at, `${what}.minAvailable and maxUnavailable exclude each other`, 'leave one of them out');
  return given.maxUnavailable === undefined ? { minAvailable: 1, ...defined(given) } : defined(given);
}

function proxySettings(at: string, p: ProxyProps, d: ProfileDefaults, restricted: boolean): ProxySettings {
  const { includeOutboundIpRanges = ['*'], excludeOutboundIpRanges = [], includeOutboundPorts = [], excludeOutboundPorts = [], includeInboundPorts = '*', excludeInboundPorts = [], readiness, startup, ...rest } = p;
  for (const [what, ports] of Object.entries({ includeOutboundPorts, excludeOutboundPorts, includeInboundPorts, excludeInboundPorts })) if (ports !== '*') for (const port of ports) whole(at, `proxy.${what}`, port, 1, 65535);
  return defined({
    ...rest, image: rest.image ?? 'proxyv2', resources: rest.resources ?? d.proxy, logLevel: rest.logLevel ?? 'warning', componentLogLevel: rest.componentLogLevel ?? 'misc:error',
    includeOutboundIpRanges: includeOutboundIpRanges.join(','), excludeOutboundIpRanges: excludeOutboundIpRanges.join(','),
    includeOutboundPorts: includeOutboundPorts.join(','), excludeOutboundPorts: excludeOutboundPorts.join(','),
    includeInboundPorts: includeInboundPorts === '*' ? '*' : includeInboundPorts.join(','), excludeInboundPorts: excludeInboundPorts.join(','),
    statusPort: rest.statusPort ?? 15020,
    readiness: { failureThreshold: readiness?.failureThreshold ?? 4, initialDelaySeconds: readiness?.initialDelaySeconds ?? 0, periodSeconds: readiness?.periodSeconds ?? 15 },
    startup: startup === false ? undefined : { failureThreshold: startup?.failureThreshold ?? 600 },
    holdApplicationUntilProxyStarts: rest.holdApplicationUntilProxyStarts ?? false, privileged: rest.privileged ?? false, forceApplyIptables: rest.forceApplyIptables ?? false,
    nftables: rest.nftables ?? false, seccomp: rest.seccomp ?? restricted,
  }) as ProxySettings;
}

function injectionSettings({ injection: i = {} }: RevisionProps): InjectionSettings {
  return defined({
    everyNamespace: i.everyNamespace ?? false, policy: i.policy ?? 'enabled', always: i.always ?? [], never: i.never ?? [], annotations: i.annotations ?? {}, templates: i.templates ?? {},
    defaultTemplates: i.defaultTemplates ?? ['sidecar'], rewriteProbes: i.rewriteProbes ?? true, reinvocation: i.reinvocation ?? 'Never', nativeSidecars: i.nativeSidecars, webhookAnnotations: i.webhookAnnotations ?? {},
  });
}

/** As Go writes it, in the largest unit that is whole. */
function goDuration(ms: number): string {
  for (const [unit, size] of [['h', 3_600_000], ['m', 60_000], ['s', 1000]] as const) if (ms % size === 0) return `${ms / size}${unit}`;
  return `${ms}ms`;
}
