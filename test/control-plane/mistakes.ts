import { Chart, Duration, JsonPatch, type App } from 'cdk8s';
import {
  CertificateAuthority, ExternalAuthorizer, Istio, IstioControlPlane, IstioGateway, IstioRevision, Listener, Mesh, MeshGateway, MeshNamespace, MeshService, Port, RevisionTag, Source, TelemetryPolicy, Workload,
} from '../../lib';

const any = (value: unknown): any => value;
/** A service that anybody may call: nothing else is said of it. */
function service(mesh: Mesh, name = 'web'): MeshService {
  const made = new MeshService(mesh, name, { ports: [Port.http(8080)], workload: Workload.container({ image: `registry.example.com/${name}:1` }) });
  made.allows(Source.namespace('tests'));
  return made;
}

/** What users get wrong about a control plane, by what they did; each is one mistake, and the rest is right. */
export const mistakes: Readonly<Record<string, (app: App) => unknown>> = {
  // names and revisions
  'revision with dots': (app) => new IstioControlPlane(app, 'istio', { revision: '1.31.1' }),
  "revision 'default'": (app) => new IstioControlPlane(app, 'istio', { revision: 'default' }),
  'revision that is too long': (app) => new IstioControlPlane(app, 'istio', { revision: 'a'.repeat(60) }),
  'namespace in capitals': (app) => new IstioControlPlane(app, 'istio', { namespace: 'Istio' }),
  'two revisions of one name': (app) => { const istio = new IstioControlPlane(app, 'istio', { revision: '1-31-1' }); return new IstioRevision(istio, '1-31-1'); },
  'tag that is a revision too': (app) => { const istio = new IstioControlPlane(app, 'istio', { revision: '1-31-1' }); return new RevisionTag(istio, '1-31-1', { revision: istio.revision }); },
  'two tags of one name': (app) => { const istio = new IstioControlPlane(app, 'istio', { revision: '1-31-1' }); new RevisionTag(istio, 'stable', { revision: istio.revision }); return new RevisionTag(istio, 'stable', { revision: istio.revision }); },
  'tag without a revision': (app) => new RevisionTag(new IstioControlPlane(app, 'istio'), 'stable', any({})),
  "tag of another plane's revision": (app) => new RevisionTag(new IstioControlPlane(app, 'istio', { revision: 'a' }), 'stable', { revision: new IstioControlPlane(app, 'other', { revision: 'b', namespace: 'other' }).revision }),
  'tag in an app': (app) => new RevisionTag(any(app), 'stable', { revision: new IstioControlPlane(app, 'istio').revision }),
  'revision in an app': (app) => new IstioRevision(any(app), '1-31-1'),
  'default revision that is none': (app) => new IstioControlPlane(app, 'istio', { revision: '1-31-1', defaultRevision: '1-31-2' }),
  'default revision that is a tag': (app) => { const istio = new IstioControlPlane(app, 'istio', { revision: '1-31-1', defaultRevision: 'stable' }); return new RevisionTag(istio, 'stable', { revision: istio.revision }); },
  'revisions of two trust domains': (app) => new IstioRevision(new IstioControlPlane(app, 'istio', { revision: 'a' }), 'b', { meshConfig: { trustDomain: 'prod.example.com' } }),
  'unknown version': (app) => new IstioControlPlane(app, 'istio', { version: any('1.25') }),
  'unknown profile': (app) => new IstioControlPlane(app, 'istio', { profile: any('demo') }),
  'unknown platform': (app) => new IstioControlPlane(app, 'istio', { platform: any('azure') }),
  'unknown variant': (app) => new IstioControlPlane(app, 'istio', { image: { variant: any('distro') } }),
  'unknown level of a log': (app) => new IstioControlPlane(app, 'istio', { proxy: { logLevel: any('warn') } }),
  'unknown policy of injection': (app) => new IstioControlPlane(app, 'istio', { injection: { policy: any('off') } }),
  'compatibility with a minor that is not known': (app) => new IstioControlPlane(app, 'istio', { compatibilityVersion: any('1.20') }),
  'port that is none': (app) => new IstioControlPlane(app, 'istio', { proxy: { statusPort: 99999 } }),
  'address where a range is meant': (app) => new IstioControlPlane(app, 'istio', { proxy: { includeOutboundIpRanges: ['10.0.0.1'] } }),
  'a star among ranges': (app) => new IstioControlPlane(app, 'istio', { proxy: { includeOutboundIpRanges: ['*', '10.0.0.0/8'] } }),
  'everything excluded': (app) => new IstioControlPlane(app, 'istio', { proxy: { excludeOutboundIpRanges: ['*'] } }),
  'second revision without a name': (app) => new IstioRevision(new IstioControlPlane(app, 'istio', { revision: 'a' }), any(undefined)),
  'tag without props': (app) => new RevisionTag(new IstioControlPlane(app, 'istio', { revision: 'a' }), 'stable', any(undefined)),
  'tag that is too long': (app) => { const istio = new IstioControlPlane(app, 'istio', { revision: 'a' }); return new RevisionTag(istio, 'x'.repeat(50), { revision: istio.revision }); },
  'budget that is no amount': (app) => new IstioControlPlane(app, 'istio', { istiod: { disruptionBudget: { maxUnavailable: 'some' } } }),
  'budget of more than all pods': (app) => new IstioGateway(new IstioControlPlane(app, 'istio'), 'ingress', { disruptionBudget: { minAvailable: '120%' } }),
  'budget of a part of a pod': (app) => new IstioControlPlane(app, 'istio', { istiod: { disruptionBudget: { minAvailable: 0.5 } } }),
  'no pods of a DaemonSet': (app) => new IstioGateway(new IstioControlPlane(app, 'istio'), 'ingress', { daemonSet: true, replicas: 0 }),
  'unknown hint': (app) => new IstioControlPlane(app, 'istio', { hints: any(['argo']) }),
  'control plane without a scope': () => new IstioControlPlane(any(undefined), 'istio'),
  'two control planes in one namespace': (app) => { new IstioControlPlane(app, 'a'); return new IstioControlPlane(app, 'b'); },

  // numbers of pods
  'replicas and autoscaling': (app) => new IstioControlPlane(app, 'istio', { istiod: { replicas: 3, autoscaling: { maxReplicas: 5 } } }),
  'at most fewer than at least': (app) => new IstioControlPlane(app, 'istio', { istiod: { autoscaling: { minReplicas: 5, maxReplicas: 3 } } }),
  'half a replica': (app) => new IstioControlPlane(app, 'istio', { istiod: { replicas: 1.5 } }),
  'budget of both kinds': (app) => new IstioControlPlane(app, 'istio', { istiod: { disruptionBudget: { minAvailable: 1, maxUnavailable: 1 } } }),
  'budget for one pod': (app) => new IstioControlPlane(app, 'istio', { profile: 'dev', istiod: { disruptionBudget: { minAvailable: 1 } } }),
  'budget that lets nobody go': (app) => new IstioControlPlane(app, 'istio', { istiod: { replicas: 2, disruptionBudget: { minAvailable: 2 } } }),
  'processor at no percent': (app) => new IstioControlPlane(app, 'istio', { istiod: { autoscaling: { cpu: 0 } } }),
  'percent of traces': (app) => new IstioControlPlane(app, 'istio', { istiod: { traceSampling: 101 } }),
  'age as a number': (app) => new IstioControlPlane(app, 'istio', { istiod: { maxConnectionAge: any(600) } }),
  'quantity that is none': (app) => new IstioControlPlane(app, 'istio', { istiod: { resources: { requests: { memory: '2 GB' } } } }),
  'limit below the request': (app) => new IstioControlPlane(app, 'istio', { istiod: { resources: { requests: { memory: '4Gi' }, limits: { memory: '2Gi' } } } }),
  'image tag with a hub': (app) => new IstioControlPlane(app, 'istio', { image: { tag: 'registry.example.com/istio:1.31.1' } }),

  // what does not go together
  'ambient without the CNI plugin': (app) => new IstioControlPlane(app, 'istio', { ambient: true, cni: false }),
  'ambient settings of the CNI plugin without ambient': (app) => new IstioControlPlane(app, 'istio', { cni: { ambient: { dnsCapture: false } } }),
  'two trust domains': (app) => new IstioControlPlane(app, 'istio', { trustDomain: 'a.example.com', meshConfig: { trustDomain: 'b.example.com' } }),
  'trust domain that is none': (app) => new IstioControlPlane(app, 'istio', { trustDomain: 'spiffe://prod' }),
  'signer without a domain': () => CertificateAuthority.kubernetesSigner('istio-ca'),
  'signer without a root': (app) => new IstioControlPlane(app, 'istio', { ca: CertificateAuthority.kubernetesSigner('clusterissuers.cert-manager.io/istio-ca') }),
  'ca that is text': (app) => new IstioControlPlane(app, 'istio', { ca: any('cacerts') }),
  'port of a proxy': (app) => new IstioControlPlane(app, 'istio', { proxy: { excludeOutboundPorts: [0] } }),

  // mesh config
  'field of the mesh config': (app) => new IstioControlPlane(app, 'istio', { meshConfig: any({ accessLogFiel: '/dev/stdout' }) }),
  'mode of the mesh config': (app) => new IstioControlPlane(app, 'istio', { meshConfig: { outboundTrafficPolicy: { mode: any('REGISTRY') } } }),
  'duration without a unit': (app) => new IstioControlPlane(app, 'istio', { meshConfig: { connectTimeout: '10' } }),
  'provider without a port': (app) => new IstioControlPlane(app, 'istio', { meshConfig: { extensionProviders: [{ name: 'otel', opentelemetry: any({ service: 'otel.observability.svc.cluster.local' }) }] } }),
  'two providers of one name': (app) => new IstioControlPlane(app, 'istio', { meshConfig: { extensionProviders: [{ name: 'a', opentelemetry: { service: 'a.b.svc.cluster.local', port: 4317 } }, { name: 'a', opentelemetry: { service: 'c.b.svc.cluster.local', port: 4317 } }] } }),

  // gateways
  'gateway in an app': (app) => new IstioGateway(any(app), 'ingress'),
  'gateway with two numbers': (app) => new IstioGateway(new IstioControlPlane(app, 'istio'), 'ingress', { replicas: 2, autoscaling: { maxReplicas: 3 } }),
  'replicas of a DaemonSet': (app) => new IstioGateway(new IstioControlPlane(app, 'istio'), 'ingress', { daemonSet: true, replicas: 2 }),
  'gateway without ports': (app) => new IstioGateway(new IstioControlPlane(app, 'istio'), 'ingress', { service: { ports: [] } }),
  'labels that find its pods': (app) => new IstioGateway(new IstioControlPlane(app, 'istio'), 'ingress', { labels: { app: 'edge' } }),
  'ports of a network gateway': (app) => new IstioGateway(new IstioControlPlane(app, 'istio'), 'ingress', { networkGateway: 'network-1', service: { ports: [{ port: 443 }] } }),
  "gateway in istiod's namespace, whose level is restricted": (app) => new IstioGateway(new IstioControlPlane(app, 'istio'), 'ingress', { namespace: 'istio-system' }),
  "gateway of another plane's revision": (app) => new IstioGateway(new IstioControlPlane(app, 'istio', { revision: 'a' }), 'ingress', { revision: new IstioControlPlane(app, 'other', { revision: 'b', namespace: 'other' }).revision }),
  'two gateways of one name': (app) => { const istio = new IstioControlPlane(app, 'istio'); new IstioGateway(istio, 'ingress'); return new IstioGateway(istio, 'ingress'); },

  'gateway whose revision is text': (app) => new IstioGateway(new IstioControlPlane(app, 'istio', { revision: 'a' }), 'ingress', { revision: any('a') }),
  'gateway elsewhere that names no revision': (app) => new IstioGateway(new Chart(app, 'edge'), 'ingress'),
  'gateway elsewhere with a quantity that is none': (app) => new IstioGateway(new Chart(app, 'edge'), 'ingress', { revision: new IstioControlPlane(app, 'istio').revision, resources: { requests: { cpu: 'many' } } }),

  // patches
  'patch of an unknown object': (app) => new IstioControlPlane(app, 'istio').patch('Deployment', 'pilot', {}),
  'patch of an unknown kind': (app) => new IstioControlPlane(app, 'istio').patch(any('Deploymnt'), 'istiod', {}),
  'patch with a misspelt field': (app) => new IstioControlPlane(app, 'istio').patch('Deployment', 'istiod', any({ spec: { replcas: 3 } })),
  'patch of a path that is not there': (app) => new IstioControlPlane(app, 'istio').patch('Deployment', 'istiod', JsonPatch.replace('/spec/nothing/here', 1)),

  // meshes of the same app
  'mesh for a revision that is not there': (app) => { new IstioControlPlane(app, 'istio', { revision: '1-31-1' }); return service(new Mesh(app, 'shop', { target: Istio.sidecar({ revision: '1-31-0' }) })); },
  'mesh for another trust domain': (app) => { new IstioControlPlane(app, 'istio', { trustDomain: 'prod.example.com' }); return service(new Mesh(app, 'shop', { target: Istio.sidecar({ trustDomain: 'test.example.com' }) })); },
  'two control planes and a mesh': (app) => { new IstioControlPlane(app, 'a', { revision: 'a' }); new IstioControlPlane(app, 'b', { revision: 'b', namespace: 'b' }); return service(new Mesh(app, 'shop')); },
  'authorizer that no provider is': (app) => { new IstioControlPlane(app, 'istio'); return new ExternalAuthorizer(service(new Mesh(app, 'shop')), 'opa', { provider: 'opa' }); },
  'tracing provider that no provider is': (app) => { new IstioControlPlane(app, 'istio'); const mesh = new Mesh(app, 'shop'); service(mesh); return new TelemetryPolicy(mesh, 'traces', { tracing: { provider: 'otel', samplingPercent: 5 } }); },
  "mesh in istiod's namespace": (app) => { new IstioControlPlane(app, 'istio'); return service(new Mesh(app, 'shop', { namespace: 'istio-system' })); },
  "namespace of a gateway that a mesh writes, too": (app) => { new IstioGateway(new IstioControlPlane(app, 'istio'), 'ingress'); const mesh = new Mesh(app, 'shop'); new MeshNamespace(mesh, 'ingress', { manage: 'label' }); return service(mesh); },
  'mesh for a revision, as an object': (app) => service(new Mesh(app, 'shop', { target: any(new IstioControlPlane(app, 'istio').revision) })),
  'mesh where istiod does not look': (app) => { new IstioControlPlane(app, 'istio', { meshConfig: { discoverySelectors: [{ matchLabels: { mesh: 'on' } }] } }); return service(new Mesh(app, 'shop')); },
  'namespace that is taken out': (app) => { new IstioControlPlane(app, 'istio', { meshConfig: { discoverySelectors: [{ matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['shop'] }] }] } }); return service(new Mesh(app, 'shop')); },
  'gateway where istiod does not look': (app) => new IstioGateway(new IstioControlPlane(app, 'istio', { meshConfig: { discoverySelectors: [{ matchLabels: { mesh: 'on' } }, { matchExpressions: [{ key: 'team', operator: 'Exists' }] }] } }), 'ingress'),
  'mesh for a tag, as an object': (app) => { const istio = new IstioControlPlane(app, 'istio', { revision: 'a' }); return service(new Mesh(app, 'shop', { target: any(new RevisionTag(istio, 'stable', { revision: istio.revision })) })); },
  'mesh for a name': (app) => service(new Mesh(app, 'shop', { target: any('istio') })),
  'gateway of a mesh that is given by its name': (app) => new MeshGateway(new Mesh(app, 'shop'), 'edge', { existing: any('istio-ingress'), listeners: [Listener.http(80)] }),
  'two gateways that write one namespace': (app) => { const istio = new IstioControlPlane(app, 'istio'); new IstioGateway(istio, 'public', { namespace: 'edge' }); return new IstioGateway(istio, 'internal', { namespace: 'edge' }); },
  // what is taken, and is hardly meant
  'provider by default that is none': (app) => new IstioControlPlane(app, 'istio', { meshConfig: { defaultProviders: { tracing: ['zipkin'] } } }),
  'root namespace where istiod does not look': (app) => new IstioControlPlane(app, 'istio', { meshConfig: { discoverySelectors: [{ matchLabels: { mesh: 'on' } }] } }),
  'root namespace elsewhere, where istiod does not look': (app) => new IstioControlPlane(app, 'istio', { meshConfig: { rootNamespace: 'policies', discoverySelectors: [{ matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['policies'] }] }] } }),
  'images of another minor': (app) => new IstioControlPlane(app, 'istio', { image: { tag: '1.29.4' } }),
  'network that is empty': (app) => new IstioControlPlane(app, 'istio', { meshNetworks: { 'network-1': { endpoints: [], gateways: [] } } }),
  'no istiod': (app) => new IstioControlPlane(app, 'istio', { istiod: { replicas: 0 } }),
  'autoscaler with nothing to go by': (app) => new IstioGateway(new IstioControlPlane(app, 'istio', { istiod: { resources: { requests: { memory: '1Gi' } } } }), 'ingress', { autoscaling: { memory: 70 }, additionalContainers: [{ name: 'logs', image: 'registry.example.com/logs:1', resources: { requests: { cpu: '10m' } } }] }),

  'age of nothing': (app) => new IstioControlPlane(app, 'istio', { istiod: { maxConnectionAge: Duration.seconds(0) } }),
};
