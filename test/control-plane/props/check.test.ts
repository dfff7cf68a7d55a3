import type { IstioControlPlaneProps } from '../../../lib/control-plane/istio/props/control-plane';
import { gatewaySettings } from '../../../lib/control-plane/istio/settings/gateway';
import type { IstioGatewayProps } from '../../../lib/control-plane/istio/props/gateway';
import { settingsOf } from '../istiod/objects';
import { message } from './message';

const plane = (props: unknown): string => message(() => settingsOf(props as IstioControlPlaneProps));
const gateway = (props: unknown): string => message(() => gatewaySettings('istio/edge', 'edge', props as IstioGatewayProps, settingsOf({ injection: { templates: { own: 'spec: {}' } } })));

/** What the API server takes, because it is a text to it, and Istio's programs do not; most of it was found by sending it to a real API server. */
test.each<[unknown, string]>([
  [{ clusterName: 'my cluster' }, 'clusterName: must be a name without spaces'], [{ meshId: '' }, 'meshId: must be a name without spaces'], [{ network: 'a/b' }, 'network: label value "a/b" is not well-formed'],
  [{ logLevel: 'verbose' }, 'logLevel: must be a level, or levels by scope'], [{ logLevel: 'ads:debgu' }, 'logLevel: must be'], [{ logLevel: 'ads:debug;ca:info' }, 'logLevel: must be'], [{ cni: { logLevel: 'loud' } }, 'cni.logLevel: must be a level'],
  [{ proxy: { componentLogLevel: 'misc=error' } }, 'proxy.componentLogLevel: must be levels by component of Envoy'], [{ proxy: { componentLogLevel: 'misc:loud' } }, 'proxy.componentLogLevel: must be'],
  [{ image: { tag: '1.31.1-distroless', variant: 'distroless' } }, "image.tag: has the variant distroless, which comes from image.variant already\n  help: leave it out of the tag: '1.31.1'"], [{ ambient: true, image: { tag: '1.31.1-distroless' } }, 'or from the ambient data plane, already'],
  [{ image: { hub: 'registry.example.com/Istio' } }, 'image.hub: must be a registry and a path'], [{ image: { pullSecrets: ['a', 'My Secret'] } }, 'image.pullSecrets[1]: must be the name of a Secret'],
  [{ ambient: 'yes' }, "ambient: must be true, false or an object with its props, not 'yes'"], [{ restricted: 'no' }, 'restricted: must be true or false'], [{ injection: { nativeSidecars: 'yes' } }, 'injection.nativeSidecars: must be true or false'],
  [{ meshConfig: { discoverySelectors: [{ matchExpressions: [{ key: 'a', operator: 'In' }] }] } }, 'meshConfig.discoverySelectors[0].matchExpressions[0].values: In goes with values'], [{ meshConfig: { rootNamespace: 'A b' } }, 'meshConfig.rootNamespace: the namespace "A b"'],
  [{ injection: { always: [{ matchExpressions: [{ key: 'a', operator: 'in', values: ['b'] }] }] } }, 'injection.always[0].matchExpressions[0].operator: must be one of In, NotIn, Exists, DoesNotExist'], [{ injection: { never: [{}] } }, 'injection.never[0]: is empty'],
  [{ injection: { annotations: { 'a b': 'c' } } }, 'injection.annotations["a b"]: "a b" is not a valid annotation key'], [{ injection: { defaultTemplates: [] } }, 'injection.defaultTemplates: must name at least one'],
  [{ gatewayClasses: { istio: { deployment: { spec: { replcas: 1 } } } } }, 'gatewayClasses.istio.deployment.spec.replcas: unknown field "replcas"'], [{ gatewayClasses: { istio: { service: { spec: { type: 'LB' } } } } }, 'gatewayClasses.istio.service.spec.type:'],
  [{ istiod: { rollout: { maxSurge: 'half' } } }, 'istiod.rollout.maxSurge: must be a number of pods or a part of them'], [{ istiod: { rollout: { maxSurge: 0, maxUnavailable: '0%' } } }, 'istiod.rollout: lets no pod more and none fewer be'],
  [{ istiod: { env: { PILOT_X: true } } }, "istiod.env: has PILOT_X = true, and variables are text\n  help: write it in quotes: { PILOT_X: 'true' }"], [{ istiod: { env: { 'A=B': 'c' } } }, "istiod.env: has a variable 'A=B'"], [{ istiod: { env: { A: '1' }, envFrom: [{ name: 'A', value: '2' }] } }, 'istiod.envFrom: names A, which env has, too'], [{ istiod: { envFrom: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] } }, 'istiod.envFrom: names A, which it has already'], [{ istiod: { extraArgs: '--x' } }, 'istiod.extraArgs: must be a list'],
  [{ istiod: { podLabels: { app: 'pilot' } } }, "istiod.podLabels: has app, which is what istiod's pods are found by"], [{ istiod: { untaintNodes: { namespace: 'A b' } } }, 'istiod.untaintNodes.namespace:'],
  [{ istiod: { ipFamilies: ['IPv4', 'IPv6'] } }, 'istiod.ipFamilies: names two families, and ipFamilyPolicy is left out'], [{ istiod: { ipFamilies: ['IPv4', 'IPv4'] } }, 'istiod.ipFamilies: names IPv4 twice'], [{ istiod: { trafficDistribution: 'Close' } }, 'istiod.trafficDistribution: must be one of'],
  [{ proxy: { resources: { requests: { cpu: '2 cores' } } } }, 'proxy.resources.requests.cpu: "2 cores" is not a quantity'], [{ proxy: { resources: { requests: { cpu: '3' }, limits: { cpu: '1' } } } }, 'proxy.resources.requests.cpu: 3 is more than the limit'], [{ proxy: { lifecycle: { preStop: { exce: {} } } } }, 'proxy.lifecycle.preStop.exce: unknown field'],
  [{ proxy: { readiness: { periodSeconds: 0 } } }, 'proxy.readiness.periodSeconds: must be a whole number of at least 1'], [{ proxy: { startup: { failureThreshold: -1 } } }, 'proxy.startup.failureThreshold: must be'], [{ proxy: { statusPort: 15001 } }, 'proxy.statusPort: must not be 15001'], [{ proxy: { image: 'proxy v2' } }, 'proxy.image: must be the name of an image'],
  [{ proxy: { includeOutboundIpRanges: '10.0.0.0/8' } }, 'proxy.includeOutboundIpRanges: must be a list'], [{ proxy: { excludeInboundPorts: ['http'] } }, 'proxy.excludeInboundPorts[0]: must be a number'],
  [{ proxy: { stsPort: 15020 } }, 'proxy.stsPort: must be a port that is free'], [{ waypoint: { resources: { requests: { cpu: 'many' } } } }, 'waypoint.resources.requests.cpu: "many" is not a quantity'], [{ waypoint: { nodeSelector: { a: 'b c' } } }, 'waypoint.nodeSelector.a:'], [{ webhooks: { injection: 'no' } }, 'webhooks.injection: must be true or false'],
  [{ istiod: { untaintNodes: { taint: 'a b' } } }, 'istiod.untaintNodes.taint: label key'], [{ istiod: { image: 'my pilot' } }, 'istiod.image: must be the name of an image'], [{ cni: { binDir: 'opt/cni' } }, 'cni.binDir: must be a whole path on the nodes'], [{ cni: { netnsDir: '/var/../run' } }, 'cni.netnsDir: must be'], [{ cni: { confFileName: 'a/b.conf' } }, 'cni.confFileName: must be the name of a CNI configuration'], [{ cni: { ownedConfig: 'x' } }, 'cni.ownedConfig: must be'],
  [{ cni: { maxUnavailable: 0 } }, 'cni.maxUnavailable: must let one node at least change'], [{ ambient: { maxUnavailable: 'one' } }, 'ambient.maxUnavailable: must be a number of pods'], [{ ambient: { logLevel: 'in fo' } }, 'ambient.logLevel: must be'],
  [{ ambient: true, cni: { ambient: { enablementSelectors: [{ podSelector: { matchExpressions: [{ key: 'a', operator: 'is' }] } }] } } }, 'cni.ambient.enablementSelectors[0].podSelector.matchExpressions[0].operator: must be one of'],
])('a control plane with %j', (props, expected) => { expect(plane(props)).toContain(expected); });

