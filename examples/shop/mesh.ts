// Two owners, a payment API outside behind an egress gateway, an edge that somebody else runs, a worker and a job; payments is in the first step of a migration (audit).
import { ApiObject, Duration, type App } from 'cdk8s';
import {
  AccessMode, AccessPolicy, Call, Certificate, ConnectionPool, EgressGateway, ExternalService, GrpcRoute, HttpMatch, HttpRoute, Istio, JwtPolicy, KubernetesApi, Listener, Mesh, MeshGateway,
  MeshGroup, MeshNamespace, MeshService, MeshWorkload, OutlierDetection, Port, RetryPolicy, Source, TimeoutPolicy, TrafficSplit, Workload,
} from 'cdk8s-mesh';
import type { Construct } from 'constructs';

// A team's defaults, as a bundle: they cover what is declared below it.
class Reliable extends MeshGroup {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new TimeoutPolicy(this, 'timeout', { request: Duration.seconds(5) });
    new OutlierDetection(this, 'eject', { consecutive5xx: 5, ejectFor: Duration.seconds(30), maxEjectedPercent: 50 });
  }
}

export function build(app: App): void {
  const istio = Istio.sidecar({ revision: 'stable', meshConfig: { extensionProviders: [{ name: 'otel', opentelemetry: { service: 'otel.observability.svc.cluster.local', port: 4317 } }] } });
  const storefront = new Mesh(app, 'storefront', { target: istio });
  const payments = new Mesh(app, 'payments', { target: istio, access: AccessMode.AUDIT });
  const zookeeperStatefulSet = new ApiObject(storefront, 'zookeeper-pods', {
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'zookeeper' },
    spec: {
      serviceName: 'zookeeper', replicas: 3, selector: { matchLabels: { pods: 'zookeeper' } },
      template: { metadata: { labels: { pods: 'zookeeper' } }, spec: { containers: [{ name: 'zookeeper', image: 'registry.example.com/zookeeper:3.9', readinessProbe: { tcpSocket: { port: 2181 } }, ports: [{ containerPort: 2181 }, { containerPort: 2888 }, { containerPort: 3888 }] }] } },
    },
  } as never);
  const nightlyCronJob = new ApiObject(payments, 'settle-pods', {
    apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'settle', namespace: 'vault' },
    spec: { schedule: '0 2 * * *', jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'settle', image: 'registry.example.com/settle:1' }] } } } } },
  } as never);
  const http = { httpGet: { path: '/healthz', port: 8080 } }, grpc = { grpc: { port: 7070 } };
  const image = (name: string, readiness: object = http) => Workload.container({ image: `registry.example.com/${name}:1`, readiness });

  const team = new Reliable(storefront, 'team');
  const web = new MeshService(team, 'web', { ports: [Port.http(8080)], workload: image('web') });
  const checkout = new MeshService(team, 'checkout', { ports: [Port.http(8080)], versions: { blue: image('checkout-blue'), green: image('checkout-green') } });
  const rank = new MeshService(team, 'rank', { ports: [Port.grpc(7070)], versions: { v1: image('rank-1', grpc), v2: image('rank-2', grpc) } });
  const zookeeper = new MeshService(team, 'zookeeper', {
    ports: [Port.tcp(2181, { name: 'client' }), Port.tcp(2888, { name: 'peer' }), Port.tcp(3888, { name: 'election' })], headless: true, workload: Workload.from(zookeeperStatefulSet),
  });

  const vault = new MeshNamespace(payments, 'vault', { manage: 'label' });
  const pod = Workload.container({ name: 'charge', image: 'registry.example.com/charge:1', readiness: http });   // two services in front of it
  const charge = new MeshService(payments, 'charge', { namespace: vault, ports: [Port.http(8080)], workload: pod });
  const admin = new MeshService(payments, 'charge-admin', { namespace: vault, ports: [Port.http(9000)], workload: pod });
  const settle = new MeshWorkload(payments, 'settle', { namespace: vault, workload: Workload.from(nightlyCronJob) });
  const egress = new EgressGateway(payments, 'egress', { replicas: 2 });
  const stripe = new ExternalService(payments, 'stripe', { hosts: ['api.stripe.com'], ports: [Port.http(80)], tls: { port: 443 }, via: egress });

  web.calls(checkout, Call.http({ methods: ['GET', 'POST'], paths: ['/checkout'] })).calls(rank, Call.grpc('shop.Rank'));
  rank.calls(zookeeper, Call.port('client'));
  zookeeper.calls(zookeeper, Call.port('peer'), Call.port('election'));   // peers are denied like everyone else unless they are declared
  checkout.calls(charge, { only: [Call.post('/charges'), Call.post('/refunds').when({ claims: { role: 'admin' } })], timeout: Duration.seconds(2), retries: 'off' });
  settle.calls(charge, { only: [Call.post('/settlements')], timeout: Duration.seconds(60) }).calls(KubernetesApi.instance);
  charge.calls(stripe);
  charge.allows(checkout, Call.post('/charges'), Call.post('/refunds').when({ claims: { role: 'admin' } }));   // the owner's word: checkout is another mesh's
  admin.allows(Source.namespace('back-office'));
  new JwtPolicy(payments, 'tokens', { issuer: 'https://id.example.com', jwks: { uri: 'https://id.example.com/jwks' }, optional: true, appliesTo: [charge, admin] });
  new AccessPolicy(admin, 'office-only', { require: [{ claims: { group: 'payments' } }] });

  new MeshNamespace(storefront, 'istio-ingress', { manage: 'policies' });
  const edge = new MeshGateway(storefront, 'edge', {
    existing: { namespace: 'istio-ingress', labels: { istio: 'ingress' }, serviceAccount: 'istio-ingress' },
    listeners: [Listener.https(443, { hostnames: ['shop.example.com'], certificate: Certificate.secret('shop-tls') }), Listener.http(80, { redirectToHttps: true })],
  });
  new JwtPolicy(edge, 'login', { issuer: 'https://id.example.com', jwks: { uri: 'https://id.example.com/jwks' }, requiredExcept: [Call.get('=/'), Call.get('/static')] });
  new HttpRoute(storefront, 'home', { parent: edge, hostnames: ['shop.example.com'], rules: [{ to: web }] });
  new HttpRoute(storefront, 'hooks', { parent: edge, hostnames: ['shop.example.com'], rules: [{ matches: [HttpMatch.path.prefix('/webhooks')], to: checkout }] });   // more specific: wins over `home`
  new HttpRoute(storefront, 'ab', { parent: edge, hostnames: ['shop.example.com'], rules: [{ matches: [HttpMatch.cookie('cohort').exact('b')], to: web.endpoints, requestHeaders: { set: { 'x-cohort': 'b' } } }] });
  new TrafficSplit(storefront, 'blue-green', { service: checkout, weights: { green: 100 } });
  new GrpcRoute(storefront, 'dark-launch', { parent: rank, rules: [{ service: 'shop.Rank', to: rank.version('v1'), mirror: { to: rank.version('v2'), percent: 5 } }] });
  new RetryPolicy(storefront, 'no-retries-of-payments', { off: true, appliesTo: charge });
  new ConnectionPool(storefront, 'new-version', { maxConnections: 10, appliesTo: rank.version('v2') });
}
