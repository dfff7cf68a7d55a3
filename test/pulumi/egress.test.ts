import { App, type Chart } from 'cdk8s';
import { EgressGateway, ExternalService, Mesh, MeshService, Port, Workload } from '../../lib';
import type { Manifest } from '../../lib/manifests/manifest';
import { MeshResources } from '../../lib/pulumi';
import { planOf } from '../../lib/pulumi/plan';
import { chart, deployment, object, service, type Obj } from './fixtures';
import { Recorder, type Registered } from './recorder';

const istio = (kind: string, name: string, spec: Obj, namespace?: string): Obj => object('networking.istio.io/v1', kind, name, { spec }, namespace);
const rule = (name: string, host: string, namespace?: string): Obj => istio('DestinationRule', name, { host }, namespace);
const entry = (name: string, hosts: readonly string[], more: Obj = {}, namespace?: string): Obj => istio('ServiceEntry', name, { hosts, ports: [{ number: 443, name: 'tls', protocol: 'TLS' }], ...more }, namespace);
const route = (name: string, to: string, more: Obj = {}, namespace?: string): Obj => istio('VirtualService', name, { hosts: [to], http: [{ route: [{ destination: { host: to } }] }], ...more }, namespace);

async function registered(source: App | Chart): Promise<readonly Registered[]> {
  const recorder = await Recorder.start();
  return recorder.of(new MeshResources('x', source));
}
/** `OBJECT ← what it waits for`, sorted; objects that wait for nothing are left out. */
const edges = (all: readonly Registered[]): string[] => all.filter((r) => r.dependsOn.length > 0).map((r) => `${r.name.slice(2)} ← ${r.dependsOn.map((d) => d.slice(2)).sort().join(', ')}`).sort();
const ofObjects = async (...objects: readonly Obj[]): Promise<string[]> => edges(await registered(chart(new App(), 'c', objects)));

test('every edge of a mesh that leaves through a gateway, wildcards among its hosts', async () => {
  const app = new App(), mesh = new Mesh(app, 'shop');
  chart(app, 'beside', [rule('everything-outside', '*.example.com', 'shop')]);
  const gateway = new EgressGateway(mesh, 'way-out');
  const web = new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/web:1' }) });
  const api = new ExternalService(mesh, 'api', { hosts: ['api.example.com'], ports: [Port.https(443)], via: gateway });
  const wild = new ExternalService(mesh, 'partners', { hosts: ['*.partner.example.com'], ports: [Port.http(80)], resolution: 'NONE', tls: {} });
  web.calls(api);
  web.calls(wild);
  expect(edges(await registered(app)).join('\n')).toMatchInlineSnapshot(`
"shop/AuthorizationPolicy/allow-nothing ← Namespace/shop
shop/AuthorizationPolicy/way-out ← Namespace/shop
shop/Deployment/way-out ← shop/AuthorizationPolicy/allow-nothing, shop/AuthorizationPolicy/way-out, shop/PeerAuthentication/default, shop/Role/way-out, shop/RoleBinding/way-out, shop/ServiceAccount/way-out, shop/ServiceEntry/api, shop/ServiceEntry/partners, shop/Sidecar/default
shop/Deployment/web-v1 ← shop/AuthorizationPolicy/allow-nothing, shop/PeerAuthentication/default, shop/ServiceAccount/web, shop/ServiceEntry/api, shop/ServiceEntry/partners, shop/Sidecar/default, shop/Sidecar/web
shop/DestinationRule/everything-outside ← Namespace/shop
shop/DestinationRule/partners ← Namespace/shop
shop/Gateway/way-out ← Namespace/shop
shop/PeerAuthentication/default ← Namespace/shop
shop/Role/way-out ← Namespace/shop
shop/RoleBinding/way-out ← Namespace/shop
shop/Service/way-out ← Namespace/shop
shop/Service/web ← Namespace/shop
shop/ServiceAccount/way-out ← Namespace/shop
shop/ServiceAccount/web ← Namespace/shop
shop/ServiceEntry/api ← Namespace/shop, shop/DestinationRule/everything-outside
shop/ServiceEntry/partners ← Namespace/shop, shop/DestinationRule/everything-outside, shop/DestinationRule/partners
shop/Sidecar/default ← Namespace/shop
shop/Sidecar/web ← Namespace/shop
shop/VirtualService/api ← shop/Deployment/way-out, shop/DestinationRule/everything-outside, shop/Gateway/way-out, shop/Service/way-out, shop/ServiceEntry/api"
`);
});

test('a route waits for the ServiceEntry of its host and for the rules of every wildcard over it, and for no other', async () => {
  expect(await ofObjects(
    entry('all', ['*.example.com']), entry('one', ['api.example.com']), entry('other', ['*.example.org']),
    rule('all', '*.example.com'), rule('dash', '*-eu.example.com'), rule('any', '*', 'b'), rule('other', 'www.example.com'), rule('in-mesh', '*.a.svc.cluster.local'),
    route('one', 'api.example.com'), route('dash', 'api-eu.example.com'), route('wild', '*.example.com'),
  )).toEqual([
    'a/ServiceEntry/all ← a/DestinationRule/all, b/DestinationRule/any',
    'a/ServiceEntry/one ← a/DestinationRule/all, b/DestinationRule/any',
    'a/ServiceEntry/other ← b/DestinationRule/any',
    'a/VirtualService/dash ← a/DestinationRule/all, a/DestinationRule/dash, a/ServiceEntry/all, b/DestinationRule/any',
    'a/VirtualService/one ← a/DestinationRule/all, a/ServiceEntry/all, a/ServiceEntry/one, b/DestinationRule/any',
    'a/VirtualService/wild ← a/DestinationRule/all, a/ServiceEntry/all, b/DestinationRule/any',
  ]);
});

