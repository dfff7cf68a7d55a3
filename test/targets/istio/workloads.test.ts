import { Builder, port } from '../../resolve/model';
import { containers, emitAll, ofKind, problems } from './emit';

const emitted = (b: Builder, kind: string, facts = {}) => {
  const all = emitAll(b, facts);
  expect(problems(all)).toEqual([]);
  return ofKind(all, kind);
};

describe('namespaces', () => {
  const labels = (more: object, facts = {}) => {
    const b = new Builder();
    const mesh = b.mesh('shop');
    b.namespace(mesh, 'extra', more);
    return emitted(b, 'Namespace', facts)['undefined/extra']?.metadata.labels;
  };
  test('are labelled for injection', () => expect(labels({ labels: { a: '1', z: '2' } })).toEqual({ a: '1', 'istio-injection': 'enabled', z: '2' }));
  test('by revision', () => expect(labels({}, { revision: 'stable' })).toEqual({ 'istio.io/rev': 'stable' }));
  test('not beside a label of the user', () => expect(labels({ labels: { 'istio.io/rev': 'canary' } }, { revision: 'stable' })).toEqual({ 'istio.io/rev': 'canary' }));
  test('that exist keep what is not ours', () => {
    expect(labels({ manage: 'label' })).toEqual({ 'istio-injection': 'enabled' });
    expect([labels({ manage: 'policies' }), labels({ manage: 'none' })]).toEqual([undefined, undefined]);
  });
});

describe('service accounts', () => {
  test('one each, and none that exists', () => {
    const b = new Builder();
    const mesh = b.mesh('shop', { labels: { team: 'a' } });
    b.service(mesh, 'web');
    b.workload(mesh, 'job', { serviceAccount: 'web' });
    b.workload(mesh, 'other', { createServiceAccount: false });
    b.gateway(mesh, 'public');
    b.gateway(mesh, 'old', { managed: undefined });
    const found = emitted(b, 'ServiceAccount');
    expect(Object.keys(found)).toEqual(['shop/web', 'shop/public']);
    expect(found['shop/web']!.metadata).toEqual({ labels: { team: 'a' }, name: 'web', namespace: 'shop' });
  });
});

describe('services', () => {
  test('say the protocol of every port', () => {
    const b = new Builder();
    const mesh = b.mesh('shop', { labels: { team: 'a' } });
    b.service(mesh, 'web', { ports: [port(80, 'http', { containerPort: 8080 }), port(90, 'grpc', { targetPortName: 'rpc', containerPort: 9090 })] });
    expect(emitted(b, 'Service')['shop/web']).toEqual({
      apiVersion: 'v1', kind: 'Service', metadata: { labels: { app: 'web', 'app.kubernetes.io/name': 'web', team: 'a' }, name: 'web', namespace: 'shop' },
      spec: { ports: [{ appProtocol: 'http', name: 'http-80', port: 80, targetPort: 8080 }, { appProtocol: 'grpc', name: 'grpc-90', port: 90, targetPort: 'rpc' }], selector: { app: 'web' } },
    });
  });
  test('headless, and none that exists', () => {
    const b = new Builder();
    const mesh = b.mesh('shop');
    b.service(mesh, 'peers', { headless: true });
    b.service(mesh, 'old', { existing: true });
    const found = emitted(b, 'Service');
    expect(Object.keys(found)).toEqual(['shop/peers']);
    expect(found['shop/peers']!.spec.clusterIP).toBe('None');
  });
});

describe('deployments', () => {
  test('one per version of a container', () => {
    const b = new Builder();
    const mesh = b.mesh('shop');
    const container = { image: 'registry.example.com/web:1', replicas: 3, env: { B: '2', A: '1' }, resources: { requests: { memory: '64Mi', cpu: '10m' } }, readiness: { httpGet: { port: 8080, path: '/' } } };
    b.service(mesh, 'web', { ports: [port(80, 'http', { containerPort: 8080 })], pods: { versions: [{ name: 'v1', labels: { app: 'web', version: 'v1' }, podsName: 'web-v1', pods: { kind: 'container', container } }] } });
    b.service(mesh, 'old');
    const labels = { app: 'web', 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/version': 'v1', version: 'v1' };
    const found = emitted(b, 'Deployment');
    expect(found).toEqual({
      'shop/web-v1': {
        apiVersion: 'apps/v1', kind: 'Deployment', metadata: { labels, name: 'web-v1', namespace: 'shop' },
        spec: {
          replicas: 3, selector: { matchLabels: { app: 'web', version: 'v1' } },
          template: {
            metadata: { labels },
            spec: {
              containers: [{
                env: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }], image: 'registry.example.com/web:1', name: 'web', ports: [{ containerPort: 8080 }],
                readinessProbe: { httpGet: { path: '/', port: 8080 } }, resources: { requests: { cpu: '10m', memory: '64Mi' } }, securityContext: { allowPrivilegeEscalation: false },
              }],
              securityContext: { seccompProfile: { type: 'RuntimeDefault' } }, serviceAccountName: 'web',
            },
          },
        },
      },
    });
    expect(Object.keys(found['shop/web-v1']!.spec.template.spec.containers[0].resources.requests)).toEqual(['cpu', 'memory']);
  });
  test('open the ports of all services in front of them, by name where one is asked for', () => {
    const b = new Builder();
    const mesh = b.mesh('shop');
    const workload = b.workload(mesh, 'web', containers('web'));
    b.service(mesh, 'a', { workload, ports: [port(80, 'http', { containerPort: 8080 }), port(81, 'http', { containerPort: 7070 })] });
    b.service(mesh, 'b', { workload, ports: [port(80, 'http', { containerPort: 8080, targetPortName: 'main' })] });
    expect(emitted(b, 'Deployment')['shop/web-v1']!.spec.template.spec.containers[0].ports).toEqual([{ containerPort: 7070 }, { containerPort: 8080, name: 'main' }]);
  });
  test('without a service have no ports; without a proxy say so; in a namespace of others ask for one', () => {
    const b = new Builder();
    const mesh = b.mesh('shop');
    const theirs = b.namespace(mesh, 'theirs', { manage: 'none' });
    b.workload(mesh, 'job', { ...containers('job'), meshed: false });
    b.workload(mesh, 'guest', { ...containers('guest'), namespace: theirs.id });
    const template = (name: string, facts = {}) => emitted(b, 'Deployment', facts)[name]!.spec.template;
    expect('ports' in template('shop/job-v1').spec.containers[0]).toBe(false);
    expect(template('shop/job-v1').metadata.labels['sidecar.istio.io/inject']).toBe('false');
    expect(template('theirs/guest-v1').metadata.labels['sidecar.istio.io/inject']).toBe('true');
    expect(template('theirs/guest-v1', { revision: 'stable' }).metadata.labels['istio.io/rev']).toBe('stable');
  });
});
