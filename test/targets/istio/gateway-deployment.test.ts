import type { GatewayFacts } from '../../../lib/model';
import { gatewayDeployment } from '../../../lib/targets/istio/gateway-deployment';
import { external, gateway, listener, port, written, type World } from './security-model';

type Managed = NonNullable<GatewayFacts['managed']>;
const edge = (managed: Partial<Managed> = {}, over: Partial<GatewayFacts> = {}): World => ({
  gateways: [gateway('edge', [listener('web', 80), listener('https', 443, 'HTTPS'), listener('again', 443, 'HTTPS'), listener('mail', 25, 'TCP')], { labels: { app: 'edge' }, managed: { serviceType: 'LoadBalancer', ...managed }, ...over })],
});
const kinds = (w: World) => written(gatewayDeployment, w).map((m) => m.kind);
const of = (w: World, kind: string) => written(gatewayDeployment, w).find((m) => m.kind === kind)!;

test('a gateway that the mesh runs', () => {
  const labels = { app: 'edge', 'app.kubernetes.io/name': 'edge' }, metadata = { labels, name: 'edge', namespace: 'shop' };
  expect(written(gatewayDeployment, edge())).toEqual([
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }] },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'edge' }, subjects: [{ kind: 'ServiceAccount', name: 'edge', namespace: 'shop' }] },
    { apiVersion: 'v1', kind: 'Service', metadata, spec: {
      ports: [{ name: 'tcp-mail', port: 25, protocol: 'TCP', targetPort: 25 }, { name: 'http-web', port: 80, protocol: 'TCP', targetPort: 80 }, { name: 'https', port: 443, protocol: 'TCP', targetPort: 443 }], selector: { app: 'edge' }, type: 'LoadBalancer',
    } },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: {
      selector: { matchLabels: { app: 'edge' } },
      template: {
        metadata: { annotations: { 'inject.istio.io/templates': 'gateway' }, labels: { ...labels, 'sidecar.istio.io/inject': 'true' } },
        spec: {
          containers: [{
            image: 'auto', name: 'istio-proxy', ports: [25, 80, 443].map((containerPort) => ({ containerPort, protocol: 'TCP' })), resources: { limits: { memory: '1Gi' }, requests: { cpu: '100m', memory: '128Mi' } },
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true },
          }],
          securityContext: { seccompProfile: { type: 'RuntimeDefault' }, sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] },
          serviceAccountName: 'edge',
          topologySpreadConstraints: [{ labelSelector: { matchLabels: { app: 'edge' } }, maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' }],
        },
      },
    } },
  ]);
});
test('it grows where it may; a budget is said where there is more than one pod', () => {
  const grown = edge({ replicas: 2, maxReplicas: 5 });
  expect(kinds(grown)).toEqual(['Role', 'RoleBinding', 'Service', 'Deployment', 'HorizontalPodAutoscaler', 'PodDisruptionBudget']);
  expect(of(grown, 'Deployment').spec).not.toHaveProperty('replicas');
  expect(of(grown, 'HorizontalPodAutoscaler').spec).toMatchObject({ maxReplicas: 5, minReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'edge' } });
  expect(of(grown, 'PodDisruptionBudget').spec).toEqual({ maxUnavailable: 1, selector: { matchLabels: { app: 'edge' } } });
  expect(of(edge({ replicas: 3 }), 'Deployment').spec).toHaveProperty('replicas', 3);
  expect(kinds(edge({ replicas: 3 }))).toContain('PodDisruptionBudget');
  expect(kinds(edge({ replicas: 1 }))).not.toContain('PodDisruptionBudget');
});
test('the revision injects it', () => {
  expect(of({ ...edge(), facts: { revision: 'stable' } }, 'Deployment')).toMatchObject({ spec: { template: { metadata: { labels: { 'istio.io/rev': 'stable', 'sidecar.istio.io/inject': 'true' } } } } });
});
test('an egress gateway has the ports of what leaves through it; one that exists is left alone', () => {
  const w: World = { ...edge({ serviceType: 'ClusterIP' }, { role: 'egress', listeners: [] }), externals: [external('stripe', ['api.stripe.com'], { via: 'shop/edge', ports: [port('http', 80), port('tls', 443, 'tls')] })] };
  expect(of(w, 'Service').spec).toEqual({ ports: [{ name: 'http-80', port: 80, protocol: 'TCP', targetPort: 80 }, { name: 'tls-443', port: 443, protocol: 'TCP', targetPort: 443 }], selector: { app: 'edge' }, type: 'ClusterIP' });
  expect(kinds(edge({}, { managed: undefined }))).toEqual([]);
});
