import { ApiObject, App, JsonPatch, Testing } from 'cdk8s';
import {
  CertificateAuthority, diagnosticsOf, ExternalAuthorizer, Istio, IstioControlPlane, type IstioControlPlaneProps, IstioGateway, IstioRevision, Mesh, MeshApp, MeshService, Port, RevisionTag, Source, Workload,
} from '../../lib';
import { stageOf } from '../../lib/control-plane/istio/order';

/** A service that anybody may call: nothing is said of it. */
function service(mesh: Mesh, name: string): MeshService {
  const made = new MeshService(mesh, name, { ports: [Port.http(80)], workload: Workload.container({ image: 'registry.example.com/web:1' }) });
  made.allows(Source.namespace('tests'));
  return made;
}
const found = (app: App) => diagnosticsOf(app).map((d) => `${d.code} ${d.message}`);
interface Any { readonly kind: string; readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string> }; readonly [field: string]: any }
const named = (objects: readonly unknown[], kind: string, name: string) => (objects as Any[]).find((o) => o.kind === kind && o.metadata.name === name);

describe('a control plane in an app', () => {
  test('writes everything once, in an order that can be applied', () => {
    const istio = new IstioControlPlane(new App(), 'istio', { cni: true, ambient: true, networkPolicy: true });
    new RevisionTag(istio, 'stable', { revision: istio.revision });
    new IstioGateway(istio, 'istio-ingress');
    const objects = istio.toJson() as Any[];
    const stages = objects.map(stageOf);
    expect(stages).toEqual([...stages].sort((a, b) => a - b));
    // Pods of gateways get their image from the injector: its webhook must be there first.
    expect(objects.indexOf(named(objects, 'Deployment', 'istio-ingress')!)).toBeGreaterThan(objects.indexOf(named(objects, 'MutatingWebhookConfiguration', 'istio-sidecar-injector')!));
    expect(objects.filter((o) => o.kind === 'CustomResourceDefinition')).toHaveLength(15);
    const keys = objects.map((o) => `${o.kind} ${o.metadata.namespace ?? ''}/${o.metadata.name}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(['Deployment istio-system/istiod', 'DaemonSet istio-system/istio-cni-node', 'DaemonSet istio-system/ztunnel', 'Deployment istio-ingress/istio-ingress', 'MutatingWebhookConfiguration /istio-revision-tag-stable']));
  });

  test('cluster-wide objects have no namespace, and the others have one, under a stock App too', () => {
    const app = Testing.app();
    new IstioControlPlane(app, 'istio', { labels: { team: 'platform' } });
    const [yaml] = Testing.synth(app.charts[0]!) as Any[];
    expect(yaml!.kind).toBe('Namespace');
    for (const o of Testing.synth(app.charts[0]!) as Any[]) {
      const clusterWide = ['Namespace', 'CustomResourceDefinition', 'ClusterRole', 'ClusterRoleBinding', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'].includes(o.kind);
      expect([o.kind, o.metadata.name, o.metadata.namespace === undefined]).toEqual([o.kind, o.metadata.name, clusterWide]);
      expect(o.metadata.labels?.team).toBe('platform');
    }
  });

  test("its labels never replace what objects say themselves; those that users add do", () => {
    const istio = new IstioControlPlane(new App(), 'istio', { labels: { app: 'platform', 'istio.io/rev': 'z', team: 'platform' } });
    const labels = () => named(istio.toJson(), 'Deployment', 'istiod')!.metadata.labels;
    expect(labels()).toMatchObject({ app: 'istiod', 'istio.io/rev': 'default', team: 'platform' });
    expect(istio.manifests().find((o) => o.kind === 'MutatingWebhookConfiguration')!.metadata.labels).toMatchObject({ app: 'sidecar-injector', 'istio.io/rev': 'default' });
    const node = istio.node.findAll().find((c): c is ApiObject => ApiObject.isApiObject(c) && c.kind === 'Deployment')!;
    node.metadata.addLabel('app', 'ours');
    expect(labels()).toMatchObject({ app: 'ours', 'istio.io/rev': 'default' });
  });

  test('is the same text from a stock App and from MeshApp', () => {
    const text = (app: App) => { new IstioControlPlane(app, 'istio'); return app.synthYaml(); };
    expect(text(new MeshApp())).toBe(text(new App()));
  });

  test('either half by itself', () => {
    const all = new IstioControlPlane(new App(), 'istio').toJson();
    const cluster = new IstioControlPlane(new App(), 'istio', { scope: 'cluster' }).toJson();
    const rest = new IstioControlPlane(new App(), 'istio', { scope: 'namespace' }).toJson();
    expect(cluster.length + rest.length).toBe(all.length);
    expect(named(rest, 'ClusterRole', 'istio-reader-clusterrole-istio-system')).toBeUndefined();
  });
  test('both halves in one app are one control plane, for meshes too', () => {
    const app = new App();
    const props = { revision: '1-31-1', trustDomain: 'prod.example.com' };
    new IstioControlPlane(app, 'cluster', { ...props, scope: 'cluster' });
    new IstioControlPlane(app, 'rest', { ...props, scope: 'namespace' });
    const mesh = new Mesh(app, 'shop');
    service(mesh, 'a').calls(service(mesh, 'b'));
    expect(found(app)).toEqual([]);
    expect(named(mesh.toJson(), 'Namespace', 'shop')!.metadata.labels).toMatchObject({ 'istio.io/rev': '1-31-1' });
    expect(() => app.synthYaml()).not.toThrow();
  });
});

test('the way back to Helm: values of the charts that mean the same, and nothing that they do by themselves', () => {
  const values = IstioControlPlane.valuesOf({ profile: 'upstream', revision: '1-31-1', trustDomain: 'prod.example.com', cni: true }, { tags: ['stable'] });
  expect(values.istiod).toMatchObject({ revision: '1-31-1', revisionTags: ['stable'], meshConfig: { trustDomain: 'prod.example.com' } });
  expect(values.cni).toBeDefined();
  expect(JSON.stringify(values)).not.toContain('autoscaleMin');
});

describe('patches', () => {
  const deployment = (istio: IstioControlPlane) => named(istio.toJson(), 'Deployment', 'istiod')!;
  test('merge, operations and metadata, as on any object', () => {
    const istio = new IstioControlPlane(new App(), 'istio');
    istio.patch('Deployment', 'istiod', { spec: { template: { spec: { hostNetwork: true } } } });
    istio.patch('Deployment', 'istiod', JsonPatch.add('/metadata/annotations', { note: 'ours' }));
    const node = istio.node.findAll().find((c): c is ApiObject => ApiObject.isApiObject(c) && c.kind === 'Deployment')!;
    node.metadata.addLabel('team', 'platform');
    expect(deployment(istio)).toMatchObject({ metadata: { annotations: { note: 'ours' }, labels: { team: 'platform' } }, spec: { template: { spec: { hostNetwork: true } } } });
  });
  test('of what is not there: an error that lists what is', () => {
    const istio = new IstioControlPlane(new App(), 'istio');
    expect(() => istio.patch('Deployment', 'pilot', { spec: {} })).toThrow(/writes no Deployment 'pilot'[\s\S]*there are: istiod/);
  });
  test.each([
    [{ metadata: null }, /metadata of the patch of Deployment 'istiod' must be an object, not null/], [null, /the change of the patch of Deployment 'istiod' must be an object, not null/], ['x', /not 'x'/],
  ])('of what is no part of an object: %j', (change, expected) => {
    expect(() => new IstioControlPlane(new App(), 'istio').patch('Deployment', 'istiod', change as never)).toThrow(expected);
  });
  test('that leave something doubtful are warned of, once', () => {
    const app = new App();
    new IstioControlPlane(app, 'istio').patch('Deployment', 'istiod', JsonPatch.add('/spec/template/spec/containers/0/env/-', { name: 'CLUSTER_ID', value: 'mine' }));
    const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    app.synthYaml();
    app.synthYaml();
    const warnings = written.mock.calls.map(([text]) => String(text));
    written.mockRestore();
    expect(warnings).toEqual([expect.stringMatching(/^warning MESH1411 [\s\S]*CLUSTER_ID/)]);
  });
  test('that leave no metadata', () => {
    expect(() => new IstioControlPlane(new App(), 'istio').patch('Deployment', 'istiod', JsonPatch.remove('/metadata')).manifests()).toThrow(/a JsonPatch leaves no metadata/);
  });
  test('are judged like everything else, when the app is synthesized', () => {
    const app = new App();
    new IstioControlPlane(app, 'istio').patch('Deployment', 'istiod', { spec: { replcas: 3 } } as never);
    expect(() => app.synthYaml()).toThrow(/MESH1411[\s\S]*replcas[\s\S]*did you mean "replicas"/i);
  });
});

describe('a mesh in the same app', () => {
  test('is compiled for the control plane without a word', () => {
    const app = new App();
    new IstioControlPlane(app, 'istio', { revision: '1-31-1', trustDomain: 'prod.example.com', namespace: 'mesh-system' });
    const mesh = new Mesh(app, 'shop');
    const a = service(mesh, 'a');
    const b = service(mesh, 'b');
    a.calls(b);
    const objects = mesh.toJson();
    expect(named(objects, 'Namespace', 'shop')!.metadata.labels).toMatchObject({ 'istio.io/rev': '1-31-1' });
    expect(JSON.stringify(objects)).toContain('prod.example.com/ns/shop/sa/a');
    expect(JSON.stringify(objects)).not.toContain('istio-injection');
  });

  test('carries the tag that it is compiled for', () => {
    const app = new App();
    const istio = new IstioControlPlane(app, 'istio', { revision: '1-31-0' });
    const next = new IstioRevision(istio, '1-31-1', { image: { tag: '1.31.1' } });
    const canary = new RevisionTag(istio, 'canary', { revision: next });
    const mesh = new Mesh(app, 'shop', { target: canary.sidecar() });
    service(mesh, 'a');
    expect(found(app)).toEqual([]);
    expect(named(mesh.toJson(), 'Namespace', 'shop')!.metadata.labels).toMatchObject({ 'istio.io/rev': 'canary' });
  });

  test('a policy that needs a provider which the control plane does not declare is an error', () => {
    const app = new App();
    new IstioControlPlane(app, 'istio', { meshConfig: { extensionProviders: [{ name: 'opa', envoyExtAuthzGrpc: { service: 'opa.security.svc.cluster.local', port: 9191 } }] } });
    const mesh = new Mesh(app, 'shop');
    const a = service(mesh, 'a');
    const b = service(mesh, 'b');
    a.calls(b);
    new ExternalAuthorizer(b, 'asked', { provider: 'opa' });
    expect(found(app)).toEqual([]);
    new ExternalAuthorizer(a, 'unknown', { provider: 'oba' });
    expect(found(app).join()).toMatch(/oba/);
  });

  test('a target of its own that says otherwise is an error, fact by fact', () => {
    const app = new App();
    new IstioControlPlane(app, 'istio', { revision: '1-31-1' });
    service(new Mesh(app, 'shop', { target: Istio.sidecar({ revision: 'prod', trustDomain: 'other', rootNamespace: 'mesh-system', meshConfig: { extensionProviders: [{ name: 'opa', envoyExtAuthzGrpc: { service: 'opa.security', port: 1 } }] } }) }), 'a');
    expect(diagnosticsOf(app).filter((d) => d.code === 'MESH1432').map((d) => d.message)).toEqual([
      "the mesh is compiled for provider 'opa', which the control plane's meshConfig.extensionProviders does not declare",
      "the mesh is compiled for revision 'prod', but the control plane has '1-31-1'",
      "the mesh is compiled for root namespace 'mesh-system', but the control plane has 'istio-system'",
      "the mesh is compiled for trust domain 'other', but the control plane has 'cluster.local'",
    ]);
  });

  test('of two control planes it names one', () => {
    const app = new App();
    const east = new IstioControlPlane(app, 'east', { clusterName: 'east' });
    new IstioControlPlane(app, 'west', { clusterName: 'west', revision: 'west' });
    service(new Mesh(app, 'shop'), 'a');
    expect(found(app)).toEqual(['MESH1431 the app declares 2 control planes, and the mesh does not say which one it is for']);
    const other = new App();
    new IstioControlPlane(other, 'west', { revision: 'west' });
    service(new Mesh(other, 'shop', { target: new IstioControlPlane(other, 'east').sidecar() }), 'a');
    expect(found(other)).toEqual([]);
    expect(east.sidecar()).toBe(east.sidecar());
  });

  test('serves on the gateway of the platform', () => {
    const app = new App();
    const istio = new IstioControlPlane(app, 'istio');
    const ingress = new IstioGateway(istio, 'istio-ingress', { service: { ports: [{ name: 'https', port: 443, targetPort: 8443 }] } });
    expect({ ...ingress, node: undefined }).toMatchObject({ namespace: 'istio-ingress', labels: { app: 'istio-ingress', istio: 'ingress' }, serviceAccount: 'istio-ingress', ports: { 443: 8443 } });
  });
});

describe('namespaces', () => {
  test('of the cluster itself are not written, nor labelled', () => {
    const istio = new IstioControlPlane(new App(), 'istio', { namespace: 'kube-system' });
    new IstioGateway(istio, 'edge', { namespace: 'default' });
    expect(istio.toJson().filter((o) => o.kind === 'Namespace')).toEqual([]);
    expect(() => new IstioGateway(istio, 'other', { namespace: 'default', createNamespace: true })).toThrow(/'default' is the cluster's own[\s\S]*leave createNamespace out/);
  });
  test('that enforce "restricted" are told of a second revision that may not be', () => {
    const istio = new IstioControlPlane(new App(), 'istio');
    new IstioRevision(istio, 'next', { istiod: { volumes: [{ name: 'host', hostPath: { path: '/' } }] } });
    expect(() => istio.toJson()).toThrow(/MESH1444 revision 'next' brings init containers or volumes/);
    const open = new IstioControlPlane(new App(), 'istio', { restricted: false });
    new IstioRevision(open, 'next', { istiod: { volumes: [{ name: 'host', hostPath: { path: '/' } }] } });
    expect(() => open.toJson()).not.toThrow();
  });
});

describe('two control planes that answer to one name', () => {
  const told = (props: IstioControlPlaneProps, tag?: string): string => {
    const app = new App();
    const one = new IstioControlPlane(app, 'one', { revision: tag && 'a' });
    if (tag) new RevisionTag(one, tag, { revision: one.revision });
    new IstioControlPlane(app, 'two', { namespace: 'other', crds: 'skip', defaultRevision: false, ...props });
    return message(() => app.synthYaml());
  };
  test('are an error, whatever their objects are named', () => {
    expect(told({})).toMatch(/MESH1443 'default' is a revision or tag of one too/);
    expect(told({ revision: 'stable' }, 'stable')).toMatch(/MESH1443 'stable'/);
  });
  test('but not where the names differ, or the clusters', () => {
    expect(told({ revision: 'b' })).toBe('');
    expect(told({ clusterName: 'east' })).toBe('');
  });
});

const message = (make: () => unknown): string => { try { make(); } catch (error) { return (error as Error).message; } return ''; };
describe('mistakes', () => {
  test('all that is wrong between its parts, in one run', () => {
    const app = new App();
    const istio = new IstioControlPlane(app, 'istio', { revision: 'a', defaultRevision: 'c' });
    const b = new IstioRevision(istio, 'b');
    new RevisionTag(istio, 'a', { revision: b });
    new IstioGateway(istio, 'one', { namespace: 'edge' });
    new IstioGateway(istio, 'two', { namespace: 'edge' });
    const text = message(() => istio.toJson());
    expect(text).toMatch(/MESH1433 tag 'a' is the name of a revision too/);
    expect(text).toMatch(/MESH1434 defaultRevision 'c' is no revision of the control plane/);
    expect(text).toMatch(/MESH1402 Namespace 'edge' is written twice/);
  });
  test.each([
    [() => new IstioControlPlane(new App(), 'istio', { profile: 'prod' as never }), /profile must be one of production, dev, upstream, not 'prod'/],
    [() => new IstioControlPlane(new App(), 'istio', { image: { pullSecrets: 'registry' as never } }), /image\.pullSecrets: must be a list, not 'registry'/],
    [() => new IstioControlPlane(new App(), 'istio', { revision: 'default' }), /leave the revision out/],
    [() => new IstioControlPlane(new App(), 'istio', { istiod: { replicas: 2, autoscaling: {} } }), /exclude each other/],
    [() => new IstioControlPlane(new App(), 'istio', { istiod: { autoscaling: { minReplicas: 3, maxReplicas: 2 } } }), /maxReplicas must be a whole number of at least 3, not 2/],
    [() => new IstioControlPlane(new App(), 'istio', { trustDomain: 'https://x' }), /trustDomain must be a host name/],
    [() => CertificateAuthority.kubernetesSigner('istio-ca'), /clusterissuers\.cert-manager\.io\/istio-ca/],
    [() => new IstioGateway(new Mesh(new App(), 'm') as never, 'x'), /in a mesh a gateway is a MeshGateway/],
    [() => new IstioControlPlane(new App(), 'istio', { meshConfig: { accesLogFile: '/dev/stdout' } as never }), /accesLogFile[\s\S]*accessLogFile/],
  ])('%#', (make, expected) => { expect(message(make)).toMatch(expected); });
});
