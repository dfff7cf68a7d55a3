import type { Container, DaemonSet, Deployment, PodTemplateSpec } from '../../../manifests/types';
import { labelsOf } from '../labels';
import type { GatewaySettings } from '../settings/gateway';
import { requirements } from '../settings/requirements';
import { variables } from '../variables';
import { metaOf } from './labels';

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

const METRICS = { 'prometheus.io/path': '/stats/prometheus', 'prometheus.io/port': '15020', 'prometheus.io/scrape': 'true' };
const INJECTED = { 'inject.istio.io/templates': 'gateway', 'sidecar.istio.io/inject': 'true' };

const template = (settings: GatewaySettings): PodTemplateSpec => ({
  metadata: {
    annotations: { ...METRICS, ...INJECTED, ...settings.podAnnotations },
    labels: labelsOf(settings.name, {
      ...settings.labels, ...settings.selector, 'sidecar.istio.io/inject': 'true',
      ...(settings.rev !== undefined && { 'istio.io/rev': settings.rev }),
      ...(settings.networkGateway !== undefined && { 'topology.istio.io/network': settings.networkGateway }),
    }),
  },
  spec: {
    affinity: settings.affinity,
    containers: [container(settings), ...(settings.additionalContainers ?? [])],
    dnsConfig: settings.dnsConfig,
    dnsPolicy: settings.dnsPolicy,
    ...(settings.image.pullSecrets.length > 0 && { imagePullSecrets: settings.image.pullSecrets.map((name) => ({ name })) }),
    initContainers: filled(settings.initContainers),
    nodeSelector: settings.nodeSelector,
    priorityClassName: settings.priorityClassName,
    securityContext: settings.podSecurityContext,
    serviceAccountName: settings.serviceAccountName,
    terminationGracePeriodSeconds: settings.terminationGracePeriodSeconds,
    tolerations: filled(settings.tolerations),
    topologySpreadConstraints: filled(settings.topologySpreadConstraints),
    volumes: filled(settings.volumes),
  },
});

const container = ({ env, envFrom = [], image, lifecycle, networkGateway, readinessProbe, resources, securityContext, volumeMounts }: GatewaySettings): Container => ({
  env: filled(variables([
    ...(networkGateway === undefined ? [] : [{ name: 'ISTIO_META_REQUESTED_NETWORK_VIEW', value: networkGateway }]),
    ...Object.keys(env).sort().map((name) => ({ name, value: env[name]! })),
    ...envFrom,
  ])),
  image: 'auto',
  imagePullPolicy: image.pullPolicy,
  lifecycle,
  name: 'istio-proxy',
  ports: [{ containerPort: 15090, name: 'http-envoy-prom', protocol: 'TCP' }],
  readinessProbe,
  resources: requirements(resources),
  securityContext,
  volumeMounts: filled(volumeMounts),
});
/** An empty list says nothing, and is left out. */
const filled = <T>(list: readonly T[] | undefined): readonly T[] | undefined => (list === undefined || list.length === 0 ? undefined : list);
