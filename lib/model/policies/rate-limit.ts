import type { RequestFacts } from '../call-facts';
import type { Millis } from '../ids';
import type { PolicyKind } from '../policy-facts';

/** A bucket of `requests` tokens that refills every `per`, in each proxy replica for itself. */
export interface RateLimitFact {
  readonly requests: number;
  readonly per: Millis;
  /** Any of these; empty: every request. */
  readonly only: readonly RequestFacts[];
  /** One bucket for every value of it; absent: one for all. */
  readonly by?: 'client-address' | 'caller' | { readonly header: string };
  /** Limit over all values. */
  readonly total?: number;
  readonly maxKeys: number;
}
export const rateLimit: PolicyKind<'RateLimit', RateLimitFact> = {
  kind: 'RateLimit', side: 'server', combine: 'add', ports: 'http', headless: true, covers: ['service', 'gateway', 'group'],
  features: (v) => ['rate-limit', ...(v.by !== undefined ? (['rate-limit.by'] as const) : [])],
  requests: (v) => v.only,
};
