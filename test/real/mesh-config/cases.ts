/** A configuration that Istio and we are asked about. */
export interface MeshConfigCase { readonly name: string; readonly kind: 'MeshConfig' | 'ProxyConfig' | 'MeshNetworks'; readonly value: unknown }

const mesh = (values: readonly Readonly<Record<string, unknown>>[]): MeshConfigCase[] => values.map((value) => ({ name: JSON.stringify(value), kind: 'MeshConfig', value }));
const proxy = (values: readonly Readonly<Record<string, unknown>>[]): MeshConfigCase[] => values.map((value) => ({ name: `proxy ${JSON.stringify(value)}`, kind: 'ProxyConfig', value }));
const networks = (values: readonly Readonly<Record<string, unknown>>[]): MeshConfigCase[] => values.map((value) => ({ name: `networks ${JSON.stringify(value)}`, kind: 'MeshNetworks', value }));
const each = (field: string, values: readonly unknown[]): Record<string, unknown>[] => values.map((value) => ({ [field]: value }));
const providers = (...list: readonly object[]): Record<string, unknown> => ({ extensionProviders: list });
const provider = (kind: string, ...values: readonly object[]): Record<string, unknown>[] => values.map((value) => providers({ name: 'a', [kind]: value }));

const service = { service: 'authz.tools.svc.cluster.local', port: 9000 };
const DURATIONS = ['10s', '250ms', '1h', '1h1ms', '61m', '0s', '0', '1us', '1.5ms', '1500us', '-1s', '+2s', '.5s', '5', '1d', '', 's', '1s ', 10, true, { seconds: 1 }];
const ADDRESSES = ['zipkin.tools:9411', 'zipkin:9411', '10.0.0.1:9411', '[2001:db8::1]:9411', '2001:db8::1:9411', '$(HOST_IP):9411', 'zipkin', ':9411', 'zipkin:', 'zipkin:0', 'zipkin:65536', 'zipkin:http', 'zip_kin:9411', '[zipkin]:9411', '', 'a:b:1', '-zipkin:1', 'zipkin.1:80', 'zipkin.:80', '[10.0.0.1:80', '10.0.0.1]:80'];
const DOMAINS = ['cluster.local', 'td1', 'Td.Example', 'a.b.', 'a..b', '', '.', '-a', 'a_b', '1.2', 'x'.repeat(64), '*', 'a/b'];
const HOSTS = ['*', '*.example.com', 'web.shop.svc.cluster.local', '*-web.shop', 'web.*', '', 'a..b', 'a.1', 'w_b', '*web.shop'];
const SERVICES = ['authz', 'authz.tools.svc.cluster.local', 'tools/authz.tools.svc.cluster.local', 'tools/authz', '*/authz.tools', './authz.tools', '/authz.tools', 'tools/', '10.0.0.1', '2001:db8::1', '10.0.0', 'a_b', '', 'Tools_/authz.tools', 'tools/*.tools', 'tools/a*.tools', '~/authz.tools', 'authz.tools:9000'];

