import type { IstioControlPlaneProps, RevisionProps } from '../props/control-plane';
import { PROFILES } from '../settings/profiles';
import { tracerOf } from '../injection/parts/settings';
import { keepsConfig } from '../settings/remote';
import type { RevisionSettings } from '../settings/revision';
import { replaced, sparse, type Values } from './sparse';
import { ISTIOD_DEFAULTS } from './defaults';

const seccomp = (wanted: boolean): Values | undefined => (wanted ? { type: 'RuntimeDefault' } : undefined);
/** As Helm's templates print a list of ports. */
const joined = (list: string, standard: string): string | undefined => (list === standard ? undefined : list);

/** Values of the chart `istiod`. What the chart derives itself (ambient, platform, compatibility) is left to it: `props` says what was asked for, `settings` what came of our own defaults. */
export function istiodValues(props: IstioControlPlaneProps & RevisionProps, settings: RevisionSettings, tags: readonly string[]): Values {
  const { istiod, proxy, injection, image, ca } = settings;
  const { autoscaling, disruptionBudget } = istiod;
  return sparse({
    revision: settings.revision, revisionTags: tags,
    profile: settings.ambient ? 'ambient' : undefined,
    compatibilityVersion: props.compatibilityVersion,
    ...workloadValues(settings),
    autoscaleEnabled: autoscaling !== undefined,
    ...(autoscaling && { autoscaleMin: autoscaling.minReplicas, autoscaleMax: autoscaling.maxReplicas, cpu: { targetAverageUtilization: autoscaling.cpu }, memory: { targetAverageUtilization: autoscaling.memory }, autoscaleBehavior: autoscaling.behavior }),
    replicaCount: autoscaling ? undefined : istiod.replicas,
    pdb: disruptionBudget,
    // Profiles say their part with this prefix, which wins over the same value without it.
    pilot: {
      env: {
        ...PROFILES[settings.profile].env,
        ...(ca.kind === 'istio-csr' && { ENABLE_CA_SERVER: 'false' }),
        ...(ca.kind === 'kubernetes' && { CERT_SIGNER_DOMAIN: istiod.env.CERT_SIGNER_DOMAIN, EXTERNAL_CA: istiod.env.EXTERNAL_CA }),
        ...(injection.nativeSidecars !== undefined && { ENABLE_NATIVE_SIDECARS: String(injection.nativeSidecars) }),
        ...props.istiod?.env,
      },
      cni: cni(settings),
    },
    // A namespace in which node agents run by themselves is known to the chart by the platform only.
    trustedZtunnelNamespace: trusted(settings),
    meshConfig: meshConfigValues(props, settings),
    sidecarInjectorWebhook: {
      enableNamespacesByDefault: injection.everyNamespace, alwaysInjectSelector: injection.always, neverInjectSelector: injection.never, injectedAnnotations: injection.annotations,
      templates: injection.templates, defaultTemplates: injection.defaultTemplates.join() === 'sidecar' ? undefined : injection.defaultTemplates, rewriteAppHTTPProbe: injection.rewriteProbes, reinvocationPolicy: injection.reinvocation,
    },
    sidecarInjectorWebhookAnnotations: injection.webhookAnnotations,
    gatewayClasses: settings.gatewayClasses,
    base: { validationFailurePolicy: settings.validationFailurePolicy, ...validationValues(settings) },
    gateways: { seccompProfile: seccomp(settings.restricted) },
    experimental: { stableValidationPolicy: settings.stableApisOnly },
    ...remoteValues(settings),
    global: {
      ...remoteGlobals(settings), ...readerValues(settings), istioNamespace: settings.namespace, resourceScope: props.scope, platform: props.platform === 'eks' ? undefined : props.platform,
      hub: image.hub, tag: image.tag, variant: settings.ambient && image.variant === 'distroless' ? undefined : image.variant, imagePullPolicy: image.pullPolicy, imagePullSecrets: image.pullSecrets,
      istiod: { enableAnalysis: istiod.analysis }, logAsJson: settings.logAsJson, logging: { level: settings.logLevel }, networkPolicy: { enabled: settings.networkPolicy },
      defaultPodDisruptionBudget: { enabled: disruptionBudget !== undefined || (autoscaling?.minReplicas ?? istiod.replicas ?? 1) < 2 },
      priorityClassName: istiod.priorityClassName,
      nativeNftables: proxy.nftables,
      meshID: settings.meshId, meshNetworks: settings.meshNetworks, multiCluster: { clusterName: settings.clusterName === 'Kubernetes' ? undefined : settings.clusterName }, network: settings.network,
      caAddress: settings.caAddress, pilotCertProvider: settings.certProvider, certSigners: ca.kind === 'kubernetes' ? [ca.signer] : [],
      waypoint: waypointValues(settings), ...tracerValues(settings), sts: { servicePort: proxy.stsPort },
      proxy: proxyValues(settings), proxy_init: { forceApplyIptables: proxy.forceApplyIptables, image: proxy.image },
    },
  }, ISTIOD_DEFAULTS);
}

