// The whole of it from one program: Istio's control plane, the platform's gateway, and a mesh that is served by them.
import { Duration, type App } from 'cdk8s';
import {
  Call, Certificate, CertificateAuthority, ExternalAuthorizer, HttpRoute, IstioControlPlane, IstioGateway, Listener, Mesh, MeshGateway, MeshNamespace, MeshService, Port, RetryPolicy, RevisionTag, TelemetryPolicy, Workload,
} from 'cdk8s-mesh';

export function build(app: App): IstioControlPlane {
  const istio = new IstioControlPlane(app, 'istio', {
    revision: '1-31-1',
    ca: CertificateAuthority.secret(),                       // the company's own, put into the Secret cacerts beforehand
    trustDomain: 'prod.example.com',
    cni: true,                                               // pods need no rights over the network: they pass Pod Security "restricted"
    networkPolicy: true,
    meshConfig: {
      accessLogFile: '/dev/stdout',
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
      extensionProviders: [
        { name: 'otel', opentelemetry: { service: 'collector.observability.svc.cluster.local', port: 4317 } },
        { name: 'opa', envoyExtAuthzGrpc: { service: 'opa.security.svc.cluster.local', port: 9191 } },
      ],
    },
  });
  // Namespaces carry the tag, so an upgrade moves the tag and touches none of them.
  const stable = new RevisionTag(istio, 'stable', { revision: istio.revision });
  const ingress = new IstioGateway(istio, 'istio-ingress', { revision: stable, autoscaling: { minReplicas: 2, maxReplicas: 10 } });

  // The policies below name providers of the control plane: one that it does not declare would be an error.
  const mesh = new Mesh(app, 'shop', { target: stable.sidecar(), labels: { team: 'shop' } });
  const image = (name: string) => Workload.container({ image: `registry.example.com/${name}:1`, readiness: { httpGet: { path: '/healthz', port: 8080 } } });
  const cart = new MeshService(mesh, 'cart', { ports: [Port.http(8080)], workload: image('cart') });
  const web = new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: image('web') });
  web.calls(cart, Call.http({ methods: ['GET', 'POST'], paths: ['/cart'] }));
  new RetryPolicy(cart, 'retries', { attempts: 2, perTryTimeout: Duration.seconds(1) });
  new TelemetryPolicy(mesh, 'traces', { tracing: { provider: 'otel', samplingPercent: 5 } });
  new ExternalAuthorizer(cart, 'opa', { provider: 'opa' });

  new MeshNamespace(mesh, 'istio-ingress', { manage: 'policies' });
  const edge = new MeshGateway(mesh, 'edge', { existing: ingress, listeners: [Listener.https(443, { hostnames: ['shop.example.com'], certificate: Certificate.secret('shop-tls') }), Listener.http(80, { redirectToHttps: true })] });
  new HttpRoute(mesh, 'pages', { parent: edge, hostnames: ['shop.example.com'], rules: [{ to: web }] });
  return istio;
}
