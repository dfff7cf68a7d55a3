import { Certificate, EgressGateway, ExternalService, Listener, Mesh, MeshGateway, MeshNamespace, Port } from '../../lib';
import { modelOf, plain, refusal } from './declared';

const listeners = [Listener.http(80)];
const existing = { namespace: 'edge-ns', labels: { istio: 'ingress' }, serviceAccount: 'ingress' };

test('a managed gateway', () => {
  const model = modelOf((mesh) => new MeshGateway(mesh, 'edge', {
    replicas: 2, maxReplicas: 5, namespace: new MeshNamespace(mesh, 'dmz'),
    listeners: [
      Listener.http(80, { redirectToHttps: true }), Listener.https(443, { name: 'web', hostnames: ['Shop.example.com'], certificate: Certificate.secret('tls') }),
      Listener.https(8443, { hostnames: ['a.example.com'], certificate: Certificate.mutual('mtls') }), Listener.tlsPassthrough(9443, { hostnames: ['*.example.com'] }), Listener.tcp(5432),
    ],
  }));
  const listener = (name: string, port: number, protocol: string, hostnames: string[], more: object = {}) => ({ name, port, protocol, hostnames, redirectToHttps: false, podPort: port, ...more });
  expect(plain(model.gateways)).toEqual([{
    id: 'shop/edge', mesh: 'shop', role: 'ingress', groups: [], name: 'edge', namespaceName: 'dmz', namespace: 'shop/dmz', labels: { app: 'edge' }, serviceAccount: 'edge',
    managed: { replicas: 2, maxReplicas: 5, serviceType: 'LoadBalancer' },
    listeners: [
      listener('http-80', 80, 'HTTP', ['*'], { redirectToHttps: true }), listener('web', 443, 'HTTPS', ['shop.example.com'], { certificate: { secret: 'tls', mutual: false } }),
      listener('https-8443', 8443, 'HTTPS', ['a.example.com'], { certificate: { secret: 'mtls', mutual: true } }), listener('tls-9443', 9443, 'TLS_PASSTHROUGH', ['*.example.com']), listener('tcp-5432', 5432, 'TCP', ['*']),
    ],
  }]);
});

test('an existing gateway: its pod ports and, if somebody declares it, its namespace', () => {
  const without = modelOf((mesh) => new MeshGateway(mesh, 'edge', { existing: { ...existing, ports: { 80: 8080 } }, listeners })).gateways[0];
  expect(without).toMatchObject({ namespaceName: 'edge-ns', labels: { istio: 'ingress' }, serviceAccount: 'ingress', listeners: [{ port: 80, podPort: 8080 }] });
  expect([without.managed, without.namespace]).toEqual([undefined, undefined]);
  const own = modelOf((mesh, app) => { new MeshNamespace(new Mesh(app, 'a'), 'edge-ns'); new MeshNamespace(mesh, 'edge-ns', { manage: 'policies' }); new MeshGateway(mesh, 'edge', { existing, listeners }); });
  expect(own.gateways[0].namespace).toBe('shop/edge-ns');
  const other = modelOf((mesh, app) => { new MeshNamespace(new Mesh(app, 'a'), 'edge-ns'); new MeshGateway(mesh, 'edge', { existing, listeners }); });
  expect(other.gateways[0].namespace).toBe('a/edge-ns');
});

test('an egress gateway and what leaves through it', () => {
  const model = modelOf((mesh) => {
    const via = new EgressGateway(mesh, 'out', { replicas: 2 });
    new ExternalService(mesh, 'stripe', { hosts: ['API.stripe.com'], ports: [Port.http(80)], tls: { sni: 'x.stripe.com', clientCertificate: 'cert', subjectAltNames: ['stripe.com'] }, via });
    new ExternalService(mesh, 'db', { hosts: ['db.example.com'], ports: [Port.tcp(5432)], resolution: { addresses: ['192.0.2.1'] } });
    new ExternalService(mesh, 'any', { hosts: ['*.example.net'], ports: [Port.tls(443)], resolution: 'NONE' });
  });
  expect(plain(model.gateways)).toEqual([{ id: 'shop/out', mesh: 'shop', role: 'egress', groups: [], name: 'out', namespaceName: 'shop', namespace: 'shop#namespace', labels: { app: 'out' }, serviceAccount: 'out', managed: { replicas: 2, serviceType: 'ClusterIP' }, listeners: [] }]);
  expect(plain(model.externals).map(({ id, hosts, resolution, addresses, tls, via }: any) => ({ id, hosts, resolution, addresses, tls, via }))).toEqual([
    { id: 'shop/any', hosts: ['*.example.net'], resolution: 'NONE', addresses: [] },
    { id: 'shop/db', hosts: ['db.example.com'], resolution: 'STATIC', addresses: ['192.0.2.1'] },
    { id: 'shop/stripe', hosts: ['api.stripe.com'], resolution: 'DNS', addresses: [], tls: { port: 443, sni: 'x.stripe.com', clientCertificate: 'cert', subjectAltNames: ['stripe.com'] }, via: 'shop/out' },
  ]);
});

const external = (more: object) => (mesh: Mesh) => new ExternalService(mesh, 'x', { hosts: ['a.example.com'], ports: [Port.http(80)], ...more });
test.each<[RegExp, (mesh: Mesh) => unknown]>([
  [/listeners must name at least one/, (mesh) => new MeshGateway(mesh, 'edge', { listeners: [] })],
  [/listeners are written with Listener/, (mesh) => new MeshGateway(mesh, 'edge', { listeners: [80 as never] })],
  [/existing\.labels/, (mesh) => new MeshGateway(mesh, 'edge', { existing: { ...existing, labels: {} }, listeners })],
  [/existing\.serviceAccount/, (mesh) => new MeshGateway(mesh, 'edge', { existing: { ...existing, serviceAccount: '' }, listeners })],
  [/maxReplicas must be a whole number of at least 3/, (mesh) => new MeshGateway(mesh, 'edge', { replicas: 3, maxReplicas: 2, listeners })],
  [/the port of a listener/, () => Listener.http(0)],
  [/needs a certificate/, () => Listener.https(443, { hostnames: ['a.example.com'] } as never)],
  [/hostnames must name at least one/, () => Listener.tlsPassthrough(443, { hostnames: [] })],
  [/leave out scheme/, () => Listener.http(80, { hostnames: ['http://a.example.com'] })],
  [/hosts must name at least one/, external({ hosts: [] })],
  [/a host must be a host name/, external({ hosts: ['https://a.example.com'] })],
  [/say resolution: 'NONE'/, external({ hosts: ['*.example.com'] })],
  [/resolution must be/, external({ resolution: 'STATIC' })],
  [/addresses must name at least one/, external({ resolution: { addresses: [] } })],
  [/no named ports/, external({ ports: [Port.http(80, { targetPort: 'web' })] })],
  [/via must be an EgressGateway/, external({ via: {} })],
])('%s', (message, declare) => expect(refusal(declare)).toThrow(message));
