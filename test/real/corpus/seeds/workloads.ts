import { seedsOf, type Seed } from './seed';

export const workloadEntrySeeds: readonly Seed[] = seedsOf('networking.istio.io/v1', 'WorkloadEntry', {
  'everything': { address: '10.0.0.1', ports: { http: 8080, grpc: 9090 }, labels: { app: 'vm', 'example.com/a': '' }, network: 'n', locality: 'us/a/b', weight: 3, serviceAccount: 'sa' },
  'name': { address: 'vm.example.com' },
  'IPv6': { address: '2001:db8::1' },
  'socket': { address: 'unix:///var/run/x.sock' },
  'abstract socket': { address: 'unix://@x' },
  'socket with ports': { address: 'unix:///x', ports: { a: 1 } },
  'bad socket': { address: 'unix://x' },
  'network only': { network: 'n' },
  'nothing': {},
  'bad address': { address: '*', ports: { A_b: 0, c: 70000 }, labels: { '-': '*' } },
});

const group = (probe: object, more: object = {}) => ({ template: {}, probe, ...more });

export const workloadGroupSeeds: readonly Seed[] = seedsOf('networking.istio.io/v1', 'WorkloadGroup', {
  'everything': {
    metadata: { labels: { app: 'vm' }, annotations: { a: 'b' } }, template: { ports: { http: 80 }, serviceAccount: 'sa', labels: { a: 'b' }, network: 'n', locality: 'us', weight: 1 },
    probe: { initialDelaySeconds: 1, timeoutSeconds: 2, periodSeconds: 3, successThreshold: 4, failureThreshold: 5, httpGet: { path: '/healthz', host: '127.0.0.1', port: 8080, scheme: 'HTTP', httpHeaders: [{ name: 'X-A', value: 'b' }] } },
  },
  'without a probe': { template: { address: '10.0.0.1' } },
  'HTTPS': group({ httpGet: { port: 1, scheme: 'HTTPS' } }),
  'HTTP mistakes': group({ httpGet: { port: 70000, scheme: 'ftp', httpHeaders: [{ name: '', value: 'a' }, { name: 'a_b', value: 'c' }] } }),
  'TCP': group({ tcpSocket: { host: 'localhost', port: 80 } }),
  'exec': group({ exec: { command: ['true'] } }),
  'exec of nothing': group({ exec: { command: [] } }),
  'gRPC': group({ grpc: { port: 80, service: 's' } }),
  'no method': group({ periodSeconds: 3 }),
  'negative': group({ initialDelaySeconds: -1, timeoutSeconds: -1, periodSeconds: -1, successThreshold: -1, failureThreshold: -1, tcpSocket: { port: 0 } }),
  'bad labels': { metadata: { labels: { 'a b': 'c' } }, template: {} },
  'socket': { template: { address: 'unix:///x', ports: { a: 1 } } },
  'no template': { metadata: {} },
});

export const proxyConfigSeeds: readonly Seed[] = seedsOf('networking.istio.io/v1beta1', 'ProxyConfig', {
  'everything': { selector: { matchLabels: { app: 'web' } }, concurrency: 2, environmentVariables: { A: 'b' }, image: { imageType: 'distroless' } },
  'nothing': {},
  'empty selector': { selector: {} },
  'negative': { concurrency: -1, selector: { matchLabels: { '': 'a', 'b*': 'c' } } },
});
