import { App, Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  AccessPolicy, Call, EgressGateway, ExternalService, HttpRoute, IstioControlPlane, IstioGateway, IstioRevision, JwtPolicy, Listener, Mesh, MeshGateway, MeshNamespace, MeshService, MeshWorkload, MtlsMode, MtlsPolicy, Port,
  RateLimit, RetryPolicy, TelemetryPolicy, TimeoutPolicy, Workload,
} from '../../lib';

const pods = Workload.container({ image: 'registry.example.com/web:1' });
const service = (mesh: Mesh, id = 'web'): MeshService => new MeshService(mesh, id, { ports: [Port.http(8080)], workload: pods });
/** As JavaScript has it. */
const any = (props: object): any => props;

/** What is misspelt, and what is said of it. */
const misspelt: readonly (readonly [said: string, of: (mesh: Mesh, app: App) => unknown])[] = [
  ['acces is no prop\n  help: did you mean "access"?', (_mesh, app) => new Mesh(app, 'other', any({ acces: 'open' }))],
  ['manages is no prop\n  help: did you mean "manage"?', (mesh) => new MeshNamespace(mesh, 'n', any({ manages: 'label' }))],
  ['headles is no prop\n  help: did you mean "headless"?', (mesh) => new MeshService(mesh, 's', any({ headles: true, ports: [Port.http(80)], workload: pods }))],
  ['serviceAcount is no prop', (mesh) => new MeshWorkload(mesh, 'w', any({ workload: pods, serviceAcount: 'x' }))],
  ['readinessProbe is no prop\n  help: use one of name, image, replicas, env, resources, readiness', () => Workload.container(any({ image: 'x', readinessProbe: {} }))],
  ['injected is no prop', () => Workload.existing(any({ labels: { app: 'x' }, serviceAccount: 'x', injected: false }))],
  ['maxReplica is no prop', (mesh) => new MeshGateway(mesh, 'g', any({ maxReplica: 3, listeners: [Listener.tcp(9000)] }))],
  ['replica is no prop', (mesh) => new EgressGateway(mesh, 'e', any({ replica: 3 }))],
  ['tls.SNI is no prop\n  help: did you mean "sni"?', (mesh) => new ExternalService(mesh, 'x', any({ hosts: ['x.example.com'], ports: [Port.http(80)], tls: { SNI: 'x' } }))],
  ['hostname is no prop\n  help: did you mean "hostnames"?', () => Listener.http(80, any({ hostname: 'shop.example.com' }))],
  ['certificates is no prop', () => Listener.https(443, any({ hostnames: ['x.example.com'], certificates: [] }))],
  ['targetport is no prop\n  help: did you mean "targetPort"?', () => Port.http(80, any({ targetport: 8080 }))],
  ['path is no prop\n  help: did you mean "paths"?', () => Call.http(any({ methods: ['GET'], path: ['/items'] }))],
  ['onli is no prop\n  help: did you mean "only"?', (mesh) => { const web = service(mesh); return web.calls(web, any({ onli: [] })); }],
  ['rules[1].timeOut is no prop\n  help: did you mean "timeout"?', (mesh) => { const web = service(mesh); return new HttpRoute(mesh, 'r', any({ parent: web, rules: [{ to: web }, { to: web, timeOut: Duration.seconds(1) }] })); }],
  ['allow[0].form is no prop\n  help: did you mean "from"?', (mesh) => new AccessPolicy(service(mesh), 'a', any({ allow: [{ form: [] }] }))],
  ['optionally is no prop', (mesh) => new JwtPolicy(service(mesh), 'j', any({ issuer: 'x', optionally: true }))],
  ['requests is no prop', (mesh) => new TimeoutPolicy(service(mesh), 't', any({ requests: Duration.seconds(1) }))],
  ['perTryTimout is no prop', (mesh) => new RetryPolicy(service(mesh), 'r', any({ attempts: 2, perTryTimout: Duration.seconds(1) }))],
  ['onlly is no prop', (mesh) => new RateLimit(service(mesh), 'l', any({ requests: 1, per: Duration.seconds(1), onlly: [] }))],
  ['port is no prop', (mesh) => new MtlsPolicy(service(mesh), 'm', any({ mode: MtlsMode.STRICT, port: {} }))],
  ['tracing.percent is no prop', (mesh) => new TelemetryPolicy(mesh, 't', any({ tracing: { samplingPercent: 1, percent: 1 } }))],
  ['revison is no prop: did you mean "revision"?\n  istiod.replica is no prop: did you mean "replicas"?', (_mesh, app) => new IstioControlPlane(app, 'istio', any({ revison: 'a', istiod: { replica: 3 } }))],
  ['resources is no prop', (_mesh, app) => new IstioRevision(new IstioControlPlane(app, 'istio', { revision: 'a' }), 'b', any({ resources: {} }))],
  ['replicaCount is no prop', (_mesh, app) => new IstioGateway(new IstioControlPlane(app, 'istio'), 'ingress', any({ replicaCount: 3 }))],
  ['istiod.resources.requests.mem is no prop\n  help: use one of cpu, memory', (_mesh, app) => new IstioControlPlane(app, 'istio', any({ istiod: { resources: { requests: { mem: '1Gi' } } } }))],
  ['props must be an object, not undefined', (mesh) => new MeshService(mesh, 's', any(undefined as never))],
  ['props must be an object, not undefined', () => Workload.container(any(undefined as never))],
  ["calls() takes requests or options, not '/items'\n  help: as in Call.get('/reviews')", (mesh) => { const web = service(mesh); return web.calls(web, any('/items' as never)); }],
  ["hostnames must be a list, not 'shop.example.com'", () => Listener.http(80, any({ hostnames: 'shop.example.com' }))],
  ['replicaCount is no prop', () => IstioControlPlane.valuesOf(any({ replicaCount: 3 }))],
  ['props must be an object, not null', (_mesh, app) => new IstioControlPlane(app, 'istio', any(null as never))],
];
test.each(misspelt)('%s', (said, of) => {
  const app = new App(), mesh = new Mesh(app, 'shop');
  expect(() => of(mesh, app)).toThrow(said);
});

test('what is undefined is not given', () => {
  expect(() => new MeshService(new Mesh(new App(), 'shop'), 'web', any({ ports: [Port.http(80)], workload: pods, headles: undefined }))).not.toThrow();
});
test('classes of the user have props of their own, and pass them on', () => {
  class Web extends MeshService { constructor(scope: Construct, id: string, props: any) { super(scope, id, props); } }
  class Impatient extends TimeoutPolicy { constructor(scope: Mesh, id: string, props: any) { super(scope, id, props); } }
  class Plane extends IstioControlPlane {}
  const app = new App(), mesh = new Mesh(app, 'shop');
  expect(() => {
    new Web(mesh, 'web', { ports: [Port.http(80)], workload: pods, team: 'web' });
    new Impatient(mesh, 'deadline', { request: Duration.seconds(1), team: 'web' });
    new Plane(app, 'istio', any({ team: 'platform' }));
  }).not.toThrow();
});
