import type { WaypointSettings } from '../../settings/revision';
import { call, field, go, type Go, type Known } from '../template/expression';
import { each, given, raw, text, when, type Item, type NodeMap } from '../template/node';

/** What istiod makes of a Gateway of the Gateway API: the objects around its Deployment are the same for gateways and waypoints. */
const HIDDEN = ['kubectl.kubernetes.io/last-applied-configuration', 'gateway.istio.io/name-override', 'gateway.istio.io/service-account', 'gateway.istio.io/controller-version'];
const NAME_LABEL = 'gateway.networking.k8s.io/gateway-name';
export const NETWORK_LABEL = 'topology.istio.io/network';

/** Annotations that are the Gateway's own business are not passed on; its labels are, and which Gateway it was. */
export const setMetadata: readonly string[] = [
  `$annotations := ${call('omit', field('InfrastructureAnnotations'), ...HIDDEN).code}`,
  `$gateway := ${call('strdict', NAME_LABEL, field('Name'), 'gateway.networking.k8s.io/gateway-class-name', field('GatewayClass')).code}`,
  '$labels := mergeMaps .InfrastructureLabels $gateway',
  '$owner := dict "apiVersion" "gateway.networking.k8s.io/v1" "kind" "Gateway" "name" .Name "uid" .UID',
];
const DEPLOYMENT = field('DeploymentName');
export const SERVICE_ACCOUNT = field('ServiceAccount');

const metadata = (name: Go, annotations = go('toJsonMap $annotations')): NodeMap => ({
  name: text`${name}`, namespace: text`${field('Namespace')}`, annotations: raw(annotations), labels: raw(go('toJsonMap $labels')), ownerReferences: [raw(go('toJson $owner'))],
});
const selected: NodeMap = { [NAME_LABEL]: text`${field('Name')}` };

/** Labels and annotations of its pods. `own` are such as the Gateway may say differently. */
export const podMetadata = (rev: string, own: readonly string[], managed: Known<string> = field('ControllerLabel')): NodeMap => ({
  annotations: raw(call('toJsonMap', go('$annotations'), call('strdict', 'istio.io/rev', rev, 'prometheus.io/path', '/stats/prometheus', 'prometheus.io/port', '15020', 'prometheus.io/scrape', 'true'))),
  labels: raw(call('toJsonMap',
    call('strdict', 'sidecar.istio.io/inject', 'false', 'service.istio.io/canonical-name', DEPLOYMENT, 'service.istio.io/canonical-revision', 'latest', ...own),
    field('InfrastructureLabels'), go('$gateway'), call('strdict', 'gateway.istio.io/managed', managed))),
});

/** All objects, in the order in which istiod applies them. An autoscaler and a disruption budget appear only if the class or the Gateway asks for them by its parameters. */
export function deployedObjects(pod: NodeMap, serviceAnnotations?: Go): readonly NodeMap[] {
  const port: Item = { name: text`${go('.Name')}`, port: raw(go('.Port')), protocol: raw(go('.Protocol')), appProtocol: raw(go('.AppProtocol')) };
  const isBalanced = go('and .Spec.Addresses (eq .ServiceType "LoadBalancer")');
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata(SERVICE_ACCOUNT) },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: metadata(DEPLOYMENT), spec: { selector: { matchLabels: selected }, template: pod } },
    {
      apiVersion: 'v1', kind: 'Service', metadata: metadata(DEPLOYMENT, serviceAnnotations),
      spec: {
        type: text`${field('ServiceType')}`, ipFamilyPolicy: 'PreferDualStack', selector: selected, ports: [each('.Ports', port)],
        loadBalancerIP: when(isBalanced, text`${go('(index .Spec.Addresses 0).Value')}`),
      },
    },
    { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: metadata(DEPLOYMENT), spec: { maxReplicas: 1, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: text`${DEPLOYMENT}` } } },
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: metadata(DEPLOYMENT), spec: { selector: { matchLabels: selected } } },
  ];
}

/** Who a deployed proxy is: it has no pod that istiod could look at. */
export const deployedWorkload: readonly Item[] = [
  { name: 'ISTIO_META_WORKLOAD_NAME', value: text`${DEPLOYMENT}` },
  { name: 'ISTIO_META_OWNER', value: text`kubernetes://apis/apps/v1/namespaces/${field('Namespace')}/deployments/${DEPLOYMENT}` },
];

/** Nodes that its pods run on. */
export const placed = ({ affinity, nodeSelector, tolerations, topologySpreadConstraints }: WaypointSettings): NodeMap => ({
  ...(affinity && { affinity: given(affinity) }),
  ...(Object.keys(nodeSelector).length > 0 && { nodeSelector: given(nodeSelector) }),
  ...(tolerations.length > 0 && { tolerations: tolerations.map(given) }),
  ...(topologySpreadConstraints.length > 0 && { topologySpreadConstraints: topologySpreadConstraints.map(given) }),
});
