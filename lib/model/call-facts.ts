import type { Id, Millis, Origin } from './ids';
import type { HttpMethodFact, PathFact, RetryFact } from './route-facts';

/** Which requests a call, a grant or an access rule is about. All that is given must hold; an empty one is every request on every port. */
export interface RequestFacts {
  /** Port of the callee, by name. */
  readonly port?: string;
  readonly methods: readonly HttpMethodFact[];
  /** Never regex. */
  readonly paths: readonly PathFact[];
  /** Claims of a verified token: each must have one of the values. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
}

export type CalleeFact =
  | { readonly kind: 'service'; readonly id: Id }
  | { readonly kind: 'external'; readonly id: Id }
  | { readonly kind: 'kubernetes-api' };

/** A declared call: the caller is a workload (its own services speak for it). */
export interface CallFacts {
  readonly origin: Origin;
  readonly mesh: Id;
  readonly from: Id;
  readonly to: CalleeFact;
  /** Any of these; empty: every request. */
  readonly only: readonly RequestFacts[];
  readonly timeout?: Millis;
  readonly retries?: RetryFact | 'off';
}

export type SourceFact =
  | { readonly kind: 'workload'; readonly id: Id }
  | { readonly kind: 'gateway'; readonly id: Id }
  /** By name: it need not be of this app. */
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'anyone' }
  /** Any verified mesh identity. */
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'cidr'; readonly block: string }
  | { readonly kind: 'principal'; readonly spiffeId: string }
  /** `of`, but none of `not`. */
  | { readonly kind: 'except'; readonly of: SourceFact; readonly not: readonly SourceFact[] };

/** The callee's owner accepts calls of another owner. */
export interface GrantFacts {
  readonly origin: Origin;
  readonly mesh: Id;
  readonly service: Id;
  readonly from: SourceFact;
  readonly only: readonly RequestFacts[];
}
