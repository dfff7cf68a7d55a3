import { ApiObject, App, Chart } from 'cdk8s';
import { Certificate, diagnosticsOf, EgressGateway, ExternalService, HttpRoute, IstioControlPlane, IstioGateway, type IstioGatewayProps as GatewayProps, IstioRevision, Listener, Mesh, MeshGateway, type MeshGatewayProps, MeshNamespace, MeshService, Port, renderDiagnostic, RevisionTag, Source, Workload } from '../../lib';

/** A control plane, a gateway of it, and a mesh that serves on the gateway. */
function world(gateway: GatewayProps, listeners: readonly Listener[], more: { readonly existing?: (ingress: IstioGateway) => NonNullable<MeshGatewayProps['existing']>; readonly edge?: (istio: IstioControlPlane, edge: Chart) => unknown } = {}): string[] {
  const app = new App();
  const istio = new IstioControlPlane(app, 'istio');
  const ingress = new IstioGateway(istio, 'edge', gateway);
  const mesh = new Mesh(app, 'shop');
  const web = new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/web:1' }) });
  const open = new MeshGateway(mesh, 'public', { existing: more.existing?.(ingress) ?? ingress, listeners });
  new HttpRoute(mesh, 'pages', { parent: open, hostnames: ['shop.example.com'], rules: [{ to: web }] });
  more.edge?.(istio, new Chart(app, 'beside'));
  return diagnosticsOf(app).filter((d) => d.severity !== 'info').map((d) => renderDiagnostic(d).replace(/ \([^ ]*\.ts:\d+\)/g, ''));
}
const service = (chart: Chart, port: object) => new ApiObject(chart, 'internal', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'internal', namespace: 'edge' }, spec: { selector: { istio: 'edge' }, ports: [port] } });
const secret = (chart: Chart, namespace: string) => new ApiObject(chart, 'tls', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'shop-tls', namespace } });

