import type { MeshConfig } from '../../generated/mesh-config';
import type { RevisionSettings } from '../../settings/revision';

/** Facts that several parts of the templates want, worked out of the settings once. */
export interface InjectionFacts {
  readonly settings: RevisionSettings;
  /** Host and port where certificates are signed. */
  readonly caAddress: string;
  /** Of the mesh config, which may say otherwise than the control plane's own prop. */
  readonly trustDomain: string;
  /** Ports on which a sidecar takes captured traffic. */
  readonly outboundPort: number;
  readonly inboundPort: number;
  /** Applications listen on their loopback address only. */
  readonly inboundToLocalhost: boolean;
  /** Some tracing provider wants the workload described in OpenTelemetry's words. */
  readonly describesWorkload: boolean;
  /** The tracer of the mesh config that wants more of a pod than Envoy's configuration. */
  readonly tracer?: 'datadog' | 'lightstep';
  /** `fips-140-3` or the like, as istiod itself obeys it. */
  readonly compliance?: string;
  /** istiod's root certificate comes as a ClusterTrustBundle instead of a ConfigMap. */
  readonly trustBundle: boolean;
  /** istiod certifies itself, so that proxies need its root certificate. */
  readonly ownRoot: boolean;
}

export function injectionFacts(settings: RevisionSettings): InjectionFacts {
  const { meshConfig, istiod, suffix, namespace } = settings;
  return {
    settings,
    caAddress: settings.caAddress ?? `istiod${suffix}.${namespace}.svc:15012`,
    trustDomain: meshConfig.trustDomain ?? settings.trustDomain,
    outboundPort: meshConfig.proxyListenPort ?? 15001,
    inboundPort: meshConfig.proxyInboundListenPort ?? 15006,
    inboundToLocalhost: meshConfig.inboundTrafficPolicy?.mode === 'LOCALHOST',
    describesWorkload: (meshConfig.extensionProviders ?? []).some((p) => p.opentelemetry?.serviceAttributeEnrichment === 'OTEL_SEMANTIC_CONVENTIONS'),
    tracer: tracerOf(meshConfig),
    compliance: istiod.env.COMPLIANCE_POLICY || undefined,
    trustBundle: istiod.env.ENABLE_CLUSTER_TRUST_BUNDLE_API === 'true',
    ownRoot: settings.certProvider === 'istiod',
  };
}

export function tracerOf({ defaultConfig }: MeshConfig): InjectionFacts['tracer'] {
  const { datadog, lightstep } = (defaultConfig?.tracing ?? {}) as { readonly [tracer: string]: unknown };
  return datadog ? 'datadog' : lightstep ? 'lightstep' : undefined;
}
