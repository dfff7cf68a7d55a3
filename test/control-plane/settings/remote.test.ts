import { App } from 'cdk8s';
import { IstioControlPlane, type IstioControlPlaneProps } from '../../../lib/control-plane/istio';
import type { RemoteProps } from '../../../lib/control-plane/istio/props/remote';
import { authority } from '../../helpers/certificates';

const plane = (props: IstioControlPlaneProps) => new IstioControlPlane(new App(), 'istio', { crds: 'skip', ...props });
const served = (remote: RemoteProps, more: IstioControlPlaneProps = {}) => plane({ clusterName: 'cluster2', network: 'network2', remote, ...more });
const namesOf = (props: IstioControlPlaneProps): readonly string[] => plane(props).manifests().map((m) => `${m.kind} ${m.metadata.name}`);
const find = (made: IstioControlPlane, kind: string, name: string): any => made.manifests().find((m) => m.kind === kind && m.metadata.name === name);

describe('a remote of a primary', () => {
  test('has what istiod needs here, and what leads to it', () => {
    expect(namesOf({ clusterName: 'cluster2', remote: { address: '192.0.2.10' } })).toEqual([
      'Namespace istio-system', 'ClusterRole istio-reader-clusterrole-istio-system', 'ClusterRoleBinding istio-reader-clusterrole-istio-system', 'ServiceAccount istio-reader-service-account',
      'Service istiod', 'EndpointSlice istiod', 'MutatingWebhookConfiguration istio-sidecar-injector', 'ValidatingWebhookConfiguration istiod-default-validator',
    ]);
  });
  test('says who leads in it', () => {
    const of = (remote: RemoteProps) => find(served(remote), 'Namespace', 'istio-system').metadata.annotations['topology.istio.io/controlPlaneClusters'];
    expect([of({ address: 'a.example' }), of({ address: 'a.example', controlPlaneClusters: ['cluster1', 'cluster3'] })]).toEqual(['*', 'cluster1,cluster3']);
  });
  test('tells istiod where its pods are', () => {
    const path = (made: IstioControlPlane) => find(made, 'MutatingWebhookConfiguration', 'istio-sidecar-injector').webhooks[0].clientConfig.service.path;
    expect(path(served({ address: 'a.example' }))).toBe('/inject/cluster/cluster2/net/network2');
    expect(path(served({ address: 'a.example' }, { clusterName: 'org/cluster2', network: undefined }))).toBe('/inject/cluster/org--slash--cluster2');
    expect(path(served({ address: 'a.example', injectionPath: '/inject/cluster/c/label/x' }))).toBe('/inject/cluster/c/label/x');
  });
  test('is reached by address or by name', () => {
    expect(find(served({ address: '2001:db8::10' }), 'EndpointSlice', 'istiod')).toMatchObject({ addressType: 'IPv6', endpoints: [{ addresses: ['2001:db8::10'] }] });
    const named = served({ address: 'eastwest.example.com' });
    expect(find(named, 'Service', 'istiod').spec).toMatchObject({ type: 'ExternalName', externalName: 'eastwest.example.com' });
    expect(find(named, 'EndpointSlice', 'istiod')).toBeUndefined();
  });
  test('with an injector of its own has an istiod, and leads proxies past it', () => {
    const made = served({ address: '192.0.2.10', localInjector: true }, { ambient: true });
    expect(find(made, 'Deployment', 'istiod')).toBeDefined();
    expect(find(made, 'ConfigMap', 'istio').data.mesh).toContain('discoveryAddress: istiod-remote.istio-system.svc:15012');
    expect(JSON.stringify(find(made, 'DaemonSet', 'ztunnel'))).toContain('istiod-remote.istio-system.svc:15012');
    expect(find(made, 'EndpointSlice', 'istiod-remote').metadata.labels['kubernetes.io/service-name']).toBe('istiod-remote');
  });
});

describe('a cluster that an external control plane serves', () => {
  const external = { webhookUrl: 'https://istiod.example.com:15017/', configCluster: true };
  test('asks it by URL', () => {
    const made = served(external);
    expect(find(made, 'MutatingWebhookConfiguration', 'istio-sidecar-injector').webhooks[0].clientConfig).toEqual({ url: 'https://istiod.example.com:15017/inject/cluster/cluster2/net/network2' });
    expect(find(made, 'ValidatingWebhookConfiguration', 'istiod-default-validator').webhooks[0].clientConfig).toEqual({ url: 'https://istiod.example.com:15017/validate' });
    expect(find(made, 'Service', 'istiod')).toBeUndefined();
  });
  test('keeps its configuration and its rights here', () => {
    expect(served(external).manifests().map((m) => `${m.kind} ${m.metadata.name}`)).toEqual(expect.arrayContaining(['ConfigMap istio', 'ConfigMap istio-sidecar-injector', 'ServiceAccount istiod', 'Role istiod', 'ValidatingWebhookConfiguration istio-validator-istio-system']));
  });
  test('nobody has to write what its webhooks are verified with', () => {
    const hooks = (remote: RemoteProps) => served(remote).manifests().filter((m) => m.kind.endsWith('WebhookConfiguration'));
    for (const remote of [external, { address: 'a.example' }]) for (const m of hooks(remote)) expect(m.metadata.annotations).toMatchObject({ 'pulumi.com/skipAwait': 'true' });
    for (const m of hooks({ address: 'a.example', localInjector: true })) expect(m.metadata.annotations).toMatchObject({ 'pulumi.com/waitFor': expect.stringContaining('caBundle') });
    for (const m of hooks({ ...external, webhookCa: authority }) as any[]) expect(m.webhooks[0]).toMatchObject({ clientConfig: { caBundle: Buffer.from(authority).toString('base64') }, failurePolicy: 'Fail' });
  });
});

