import fc from 'fast-check';
import { app, podCase, proxy, type PodCase } from './pods/spec';

/** A map with some of the entries. */
function some<T>(entries: Readonly<Record<string, readonly T[]>>): fc.Arbitrary<Record<string, T>> {
  return fc.record(Object.fromEntries(Object.entries(entries).map(([key, values]) => [key, fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 })])), { requiredKeys: [] })
    .map((record) => Object.fromEntries(Object.entries(record).filter((e): e is [string, T] => e[1] !== undefined)));
}

const traffic = 'traffic.sidecar.istio.io/';
const annotations = some<string>({
  'sidecar.istio.io/interceptionMode': ['REDIRECT', 'TPROXY', 'NONE'],
  'sidecar.istio.io/nativeSidecar': ['true', 'false'],
  'sidecar.istio.io/capNetBindService': ['true', 'false'],
  'sidecar.istio.io/proxyCPU': ['100m', '1'], 'sidecar.istio.io/proxyMemory': ['64Mi'], 'sidecar.istio.io/proxyCPULimit': ['2', '1500m'], 'sidecar.istio.io/proxyMemoryLimit': ['1Gi'],
  'sidecar.istio.io/proxyImage': ['registry.example/p:1'], 'sidecar.istio.io/proxyImageType': ['debug', 'distroless', 'default'],
  'sidecar.istio.io/logLevel': ['debug', 'off'], 'sidecar.istio.io/agentLogLevel': ['all:debug'], 'sidecar.istio.io/componentLogLevel': ['http:debug', 'a:info,b:off'],
  'sidecar.istio.io/bootstrapOverride': ['boot'], 'sidecar.istio.io/rewriteAppHTTPProbers': ['true', 'false'],
  'sidecar.istio.io/userVolume': ['{}', '{"v":{"emptyDir":{}}}'], 'sidecar.istio.io/userVolumeMount': ['{}', '{"v":{"mountPath":"/v"}}'],
  'status.sidecar.istio.io/port': ['0', '15020', '15999'], 'readiness.status.sidecar.istio.io/periodSeconds': ['1', '60'],
  [`${traffic}includeOutboundIPRanges`]: ['', '*', '10.0.0.0/8'], [`${traffic}excludeOutboundIPRanges`]: ['', '10.0.0.0/8,::1/128'],
  [`${traffic}includeInboundPorts`]: ['', '*', '80,443'], [`${traffic}excludeInboundPorts`]: ['', '15020', '81, 82'],
  [`${traffic}includeOutboundPorts`]: ['', '443'], [`${traffic}excludeOutboundPorts`]: ['', '25,26'],
  [`${traffic}excludeInterfaces`]: ['eth1'], [`${traffic}kubevirtInterfaces`]: ['net1'], 'istio.io/reroute-virtual-interfaces': ['net2'],
  'proxy.istio.io/config': ['holdApplicationUntilProxyStarts: true', 'proxyMetadata: { A: "1", ISTIO_META_ENABLE_HBONE: "true" }', 'interceptionMode: TPROXY', 'image: { imageType: debug }', 'concurrency: 3'],
  'inject.istio.io/templates': ['sidecar', 'sidecar', 'gateway', 'grpc-agent', 'grpc-simple'],
  'kubectl.kubernetes.io/default-container': ['app'], 'prometheus.io/port': ['9090'], 'prometheus.istio.io/merge-metrics': ['false'],
});
const labels = some<string>({
  app: ['cart', '12'], version: ['v1', '2'], 'app.kubernetes.io/name': ['named'], 'app.kubernetes.io/version': ['1.0'], 'service.istio.io/canonical-name': ['canonical'], 'service.istio.io/canonical-revision': ['r'],
  'service.istio.io/workload-name': ['workload'], 'security.istio.io/tlsMode': ['disabled'], 'networking.istio.io/tunnel': ['none'], 'sidecar.istio.io/inject': ['true', 'true', 'false'], 'topology.istio.io/network': ['n1'],
});
const probe = fc.constantFrom({ httpGet: { path: '/', port: 8080 } }, { httpGet: { path: '/', port: 'http', scheme: 'HTTPS' } }, { tcpSocket: { port: 'http' } }, { grpc: { port: 9 } }, { exec: { command: ['true'] } });
const container = some<unknown>({ resources: [{ requests: { cpu: '1' } }], securityContext: [{ runAsUser: 1337 }, { runAsUser: 5, runAsGroup: 6 }], env: [[{ name: 'X', value: '1' }]], volumeMounts: [[{ name: 'v', mountPath: '/v' }]], ports: [[], [{ containerPort: 1 }, { containerPort: 2, protocol: 'UDP' }]] });
const application = fc.tuple(container, some<unknown>({}), fc.option(probe, { nil: undefined }), fc.option(probe, { nil: undefined })).map(([fields, , readinessProbe, livenessProbe]) => app({ ...fields, ...(readinessProbe && { readinessProbe }), ...(livenessProbe && { livenessProbe }) }));
const ownProxy = fc.tuple(container, some<unknown>({ args: [['proxy', 'x']], lifecycle: [{ preStop: { exec: { command: ['true'] } } }], image: ['auto', 'mine:1'] })).map(([a, b]) => proxy({ ...a, ...b }));
const initContainer = fc.constantFrom({ name: 'migrate', image: 'm' }, { name: 'stays', image: 's', restartPolicy: 'Always' }, { name: 'istio-init', image: 'auto' });
const owner = fc.constantFrom(undefined, { name: 'alone' }, { generateName: 'job-', ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'job-28612345', uid: '1', controller: true }] });

const pod = fc.record({
  annotations, labels, owner, applications: fc.array(application, { minLength: 1, maxLength: 2 }), ownProxy: fc.option(ownProxy, { nil: undefined, freq: 2 }), init: fc.array(initContainer, { maxLength: 2 }),
  namespace: fc.constantFrom('shop', 'shop', 'openshift'), spec: some<unknown>({ imagePullSecrets: [[{ name: 'p' }]], serviceAccountName: ['sa'], hostNetwork: [false], securityContext: [{ runAsUser: 1337 }], volumes: [[{ name: 'istio-data', emptyDir: {} }]] }),
  path: fc.constantFrom(undefined, undefined, '/inject/cluster/c1/net/n1'),
});

/** Pods that nobody thought of; the same for the same seed. */
export function randomPods(seed: number, count: number): readonly PodCase[] {
  return fc.sample(pod, { seed, numRuns: count }).map((p, i) => podCase(`random pod ${seed}/${i}`, {
    annotations: p.annotations, labels: p.labels, meta: p.owner, namespace: p.namespace, path: p.path,
    containers: [...p.applications.map((a, n) => (n === 0 ? a : { ...a, name: `app${n}` })), ...(p.ownProxy ? [p.ownProxy] : [])],
    spec: { ...p.spec, ...(p.init.length > 0 && { initContainers: [...new Map(p.init.map((c) => [c.name, c])).values()] }) },
  }));
}
