import { App, Duration, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import {
  AccessPolicy, Call, Certificate, CircuitBreaker, ConnectionPool, ExternalService, FaultInjection, GrpcRoute, HttpMatch, HttpRoute, JwtPolicy, KubernetesApi, Listener, LoadBalancing, Mesh, MeshGateway, MeshGroup,
  MeshNamespace, MeshService, MeshWorkload, MtlsMode, MtlsPolicy, OutlierDetection, Port, RateLimit, RetryPolicy, Source, TcpRoute, TelemetryPolicy, TimeoutPolicy, TrafficSplit, Workload,
} from '../../lib';

// Compiled, never run: each marked line is a refusal that must stay one.
const app = new App();
const mesh = new Mesh(app, 'shop');
const plain = new Construct(mesh, 'plain');
const pod = Workload.container({ image: 'web:1' });
const web = new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: pod });
const cart = new MeshService(mesh, 'cart', { ports: [Port.http(8080)], versions: { blue: pod, green: pod } });
const worker = new MeshWorkload(mesh, 'worker', { workload: pod });
const stripe = new ExternalService(mesh, 'stripe', { hosts: ['api.stripe.com'], ports: [Port.http(80)] });
const gateway = new MeshGateway(mesh, 'edge', { listeners: [Listener.http(80)] });
const space = new MeshNamespace(mesh, 'vault');
const group = new MeshGroup(mesh, 'team');
const second = Duration.seconds(1);

// versions
cart.version('blue');
new TrafficSplit(mesh, 's0', { service: cart, weights: { blue: 90, green: 10 } });
// @ts-expect-error no such version
cart.version('red');
// @ts-expect-error one workload, no versions
web.version('v1');
// @ts-expect-error nor in a split
new TrafficSplit(mesh, 's1', { service: cart, weights: { red: 1 } });
// @ts-expect-error a service without versions has nothing to split
new TrafficSplit(mesh, 's2', { service: web, weights: { v1: 100 } });
// @ts-expect-error both
new MeshService(mesh, 'm1', { ports: [Port.http(1)], workload: pod, versions: { v1: pod } });
// @ts-expect-error neither
new MeshService(mesh, 'm2', { ports: [Port.http(1)] });
// @ts-expect-error no ports
new MeshService(mesh, 'm3', { workload: pod });
// @ts-expect-error a port has a protocol
new MeshService(mesh, 'm4', { ports: [8080], workload: pod });

// what can be called, and by whom
web.calls(cart).calls(stripe).calls(KubernetesApi.instance);
worker.calls(cart, Call.get('/')).calls(cart, { timeout: second });
// @ts-expect-error a version is not called
web.calls(cart.version('blue'));
// @ts-expect-error nor are endpoints
web.calls(cart.endpoints);
// @ts-expect-error nor a gateway
web.calls(gateway);
// @ts-expect-error nor something that offers no service
web.calls(worker);
// @ts-expect-error a host outside calls nobody
stripe.calls(web);
// @ts-expect-error requests or options, not both
web.calls(cart, Call.get('/'), { timeout: second });
// @ts-expect-error a path is no call
web.calls(cart, '/reviews');
// @ts-expect-error no such method of HTTP
web.calls(cart, Call.http({ methods: ['FETCH'] }));
// @ts-expect-error a namespace is allowed by its Source
web.allows('back-office');
// @ts-expect-error values come from factories
new Port('http', 80);
// @ts-expect-error there is one
new KubernetesApi();

// durations and numbers
// @ts-expect-error a bare number is no duration
web.calls(cart, { timeout: 3 });
// @ts-expect-error nor a string
new TimeoutPolicy(web, 't1', { request: '3s' });
// @ts-expect-error weights are numbers
new TrafficSplit(mesh, 's3', { service: cart, weights: { blue: '90' } });

// what a policy may be declared in
new TimeoutPolicy(stripe, 't2', { request: second });
new TimeoutPolicy(group, 't3', { request: second });
new TimeoutPolicy(plain, 't4', { request: second, appliesTo: [web, space] });
new ConnectionPool(mesh, 'p0', { maxConnections: 1, appliesTo: cart.version('blue') });
// @ts-expect-error not in a construct that it cannot cover
new TimeoutPolicy(plain, 't5', { request: second });
// @ts-expect-error a scope that is covered, or a name, not both
new TimeoutPolicy(web, 't6', { request: second, appliesTo: gateway });
// @ts-expect-error one rule has one timeout, whatever version it picks
new TimeoutPolicy(mesh, 't7', { request: second, appliesTo: cart.version('blue') });
// @ts-expect-error nor have versions retries of their own
new RetryPolicy(mesh, 'r1', { attempts: 1, appliesTo: cart.version('blue') });
// @ts-expect-error a gateway has no mTLS mode
new MtlsPolicy(gateway, 'm5', { mode: MtlsMode.STRICT });
// @ts-expect-error nor has a host outside
new MtlsPolicy(stripe, 'm6', { mode: MtlsMode.STRICT });
// @ts-expect-error modes are an enum
new MtlsPolicy(web, 'm7', { mode: 'strict' });
// @ts-expect-error tokens are verified by services and gateways
new JwtPolicy(mesh, 'j1', { issuer: 'x' });
// @ts-expect-error faults are of one service
new FaultInjection(stripe, 'f1', { abort: { status: 500, percent: 1 } });
// @ts-expect-error rate limits are the server's
new RateLimit(stripe, 'l1', { requests: 1, per: second });
// @ts-expect-error access is given by the owner of a server
new AccessPolicy(stripe, 'a1', { allow: [{}] });
// @ts-expect-error logs are a proxy's
new TelemetryPolicy(stripe, 'y1', { accessLog: true });