/** The Deployment and Service of istiod. */
function workloadValues({ istiod, restricted }: RevisionSettings): Values {
  return {
    rollingMaxSurge: istiod.rollout.maxSurge, rollingMaxUnavailable: istiod.rollout.maxUnavailable,
    image: istiod.image,
    resources: replaced(istiod.resources, ISTIOD_DEFAULTS.resources), seccompProfile: seccomp(restricted),
    traceSampling: istiod.traceSampling ?? 0, extraContainerArgs: istiod.extraArgs, envVarFrom: istiod.envFrom,
    taint: istiod.untaint && { enabled: true, namespace: istiod.untaint.namespace, name: istiod.untaint.taint },
    affinity: istiod.affinity, tolerations: istiod.tolerations, nodeSelector: istiod.nodeSelector, topologySpreadConstraints: istiod.topologySpreadConstraints,
    volumes: istiod.volumes, volumeMounts: istiod.volumeMounts, initContainers: istiod.initContainers,
    podAnnotations: istiod.podAnnotations, podLabels: istiod.podLabels, deploymentLabels: istiod.deploymentLabels, deploymentAnnotations: istiod.deploymentAnnotations,
    serviceAnnotations: istiod.serviceAnnotations, serviceAccountAnnotations: istiod.serviceAccountAnnotations,
    jwksResolverExtraRootCA: istiod.jwksCa, keepaliveMaxServerConnectionAge: istiod.maxConnectionAge,
    ipFamilyPolicy: istiod.ipFamilyPolicy, ipFamilies: istiod.ipFamilies, trafficDistribution: istiod.trafficDistribution,
  };
}

function proxyValues({ proxy, injection, clusterDomain, meshConfig }: RevisionSettings): Values {
  return {
    tracer: tracerOf(meshConfig),
    image: proxy.image, autoInject: injection.policy, clusterDomain, logLevel: proxy.logLevel, componentLogLevel: proxy.componentLogLevel, resources: replaced(proxy.resources, ISTIOD_DEFAULTS.global.proxy.resources),
    includeIPRanges: joined(proxy.includeOutboundIpRanges, '*'), excludeIPRanges: joined(proxy.excludeOutboundIpRanges, ''),
    includeOutboundPorts: joined(proxy.includeOutboundPorts, ''), excludeOutboundPorts: joined(proxy.excludeOutboundPorts, ''),
    includeInboundPorts: joined(proxy.includeInboundPorts, '*'), excludeInboundPorts: joined(proxy.excludeInboundPorts, ''),
    statusPort: proxy.statusPort, outlierLogPath: proxy.outlierLogPath, lifecycle: proxy.lifecycle, privileged: proxy.privileged, seccompProfile: seccomp(proxy.seccomp),
    readinessFailureThreshold: proxy.readiness.failureThreshold, readinessInitialDelaySeconds: proxy.readiness.initialDelaySeconds, readinessPeriodSeconds: proxy.readiness.periodSeconds,
    startupProbe: proxy.startup === undefined ? { enabled: false } : { failureThreshold: proxy.startup.failureThreshold },
    holdApplicationUntilProxyStarts: proxy.holdApplicationUntilProxyStarts || undefined,
  };
}

