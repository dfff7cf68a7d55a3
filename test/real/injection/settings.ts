import { stringify } from '../../../lib/manifests';
import { CertificateAuthority } from '../../../lib/control-plane/istio/props/authority';
import type { IstioControlPlaneProps } from '../../../lib/control-plane/istio/props/control-plane';
import { revisionSettings } from '../../../lib/control-plane/istio/settings/resolve';
import type { RevisionSettings } from '../../../lib/control-plane/istio/settings/revision';
import { authority } from '../../helpers/certificates';

/** One control plane, said twice: as our props, and as the values of Istio's chart. */
export interface SettingsCase {
  readonly name: string;
  readonly settings: RevisionSettings;
  readonly values: object;
  /** The mesh config that istiod has in both cases. */
  readonly meshConfig: string;
}

const runtimeDefault = { type: 'RuntimeDefault' };
const images = { hub: 'docker.io/istio', tag: '1.31.1' };
const production = { proxy: { seccompProfile: runtimeDefault }, gateways: { seccompProfile: runtimeDefault } };
export interface Values { readonly global?: Record<string, unknown>; readonly proxy?: object; readonly [field: string]: unknown }

/** Profile `upstream` unless said otherwise; what of `global` is about the proxy may stand in `proxy`. */
export function settingsCase(name: string, props: IstioControlPlaneProps, { global = {}, proxy, ...values }: Values): SettingsCase {
  const settings = revisionSettings(name, { profile: 'upstream', image: images, ...props }, props.revision);
  return { name, settings, meshConfig: stringify(settings.meshConfig), values: { global: { ...images, ...(proxy && { proxy }), ...global }, ...values } };
}

const mine = 'metadata:\n  annotations:\n    mine: "yes"\nspec:\n  containers:\n  {{- range .Spec.Containers }}\n  - name: {{ .Name }}\n    env:\n    - name: FROM_TEMPLATE\n      value: "{{ $.ObjectMeta.Namespace }}"\n  {{- end }}\n';

/** Where waypoints run. */
const placed = {
  resources: { requests: { cpu: '50m', memory: '64Mi' } }, affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'role', operator: 'In', values: ['mesh'] }] }] } } },
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' }], nodeSelector: { 'example.com/role': 'mesh', fast: 'true' }, tolerations: [{ key: 'mesh', operator: 'Exists', effect: 'NoSchedule' }, { operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 }],
} as const;