test.each<[unknown, string]>([
  [{ labels: { 'istio.io/rev': 'x' } }, 'labels: has istio.io/rev\n  help: say whose proxy it gets with revision'], [{ labels: { 'sidecar.istio.io/inject': 'false' } }, 'labels: has sidecar.istio.io/inject'],
  [{ podAnnotations: { 'inject.istio.io/templates': 'gateway,gatewy' } }, "podAnnotations: asks for the injection template 'gatewy'"], [{ env: { A: 1 } }, 'env: has A = 1'], [{ rollout: { maxUnavailable: '120%' } }, 'rollout.maxUnavailable: must be'], [{ minReadySeconds: -1 }, 'minReadySeconds: must be a whole number'], [{ networkGateway: 'a b' }, 'networkGateway: must be a name'],
  [{ service: { loadBalancerIP: 'x' } }, 'service.loadBalancerIP: must be an address'], [{ service: { type: 'NodePort', loadBalancerIP: '203.0.113.7' } }, 'service.loadBalancerIP: says nothing of a NodePort'], [{ service: { ports: { port: 80 } } }, 'service.ports: must be a list'],
  [{ service: { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv6', 'IPv4'] } }, 'service.ipFamilies: names two families, and ipFamilyPolicy wants one'], [{ service: { clusterIP: '10.96.0.77', ipFamilies: ['IPv6'] } }, 'service.clusterIP: is an address of IPv4, and ipFamilies begins with IPv6'], [{ service: true }, 'service: must be false or an object with its props, not true'],
])('a gateway with %j', (props, expected) => { expect(gateway(props)).toContain(expected); });

test('what is right passes', () => {
  expect(plane({
    clusterName: 'gke_project_europe-west1_prod', meshId: 'mesh1', network: 'network-1', logLevel: 'default:info,ads:debug', image: { hub: 'Registry.example.com:5000/istio', tag: '1.31.1', pullSecrets: ['registry.key'] },
    meshConfig: { discoverySelectors: [{}, { matchLabels: { mesh: 'on' } }, { matchExpressions: [{ key: 'a', operator: 'Exists' }] }], caCertificates: [{ spiffeBundleUrl: 'https://example.com/bundle' }] },
    gatewayClasses: { istio: { deployment: { spec: { template: { spec: { containers: [{ name: 'istio-proxy', resources: { requests: { cpu: '1' } } }, { name: 'logs', image: 'logs:1' }] } } } }, horizontalPodAutoscaler: { spec: { minReplicas: 2, maxReplicas: 5 } }, podDisruptionBudget: { spec: { minAvailable: 1 } } } },
    istiod: { rollout: { maxSurge: '150%', maxUnavailable: 0 }, ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv6', 'IPv4'], extraArgs: ['--vklog=6'], untaintNodes: true },
    proxy: { componentLogLevel: 'misc:error,jwt:debug', startup: false, includeInboundPorts: '*', lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } }, resources: { requests: { memory: '64Mi' } } },
    cni: { binDir: '/opt/cni/bin', confFileName: '10-calico.conflist', maxUnavailable: '10%' }, ambient: { logLevel: 'info,ztunnel=debug' },
  })).toBe('nothing');
  expect(gateway({ labels: { team: 'edge' }, podAnnotations: { 'inject.istio.io/templates': 'gateway, own' }, service: { loadBalancerIP: '2001:db8::1', ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] } })).toBe('nothing');
});

test('all that is wrong is said at once', () => {
  expect(plane({ logLevel: 'loud', proxy: { statusPort: 15006, readiness: { failureThreshold: 0 } }, cni: { binDir: 'x' } })).toMatch(/logLevel: [^\n]*\n {2}proxy\.statusPort: [^\n]*\n {2}proxy\.readiness\.failureThreshold: [^\n]*\n {2}cni\.binDir: /);
});
