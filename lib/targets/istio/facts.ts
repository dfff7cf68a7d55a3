import { istio131 } from './versions/1.31';
import type { IstioVersion } from './versions/version';

/** What the installation is like. */
export interface IstioFacts {
  /** @default '1.31' */
  readonly version?: '1.31';
  /** Revision that injects the proxies. @default - the default revision: namespaces are labelled `istio-injection: enabled` */
  readonly revision?: string;
  /** @default 'istio-system' */
  readonly rootNamespace?: string;
  /** @default 'cluster.local' */
  readonly clusterDomain?: string;
  /** @default 'cluster.local' */
  readonly trustDomain?: string;
  /** Istio's MeshConfig, as far as it differs from Istio's defaults. @default - nothing differs */
  readonly meshConfig?: IstioMeshConfig;
}

/** The fields of MeshConfig that are read here; all others are accepted and left alone. */
export interface IstioMeshConfig {
  /** File to which every proxy logs; an audit adds no log of its own then. @default - none */
  readonly accessLogFile?: string;
  /** How long a client waits for a connection. @default '10s' */
  readonly connectTimeout?: string;
  /** Providers that serve where nobody names one. @default - none: logs go to the proxy's own output, metrics to Prometheus, and tracing must name its provider */
  readonly defaultProviders?: { readonly accessLogging?: readonly string[]; readonly metrics?: readonly string[]; readonly tracing?: readonly string[] };
  /** Connection policies of services that have none. @default - none; where there is one, a policy that is switched off is written out */
  readonly defaultTrafficPolicy?: Readonly<Record<string, unknown>>;
  /** @default true */
  readonly enableAutoMtls?: boolean;
  /** Authorizers, tracers and log sinks that policies name; a name that is not here is an error. @default - none */
  readonly extensionProviders?: readonly IstioExtensionProvider[];
  /** Of proxies that no Sidecar says otherwise of. @default - `ALLOW_ANY` */
  readonly outboundTrafficPolicy?: { readonly mode?: string };
  readonly [field: string]: unknown;
}
/** A provider: its name, and one field that says what it is, as `opentelemetry` or `envoyExtAuthzGrpc`. */
export interface IstioExtensionProvider { readonly name: string; readonly [kind: string]: unknown }

/** The facts with every default filled in. */
export interface IstioSettings {
  readonly version: IstioVersion;
  readonly revision?: string;
  readonly rootNamespace: string;
  readonly clusterDomain: string;
  readonly trustDomain: string;
  readonly meshConfig: IstioMeshConfig;
}

const VERSIONS: Readonly<Record<string, IstioVersion>> = { [istio131.name]: istio131 };

/** Fills in the defaults; throws where a fact cannot be one. */
export function settingsOf(facts: IstioFacts): IstioSettings {
  const wanted = facts.version ?? istio131.name;
  const version = VERSIONS[wanted];
  if (!version) throw new Error(`Istio ${wanted} is not known; known are ${Object.keys(VERSIONS).join(', ')}`);
  const { revision } = facts;
  if (revision !== undefined && !isLabel(revision)) throw new Error(`'${revision}' cannot be an Istio revision: it is a DNS label`);
  const rootNamespace = facts.rootNamespace ?? 'istio-system';
  if (!isLabel(rootNamespace)) throw new Error(`'${rootNamespace}' cannot be Istio's root namespace: it is a DNS label`);
  const clusterDomain = facts.clusterDomain ?? 'cluster.local';
  if (!isDomain(clusterDomain)) throw new Error(`'${clusterDomain}' cannot be the cluster's domain`);
  const trustDomain = facts.trustDomain ?? 'cluster.local';
  if (!isDomain(trustDomain)) throw new Error(`'${trustDomain}' cannot be a trust domain`);
  const meshConfig = facts.meshConfig ?? {};
  checkMeshConfig(meshConfig);
  return { version, ...(revision !== undefined && { revision }), rootNamespace, clusterDomain, trustDomain, meshConfig };
}

function checkMeshConfig(config: IstioMeshConfig): void {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) throw new Error('meshConfig is an object: the fields of Istio\'s MeshConfig');
  const { extensionProviders: providers } = config;
  if (providers === undefined) return;
  if (!Array.isArray(providers)) throw new Error('meshConfig.extensionProviders is a list');
  const seen = new Set<string>();
  providers.forEach((p: unknown, i) => {
    const name = (p as { name?: unknown } | null)?.name;
    if (typeof name !== 'string' || name === '') throw new Error(`meshConfig.extensionProviders[${i}] has no name`);
    if (seen.has(name)) throw new Error(`meshConfig.extensionProviders names '${name}' twice`);
    if (Object.keys(p as object).length !== 2) throw new Error(`meshConfig.extensionProviders '${name}' says what it is in one field, such as envoyExtAuthzGrpc or opentelemetry`);
    seen.add(name);
  });
}

const isLabel = (s: string): boolean => s.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(s);
const isDomain = (s: string): boolean => s.length <= 253 && s.split('.').every(isLabel);
