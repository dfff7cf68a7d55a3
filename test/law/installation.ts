import { fromConstruct, type ReadOptions, type SourceObject } from '../../lib/effective';
import type { Pool } from '../../lib/effective/mesh';
import type { Manifest } from '../../lib/manifests/manifest';
import type { MeaningFacts, PlatformHost } from '../../lib/meaning';
import type { MeshModel } from '../../lib/model';

type Fields = Readonly<Record<string, any>>;
const RETRY_ON = ['cancelled', 'connect-failure', 'refused-stream', 'retriable-status-codes', 'unavailable'];
/** What Istio adds to nothing: conditions of a policy that names none are written without status codes. */
const NAMED_ON = ['cancelled', 'connect-failure', 'refused-stream', 'unavailable'];

/** Istio's documented defaults, and what a mesh config changes of them. */
export function factsOf(options: ReadOptions): MeaningFacts {
  const config = (options.meshConfig ?? {}) as Fields, clusterDomain = options.clusterDomain ?? 'cluster.local';
  const connectTimeout = typeof config.connectTimeout === 'string' ? millis(config.connectTimeout) : 10_000;
  const dns = `kube-dns.kube-system.svc.${clusterDomain}`, api = `kubernetes.default.svc.${clusterDomain}`;
  const hosts: PlatformHost[] = [
    { name: dns, namespace: 'kube-system', ports: [{ number: 53, name: 'dns-tcp', protocol: 'tcp', targetPort: 53 }] },
    { name: api, namespace: 'default', ports: [{ number: 443, name: 'https', protocol: 'https', targetPort: 6443 }] },
  ];
  const providers = new Map<string, string>(), authorizers = new Map<string, 'requests' | 'connections'>();
  for (const provider of (config.extensionProviders ?? []) as readonly Fields[]) {
    for (const [kind, value] of Object.entries(provider)) {
      if (kind === 'envoyExtAuthzGrpc') authorizers.set(provider.name, 'connections');
      if (kind === 'envoyExtAuthzHttp') authorizers.set(provider.name, 'requests');
      const service = (value as Fields | null)?.service;
      if (typeof service !== 'string') continue;
      const name = service.slice(service.indexOf('/') + 1);
      providers.set(provider.name, name);
      if (!hosts.some((h) => h.name === name)) hosts.push({ name, namespace: name.split('.')[1], ports: [{ number: Number((value as Fields).port) || 80, name: 'grpc', protocol: 'grpc', targetPort: Number((value as Fields).port) || 80 }] });
    }
  }
  const defaults = config.defaultProviders as Fields | undefined, policy = (config.defaultTrafficPolicy ?? {}) as Fields;
  const noPool: Pool = { connectTimeout };
  const outlier = { consecutive5xx: 5, consecutiveGatewayErrors: 0, interval: 10_000, baseEjection: 30_000, maxEjectionPercent: 10, minHealthPercent: 0 };
  return {
    trustDomain: options.trustDomain ?? 'cluster.local', clusterDomain, rootNamespace: options.rootNamespace ?? 'istio-system',
    // Istio reads cluster.local as "this mesh", whatever its trust domain is.
    trustDomainAliases: ['cluster.local', ...(config.trustDomainAliases ?? [])],
    retries: { attempts: 2, perTryTimeout: 0, on: RETRY_ON }, retryOn: NAMED_ON,
    connection: { pool: poolOf(policy.connectionPool, noPool), ...(policy.outlierDetection && { outlier: { ...outlier, ...outlierOf(policy.outlierDetection) } }), balancing: { algorithm: 'LEAST_REQUEST' } },
    outlier, noPool, authorizers,
    platform: { hosts, dns, api, providers, defaults: [...(defaults?.accessLogging ?? []), ...(defaults?.metrics ?? []), ...(defaults?.tracing ?? [])] },
  };
}
const millis = (text: string): number => { const [, n, unit] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [, '0', 's']; return Number(n) * ({ ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as Fields)[unit!]; };
function poolOf(block: Fields | undefined, none: Pool): Pool {
  const { tcp = {}, http = {} } = (block ?? {}) as Fields;
  return {
    ...none, ...(tcp.connectTimeout && { connectTimeout: millis(tcp.connectTimeout) }), ...(tcp.maxConnections && { maxConnections: tcp.maxConnections }), ...(http.http1MaxPendingRequests && { maxPendingRequests: http.http1MaxPendingRequests }),
    ...(http.http2MaxRequests && { maxRequests: http.http2MaxRequests }), ...(http.maxRequestsPerConnection && { maxRequestsPerConnection: http.maxRequestsPerConnection }),
  };
}
const outlierOf = (o: Fields) => ({ ...(o.consecutive5xxErrors !== undefined && { consecutive5xx: o.consecutive5xxErrors }), ...(o.interval && { interval: millis(o.interval) }), ...(o.baseEjectionTime && { baseEjection: millis(o.baseEjectionTime) }) });

/** The platform as objects: what is there before any mesh, and the Services of egress gateways that exist. */
export function platformObjects(model: MeshModel, facts: MeaningFacts, written: readonly SourceObject[]): SourceObject[] {
  const service = (name: string, namespace: string, ports: readonly object[], selector?: object): SourceObject =>
    fromConstruct({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { ports, ...(selector && { selector }) } } as unknown as Manifest, { path: 'the platform' });
  const out = facts.platform.hosts.map((h) => service(h.name.split('.')[0], h.namespace, h.ports.map((p) => ({ name: p.name, port: p.number, targetPort: p.targetPort, appProtocol: p.protocol }))));
  for (const g of model.gateways) {
    if (g.managed || g.role !== 'egress') continue;
    const numbers = [...new Set(model.externals.filter((e) => e.via === g.id).flatMap((e) => e.ports.map((p) => p.number)))];
    out.push(service(g.name, g.namespaceName, numbers.map((n) => ({ name: `tls-${n}`, port: n, targetPort: n })), g.labels));
  }
  const there = new Set(written.map(({ manifest: m }) => `${m.kind} ${m.metadata.namespace}/${m.metadata.name}`));
  return out.filter(({ manifest: m }) => !there.has(`${m.kind} ${m.metadata.namespace}/${m.metadata.name}`));
}
