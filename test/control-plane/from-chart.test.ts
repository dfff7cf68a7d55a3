import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { diagnosticsOf, IstioControlPlane, IstioGateway, IstioRevision, Mesh, MeshService, Port, RevisionTag, Source, Workload } from '../../lib';

interface Any { readonly kind: string; readonly metadata: { readonly name: string; readonly labels?: Record<string, string> }; readonly [field: string]: any }
const named = (objects: readonly unknown[], kind: string, name: string) => (objects as Any[]).find((o) => o.kind === kind && o.metadata.name === name);

// Files as Helm writes them; here they are this library's own, so that no text of Istio's charts is kept.
const folder = mkdtempSync(join(tmpdir(), 'rendered-'));
const rendered = join(folder, 'istio.yaml');
beforeAll(() => {
  const app = new App();
  new IstioControlPlane(app, 'istio', { profile: 'upstream', revision: '1-31-1', trustDomain: 'prod.example.com', namespace: 'mesh-system', meshConfig: { extensionProviders: [{ name: 'opa', envoyExtAuthzGrpc: { service: 'opa.security.svc.cluster.local', port: 9191 } }] } });
  writeFileSync(rendered, app.synthYaml());
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a control plane from rendered files', () => {
  test('is what the files say, and meshes know it', () => {
    const app = new App();
    const istio = IstioControlPlane.fromChart(app, 'istio', { rendered });
    expect(istio.revision.settings).toMatchObject({ revision: '1-31-1', namespace: 'mesh-system', trustDomain: 'prod.example.com' });
    const stable = new RevisionTag(istio, 'stable', { revision: istio.revision });
    const ingress = new IstioGateway(istio, 'istio-ingress', { revision: stable });
    const mesh = new Mesh(app, 'shop', { target: stable.sidecar() });
    new MeshService(mesh, 'web', { ports: [Port.http(80)], workload: Workload.container({ image: 'registry.example.com/web:1' }) }).allows(Source.namespace('tests'));
    expect(diagnosticsOf(app)).toEqual([]);
    expect(named(mesh.toJson(), 'Namespace', 'shop')!.metadata.labels).toMatchObject({ 'istio.io/rev': 'stable' });
    const objects = istio.toJson();
    expect(named(objects, 'MutatingWebhookConfiguration', 'istio-revision-tag-stable-mesh-system')).toBeDefined();
    expect(named(objects, 'Deployment', 'istio-ingress')!.spec.template.metadata.labels).toMatchObject({ 'istio.io/rev': 'stable' });
    expect(stable.sidecar().settings.meshConfig.extensionProviders).toHaveLength(1);
    expect(ingress.namespace).toBe('istio-ingress');
  });

  test('takes the typed props on top, and patches last of all', () => {
    const istio = IstioControlPlane.fromChart(new App(), 'istio', { rendered, istiod: { replicas: 3, resources: { requests: { cpu: '2', memory: '4Gi' } } } });
    istio.patch('Service', 'istiod-1-31-1', { metadata: { annotations: { note: 'ours' } } });
    const deployment = named(istio.toJson(), 'Deployment', 'istiod-1-31-1')!;
    expect(deployment.spec.replicas).toBe(3);
    expect(deployment.spec.template.spec.containers[0].resources.requests).toEqual({ cpu: '2', memory: '4Gi' });
    expect(named(istio.toJson(), 'Service', 'istiod-1-31-1')!.metadata).toMatchObject({ annotations: { note: 'ours' } });
  });

  test.each<[string, () => unknown, RegExp]>([
    ['a second revision', () => new IstioRevision(IstioControlPlane.fromChart(new App(), 'istio', { rendered }), 'next'), /revision 'next' cannot be had from rendered files[\s\S]*give `charts`/],
    ['nothing to take it from', () => IstioControlPlane.fromChart(new App(), 'istio', {}), /neither charts nor rendered/],
    ['a file that is not there', () => IstioControlPlane.fromChart(new App(), 'istio', { rendered: join(folder, 'no.yaml') }), /no\.yaml/],
    ['no Helm', () => IstioControlPlane.fromChart(new App(), 'istio', { charts: 'oci://registry.example.com/charts', helm: 'helm-that-is-not-there' }), /helm-that-is-not-there/],
  ])('%s is an error that says what to do', (_name, make, expected) => { expect(make).toThrow(expected); });
});
