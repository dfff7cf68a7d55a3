import type { Manifest } from '../../../lib/manifests/manifest';

/** A fault in our objects that the comparison must notice: one that cannot fail proves nothing. */
interface Lie { readonly what: string; readonly of: string; readonly kind: string; readonly name: string; readonly change: (object: any) => void }

const hook = (object: any, name: string): any => object.webhooks.find((w: any) => w.name === name);
const container = (object: any): any => object.spec.template.spec.containers[0];
const variable = (object: any, name: string): any => container(object).env.find((e: any) => e.name === name);

export const lies: readonly Lie[] = [
  { what: 'a verb less', of: 'upstream', kind: 'ClusterRole', name: 'istiod-clusterrole-istio-system', change: (o) => { o.rules[0].verbs = o.rules[0].verbs.slice(1); } },
  { what: 'a rule too many', of: 'upstream', kind: 'Role', name: 'istiod', change: (o) => { o.rules = [...o.rules, { apiGroups: [''], resources: ['pods'], verbs: ['delete'] }]; } },
  { what: 'another port', of: 'production', kind: 'Service', name: 'istiod', change: (o) => { o.spec.ports[0].port = 15011; } },
  { what: 'another target port', of: 'production', kind: 'Service', name: 'istiod', change: (o) => { o.spec.ports.find((p: any) => p.port === 443).targetPort = 15018; } },
  { what: 'another selector', of: 'tags', kind: 'Service', name: 'istiod-revision-tag-prod', change: (o) => { o.spec.selector = { app: 'istiod', istio: 'pilot' }; } },
  { what: 'twice the memory', of: 'production', kind: 'Deployment', name: 'istiod', change: (o) => { container(o).resources.requests.memory = '4Gi'; } },
  { what: 'a variable less', of: 'ambient', kind: 'Deployment', name: 'istiod', change: (o) => { container(o).env = container(o).env.filter((e: any) => e.name !== 'PILOT_ENABLE_AMBIENT'); } },
  { what: 'a variable that says otherwise', of: 'as 1.27', kind: 'Deployment', name: 'istiod', change: (o) => { variable(o, 'DISABLE_SHADOW_HOST_SUFFIX').value = 'true'; } },
  { what: 'a namespace that is not left alone', of: 'a tag of the default revision', kind: 'MutatingWebhookConfiguration', name: 'istio-sidecar-injector', change: (o) => { hook(o, 'auto.sidecar-injector.istio.io').namespaceSelector.matchExpressions.pop(); } },
  { what: 'a webhook that fails open', of: 'upstream', kind: 'MutatingWebhookConfiguration', name: 'istio-sidecar-injector', change: (o) => { hook(o, 'namespace.sidecar-injector.istio.io').failurePolicy = 'Ignore'; } },
  { what: 'a webhook that asks another revision', of: 'a revision', kind: 'ValidatingWebhookConfiguration', name: 'istio-validator-1-31-1-istio-system', change: (o) => { o.webhooks[0].clientConfig.service.name = 'istiod'; } },
  { what: 'a field of the mesh config', of: 'a mesh config with providers', kind: 'ConfigMap', name: 'istio', change: (o) => { o.data.mesh = o.data.mesh.replace('REGISTRY_ONLY', 'ALLOW_ANY'); } },
  { what: 'metadata of proxies', of: 'ambient', kind: 'ConfigMap', name: 'istio', change: (o) => { o.data.mesh = o.data.mesh.replace('ISTIO_META_ENABLE_HBONE', 'ISTIO_META_HBONE'); } },
  { what: 'a selector of injection', of: 'everything about injection', kind: 'ConfigMap', name: 'istio-sidecar-injector', change: (o) => { o.data.config = o.data.config.replace('inject: yes', 'inject: no').replace('inject: "yes"', 'inject: "no"'); } },
  { what: 'a folder of the node', of: 'on k3s', kind: 'DaemonSet', name: 'istio-cni-node', change: (o) => { o.spec.template.spec.volumes[0].hostPath.path = '/opt/cni/bin'; } },
  { what: 'a capability', of: 'ambient', kind: 'DaemonSet', name: 'ztunnel', change: (o) => { container(o).securityContext.capabilities.add.pop(); } },
  { what: 'a privilege', of: 'the CNI plugin', kind: 'DaemonSet', name: 'istio-cni-node', change: (o) => { container(o).securityContext.privileged = true; } },
  { what: 'a switch of the agent', of: 'broken pods: label', kind: 'ConfigMap', name: 'istio-cni-config', change: (o) => { o.data.REPAIR_LABEL_PODS = 'false'; } },
  { what: 'a port that is not let in', of: 'network policies', kind: 'NetworkPolicy', name: 'istiod', change: (o) => { o.spec.ingress[0].ports[0].port = 443; } },
  { what: 'a budget of none', of: 'high availability', kind: 'PodDisruptionBudget', name: 'istiod', change: (o) => { o.spec.maxUnavailable = 0; } },
  { what: 'a gateway of another revision', of: 'a gateway of a tag', kind: 'Deployment', name: 'ingress', change: (o) => { o.spec.template.metadata.labels['istio.io/rev'] = '1-31-1'; } },
  { what: 'a Service of another kind', of: 'Services of gateways', kind: 'Service', name: 'headless', change: (o) => { o.spec.type = 'LoadBalancer'; } },
  { what: 'a port between networks', of: 'a gateway between networks', kind: 'NetworkPolicy', name: 'eastwest', change: (o) => { o.spec.ingress.pop(); o.spec.ingress.push({ ports: [{ port: 15444, protocol: 'TCP' }] }); } },
  { what: 'another identity', of: 'gateways, production', kind: 'RoleBinding', name: 'egress', change: (o) => { o.subjects[0].name = 'default'; } },
];

/** Our objects with the fault; undefined: it changes nothing. */
export function told(lie: Lie, objects: readonly Manifest[]): readonly Manifest[] | undefined {
  const out = structuredClone(objects) as Manifest[];
  const one = out.find((o) => o.kind === lie.kind && o.metadata.name === lie.name);
  if (!one) return undefined;
  const before = JSON.stringify(one);
  lie.change(one);
  return JSON.stringify(one) === before ? undefined : out;
}
