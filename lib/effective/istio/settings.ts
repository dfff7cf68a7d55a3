import type { Installation } from '../mesh';

/** Istio's MeshConfig, as far as it is read here; other fields are left alone. */
export interface MeshConfig {
  readonly rootNamespace?: string;
  readonly trustDomain?: string;
  readonly trustDomainAliases?: readonly string[];
  readonly enableAutoMtls?: boolean;
  readonly outboundTrafficPolicy?: { readonly mode?: string };
  readonly inboundTrafficPolicy?: { readonly mode?: string };
  readonly defaultServiceExportTo?: readonly string[];
  readonly defaultVirtualServiceExportTo?: readonly string[];
  readonly defaultDestinationRuleExportTo?: readonly string[];
  readonly defaultHttpRetryPolicy?: { readonly attempts?: number; readonly perTryTimeout?: string; readonly retryOn?: string; readonly backoff?: string; readonly retryRemoteLocalities?: boolean; readonly retryIgnorePreviousHosts?: boolean };
  readonly defaultTrafficPolicy?: Readonly<Record<string, any>>;
  readonly connectTimeout?: string;
  readonly localityLbSetting?: Readonly<Record<string, any>>;
  readonly extensionProviders?: readonly { readonly name: string; readonly [kind: string]: unknown }[];
  readonly defaultProviders?: { readonly accessLogging?: readonly string[]; readonly metrics?: readonly string[]; readonly tracing?: readonly string[] };
  readonly pathNormalization?: { readonly normalization?: string };
  readonly meshMTLS?: { readonly minProtocolVersion?: string };
  readonly enableTracing?: boolean;
  readonly accessLogFile?: string;
  readonly discoverySelectors?: readonly object[];
  readonly [field: string]: unknown;
}

/** What a reader is told of the installation. */
export interface ReadOptions {
  /** @default - Istio's defaults, or what a ConfigMap `istio` in the input says */
  readonly meshConfig?: MeshConfig;
  /** @default - the mesh config's, else `istio-system` */
  readonly rootNamespace?: string;
  /** @default 'cluster.local' */
  readonly clusterDomain?: string;
  /** @default - the mesh config's, else `cluster.local` */
  readonly trustDomain?: string;
  /** Whether what the input does not hold does not exist. @default 'open' */
  readonly inventory?: 'open' | 'closed';
  /** Injection of namespaces that are not in the input, or have no label. @default - workloads are taken to have a proxy: who checks a mesh means its proxies */
  readonly injectedByDefault?: boolean;
}

/** Mesh config with Istio's defaults filled in, where it matters. */
export interface Settings extends Installation {
  readonly config: MeshConfig;
  readonly autoMtls: boolean;
  readonly outbound: 'ALLOW_ANY' | 'REGISTRY_ONLY' | 'ALLOW_ANY_DYNAMIC_DNS';
  /** Trust domains that mean the same as the mesh's own. */
  readonly aliases: readonly string[];
  readonly injectedByDefault: boolean;
}

export function settingsOf(options: ReadOptions): Settings {
  const config = options.meshConfig ?? {};
  const mode = config.outboundTrafficPolicy?.mode;
  return {
    config,
    rootNamespace: options.rootNamespace ?? config.rootNamespace ?? 'istio-system',
    clusterDomain: options.clusterDomain ?? 'cluster.local',
    trustDomain: options.trustDomain ?? config.trustDomain ?? 'cluster.local',
    inventory: options.inventory ?? 'open',
    autoMtls: config.enableAutoMtls ?? true,
    outbound: mode === 'REGISTRY_ONLY' || mode === 'ALLOW_ANY_DYNAMIC_DNS' ? mode : 'ALLOW_ANY',
    aliases: config.trustDomainAliases ?? [],
    injectedByDefault: options.injectedByDefault ?? true,
  };
}
