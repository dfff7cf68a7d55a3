import { App } from 'cdk8s';
import { diagnosticsOf, IstioControlPlane, type IstioControlPlaneProps, IstioRevision, Mesh, MeshNamespace, MeshService, Port, renderDiagnostic, RevisionTag, Source, Workload } from '../../lib';

/** A service on port 80, whose container listens on 8080. */
function service(mesh: Mesh, namespace?: MeshNamespace): MeshService {
  const web = new MeshService(mesh, 'web', { namespace, ports: [Port.http(80, { targetPort: 8080 })], workload: Workload.container({ image: 'registry.example.com/web:1' }) });
  return web.allows(Source.namespace('tests')), web;
}
const found = (app: App): string[] => diagnosticsOf(app).filter((d) => d.severity !== 'info').map((d) => renderDiagnostic(d));
function world(props: IstioControlPlaneProps): string[] {
  const app = new App();
  new IstioControlPlane(app, 'istio', props);
  service(new Mesh(app, 'shop'));
  return found(app);
}

test('ports of pods that proxies have', () => {
  expect(world({})).toEqual([]);
  expect(world({ proxy: { excludeInboundPorts: [80], includeInboundPorts: [8080] } })).toEqual([]);
});
test.each<[IstioControlPlaneProps, string]>([
  [{ proxy: { excludeInboundPorts: [9090, 8080] } }, 'proxy.excludeInboundPorts'], [{ proxy: { includeInboundPorts: [80] } }, 'proxy.includeInboundPorts'],
])('ports that they do not have: %j', (props, prop) => {
  expect(world(props)).toEqual([expect.stringMatching(new RegExp(`warning MESH1456 port 8080 of the pods of web is not captured \\(${prop} of the control plane\\)[^]*at shop/web`))]);
});
test('pods that get no proxy', () => {
  expect(world({ injection: { policy: 'disabled' } })).toEqual([expect.stringMatching(/error MESH1458 no pod of the mesh gets a proxy: the control plane has injection\.policy: 'disabled'[^]*at shop /)]);
  expect(world({ injection: { policy: 'disabled', always: [{ matchLabels: { app: 'web' } }] } })).toEqual([]);
});
test('pods that ask for it themselves', () => {
  const app = new App();
  new IstioControlPlane(app, 'istio', { injection: { policy: 'disabled' } });
  const mesh = new Mesh(app, 'shop', { namespace: 'there' });
  service(mesh, new MeshNamespace(mesh, 'there', { manage: 'policies' }));
  expect(found(app).join()).not.toContain('MESH1458');
});
test('it is the revision that serves the mesh which counts', () => {
  const app = new App();
  const istio = new IstioControlPlane(app, 'istio', { revision: 'a', proxy: { excludeInboundPorts: [8080] } });
  const stable = new RevisionTag(istio, 'stable', { revision: new IstioRevision(istio, 'b', { proxy: {} }) });
  service(new Mesh(app, 'shop', { target: stable.sidecar() }));
  expect(found(app)).toEqual([]);
});
