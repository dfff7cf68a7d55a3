import { annotated, app, podCase, type PodCase } from './spec';

const http = (more: object = {}): object => ({ httpGet: { path: '/ready', port: 8080, ...more }, periodSeconds: 5 });
const tcp = { tcpSocket: { port: 8080 }, initialDelaySeconds: 3 };
const grpc = { grpc: { port: 8080, service: 'cart' } };
const exec = { exec: { command: ['cat', '/tmp/healthy'] } };
const probed = (name: string, probes: object, annotations?: Readonly<Record<string, string>>): PodCase => podCase(name, { containers: [app(probes)], annotations });
const all = { readinessProbe: http(), livenessProbe: tcp, startupProbe: grpc };

/** Probes of applications, which istiod rewrites, and of the proxy itself. */
export const probePods: readonly PodCase[] = [
  probed('HTTP readiness', { readinessProbe: http() }),
  probed('HTTP readiness with headers and a host', { readinessProbe: http({ httpHeaders: [{ name: 'Host', value: 'cart' }], scheme: 'HTTP' }) }),
  probed('HTTPS liveness', { livenessProbe: http({ scheme: 'HTTPS' }) }),
  probed('named port', { readinessProbe: http({ port: 'http' }) }),
  probed('named port that nobody has', { readinessProbe: http({ port: 'metrics' }) }),
  probed('TCP liveness', { livenessProbe: tcp }),
  probed('gRPC probes', { readinessProbe: grpc, livenessProbe: grpc }),
  probed('exec probes stay', { livenessProbe: exec }),
  probed('all kinds', all),
  probed('startup', { startupProbe: http() }),
  probed('hooks by HTTP', { lifecycle: { postStart: { httpGet: { path: '/start', port: 8080 } }, preStop: { httpGet: { path: '/stop', port: 'http' } } } }),
  probed('not rewritten', all, { 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' }),
  probed('rewritten by annotation', all, { 'sidecar.istio.io/rewriteAppHTTPProbers': 'true' }),
  probed('probe of the agent\'s port', { readinessProbe: http({ port: 15020 }) }),
  podCase('two containers with probes', { containers: [app({ readinessProbe: http() }), { name: 'side', image: 'side:1', ports: [{ containerPort: 9000 }], readinessProbe: http({ port: 9000 }) }] }),
  podCase('probes of an init container that stays', { spec: { initContainers: [{ name: 'vault', image: 'vault:1', restartPolicy: 'Always', readinessProbe: http({ port: 8200 }) }] } }),
  annotated('status port', { 'status.sidecar.istio.io/port': '15999' }),
  annotated('no status port', { 'status.sidecar.istio.io/port': '0' }),
  annotated('readiness of the proxy', { 'readiness.status.sidecar.istio.io/initialDelaySeconds': '7', 'readiness.status.sidecar.istio.io/periodSeconds': '8', 'readiness.status.sidecar.istio.io/failureThreshold': '9' }),
  annotated('wrong readiness of the proxy', { 'readiness.status.sidecar.istio.io/periodSeconds': 'often' }),
  annotated('scraped by Prometheus', { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8080', 'prometheus.io/path': '/metrics' }),
  annotated('scraped by Prometheus without merging', { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8080', 'prometheus.istio.io/merge-metrics': 'false' }),
  annotated('not scraped', { 'prometheus.io/scrape': 'false' }),
];
