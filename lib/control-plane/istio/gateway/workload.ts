import type { Container, DaemonSet, Deployment, PodSpec, PodTemplateSpec } from '../../../manifests/types';
import { labelsOf } from '../labels';
import type { GatewaySettings } from '../settings/gateway';
import { requirements } from '../settings/requirements';
import { imagePullSecrets } from '../settings/revision';
import { variables } from '../variables';
import { filled } from './filled';
import { metaOf } from './labels';
import { ENVOY_METRICS, METRICS } from './ports';

/** The pods: a Deployment, or one a node. The injector fills them, by the template `gateway`. */
export function workload(settings: GatewaySettings): Deployment | DaemonSet {
  const { annotations, daemonSet, minReadySeconds, replicas, rollout, selector } = settings;
  const metadata = metaOf(settings, { annotations });
  const common = { ...(minReadySeconds !== undefined && { minReadySeconds }), selector: { matchLabels: selector }, template: template(settings) };
  return daemonSet
    ? { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: common }
    // Where an autoscaler decides, a number here would undo it with every apply.
    : { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { ...common, ...(replicas !== undefined && { replicas }), ...(rollout && { strategy: { rollingUpdate: rollout, type: 'RollingUpdate' } }) } };
}

const SCRAPED = { 'prometheus.io/path': '/stats/prometheus', 'prometheus.io/port': String(METRICS), 'prometheus.io/scrape': 'true' };
const INJECTED = { 'inject.istio.io/templates': 'gateway', 'sidecar.istio.io/inject': 'true' };

const template = (settings: GatewaySettings): PodTemplateSpec => ({
  metadata: {
    annotations: { ...SCRAPED, ...INJECTED, ...settings.podAnnotations },
    labels: labelsOf(settings.name, {
      ...settings.labels, ...settings.selector, 'sidecar.istio.io/inject': 'true',
      ...(settings.rev !== undefined && { 'istio.io/rev': settings.rev }),
      ...(settings.networkGateway !== undefined && { 'topology.istio.io/network': settings.networkGateway }),
    }),
  },
  spec: filled<PodSpec>({
    affinity: settings.affinity,
    containers: [container(settings), ...(settings.additionalContainers ?? [])],
    dnsConfig: settings.dnsConfig,
    dnsPolicy: settings.dnsPolicy,
    ...imagePullSecrets(settings.image),
    initContainers: settings.initContainers,
    nodeSelector: settings.nodeSelector,
    priorityClassName: settings.priorityClassName,
    securityContext: settings.podSecurityContext,
    serviceAccountName: settings.serviceAccountName,
    terminationGracePeriodSeconds: settings.terminationGracePeriodSeconds,
    tolerations: settings.tolerations,
    topologySpreadConstraints: settings.topologySpreadConstraints,
    volumes: settings.volumes,
  }),
});

const container = ({ env, envFrom = [], image, lifecycle, networkGateway, readinessProbe, resources, securityContext, volumeMounts }: GatewaySettings): Container => filled<Container>({
  env: variables([
    ...(networkGateway === undefined ? [] : [{ name: 'ISTIO_META_REQUESTED_NETWORK_VIEW', value: networkGateway }]),
    ...Object.keys(env).sort().map((name) => ({ name, value: env[name]! })),
    ...envFrom,
  ]),
  image: 'auto',
  imagePullPolicy: image.pullPolicy,
  lifecycle,
  name: 'istio-proxy',
  ports: [{ containerPort: ENVOY_METRICS, name: 'http-envoy-prom', protocol: 'TCP' }],
  readinessProbe,
  resources: requirements(resources),
  securityContext,
  volumeMounts,
});
