/** As much of Envoy's configuration as the suites look at, in proto field names. */
export interface ProxyConfig {
  readonly node: unknown;
  readonly clusters?: readonly EnvoyResource[];
  readonly endpoints?: readonly EnvoyResource[];
  readonly listeners?: readonly EnvoyResource[];
  readonly routes?: readonly EnvoyResource[];
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type EnvoyResource = any;
