import type { Millis } from '../ids';
import type { PolicyKind } from '../policy-facts';

export type AlgorithmFact =
  | { readonly kind: 'least-request' | 'round-robin' | 'random' }
  | { readonly kind: 'hash'; readonly by: { readonly header: string } | { readonly cookie: string; readonly ttl: Millis } | { readonly sourceIp: true } | { readonly query: string } };
export interface LoadBalancingFact {
  readonly algorithm?: AlgorithmFact;
  readonly warmup?: Millis;
  /** Region to region. */
  readonly failover: readonly { readonly from: string; readonly to: string }[];
}
export const loadBalancing: PolicyKind<'LoadBalancing', LoadBalancingFact> = {
  kind: 'LoadBalancing', side: 'client', combine: 'replace', ports: 'any', headless: false, covers: ['mesh', 'namespace', 'group', 'service', 'external', 'version'],
  features: (v) => ['load-balancing', ...(v.algorithm?.kind === 'hash' ? (['load-balancing.hash'] as const) : []), ...(v.failover.length > 0 ? (['load-balancing.failover'] as const) : [])],
};