test('a primary leads in the clusters whose secrets it has', () => {
  const env = (props: IstioControlPlaneProps) => find(plane(props), 'Deployment', 'istiod').spec.template.spec.containers[0].env;
  expect(env({ servesRemotes: true })).toContainEqual({ name: 'EXTERNAL_ISTIOD', value: 'true' });
  expect(JSON.stringify(env({}))).not.toContain('EXTERNAL_ISTIOD');
  expect(env({ servesRemotes: true, istiod: { env: { EXTERNAL_ISTIOD: 'false' } } }).filter((e: any) => e.name === 'EXTERNAL_ISTIOD')).toEqual([{ name: 'EXTERNAL_ISTIOD', value: 'false' }]);
});

test('webhooks that nobody needs', () => {
  const hooks = (props: IstioControlPlaneProps) => namesOf(props).filter((name) => name.includes('Webhook'));
  expect(hooks({ webhooks: { injection: false, validation: false } })).toEqual([]);
  expect(hooks({ webhooks: { validation: false } })).toEqual(['MutatingWebhookConfiguration istio-sidecar-injector']);
  expect(hooks({ webhooks: { validation: false }, defaultRevision: 'default' })).toContain('ValidatingWebhookConfiguration istiod-default-validator');
});

test.each<[IstioControlPlaneProps, string]>([
  [{ remote: {} }, 'remote does not say where its istiod is'],
  [{ remote: { address: 'a.example' }, servesRemotes: true }, 'remote and servesRemotes exclude each other'],
  [{ remote: { address: 'a.example' }, clusterName: undefined }, 'a remote cluster has a name of its own'],
  [{ remote: { address: '192.0.2.10:15012' } }, 'remote.address must be a host name'],
  [{ remote: { address: '192.0.2' } }, 'remote.address must be a host name or an address'],
  [{ remote: { address: 'https://a.example' } }, 'remote.address must be a host name'],
  [{ remote: { webhookUrl: 'http://a.example' } }, 'remote.webhookUrl must begin with https://'],
  [{ remote: { webhookUrl: 'a.example:15017' } }, 'remote.webhookUrl must begin with https://'],
  [{ remote: { webhookUrl: 'https://u:p@a.example' } }, 'must have neither a user nor a query'],
  [{ remote: { webhookUrl: 'https://a.example/inject' } }, 'remote.webhookUrl must have no path'],
  [{ remote: { webhookUrl: 'nowhere' } }, 'remote.webhookUrl must be a URL'],
  [{ remote: { address: 'a.example', webhookCa: 'MIIB' } }, 'remote.webhookCa is not PEM text'],
  [{ remote: { address: 'a.example', webhookCa: authority }, validationFailurePolicy: 'Ignore' }, 'remote.webhookCa is what webhooks are verified with from the start'],
  [{ remote: { address: 'a.example', injectionPath: '/inject/cluster' } }, 'remote.injectionPath must be /inject and pairs'],
  [{ remote: { address: 'a.example', controlPlaneClusters: [] } }, 'remote.controlPlaneClusters names no cluster'],
  [{ remote: { address: 'a.example', controlPlaneClusters: ['a,b'] } }, 'remote.controlPlaneClusters must be names of clusters'],
  [{ remote: { webhookUrl: 'https://a.example', localInjector: true } }, 'remote.localInjector injects proxies for an istiod elsewhere'],
  [{ remote: { address: 'a.example', webhookUrl: 'https://a.example', localInjector: true } }, 'remote.webhookUrl and remote.localInjector exclude each other'],
  [{ remote: { webhookUrl: 'https://a.example' }, webhooks: { injection: false } }, 'remote.webhookUrl says where pods are injected'],
  [{ remote: { address: 'a.example' }, istiod: { replicas: 3 } }, "istiod.replicas is about istiod's pods"],
  [{ remote: { address: 'a.example' }, proxy: { logLevel: 'info' } }, 'proxy is what istiod injects'],
  [{ remote: { address: 'a.example' }, injection: { policy: 'disabled' } }, 'injection.policy is read by istiod'],
])('%j is refused', (props, message) => {
  expect(() => plane({ clusterName: 'cluster2', ...props })).toThrow(message);
});

describe('whom other clusters\' istiods are here', () => {
  const readers = (props: IstioControlPlaneProps) => plane(props).manifests().filter((m) => m.metadata.name.includes('reader'));
  test('nobody', () => { expect(readers({ reader: false })).toEqual([]); });
  test('an account of one\'s own', () => {
    const found = readers({ reader: { name: 'mesh-reader', namespace: 'readers' } });
    expect(found.map((m) => m.kind)).toEqual(['ClusterRole', 'ClusterRoleBinding']);
    expect((found[1] as any).subjects).toEqual([{ kind: 'ServiceAccount', name: 'mesh-reader', namespace: 'readers' }]);
  });
  test('somebody, where one of them serves this cluster', () => { expect(() => served({ address: 'a.example' }, { reader: false })).toThrow('reader: false lets no other cluster read here'); });
});
