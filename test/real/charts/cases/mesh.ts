import { CertificateAuthority } from '../../../../lib/control-plane/istio';
import { authority } from '../../../helpers/certificates';
import type { Case } from '../case';

/** Certificates, the mesh's own settings, proxies and injection. */
export const mesh: readonly Case[] = [
  { name: 'a CA of one\'s own', props: { ca: CertificateAuthority.secret() } },
  { name: 'istio-csr', props: { ca: CertificateAuthority.istioCsr(), ambient: true } },
  { name: 'istio-csr elsewhere', props: { ca: CertificateAuthority.istioCsr({ address: 'csr.pki.svc:8443' }) } },
  { name: 'a signer of Kubernetes', props: { ca: CertificateAuthority.kubernetesSigner('clusterissuers.cert-manager.io/istio-ca'), meshConfig: { caCertificates: [{ certSigners: ['clusterissuers.cert-manager.io/istio-ca'], pem: authority }] } } },
  { name: 'a signer and metadata', props: { ca: CertificateAuthority.kubernetesSigner('example.com/ca', { rootCertificate: authority }), ambient: true, meshConfig: { defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } } } } },
  { name: 'an external CA without a signer', props: { istiod: { env: { EXTERNAL_CA: 'ISTIOD_RA_KUBERNETES_API' } } } },
  { name: 'a trust domain', props: { trustDomain: 'prod.example.com', clusterDomain: 'cluster.example', meshConfig: { trustDomainAliases: ['cluster.local'] } } },
  { name: 'several networks', props: { clusterName: 'east', network: 'net-1', meshId: 'mesh-1', meshNetworks: { 'net-1': { endpoints: [{ fromRegistry: 'east' }], gateways: [{ address: '10.1.2.3', port: 15443 }] } } } },
  { name: 'a mesh config with providers', props: { meshConfig: {
    accessLogFile: '/dev/stdout', accessLogEncoding: 'JSON', outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' }, enableTracing: true,
    extensionProviders: [{ name: 'otel', opentelemetry: { service: 'collector.observability.svc.cluster.local', port: 4317 } }, { name: 'authz', envoyExtAuthzGrpc: { service: 'authz.security.svc.cluster.local', port: 9000, timeout: '1s' } }],
    defaultProviders: { tracing: ['otel'] }, discoverySelectors: [{ matchLabels: { mesh: 'on' } }], rootNamespace: 'mesh-root', pathNormalization: { normalization: 'DECODE_AND_MERGE_SLASHES' },
    defaultConfig: { holdApplicationUntilProxyStarts: true, concurrency: 2, drainDuration: '45s', tracing: { sampling: 10 } }, localityLbSetting: { enabled: false },
  } } },
  { name: 'no prometheus', props: { meshConfig: { enablePrometheusMerge: false, defaultProviders: { metrics: ['prometheus', 'stackdriver'] } } } },
  { name: 'everything about proxies', props: { proxy: {
    image: 'proxyv3', resources: { requests: { cpu: '200m' } }, logLevel: 'info', componentLogLevel: 'misc:warning', includeOutboundIpRanges: ['10.0.0.0/8', '192.168.0.0/16'], excludeOutboundIpRanges: ['10.1.0.0/16'], includeOutboundPorts: [8080], excludeOutboundPorts: [25, 587],
    includeInboundPorts: [80, 443], excludeInboundPorts: [9100], statusPort: 15030, readiness: { failureThreshold: 5, initialDelaySeconds: 1, periodSeconds: 2 }, startup: false, holdApplicationUntilProxyStarts: true,
    lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } }, outlierLogPath: '/dev/stdout', privileged: true, forceApplyIptables: true, nftables: true, seccomp: false,
  } } },
  { name: 'an image of one\'s own', props: { proxy: { image: 'registry.example.com/proxy:1', startup: { failureThreshold: 60 } } } },
  { name: 'everything about injection', props: { injection: {
    everyNamespace: true, policy: 'disabled', always: [{ matchLabels: { inject: 'yes' } }], never: [{ matchExpressions: [{ key: 'job', operator: 'Exists' }] }], annotations: { 'example.com/injected': 'true' }, templates: { extra: 'metadata:\n  labels:\n    extra: "true"\n' },
    defaultTemplates: ['sidecar', 'extra'], rewriteProbes: false, reinvocation: 'IfNeeded', nativeSidecars: false, webhookAnnotations: { note: 'webhook' },
  } } },
  { name: 'waypoints', props: { waypoint: {
    resources: { requests: { cpu: '50m' } }, affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'role', operator: 'Exists' }] }] } } },
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }], nodeSelector: { role: 'mesh' }, tolerations: [{ key: 'mesh', operator: 'Exists' }],
  } } },
  { name: 'limits of proxies and waypoints', props: { proxy: { resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '512Mi' } } }, waypoint: { resources: { limits: { cpu: '3', memory: '2Gi' } } } } },
  { name: 'token exchange', props: { proxy: { stsPort: 15463 } } },
  { name: 'Datadog', props: { meshConfig: { defaultConfig: { tracing: { datadog: { address: '$(HOST_IP):8126' } } } } } },
  { name: 'Lightstep', props: { meshConfig: { defaultConfig: { tracing: { lightstep: { address: 'collector.example.com:443', accessToken: 'token' } } } } } },
  { name: 'not restricted', props: { restricted: false } },
];
