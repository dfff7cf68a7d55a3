import { sidecar } from '../../../lib/targets/istio/sidecar';
import { bookinfo } from './bookinfo';
import { external, gateway, namespace, policy, service, workload, written, type World } from './security-model';

const DNS = 'kube-system/kube-dns.kube-system.svc.cluster.local';
const hosts = (w: World) => written(sidecar, w).map((m) => [m.metadata.name, (m.spec as { egress: { hosts: string[] }[] }).egress[0].hosts]);

test('a workload that calls has a Sidecar of its own, whoever calls nothing has the namespace\'s, which comes last: applied one by one, nobody has it who needs more', () => {
  expect(written(sidecar, bookinfo)).toEqual([
    {
      apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'productpage', namespace: 'shop' },
      spec: {
        egress: [{ hosts: [DNS, 'shop/details.shop.svc.cluster.local', 'shop/ratings.shop.svc.cluster.local', 'shop/reviews.shop.svc.cluster.local'] }],
        outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' }, workloadSelector: { labels: { app: 'productpage' } },
      },
    },
    {
      apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'reviews', namespace: 'shop' },
      spec: { egress: [{ hosts: [DNS, 'shop/ratings.shop.svc.cluster.local'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' }, workloadSelector: { labels: { app: 'reviews' } } },
    },
    { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default', namespace: 'shop' }, spec: { egress: [{ hosts: [DNS] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } },
  ]);
});

const web: World = { workloads: [workload('web')], namespaces: [namespace(), namespace({ id: 'shop/back', name: 'back' })] };
test('hosts outside, the gateway they leave through, the API server and another cluster domain', () => {
  const w: World = {
    ...web, facts: { clusterDomain: 'k8s.corp' }, gateways: [gateway('out', [], { role: 'egress', namespaceName: 'edge' })],
    reach: { 'shop/web': { kubernetesApi: true, externals: [external('stripe', ['api.stripe.com', '*.stripe.com'], { via: 'shop/out' })], services: [service('db', [], { namespace: 'shop/back' })] } },
  };
  expect(hosts(w)[0]).toEqual(['web', [
    'back/db.back.svc.k8s.corp', 'default/kubernetes.default.svc.k8s.corp', 'edge/out.edge.svc.k8s.corp', 'kube-system/kube-dns.kube-system.svc.k8s.corp', 'shop/*.stripe.com', 'shop/api.stripe.com',
  ]]);
});
test('providers in use are known: default log sinks, the tracer of the workload, its authorizer', () => {
  const grpc = (service: string) => ({ service, port: 9000 });
  const w: World = {
    ...web, facts: { meshConfig: {
      defaultProviders: { accessLogging: ['als'] },
      extensionProviders: [{ name: 'als', envoyOtelAls: grpc('als.obs.svc.cluster.local') }, { name: 'otel', opentelemetry: grpc('obs/otel.example.com') }, { name: 'opa', envoyExtAuthzGrpc: grpc('opa.example.com') }, { name: 'idle', zipkin: grpc('z.obs.svc.cluster.local') }],
    } },
    effective: { 'shop/web': { TelemetryPolicy: { tracing: { samplingPercent: 1, provider: 'otel', tags: {} } } } },
    policies: { 'shop/web': [policy('ExternalAuthorizer', 'opa', { provider: 'opa', only: [] })] },
  };
  expect(hosts(w)).toEqual([['web', ['*/opa.example.com', DNS, 'obs/als.obs.svc.cluster.local', 'obs/otel.example.com']], ['default', [DNS, 'obs/als.obs.svc.cluster.local']], ['default', [DNS, 'obs/als.obs.svc.cluster.local']]]);
});
test('visibility of the namespace: only what lies outside it takes a Sidecar of the workload', () => {
  const reach = { 'shop/web': { services: [service('near', []), service('far', [], { namespace: 'shop/back' })] }, 'shop/idle': { services: [service('near', [])] } };
  expect(hosts({ ...web, workloads: [workload('idle'), workload('web')], mesh: { visibility: 'NAMESPACE', egress: 'ANY' }, reach })).toEqual([
    ['web', ['./*', 'back/far.back.svc.cluster.local']], ['default', ['./*']], ['default', ['./*']],
  ]);
});
test('open visibility and egress need no object, unless the installation is stricter', () => {
  const open = { ...web, namespaces: [namespace()], mesh: { visibility: 'ALL' as const, egress: 'ANY' as const } };
  expect(written(sidecar, open)).toEqual([]);
  expect(written(sidecar, { ...open, facts: { meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } } })[0].spec).toEqual({ egress: [{ hosts: ['*/*'] }], outboundTrafficPolicy: { mode: 'ALLOW_ANY' } });
  expect(written(sidecar, { ...open, mesh: { visibility: 'ALL', egress: 'DECLARED' } })[0].spec).toEqual({ egress: [{ hosts: ['*/*'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
  expect(hosts({ ...open, mesh: { visibility: 'DECLARED_CALLS', egress: 'ANY' } })).toEqual([['default', ['~/*']]]);
});
test('nothing where only gateways are ours, nothing for pods without a proxy', () => {
  expect(written(sidecar, { ...web, namespaces: [namespace({ manage: 'policies' })] })).toEqual([]);
  expect(hosts({ workloads: [workload('cron', { meshed: false })], reach: { 'shop/cron': { kubernetesApi: true } } })).toEqual([['default', [DNS]]]);
});
