import { EgressGateway, ExternalService, Mesh, MeshApp, Port } from '../../../lib';

const kinds = (declare: (mesh: Mesh) => void): readonly string[] => {
  const app = new MeshApp({ outdir: 'unused' });
  const mesh = new Mesh(app, 'shop');
  declare(mesh);
  return [...app.synthYaml().matchAll(/^kind: (\w+)$/gm)].map(([, kind]) => kind!);
};

test('an egress gateway has a Service when something leads through it: Kubernetes takes none without ports', () => {
  expect(kinds((mesh) => { new EgressGateway(mesh, 'out'); })).not.toContain('Service');
  expect(kinds((mesh) => { new ExternalService(mesh, 'stripe', { hosts: ['api.stripe.com'], ports: [Port.http(80)], via: new EgressGateway(mesh, 'out') }); })).toContain('Service');
});