// props of policies
new RetryPolicy(web, 'r2', { off: true });
// @ts-expect-error off or options
new RetryPolicy(web, 'r3', { off: true, attempts: 2 });
// @ts-expect-error not a condition
new RetryPolicy(web, 'r4', { attempts: 2, on: ['sometimes'] });
// @ts-expect-error no attempts
new RetryPolicy(web, 'r5', {});
// @ts-expect-error of another policy
new OutlierDetection(web, 'o1', { maxConnections: 1 });
// @ts-expect-error a breaker is on
new CircuitBreaker(web, 'c1', { off: true });
// @ts-expect-error a choice of the library's
new LoadBalancing(web, 'b1', { algorithm: 'round-robin' });
// @ts-expect-error the client chooses the header: a total is needed
new RateLimit(web, 'l2', { requests: 1, per: second, by: { header: 'x-key' } });
// @ts-expect-error one status
new FaultInjection(web, 'f2', { abort: { status: 500, grpcStatus: 'INTERNAL', percent: 1 } });

// routes
new HttpRoute(mesh, 'h0', { parent: gateway, rules: [{ to: web }, { redirect: { scheme: 'https' } }, { respond: { status: 404 } }] });
// @ts-expect-error forwards or redirects
new HttpRoute(mesh, 'h1', { parent: web, rules: [{ to: web, redirect: { hostname: 'x' } }] });
// @ts-expect-error one of them
new HttpRoute(mesh, 'h2', { parent: web, rules: [{}] });
// @ts-expect-error a redirect has no timeout
new HttpRoute(mesh, 'h3', { parent: web, rules: [{ redirect: { hostname: 'x' }, timeout: second }] });
// @ts-expect-error no such status
new HttpRoute(mesh, 'h4', { parent: web, rules: [{ redirect: { statusCode: 418 } }] });
// @ts-expect-error a route stands before a service or at a gateway
new HttpRoute(mesh, 'h5', { parent: mesh, rules: [{ to: web }] });
// @ts-expect-error requests do not go to a gateway
new HttpRoute(mesh, 'h6', { parent: web, rules: [{ to: gateway }] });
// @ts-expect-error conditions are HttpMatch
new HttpRoute(mesh, 'h7', { parent: web, rules: [{ matches: ['/x'], to: web }] });
// @ts-expect-error gRPC rules know no paths
new GrpcRoute(mesh, 'g1', { parent: web, rules: [{ matches: [HttpMatch.path.exact('/x')], to: web }] });
// @ts-expect-error bytes have no rules
new TcpRoute(mesh, 'k1', { parent: web, rules: [] });
// @ts-expect-error absent and not absent
HttpMatch.header('x').not.not;
// @ts-expect-error a query parameter has no opposite
HttpMatch.query('x').not;
// @ts-expect-error a gateway is no client
HttpMatch.from(gateway);

// gateways
new MeshGateway(mesh, 'w0', { existing: { namespace: 'n', labels: { a: 'b' }, serviceAccount: 's' }, listeners: [Listener.http(80)] });
// @ts-expect-error deployed by the mesh or there already
new MeshGateway(mesh, 'w1', { replicas: 2, existing: { namespace: 'n', labels: { a: 'b' }, serviceAccount: 's' }, listeners: [Listener.http(80)] });
// @ts-expect-error HTTPS has a certificate
Listener.https(443, { hostnames: ['x.example.com'] });
// @ts-expect-error and hosts
Listener.https(443, { certificate: Certificate.secret('x') });
// @ts-expect-error in a mesh
new MeshNamespace(app, 'n');
// @ts-expect-error ways to manage are few
new MeshNamespace(mesh, 'n2', { manage: 'adopt' });
Source.namespace('a').except(Source.principal('x'));
// @ts-expect-error only sources
Source.anyone.except(web);

// patches
mesh.patch('DestinationRule', 'web', { spec: { host: 'web', exportTo: null } }).patch('Deployment', 'web-v1', JsonPatch.remove('/spec/replicas')).patch('Widget', 'x', { spec: { anything: 1 } });
// @ts-expect-error no such field
mesh.patch('DestinationRule', 'web', { spec: { hosts: 'web' } });
// @ts-expect-error of another type
mesh.patch('Service', 'web', { spec: { ports: 'http' } });