/** The chart's own part of it comes from other values; ours are the profile's access log, a trust domain and a signer. */
function meshConfigValues({ meshConfig = {} }: RevisionProps, settings: RevisionSettings): Values {
  const { accessLogFile, caCertificates, defaultConfig, trustDomain } = settings.meshConfig;
  const signer = (defaultConfig?.proxyMetadata as Values | undefined)?.ISTIO_META_CERT_SIGNER;
  return {
    ...meshConfig,
    ...(accessLogFile !== undefined && { accessLogFile }),
    ...(caCertificates && { caCertificates }),
    ...(trustDomain !== 'cluster.local' && { trustDomain }),
    ...(signer !== undefined && { defaultConfig: { ...meshConfig.defaultConfig, proxyMetadata: { ...meshConfig.defaultConfig?.proxyMetadata, ISTIO_META_CERT_SIGNER: signer } } }),
  };
}

/** OpenShift's profile has it, with multus. */
function cni({ cni: own, platform }: RevisionSettings): Values | undefined {
  const standard = platform === 'openshift' ? 'multus' : undefined;
  if (own?.provider === standard) return undefined;
  return own === undefined ? { enabled: false } : { enabled: true, provider: own.provider === 'default' && standard === undefined ? undefined : own.provider };
}

function trusted({ namespace, platform, trustedNodeAccount }: RevisionSettings): string | undefined {
  const of = trustedNodeAccount.slice(0, trustedNodeAccount.indexOf('/'));
  return of === (platform === 'openshift' ? 'kube-system' : namespace) ? undefined : of;
}

/** What the templates of waypoints read. */
const waypointValues = ({ waypoint: { resources, ...places } }: RevisionSettings): Values => ({ resources: replaced(resources, ISTIOD_DEFAULTS.global.proxy.resources), ...places });

/** Tracers of which the templates want to know; the others are the mesh config's alone. */
function tracerValues({ meshConfig }: RevisionSettings): Values {
  const tracer = tracerOf(meshConfig);
  return tracer === undefined ? {} : { tracer: { [tracer]: (meshConfig.defaultConfig?.tracing as Values)[tracer] } };
}

/** What the profile `remote` says, and another profile leaves no room for. */
function remoteValues({ remote }: RevisionSettings): Values {
  if (!remote) return {};
  const { webhookUrl, injectionPath, caBundle, localInjector } = remote;
  return {
    configMap: keepsConfig({ remote }),
    istiodRemote: { enabled: true, enabledLocalInjectorIstiod: localInjector || undefined, injectionPath: webhookUrl === undefined ? injectionPath : undefined, injectionURL: webhookUrl && `${webhookUrl}${injectionPath}`, injectionCABundle: caBundle },
  };
}
const remoteGlobals = ({ remote, servesRemotes, webhooks, istiod }: RevisionSettings): Values => ({
  externalIstiod: servesRemotes || undefined, operatorManageWebhooks: webhooks.injection ? undefined : true, configValidation: webhooks.validation ? undefined : false,
  ...(remote && { remotePilotAddress: remote.address, configCluster: remote.configCluster || undefined, omitSidecarInjectorConfigMap: keepsConfig({ remote }) ? undefined : true, ipFamilyPolicy: istiod.ipFamilyPolicy, ipFamilies: istiod.ipFamilies }),
});
/** Of the chart `base` too. */
export const validationValues = ({ remote }: RevisionSettings): Values => ({ validationURL: remote?.webhookUrl && `${remote.webhookUrl}/validate`, validationCABundle: remote?.caBundle });
export const readerValues = ({ reader }: RevisionSettings): Values => ({ enableReaderRBAC: reader === undefined ? false : undefined, readerServiceAccount: reader === undefined || reader.own ? undefined : { name: reader.name, namespace: reader.namespace } });