describe('ports of listeners', () => {
  test.each<[string, GatewayProps, number]>([
    ['one of the default', {}, 80],
    ['one of a list', { service: { ports: [{ name: 'http', port: 8000 }] } }, 8000],
    ['a target port, by number', { service: { ports: [{ name: 'http', port: 80, targetPort: 8080 }] } }, 8080],
    ['a port that leads to another', { service: { ports: [{ name: 'http', port: 80, targetPort: 8080 }] } }, 80],
    ['without a Service', { service: false }, 9000],
    ['a port of a DaemonSet', { daemonSet: true }, 80],
    ['a named port of a container', { service: { ports: [{ name: 'http', port: 80, targetPort: 'web' }] }, additionalContainers: [{ name: 'front', image: 'registry.example.com/front:1', ports: [{ name: 'web', containerPort: 8081 }] }] }, 80],
  ])('%s is reached', (_name, gateway, port) => { expect(world(gateway, [Listener.http(port)])).toEqual([]); });

  test('one that the Service does not have is told, with the list to write', () => {
    expect(world({ service: { ports: [{ name: 'status-port', port: 15021 }, { name: 'http', port: 80, targetPort: 8080, nodePort: 30080 }] } }, [Listener.http(80), Listener.http(9000), Listener.tcp(5432)])).toEqual([
      expect.stringMatching(/^warning MESH1445 listener 'http-9000': port 9000 is none of Service 'edge' in 'edge', so nobody gets there\n {4}at shop\/public\n {4}the gateway is istio\/edge\n/),
      expect.stringContaining("help: add it to IstioGateway 'edge': service: { ports: [{ name: 'status-port', port: 15021 }, { name: 'http', port: 80, targetPort: 8080, nodePort: 30080 }, { name: 'tcp-9000', port: 9000 }, { name: 'tcp-5432', port: 5432 }] }"),
    ]);
  });
  test('what it says to write is right', () => {
    expect(world({ service: { ports: [{ name: 'status-port', port: 15021 }, { name: 'tcp-9000', port: 9000 }] } }, [Listener.http(9000)])).toEqual([]);
  });
  test('also of a DaemonSet, unless clients come by the node', () => {
    expect(world({ daemonSet: true }, [Listener.http(8080)])).toEqual([expect.stringContaining('port 8080 is none of Service')]);
    expect(world({ daemonSet: true }, [Listener.http(8080)], { edge: (istio) => istio.patch('DaemonSet', 'edge', { spec: { template: { spec: { hostNetwork: true } } } }) })).toEqual([]);
  });
  test('of a gateway between networks', () => {
    expect(world({ networkGateway: 'network-1' }, [Listener.http(80)])).toEqual([expect.stringContaining('serve it on another IstioGateway')]);
  });
  test('a name that no container has leads nowhere', () => {
    expect(world({ service: { ports: [{ name: 'http', port: 80, targetPort: 'web' }] } }, [Listener.http(80)])).toEqual([expect.stringContaining("port 80 of Service 'edge' in 'edge' leads to 'web', which is no port of the gateway's pods")]);
  });
  test('another Service of the app counts, and so do patches', () => {
    expect(world({}, [Listener.http(9000)], { edge: (_istio, chart) => service(chart, { port: 9000 }) })).toEqual([]);
    expect(world({}, [Listener.http(9000)], { edge: (istio) => istio.patch('Service', 'edge', { spec: { ports: [{ name: 'x', port: 9000 }] } }) })).toEqual([]);
  });
  test('what is written out by hand says the same of the pods', () => {
    const gateway: GatewayProps = { service: { ports: [{ name: 'http', port: 80, targetPort: 8080 }] } };
    const { namespace, labels, serviceAccount } = { namespace: 'edge', labels: { istio: 'edge' }, serviceAccount: 'edge' };
    expect(world(gateway, [Listener.http(80)], { existing: () => ({ namespace, labels, serviceAccount }) })).toEqual([expect.stringMatching(/error MESH1446 listener 'http-80' is said to be port 80 of the gateway's pods, but port 80 of Service 'edge' in 'edge' leads to 8080[^]*ports: \{ 80: 8080 \}/)]);
    expect(world(gateway, [Listener.http(80)], { existing: () => ({ namespace, labels, serviceAccount, ports: { 80: 8080 } }) })).toEqual([]);
    expect(world({}, [Listener.http(80)], { existing: () => ({ namespace, labels, serviceAccount: 'ingress' }) })).toEqual([expect.stringMatching(/error MESH1447 .*'ingress', and runs as 'edge'/)]);
  });
  test('pods of others are not known', () => {
    expect(world({}, [Listener.http(9000)], { existing: () => ({ namespace: 'edge', labels: { istio: 'other' }, serviceAccount: 'other' }) })).toEqual([]);
    expect(world({}, [Listener.http(9000)], { existing: () => ({ namespace: 'other', labels: { istio: 'edge' }, serviceAccount: 'edge' }) })).toEqual([]);
  });
});

describe('certificates', () => {
  const https = [Listener.https(443, { hostnames: ['shop.example.com'], certificate: Certificate.secret('shop-tls') })];
  test('beside the gateway, or written by nobody here', () => {
    expect(world({}, https)).toEqual([]);
    expect(world({}, https, { edge: (_istio, chart) => secret(chart, 'edge') })).toEqual([]);
  });
  test('elsewhere', () => {
    expect(world({}, https, { edge: (_istio, chart) => secret(chart, 'shop') })).toEqual([expect.stringMatching(/warning MESH1449 listener 'https-443': Secret 'shop-tls' is written to namespace 'shop', and the gateway reads those of 'edge' only/)]);
    const certificate = (_istio: unknown, chart: Chart) => new ApiObject(chart, 'certificate', { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata: { name: 'shop', namespace: 'shop' }, spec: { secretName: 'shop-tls', issuerRef: { name: 'ca' } } });
    expect(world({}, https, { edge: certificate })).toEqual([expect.stringContaining("to namespace 'shop' by Certificate 'shop'")]);
  });
});

describe('egress gateways', () => {
  function egress(name: string, gateway: GatewayProps): string[] {
    const app = new App();
    const pods = new IstioGateway(new IstioControlPlane(app, 'istio'), 'out', gateway);
    const mesh = new Mesh(app, 'shop');
    const web = new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/web:1' }) });
    web.allows(Source.namespace('tests'));
    const via = new EgressGateway(mesh, name, { existing: pods });
    const pay = new ExternalService(mesh, 'pay', { hosts: ['pay.example.com'], ports: [Port.tls(443)], via });
    web.calls(pay);
    return diagnosticsOf(app).filter((d) => d.severity !== 'info').map((d) => renderDiagnostic(d));
  }
  test('are called as their Service is, and the Service has the ports of the hosts outside', () => {
    expect(egress('out', {})).toEqual([]);
    expect(egress('outside', {})).toEqual([expect.stringMatching(/error MESH1448 requests for outside are sent to Service 'outside' in 'out', and the gateway's is called 'out'[^]*new EgressGateway\(mesh, 'out', …\)/)]);
    expect(egress('out', { service: false })).toEqual([expect.stringMatching(/MESH1448 .*and the gateway has none/)]);
    expect(egress('out', { service: { ports: [{ name: 'http', port: 80 }] } })).toEqual([expect.stringMatching(/MESH1445 requests to 'pay': port 443 is none of/)]);
    expect(egress('out', { service: { ports: [{ name: 'https', port: 443, targetPort: 8443 }] } })).toEqual([expect.stringMatching(/MESH1446 requests to 'pay' is said to be port 443 .* leads to 8443/)]);
  });
});

describe('injection of a gateway', () => {
  /** A gateway in a namespace that somebody else labels. */
  function inject(labels: Record<string, string>, { revision, ns = 'object', tag }: { readonly revision?: string; readonly ns?: 'object' | 'create' | 'label'; readonly tag?: string } = {}): string[] {
    const app = new App();
    const istio = new IstioControlPlane(app, 'istio', { revision });
    const stable = tag === undefined ? undefined : new RevisionTag(istio, tag, { revision: istio.revision });
    new IstioGateway(istio, 'edge', { createNamespace: false, revision: stable });
    const mesh = new Mesh(app, 'shop');
    new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/web:1' }) }).allows(Source.namespace('tests'));
    if (ns === 'object') new ApiObject(new Chart(app, 'beside'), 'ns', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'edge', labels } });
    else new MeshNamespace(mesh, 'edge', { manage: ns, labels });
    return diagnosticsOf(app).filter((d) => d.severity !== 'info').map((d) => renderDiagnostic(d));
  }
  test.each<[string, () => string[]]>([
    ['says nothing', () => inject({ team: 'edge' })],
    ['asks for the default revision', () => inject({ 'istio-injection': 'enabled' })],
    ['asks for its revision', () => inject({ 'istio.io/rev': 'a' }, { revision: 'a' })],
    ['asks for the revision of its tag', () => inject({ 'istio.io/rev': 'a' }, { revision: 'a', tag: 'stable' })],
    ['is a mesh\'s', () => inject({}, { revision: 'a', ns: 'create' })],
    ['is labelled by a mesh', () => inject({}, { ns: 'label' })],
  ])('its namespace %s', (_name, found) => { expect(found()).toEqual([]); });
  test('that does not take place', () => {
    expect(inject({ 'istio-injection': 'disabled' })).toEqual([expect.stringMatching(/error MESH1451 no injector takes the pods of gateway 'edge', which would have no image: its namespace says istio-injection: disabled/)]);
    expect(inject({ 'istio-injection': 'enabled' }, { revision: 'a' })).toEqual([expect.stringMatching(/its namespace says istio-injection: enabled[^]*or label it istio\.io\/rev: a/)]);
    expect(inject({ 'istio.io/rev': 'b' }, { revision: 'a' })).toEqual([expect.stringContaining('its namespace says istio.io/rev: b')]);
    expect(inject({ 'istio-injection': 'disabled' }, { ns: 'create' })).toEqual([expect.stringMatching(/MESH1451[^]*the namespace is shop\/edge/)]);
  });
  test('by another revision than it asks for', () => {
    const app = new App();
    const istio = new IstioControlPlane(app, 'istio', { revision: 'a' });
    new IstioGateway(istio, 'edge', { createNamespace: false, revision: new IstioRevision(istio, 'b') });
    const mesh = new Mesh(app, 'shop');
    new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/web:1' }) }).allows(Source.namespace('tests'));
    new MeshNamespace(mesh, 'edge', { manage: 'create' });
    expect(diagnosticsOf(app).filter((d) => d.severity !== 'info').map((d) => renderDiagnostic(d))).toEqual([expect.stringMatching(/warning MESH1451 gateway 'edge' asks for the proxies of 'b', and its namespace, which is asked first, for another: istio\.io\/rev: a/)]);
  });
});
