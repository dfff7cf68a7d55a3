/** Gateways of the Gateway API, of which istiod makes Deployments by the templates `kube-gateway` and `waypoint`. */
export interface GatewayCase { readonly name: string; readonly gateway: object }

const AGENTGATEWAY = 'istio-agentgateway';
const listener = { name: 'http', port: 80, protocol: 'HTTP' };
const hbone = { name: 'mesh', port: 15008, protocol: 'HBONE' };
function gatewayCase(name: string, { gatewayClass = 'istio', meta = {}, spec = {} }: { readonly gatewayClass?: string; readonly meta?: object; readonly spec?: object } = {}): GatewayCase {
  const id = name.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
  return {
    name,
    gateway: {
      apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: id, namespace: 'shop', uid: `0e3f${id.length}`, ...meta },
      spec: { gatewayClassName: gatewayClass, listeners: gatewayClass === 'istio' || gatewayClass === AGENTGATEWAY ? [listener] : [hbone], ...spec },
    },
  };
}
const waypoint = (name: string, more: { readonly meta?: object; readonly spec?: object } = {}): GatewayCase => gatewayCase(`waypoint ${name}`, { gatewayClass: 'istio-waypoint', ...more });

/** Parameters that some of the Gateways name: only with them istiod applies autoscaler and budget. */
export const parameters: readonly object[] = [{
  apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'options', namespace: 'shop' },
  data: {
    deployment: 'spec: { replicas: 3, template: { spec: { containers: [{ name: istio-proxy, resources: { requests: { cpu: 333m } }, env: [{ name: MINE, value: "1" }] }] } } }',
    service: 'spec: { externalTrafficPolicy: Local }',
    horizontalPodAutoscaler: 'spec: { minReplicas: 1 }',
    podDisruptionBudget: 'spec: { minAvailable: 1 }',
    serviceAccount: 'metadata: { annotations: { role: reader } }',
  },
}];
const withParameters = { infrastructure: { parametersRef: { group: '', kind: 'ConfigMap', name: 'options' } } };

export const gateways: readonly GatewayCase[] = [
  gatewayCase('plain'),
  gatewayCase('several listeners', { spec: { listeners: [listener, { name: 'https', port: 443, protocol: 'HTTPS', tls: { mode: 'Terminate', certificateRefs: [{ name: 'c' }] } }, { name: 'db', port: 5432, protocol: 'TCP' }] } }),
  gatewayCase('infrastructure', { spec: { infrastructure: { labels: { team: 'a', 'topology.istio.io/network': 'north', 'istio.io/dataplane-mode': 'ambient' }, annotations: { note: 'hello "world"' } } } }),
  gatewayCase('labels and annotations', { meta: { labels: { team: 'b', 'topology.istio.io/network': 'south' }, annotations: { note: 'x', 'kubectl.kubernetes.io/last-applied-configuration': '{}', 'gateway.istio.io/controller-version': '5' } } }),
  gatewayCase('names of its own', { meta: { annotations: { 'gateway.istio.io/name-override': 'other', 'gateway.istio.io/service-account': 'gw-account' } } }),
  gatewayCase('cluster IP', { meta: { annotations: { 'networking.istio.io/service-type': 'ClusterIP' } } }),
  gatewayCase('address', { spec: { addresses: [{ type: 'IPAddress', value: '192.0.2.7' }] } }),
  gatewayCase('parameters', { meta: { annotations: { note: 'p' } }, spec: withParameters }),
  gatewayCase('levels of logs and image', { meta: { annotations: { 'sidecar.istio.io/logLevel': 'debug', 'sidecar.istio.io/proxyImage': 'registry.example/proxy:3', 'sidecar.istio.io/agentLogLevel': 'all:debug' } } }),
  gatewayCase('a build of the image', { meta: { annotations: { 'sidecar.istio.io/proxyImageType': 'debug' } } }),
  waypoint('plain'),
  waypoint('labels', { meta: { labels: { 'istio.io/waypoint-for': 'all', 'istio.io/rev': 'default' }, annotations: { note: 'x' } } }),
  waypoint('on a network', { meta: { labels: { 'topology.istio.io/network': 'north' } } }),
  waypoint('parameters', { meta: { annotations: { note: 'p' } }, spec: withParameters }),
  waypoint('for a load balancer', { meta: { annotations: { 'networking.istio.io/service-type': 'LoadBalancer' } }, spec: { addresses: [{ type: 'IPAddress', value: '192.0.2.8' }] } }),
  waypoint('levels of logs', { meta: { annotations: { 'sidecar.istio.io/componentLogLevel': 'http:debug' } } }),
  gatewayCase('between networks', { gatewayClass: 'istio-east-west', meta: { labels: { 'topology.istio.io/network': 'north' } } }),
  gatewayCase('between networks, which one is known otherwise', { gatewayClass: 'istio-east-west' }),
];

const agent = (name: string, more: { readonly meta?: object; readonly spec?: object } = {}): readonly GatewayCase[] => [gatewayCase(`agentgateway ${name}`, { gatewayClass: AGENTGATEWAY, ...more }), gatewayCase(`agentgateway, waypoint ${name}`, { gatewayClass: `${AGENTGATEWAY}-waypoint`, ...more })];
/** Those of the classes that istiod has with PILOT_ENABLE_AGENTGATEWAY only. */
export const agentgateways: readonly GatewayCase[] = [
  ...agent('plain'),
  ...agent('infrastructure', { spec: { infrastructure: { labels: { team: 'a', 'topology.istio.io/network': 'north' }, annotations: { note: 'hello "world"' } } } }),
  ...agent('names of its own', { meta: { annotations: { 'gateway.istio.io/name-override': 'other', 'gateway.istio.io/service-account': 'gw-account' } } }),
  ...agent('parameters', { meta: { annotations: { note: 'p' } }, spec: withParameters }),
  ...agent('an image', { meta: { annotations: { 'gateway.istio.io/agentgatewayImage': 'registry.example/agentgateway:3' } } }),
  ...agent('a build of the image', { meta: { annotations: { 'gateway.istio.io/agentgatewayImage': 'debug' } } }),
  ...agent('with an address', { meta: { annotations: { 'networking.istio.io/service-type': 'LoadBalancer' } }, spec: { addresses: [{ type: 'IPAddress', value: '192.0.2.8' }] } }),
];