test.each(['*.a.svc.cluster.local', '*.svc.cluster.local', '*.cluster.local', '*.local', '*', '*.a.svc', 'one', 'one.a', 'one.a.svc', 'one.a.svc.cluster.local'])('a DestinationRule for %s is one for a Service', async (host) => {
  for (const to of ['one', 'one.a', 'one.a.svc', 'one.a.svc.cluster.local'])
    expect(await ofObjects(service('one'), rule('r', host), rule('of-another', '*.b.svc.cluster.local'), route('v', to))).toEqual(['a/VirtualService/v ← a/DestinationRule/r, a/Service/one']);
});

test('a host outside is no Service that is called like its first labels', async () => {
  expect(await ofObjects(service('api', 'example'), deployment('api', { namespace: 'example' }), route('v', 'api.example.com'))).toEqual([]);
});

test('another cluster domain', async () => {
  for (const domain of ['mesh.internal', 'cluster.local']) expect(await ofObjects(service('one'), rule('r', `*.a.svc.${domain}`), rule('wide', '*.mesh.internal'), route('v', 'one.a.svc.mesh.internal'))).toEqual(['a/VirtualService/v ← a/DestinationRule/r, a/DestinationRule/wide, a/Service/one']);
});

test('pods wait for the ServiceEntries that they see', async () => {
  expect(await ofObjects(deployment('own'), deployment('far', { namespace: 'b' }), entry('mesh', ['m.example.com']), entry('here', ['h.example.com'], { exportTo: ['.'] }), entry('there', ['t.example.com'], { exportTo: ['b'] }), entry('none', ['n.example.com'], { exportTo: ['~'] }))).toEqual([
    'a/Deployment/own ← a/ServiceEntry/here, a/ServiceEntry/mesh', 'b/Deployment/far ← a/ServiceEntry/mesh, a/ServiceEntry/there',
  ]);
});

test('pods and machines behind a ServiceEntry: it waits for the machines, its routes for all', async () => {
  const machine = istio('WorkloadEntry', 'vm', { address: '192.0.2.1', labels: { app: 'db' } });
  expect(await ofObjects(machine, deployment('db'), entry('db', ['db.example.com'], { workloadSelector: { labels: { app: 'db' } } }), route('db', 'db.example.com'))).toEqual([
    'a/Deployment/db ← a/ServiceEntry/db', 'a/ServiceEntry/db ← a/WorkloadEntry/vm', 'a/VirtualService/db ← a/Deployment/db, a/ServiceEntry/db, a/WorkloadEntry/vm',
  ]);
});

test('a VirtualService waits for its gateways and for those that it hands requests to', async () => {
  const part = istio('VirtualService', 'part', { http: [{ route: [{ destination: { host: 'one' } }] }] }, 'b'), gateway = istio('Gateway', 'edge', { servers: [] }, 'b');
  expect(await ofObjects(istio('VirtualService', 'whole', { hosts: ['x.example.com'], gateways: ['b/edge', 'mesh'], http: [{ delegate: { name: 'part', namespace: 'b' } }] }), part, gateway, deployment('one', { namespace: 'b' }), service('one', 'b'))).toEqual([
    'a/VirtualService/whole ← b/Gateway/edge, b/VirtualService/part', 'b/VirtualService/part ← b/Deployment/one, b/Service/one',
  ]);
});

test('routes of the Gateway API: attached to a Service or a ServiceEntry, to a host as backend', async () => {
  const http = (name: string, spec: Obj): Obj => ({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name, namespace: 'a' }, spec });
  expect(await ofObjects(service('one'), entry('out', ['*.example.com']), http('of-service', { parentRefs: [{ group: '', kind: 'Service', name: 'one' }] }), http('of-entry', { parentRefs: [{ group: 'networking.istio.io', kind: 'ServiceEntry', name: 'out' }] }),
    http('to-host', { rules: [{ backendRefs: [{ group: 'networking.istio.io', kind: 'Hostname', name: 'api.example.com', port: 443 }] }] }))).toEqual([
    'a/HTTPRoute/of-entry ← a/ServiceEntry/out', 'a/HTTPRoute/of-service ← a/Service/one', 'a/HTTPRoute/to-host ← a/ServiceEntry/out',
  ]);
});

test('many behind many wildcards: edges grow with objects', () => {
  const count = (n: number): number => {
    const some = <T>(make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
    const objects = [
      ...some((i) => rule(`r${i}`, '*.example.com', `n${i}`)), ...some((i) => entry(`e${i}`, ['*.example.com', `h${i}.example.com`], { workloadSelector: { labels: { app: `d${i}` } } })),
      ...some((i) => deployment(`d${i}`)), ...some((i) => route(`v${i}`, `h${i}.example.com`)),
    ];
    const plan = planOf('x', objects.map((manifest) => ({ manifest: manifest as Manifest, path: 'c' })));
    return plan.objects.reduce((sum, o) => sum + o.dependsOn.length + o.gates.length, 0) + plan.gates.reduce((sum, g) => sum + g.members.length, 0);
  };
  expect(count(1000)).toBeLessThanOrEqual(10 * count(100));
  expect(count(1000)).toBeLessThanOrEqual(1000 * 12);
});