export const settingsCases: readonly SettingsCase[] = [
  settingsCase('upstream', {}, {}),
  settingsCase('production with a revision', { profile: 'production', revision: '1-31-1' }, { revision: '1-31-1', ...production }),
  settingsCase('dev', { profile: 'dev' }, { proxy: { ...production.proxy, resources: { requests: { cpu: '10m', memory: '40Mi' }, limits: null } }, global: { waypoint: { resources: { requests: { cpu: '10m', memory: '40Mi' }, limits: null } } }, gateways: production.gateways }),
  settingsCase('CNI plugin', { profile: 'production', cni: true }, { ...production, cni: { enabled: true } }),
  settingsCase('OpenShift', { platform: 'openshift' }, { global: { platform: 'openshift' }, cni: { enabled: true, provider: 'multus' } }),
  settingsCase('ambient', { ambient: true, network: 'net1', clusterName: 'east' }, { profile: 'ambient', global: { network: 'net1', multiCluster: { clusterName: 'east' } } }),
  settingsCase('names', { namespace: 'mesh', trustDomain: 'shop.example', meshId: 'mesh-1', clusterName: 'east', network: 'net1', clusterDomain: 'cluster.example' }, {
    proxy: { clusterDomain: 'cluster.example' }, global: { istioNamespace: 'mesh', meshID: 'mesh-1', network: 'net1', multiCluster: { clusterName: 'east' } },
  }),
  settingsCase('traffic', {
    proxy: { includeOutboundIpRanges: ['10.0.0.0/8', '172.16.0.0/12'], excludeOutboundIpRanges: ['10.1.0.0/16'], includeInboundPorts: [8080, 9090], excludeInboundPorts: [9091], includeOutboundPorts: [443], excludeOutboundPorts: [3306, 6379], forceApplyIptables: true, nftables: true },
    meshConfig: { proxyListenPort: 16001, proxyInboundListenPort: 16006 },
  }, {
    proxy: { includeIPRanges: '10.0.0.0/8,172.16.0.0/12', excludeIPRanges: '10.1.0.0/16', includeInboundPorts: '8080,9090', excludeInboundPorts: '9091', includeOutboundPorts: '443', excludeOutboundPorts: '3306,6379' },
    global: { proxy_init: { forceApplyIptables: true }, nativeNftables: true },
  }),
  settingsCase('traffic by the CNI plugin', { cni: true, proxy: { excludeOutboundIpRanges: ['10.1.0.0/16'], includeOutboundPorts: [443], excludeOutboundPorts: [3306], excludeInboundPorts: [1] } }, {
    cni: { enabled: true }, proxy: { excludeIPRanges: '10.1.0.0/16', includeOutboundPorts: '443', excludeOutboundPorts: '3306', excludeInboundPorts: '1' },
  }),
  settingsCase('logs, images and probes', {
    image: { hub: 'registry.example/mirror', tag: '1.31.1-distroless', variant: 'debug', pullPolicy: 'Always', pullSecrets: ['one', 'two'] }, logLevel: 'all:debug', logAsJson: true,
    proxy: { logLevel: 'info', componentLogLevel: 'http:debug', outlierLogPath: '/dev/stdout', startup: false, statusPort: 15999, privileged: true, readiness: { failureThreshold: 30, initialDelaySeconds: 1, periodSeconds: 2 } },
  }, {
    proxy: { logLevel: 'info', componentLogLevel: 'http:debug', outlierLogPath: '/dev/stdout', startupProbe: { enabled: false }, statusPort: 15999, privileged: true, readinessFailureThreshold: 30, readinessInitialDelaySeconds: 1, readinessPeriodSeconds: 2 },
    global: { hub: 'registry.example/mirror', tag: '1.31.1-distroless', variant: 'debug', imagePullPolicy: 'Always', imagePullSecrets: ['one', 'two'], logging: { level: 'all:debug' }, logAsJson: true },
  }),
  settingsCase('image by reference, hold, startup', { proxy: { image: 'registry.example/proxy:7', holdApplicationUntilProxyStarts: true, startup: { failureThreshold: 5 } } }, {
    proxy: { image: 'registry.example/proxy:7', holdApplicationUntilProxyStarts: true, startupProbe: { failureThreshold: 5 } }, global: { proxy_init: { image: 'registry.example/proxy:7' } },
  }),
  settingsCase('image by name, lifecycle, no probes rewritten', { proxy: { image: 'proxyTest', lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } } }, injection: { rewriteProbes: false } }, {
    proxy: { image: 'proxyTest', lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } } }, global: { proxy_init: { image: 'proxyTest' } }, sidecarInjectorWebhook: { rewriteAppHTTPProbe: false },
  }),
  settingsCase('mesh config', {
    istiod: { env: { COMPLIANCE_POLICY: 'fips-140-3', ENABLE_CLUSTER_TRUST_BUNDLE_API: 'true' } },
    meshConfig: {
      inboundTrafficPolicy: { mode: 'LOCALHOST' }, trustDomain: 'from.mesh.config', enablePrometheusMerge: false,
      defaultConfig: { interceptionMode: 'TPROXY', holdApplicationUntilProxyStarts: true, proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true', A: 'b' }, drainDuration: '23s', image: { imageType: 'distroless' } },
      extensionProviders: [{ name: 'otel', opentelemetry: { service: 'otel.obs.svc.cluster.local', port: 4317, serviceAttributeEnrichment: 'OTEL_SEMANTIC_CONVENTIONS' } }],
    } as never,
  }, { env: { COMPLIANCE_POLICY: 'fips-140-3', ENABLE_CLUSTER_TRUST_BUNDLE_API: true } }),
  settingsCase('variables of proxies', { meshConfig: { defaultConfig: { proxyMetadata: { A: 'b' } } } }, {}),
  settingsCase('waypoints', { waypoint: placed }, { global: { waypoint: { ...placed, resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: null } } } }),
  settingsCase('token exchange', { proxy: { stsPort: 15463 } }, { global: { sts: { servicePort: 15463 } } }),
  settingsCase('Datadog', { meshConfig: { defaultConfig: { tracing: { datadog: { address: '$(HOST_IP):8126' } } } } }, { proxy: { tracer: 'datadog' } }),
  settingsCase('Lightstep', { meshConfig: { defaultConfig: { tracing: { lightstep: { address: 'collector.example.com:443', accessToken: 'token' } } } } }, { proxy: { tracer: 'lightstep' }, global: { tracer: { lightstep: { address: 'collector.example.com:443', accessToken: 'token' } } } }),
  settingsCase('Lightstep with TLS', { meshConfig: { defaultConfig: { tracing: { lightstep: { address: 'collector.example.com:443', accessToken: 'token' }, tlsSettings: { mode: 'SIMPLE', caCertificates: '/etc/lightstep/ca/cacert.pem' } } } } }, { proxy: { tracer: 'lightstep' }, global: { tracer: { lightstep: { address: 'collector.example.com:443', accessToken: 'token' } } } }),
  settingsCase('istio-csr', { ca: CertificateAuthority.istioCsr() }, { global: { caAddress: 'cert-manager-istio-csr.cert-manager.svc:443' } }),
  settingsCase('a signer of Kubernetes', { ca: CertificateAuthority.kubernetesSigner('clusterissuers.cert-manager.io/istio-ca', { rootCertificate: authority }) }, { global: { pilotCertProvider: 'k8s.io/clusterissuers.cert-manager.io/istio-ca' } }),
  settingsCase('templates and selectors', {
    injection: {
      templates: { mine, custom: mine, spire: mine }, defaultTemplates: ['sidecar', 'mine'], policy: 'disabled', annotations: { injected: 'yes' },
      always: [{ matchLabels: { app: 'cart' } }], never: [{ matchExpressions: [{ key: 'version', operator: 'In', values: ['v2'] }] }],
    },
  }, {
    proxy: { autoInject: 'disabled' },
    sidecarInjectorWebhook: { templates: { mine, custom: mine, spire: mine }, defaultTemplates: ['sidecar', 'mine'], injectedAnnotations: { injected: 'yes' }, alwaysInjectSelector: [{ matchLabels: { app: 'cart' } }], neverInjectSelector: [{ matchExpressions: [{ key: 'version', operator: 'In', values: ['v2'] }] }] },
  }),
];
