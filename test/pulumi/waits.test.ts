import { App } from 'cdk8s';
import { IstioControlPlane } from '../../lib';
import { MeshResources } from '../../lib/pulumi';
import { chart, deployment, object, service, type Obj } from './fixtures';
import { Recorder } from './recorder';

/** What an object of a chart waits for. */
async function waits(of: string, objects: readonly Obj[], app = new App()): Promise<readonly string[]> {
  const recorder = await Recorder.start();
  await recorder.of(new MeshResources('x', chart(app, 'c', objects).node.root as App));
  return recorder.one(`x:${of}`).dependsOn.map((d) => d.slice(2));
}

test('workloads wait for the rules of the root namespace of a control plane that no mesh is with', async () => {
  const app = new App();
  new IstioControlPlane(app, 'istio', { profile: 'dev', meshConfig: { rootNamespace: 'mesh-root' } });
  const found = await waits('a/Deployment/d', [deployment('d'), object('security.istio.io/v1', 'PeerAuthentication', 'default', { spec: { mtls: { mode: 'STRICT' } } }, 'mesh-root')], app);
  expect(found).toContain('mesh-root/PeerAuthentication/default');
});

test('a GatewayClass waits for its own definition, a Gateway for its class', async () => {
  const group = 'gateway.networking.k8s.io', crd = object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', `gatewayclasses.${group}`, { spec: { group, names: { kind: 'GatewayClass' } } }, '');
  const all = [object(`${group}/v1`, 'Gateway', 'g', { spec: { gatewayClassName: 'own' } }), object(`${group}/v1`, 'GatewayClass', 'own', {}, ''), crd];
  expect(await waits('GatewayClass/own', all)).toEqual([`CustomResourceDefinition/gatewayclasses.${group}`]);
  expect(await waits('a/Gateway/g', all)).toEqual(['GatewayClass/own']);
});

describe('a route waits for the pods of', () => {
  const both = [deployment('one'), service('one'), deployment('two'), service('two')];
  const ref = (name: string): Obj => ({ name, port: 80 }), mirror = (name: string): Obj => ({ type: 'RequestMirror', requestMirror: { backendRef: ref(name) } });
  const all = ['a/Deployment/one', 'a/Deployment/two'];

  test('mirrors of a rule and of a backend', async () => {
    for (const rule of [{ filters: [mirror('two')], backendRefs: [ref('one')] }, { backendRefs: [{ ...ref('one'), filters: [mirror('two')] }] }])
      expect(await waits('a/HTTPRoute/r', [...both, object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'r', { spec: { rules: [rule] } })])).toEqual(expect.arrayContaining(all));
  });
  test('backends of an Ingress', async () => {
    const spec = { defaultBackend: { service: { name: 'one', port: { number: 80 } } }, rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'two', port: { number: 80 } } } }] } }] };
    expect(await waits('a/Ingress/i', [...both, object('networking.k8s.io/v1', 'Ingress', 'i', { spec })])).toEqual(expect.arrayContaining(all));
  });
});

describe('pods wait for', () => {
  test.each([['all accounts', 'system:serviceaccounts', true], ['the accounts of their namespace', 'system:serviceaccounts:a', true], ['whoever is known', 'system:authenticated', true], ['the accounts of another namespace', 'system:serviceaccounts:b', false]])('what is granted to %s', async (_, name, holds) => {
    const binding = object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'all', { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'read' }, subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name }] });
    const found = await waits('a/Deployment/d', [deployment('d'), object('rbac.authorization.k8s.io/v1', 'Role', 'read', { rules: [] }), binding]);
    expect([...found].sort()).toEqual(holds ? ['a/Role/read', 'a/RoleBinding/all'] : []);
  });
  test('the Secrets that their account pulls images with', async () => {
    const account = object('v1', 'ServiceAccount', 'd', { imagePullSecrets: [{ name: 'registry' }] });
    expect([...await waits('a/Deployment/d', [deployment('d', { pod: { serviceAccountName: 'd' } }), account, object('v1', 'Secret', 'registry', { data: {} })])].sort()).toEqual(['a/Secret/registry', 'a/ServiceAccount/d']);
  });
});

describe('Gateways of the Gateway API', () => {
  const gateway = (name: string, gatewayClassName = 'istio'): Obj => object('gateway.networking.k8s.io/v1', 'Gateway', name, { spec: { gatewayClassName } });
  const policy = (name: string, target: Obj, namespace = 'a'): Obj => object('security.istio.io/v1', 'AuthorizationPolicy', name, { spec: { targetRefs: [target] } }, namespace);
  const labelled = (o: Obj, labels: Obj): Obj => ({ ...o, metadata: { ...o.metadata, labels } });

  test('wait for the policies that name them or their class, waypoints for those of Services too', async () => {
    const all = [gateway('edge'), gateway('way', 'istio-waypoint'), service('one'),
      policy('of-edge', { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'edge' }), policy('of-service', { kind: 'Service', name: 'one' }), policy('of-class', { kind: 'GatewayClass', name: 'istio-waypoint' }, 'istio-system')];
    expect(await waits('a/Gateway/edge', all)).toEqual(['a/AuthorizationPolicy/of-edge']);
    expect([...await waits('a/Gateway/way', all)].sort()).toEqual(['a/AuthorizationPolicy/of-service', 'istio-system/AuthorizationPolicy/of-class']);
  });
  test.each<[string, readonly Obj[]]>([
    ['their namespace', [labelled(object('v1', 'Namespace', 'a', {}, ''), { 'istio.io/use-waypoint': 'way' }), deployment('one')]],
    ['a Service in front of them', [labelled(service('one'), { 'istio.io/use-waypoint': 'way' }), deployment('one')]],
    ['their own labels', [deployment('one', { labels: { 'istio.io/use-waypoint': 'way' } })]],
  ])('pods wait for the waypoint that %s asks for', async (_, objects) => expect(await waits('a/Deployment/one', [...objects, gateway('way', 'istio-waypoint'), gateway('other', 'istio-waypoint')])).toEqual(['a/Gateway/way']));
  test('a host outside waits for its waypoint, of another namespace', async () => {
    const entry = labelled(object('networking.istio.io/v1', 'ServiceEntry', 'out', { spec: { hosts: ['out.example.com'] } }), { 'istio.io/use-waypoint': 'way', 'istio.io/use-waypoint-namespace': 'egress' });
    expect(await waits('a/ServiceEntry/out', [entry, object('gateway.networking.k8s.io/v1', 'Gateway', 'way', { spec: { gatewayClassName: 'istio-waypoint' } }, 'egress')])).toEqual(['egress/Gateway/way']);
  });
});

test.each([[undefined, true], ['Ignore', true], ['Fail', false]] as const)('a validator of istiod that says %s: whether its failurePolicy is left to istiod', async (validationFailurePolicy, left) => {
  const app = new App(), recorder = await Recorder.start();
  new IstioControlPlane(app, 'istio', { profile: 'dev', ...(validationFailurePolicy && { validationFailurePolicy }) });
  const validators = (await recorder.of(new MeshResources('x', app))).filter((r) => r.type.endsWith(':ValidatingWebhookConfiguration'));
  expect(validators.length).toBeGreaterThan(0);
  for (const v of validators) expect([v.name, v.ignoreChanges]).toEqual([v.name, ['webhooks[*].clientConfig.caBundle', ...(left ? ['webhooks[*].failurePolicy'] : [])]]);
});
