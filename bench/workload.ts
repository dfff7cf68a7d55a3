/*
 * The mesh that is measured, as plain data: of N services, every third has two versions, each calls three others. Per service a
 * ServiceAccount, a Service, one or two Deployments, a VirtualService, a DestinationRule, a Sidecar and an AuthorizationPolicy:
 * 7.3 objects and about 5 kB of YAML.
 */

export interface ServiceRef { readonly name: string; readonly namespace: string }

/** What one service is; everything else follows from it, here, in the helm chart and in the mesh language. */
export interface ServiceParams extends ServiceRef {
  readonly versions: readonly string[];
  readonly replicas: number;
  readonly timeout: string;
  readonly callees: readonly ServiceRef[];
  readonly callers: readonly ServiceRef[];
}

type Object_ = Readonly<Record<string, unknown>>;

const refOf = (i: number): ServiceRef => ({ name: `svc-${i}`, namespace: `team-${i % 50}` });

/** The services that service `i` of `n` calls. `chain`: the next one only. */
export function calleesOf(i: number, n: number, chain = false): number[] {
  if (chain) return i + 1 < n ? [i + 1] : [];
  return [...new Set([i + 1, i + 7, i * 7 + 3].map(k => k % n))].filter(k => k !== i);
}

export function services(n: number, { chain = false } = {}): ServiceParams[] {
  const callees = Array.from({ length: n }, (_, i) => calleesOf(i, n, chain));
  const callers: number[][] = Array.from({ length: n }, () => []);
  callees.forEach((called, i) => called.forEach(k => callers[k].push(i)));
  return Array.from({ length: n }, (_, i) => ({
    ...refOf(i), versions: i % 3 === 0 ? ['v1', 'v2'] : ['v1'], replicas: 1 + (i % 4), timeout: `${5 + (i % 20)}s`, callees: callees[i].map(refOf), callers: callers[i].map(refOf),
  }));
}

const hostOf = (s: ServiceRef) => `${s.name}.${s.namespace}.svc.cluster.local`;

/** The objects of one service, with keys in the order in which they are printed. */
export function objectsOf(s: ServiceParams): Object_[] {
  const { name, namespace } = s, metadata = { labels: { app: name, 'app.kubernetes.io/name': name }, name, namespace };
  const weights = s.versions.length === 2 ? [90, 10] : [100];
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ appProtocol: 'http', name: 'http', port: 80, targetPort: 8080 }, { appProtocol: 'grpc', name: 'grpc', port: 9090, targetPort: 9090 }], selector: { app: name } } },
    ...s.versions.map(version => deployment(s, version)),
    {
      apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata,
      spec: {
        hosts: [hostOf(s)],
        http: [{
          name: 'default', retries: { attempts: 2, perTryTimeout: '2s', retryOn: 'connect-failure,refused-stream,503' },
          route: s.versions.map((subset, k) => ({ destination: { host: hostOf(s), port: { number: 80 }, subset }, weight: weights[k] })), timeout: s.timeout,
        }],
      },
    },
    {
      apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata,
      spec: {
        host: hostOf(s), subsets: s.versions.map(version => ({ labels: { version }, name: version })),
        trafficPolicy: { connectionPool: { http: { http1MaxPendingRequests: 100, maxRequestsPerConnection: 10 }, tcp: { maxConnections: 100 } }, outlierDetection: { baseEjectionTime: '30s', consecutive5xxErrors: 5, interval: '10s' }, tls: { mode: 'ISTIO_MUTUAL' } },
      },
    },
    { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata, spec: { egress: [{ hosts: [...s.callees.map(c => `${c.namespace}/${hostOf(c)}`), 'istio-system/*'] }], workloadSelector: { labels: { app: name } } } },
    {
      apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata,
      spec: {
        action: 'ALLOW',
        rules: [{ from: [{ source: { principals: s.callers.map(c => `cluster.local/ns/${c.namespace}/sa/${c.name}`) } }], to: [{ operation: { methods: ['GET', 'POST'], paths: ['/api/*'], ports: ['8080'] } }] }],
        selector: { matchLabels: { app: name } },
      },
    },
  ];
}

function deployment(s: ServiceParams, version: string): Object_ {
  const { name, namespace } = s, labels = { app: name, 'app.kubernetes.io/name': name, version };
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { labels, name: `${name}-${version}`, namespace },
    spec: {
      replicas: s.replicas, selector: { matchLabels: { app: name, version } },
      template: {
        metadata: { labels },
        spec: {
          containers: [{
            env: [{ name: 'LOG_LEVEL', value: 'info' }, { name: 'PORT', value: '8080' }], image: `registry.example.com/${name}:${version}`, name,
            ports: [{ containerPort: 8080, name: 'http' }, { containerPort: 9090, name: 'grpc' }], readinessProbe: { httpGet: { path: '/healthz', port: 8080 } },
            resources: { limits: { memory: '256Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
          }],
          serviceAccountName: name,
        },
      },
    },
  };
}

/** All objects, service by service. */
export function objects(n: number, options?: { chain?: boolean }): Object_[] {
  return services(n, options).flatMap(objectsOf);
}
