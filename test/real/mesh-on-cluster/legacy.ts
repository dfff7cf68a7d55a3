const namespace = 'legacy';
const service = (name: string, port: number, protocol: string): object[] => [
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
  { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector: { app: name }, ports: [{ name: protocol === 'tcp' ? 'postgres' : protocol, port, protocol: 'TCP', targetPort: port, appProtocol: protocol }] } },
  {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace },
    spec: {
      replicas: 2, selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          serviceAccountName: name, containers: [{
            name, image: `registry.example.com/legacy-${name}:1`, ports: [{ containerPort: port }],
            readinessProbe: protocol === 'http' ? { httpGet: { path: '/healthz', port } } : { tcpSocket: { port } },
          }],
        },
      },
    },
  },
];

/** A namespace of the example `migration` as its owner has it, before there is a mesh. */
export const legacy: readonly object[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  ...service('storefront', 8080, 'http'), ...service('accounts', 8080, 'http'), ...service('ledger', 7070, 'grpc'), ...service('database', 5432, 'tcp'),
];

/** The ingress of another team, with a proxy. */
export const ingress: readonly object[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ingress', labels: { 'istio-injection': 'enabled' } } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'front', namespace: 'ingress' } },
  {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'front', namespace: 'ingress' },
    spec: { selector: { matchLabels: { app: 'front' } }, template: { metadata: { labels: { app: 'front' } }, spec: { serviceAccountName: 'front', containers: [{ name: 'front', image: 'test/front' }] } } },
  },
];