export const meshConfigCases: readonly MeshConfigCase[] = [
  ...mesh([
    {}, { rootNamespace: 'istio-system', trustDomain: 'cluster.local', accessLogFile: '/dev/stdout', accessLogEncoding: 'JSON', enableAutoMtls: false },
    { unknownField: 1 }, { outboundTrafficPolicy: { mod: 'ALLOW_ANY' } }, { acessLogFile: '/dev/stdout' }, { outboundTrafficPolicy: { mode: 'ALLOW' } }, { accessLogEncoding: 'json' },
    { enableTracing: 'yes' }, { enableAutoMtls: 'true' }, { accessLogFile: true }, { trustDomainAliases: 'old' }, { defaultConfig: [] }, { discoverySelectors: {} }, { extensionProviders: null }, { defaultConfig: null },
    { discoverySelectors: [{ matchLabels: { 'istio-discovery': 'enabled' } }, { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }] },
    { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' }, inboundTrafficPolicy: { mode: 'LOCALHOST' }, pathNormalization: { normalization: 'MERGE_SLASHES' } },
    { meshMTLS: { minProtocolVersion: 'TLSV1_3' } }, { meshMTLS: { ecdhCurves: ['P-256'] } }, { meshMTLS: { ecdhCurves: [] } }, { meshMTLS: { minProtocolVersion: 'TLSV1_1' } },
    { tlsDefaults: { ecdhCurves: ['P-256', 'X25519'] } }, { tlsDefaults: { ecdhCurves: ['P-256', 'P-256'] } }, { tlsDefaults: { ecdhCurves: ['secp1'] } }, { tlsDefaults: { ecdhCurves: ['', 'X25519MLKEM768'] } },
    { caCertificates: [{ pem: 'x' }, { spiffeBundleUrl: 'https://a' }] }, { caCertificates: [{ pem: 'x', spiffeBundleUrl: 'https://a' }] },
    { serviceScopeConfigs: [{ scope: 'GLOBAL', servicesSelector: { matchLabels: { a: 'b' } } }] }, { serviceEntryVisibility: { defaultVisibility: 'PUBLIC', policies: [{ visibility: 'NAMESPACE', matchingRules: [{ namespaceSelector: {} }] }] } },
    { defaultHttpRetryPolicy: { attempts: 3, perTryTimeout: '2s', retryOn: '5xx' } }, { defaultHttpRetryPolicy: { attempts: 1.5 } }, { ca: { address: 'a:1', requestTimeout: '10s', tlsSettings: { mode: 'SIMPLE' } } }, { ca: { tlsSettings: { mode: 'TLS' } } },
    ...each('proxyListenPort', [15001, 1, 65535, 0, 65536, -1, 1.5, 2 ** 31, {}]), ...each('proxyHttpPort', [0, 8080, -1, 'http']),
    ...each('connectTimeout', DURATIONS), ...each('protocolDetectionTimeout', ['0s', '5s', '100ms', '1us', '-1s', '-1us', '1500us', 'x']), ...each('dnsRefreshRate', ['60s', '0s', '-1s', 'soon']), ...each('hboneIdleTimeout', ['1h', '1us']),
    ...each('trustDomain', DOMAINS), ...DOMAINS.slice(0, 8).map((domain) => ({ trustDomainAliases: ['old.example', domain] })),
    ...HOSTS.map((host) => ({ serviceSettings: [{ settings: { clusterLocal: true }, hosts: ['a.b', host] }] })),
  ]),
  ...mesh([
    ...each('localityLbSetting', [
      { enabled: false }, { distribute: [{ from: 'eu/*', to: { 'eu/a/*': 80, 'us/*': 20 } }] }, { distribute: [{ from: 'eu/*', to: { 'eu/a/*': 80, 'us/*': 10 } }] }, { distribute: [{ from: 'eu', to: { eu: 101 } }] },
      { distribute: [{ from: 'eu', to: { eu: 100 } }, { from: 'eu/a', to: { eu: 100 } }] }, { failover: [{ from: 'eu', to: 'us' }] }, { failover: [{ from: 'eu', to: 'eu' }] }, { failover: [{ from: 'eu/a', to: 'us' }] }, { failover: [{ from: '*', to: 'us' }] },
      { failover: [{ from: 'eu', to: 'us' }], failoverPriority: ['topology.kubernetes.io/region'] }, { failoverPriority: ['topology.kubernetes.io/region', 'version'] }, { distribute: [{ from: 'eu', to: { eu: 100 } }], failover: [{ from: 'eu', to: 'us' }] },
      { distribute: [{ from: '', to: { eu: 100 } }] }, { distribute: [{ from: 'e*u', to: { eu: 100 } }] }, { distribute: [{ from: 'eu' }] },
    ]),
    ...each('zoneAwareLbSetting', [{ enabled: true, minClusterSize: 3 }, { failover: [{ from: 'eu', to: 'us' }] }, { failover: [{ from: 'eu', to: 'eu' }] }, { failoverPriority: ['topology.kubernetes.io/zone'] }, { failoverPriority: ['version'] }, { minClusterSize: -1 }]),
    ...each('defaultTrafficPolicy', [
      {}, { connectionPool: {} }, { connectionPool: { tcp: { maxConnections: 10, connectTimeout: '1s', tcpKeepalive: { time: '7200s', interval: '75s' } } } }, { connectionPool: { tcp: { maxConnections: -1 } } }, { connectionPool: { tcp: { connectTimeout: '0s' } } },
      { connectionPool: { tcp: { idleTimeout: '0s', maxConnectionDuration: '1us' } } }, { connectionPool: { http: { http1MaxPendingRequests: 5, idleTimeout: '30s' } } }, { connectionPool: { http: { maxRetries: -2 } } }, { connectionPool: { http: { idleTimeout: '0s' } } },
      { connectionPool: { http: { useClientProtocol: true, h2UpgradePolicy: 'UPGRADE' } } }, { outlierDetection: { consecutive5xxErrors: 5, interval: '10s', baseEjectionTime: '30s', maxEjectionPercent: 100 } }, { outlierDetection: { maxEjectionPercent: 101 } }, { outlierDetection: { minHealthPercent: -1 } },
      { outlierDetection: { interval: '0s' } }, { outlierDetection: { consecutiveLocalOriginFailures: 3 } }, { outlierDetection: { consecutiveLocalOriginFailures: 3, splitExternalLocalOriginErrors: true } }, { outlierDetection: { consecutive5xxErrors: -1 } },
    ]),
  ]),
  ...mesh([
    providers(), providers({ name: 'prom', prometheus: {} }), providers({ name: 'a' }), providers({ prometheus: {} }), providers({ name: '', prometheus: {} }), providers({ name: 'a', prometheus: {} }, { name: 'a', prometheus: {} }), providers({ name: 'a', prometheus: {}, stackdriver: {} }),
    providers({ name: 'a', prometeus: {} }), providers({ name: 'a', envoyFileAccessLog: { path: '/dev/stdout', logFormat: { text: '%PROTOCOL%' } } }), providers({ name: 'a', envoyFileAccessLog: { logFormat: { labels: { status: '%RESPONSE_CODE%' } } } }), providers({ name: 'a', envoyFileAccessLog: { logFormat: { text: 'a', labels: {} } } }),
    ...provider('envoyExtAuthzGrpc', service, { ...service, timeout: '1s', failOpen: true, statusOnError: '503' }, { ...service, statusOnError: '999' }, { ...service, statusOnError: 'forbidden' }, { ...service, statusOnError: '0' }, { ...service, statusOnError: '+403' }, { service: service.service }, { port: 9000 }, { ...service, port: 0 }, { ...service, port: 70000 }, { ...service, port: -1 }, {}),
    ...SERVICES.flatMap((name) => provider('envoyExtAuthzHttp', { ...service, service: name })),
    ...provider('envoyExtAuthzHttp', { ...service, pathPrefix: '/check' }, { ...service, pathPrefix: 'check' }, { ...service, pathPrefix: '/%zz' }, { ...service, pathPrefix: '' }, { ...service, includeRequestBodyInCheck: { maxRequestBytes: 1024 } }, { ...service, includeRequestBodyInCheck: { maxRequestBytes: -1 } }, { ...service, includeAdditionalHeadersInCheck: { a: 1 } }),
    ...provider('zipkin', service, { ...service, path: '/api', enable64bitTraceId: true, traceContextOption: 'USE_B3' }, {}), ...provider('lightstep', { ...service, accessToken: 't' }, service, { ...service, accessToken: '' }), ...provider('datadog', service, { port: 1 }), ...provider('skywalking', service, { service: 'a' }),
    ...provider('opentelemetry', service, { ...service, http: { path: '/v1/traces', timeout: '10s' } }, { ...service, grpc: { timeout: '1s' }, resourceDetectors: { environment: {} } }, { ...service, http: {}, grpc: {} }, { ...service, dynatraceSampler: { tenant: 'a', clusterId: 1 } }, {}), ...provider('opencensus', { ...service, context: ['B3'] }, { ...service, context: ['B4'] }, {}),
    ...provider('stackdriver', {}, { maxTagLength: 5, maxNumberOfAttributes: 10 }, { debug: 1 }), ...provider('envoyHttpAls', { ...service, logName: 'a' }, {}), ...provider('envoyTcpAls', service, { ...service, service: '' }), ...provider('envoyOtelAls', { ...service, logFormat: { text: 'a', labels: { a: 'b' } } }, { service: 'a', port: 99999 }),
    { defaultProviders: { tracing: ['a'], accessLogging: ['envoy'], metrics: ['prometheus'] }, extensionProviders: [{ name: 'a', zipkin: service }] }, { defaultProviders: { logging: ['envoy'] } },
  ]),
  ...proxy([
    {}, { concurrency: 2, holdApplicationUntilProxyStarts: true, proxyMetadata: { A: 'b' }, image: { imageType: 'distroless' }, proxyStatsMatcher: { inclusionRegexps: ['.*'] } }, { concurrency: -1 }, { concurrency: '2x' }, { proxyMetadata: { A: 1 } }, { proxyMetadata: { ISTIO_META_DNS_AUTO_ALLOCATE: 'true' } },
    { configPath: '' }, { binaryPath: '' }, { serviceCluster: '' }, { serviceCluster: 'web' }, { tracingServiceName: 'CANONICAL_NAME_ONLY' }, { serviceCluster: 'a', tracingServiceName: 'CANONICAL_NAME_ONLY' }, { tracingServiceName: 'NAME' },
    ...each('drainDuration', ['45s', '1s', '1500ms', '500ms', '0s', '1m', 'x']), ...each('terminationDrainDuration', ['5s', '1us', '-1s']), ...each('proxyAdminPort', [15000, 0, 65536]), ...each('statusPort', [15020, 0, -3]),
    ...each('discoveryAddress', ['istiod.istio-system.svc:15012', 'istiod', '', 'istiod:x']), ...each('statsdUdpAddress', ['statsd:9125', 'statsd', '']), ...each('envoyMetricsServiceAddress', ['ems:1', 'ems']), ...each('envoyMetricsService', [{ address: 'ems:1' }, { address: 'ems' }, {}]), ...each('envoyAccessLogService', [{ address: 'als:1' }, { address: 'als:0' }]),
    ...each('controlPlaneAuthPolicy', ['NONE', 'MUTUAL_TLS', 'INHERIT', 'mtls']),
    ...ADDRESSES.map((address) => ({ tracing: { zipkin: { address } } })), ...ADDRESSES.slice(0, 7).flatMap((address) => [{ tracing: { datadog: { address } } }, { tracing: { lightstep: { address, accessToken: 't' } } }]),
    { tracing: { zipkin: {} } }, { tracing: { lightstep: { address: 'a:1' } } }, { tracing: { zipkin: { address: 'a:1' }, datadog: { address: 'a:1' } } }, { tracing: { sampling: 10, maxPathTagLength: 128 } }, { tracing: { sampling: 'all' } }, { tracing: { customTags: { a: { literal: { value: 'b' } } } } }, { tracing: { customTags: { a: { literal: { value: 'b' }, header: { name: 'x' } } } } },
    ...[{ mode: 'SIMPLE' }, { mode: 'MUTUAL' }, { mode: 'MUTUAL', clientCertificate: '/a', privateKey: '/b' }, { mode: 'SIMPLE', credentialName: 'a', caCertificates: '/c' }, { mode: 'SIMPLE', insecureSkipVerify: true, caCertificates: '/c' }, { mode: 'SIMPLE', credentialName: 'configmap://shop/ca' }, { mode: 'ISTIO_MUTUAL' }].map((tlsSettings) => ({ tracing: { tlsSettings } })),
    ...each('privateKeyProvider', [{}, { cryptomb: {} }, { cryptomb: { pollDelay: '10ms' } }, { cryptomb: { pollDelay: '0s' } }, { qat: { pollDelay: '1ms', fallback: true } }, { qat: {} }, { cryptomb: { pollDelay: '1s' }, qat: { pollDelay: '1s' } }, { cryptomb: { pollDelay: '-1s' } }]),
    ...each('connectionSettings', [
      {}, { httpIdleTimeout: '0s' }, { httpIdleTimeout: '-1s' }, { httpDrainTimeout: '5s', httpMaxStreamDuration: '1h' }, { httpMaxStreamDuration: '-1ms' }, { httpRequestTimeout: 'never' }, { httpMaxConcurrentStreams: 0 }, { httpMaxConcurrentStreams: 100 }, { http2InitialStreamWindowSize: 65534 },
      { http2InitialConnectionWindowSize: 65535 }, { listenerPerConnectionBufferLimitBytes: -1 }, { clusterPerConnectionBufferLimitBytes: 0 }, { listenerConnectionLimit: 0 }, { globalDownstreamConnectionLimit: 1 },
    ]),
    { readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 2 } }, { readinessProbe: { httpGet: { port: 1 }, tcpSocket: { port: 1 } } }, { gatewayTopology: { numTrustedProxies: 2, forwardClientCertDetails: 'SANITIZE' } }, { gatewayTopology: { numTrustedProxies: -1 } }, { proxyHeaders: { server: { disabled: true }, forwardedClientCert: 'APPEND' } }, { proxyHeaders: { sever: {} } },
  ]),
  ...mesh([{ defaultConfig: { drainDuration: '1500ms' } }, { defaultConfig: { discoveryAddress: 'istiod' } }, { defaultConfig: { tracing: { zipkin: { address: 'zipkin.istio-system:9411' } }, concurrency: 0 } }, { defaultConfig: { concurency: 2 } }, { defaultConfig: { proxyMetadata: { ISTIO_META_DNS_AUTO_ALLOCATE: 'true' } } }]),
  ...networks([
    {}, { networks: {} }, { networks: { n1: { endpoints: [{ fromRegistry: 'Kubernetes' }], gateways: [{ address: '192.0.2.1', port: 15443 }] } } }, { networks: { n1: { gateways: [{ registryServiceName: 'gw.istio-system.svc.cluster.local', port: 15443, locality: 'eu/a' }] } } }, { network: {} },
    ...['10.0.0.0/8', '10.0.0.1', '10.0.0.0/33', '2001:db8::/32', 'x', '', '10.0.0.0/8/8'].map((fromCidr) => ({ networks: { n1: { endpoints: [{ fromCidr }] } } })), ...['cluster1', 'a.b', '', '-a'].map((fromRegistry) => ({ networks: { n1: { endpoints: [{ fromRegistry }] } } })),
    ...['gw.example.com', '192.0.2.1', '2001:db8::1', 'a_b', ''].map((address) => ({ networks: { n1: { gateways: [{ address, port: 15443 }] } } })), ...['gw.a', 'g_w', ''].map((registryServiceName) => ({ networks: { n1: { gateways: [{ registryServiceName, port: 15443 }] } } })),
    { networks: { n1: { gateways: [{ address: '192.0.2.1' }] } } }, { networks: { n1: { gateways: [{ address: '192.0.2.1', port: 0 }] } } }, { networks: { n1: { gateways: [{ address: '192.0.2.1', registryServiceName: 'a', port: 1 }] } } }, { networks: { n1: { endpoints: [{}], gateways: [{ port: 1 }] } } }, { networks: { n1: { endpoints: [{ fromCidr: '10.0.0.0/8', fromRegistry: 'a' }] } } },
  ]),
];
