import type { Balancing, HostPort, Outlier, Pool, Retries } from '../effective/mesh';

/** What a model leaves to the installation that it is compiled for. */
export interface MeaningFacts {
  readonly trustDomain: string;
  /** Other names that mean it in identities. */
  readonly trustDomainAliases: readonly string[];
  readonly clusterDomain: string;
  readonly rootNamespace: string;
  /** Of requests that nothing says how to try again. */
  readonly retries: Retries;
  /** Of retries that name no conditions. */
  readonly retryOn: readonly string[];
  /** Of connections that no policy covers. */
  readonly connection: { readonly pool: Pool; readonly outlier?: Outlier; readonly balancing: Balancing };
  /** What an OutlierDetection leaves out. */
  readonly outlier: Outlier;
  /** What a policy that is switched off leaves: a pool without limits. */
  readonly noPool: Pool;
  /** Of proxies that may send anywhere: whether the installation lets them. */
  readonly platform: Platform;
  /** Authorizers by name: whether they judge requests only, or connections too. */
  readonly authorizers: ReadonlyMap<string, 'requests' | 'connections'>;
}
/** Hosts that are there before any mesh is. */
export interface Platform {
  readonly hosts: readonly PlatformHost[];
  /** Names among them: where names are looked up, and the API server. */
  readonly dns: string;
  readonly api: string;
  /** Where the proxies send by themselves, by provider. */
  readonly providers: ReadonlyMap<string, string>;
  /** Providers that serve where nobody names one. */
  readonly defaults: readonly string[];
}
export interface PlatformHost { readonly name: string; readonly namespace: string; readonly ports: readonly HostPort[] }
