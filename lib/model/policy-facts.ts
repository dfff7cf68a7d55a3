import type { RequestFacts } from './call-facts';
import type { Feature } from './features';
import type { Declared, Id } from './ids';

/** What a policy covers. A version is named with its service. */
export type CoverFact =
  | { readonly level: 'mesh' | 'namespace' | 'group' | 'service' | 'external' | 'gateway'; readonly id: Id }
  | { readonly level: 'version'; readonly id: Id; readonly version: string };

/**
 * One declared policy. `kind` names its file in `policies/` beside this one, which gives `value` its type.
 * `direct`: the covered thing itself was named or is the scope; then it must make sense there, while an inherited one skips what it does not fit.
 */
export interface PolicyFacts<Kind extends string = string, Value = unknown> extends Declared {
  readonly kind: Kind;
  readonly mesh: Id;
  readonly covers: readonly CoverFact[];
  readonly value: Value | 'off';
}

/**
 * How a kind of policy behaves, as data, so that coverage and precedence are worked out once for all kinds.
 * `replace`: the most specific wins as a whole; `add`: all that cover a thing hold together.
 */
export interface PolicyKind<Kind extends string, Value> {
  readonly kind: Kind;
  readonly side: 'client' | 'server' | 'edge';
  readonly combine: 'replace' | 'add';
  /** With `replace`: every property of the value is decided by itself. */
  readonly sections?: true;
  /** With `add`: values with the same key do not add up; the nearest holds. */
  readonly key?: (value: Value) => string;
  /** It is about the whole of a workload, not single ports: services with the same pods must agree on it. */
  readonly wholeWorkload?: true;
  /** Ports it makes sense on. */
  readonly ports: 'http' | 'any';
  /** Whether a headless service can have it (its clients connect to the pod they chose). */
  readonly headless: boolean;
  /** What it may cover; checked by the compiler too. */
  readonly covers: readonly CoverFact['level'][];
  /** What a policy with this value asks of a target. */
  readonly features: (value: Value) => readonly Feature[];
  /** Conditions on requests in a value, for kinds that have some. */
  readonly requests?: (value: Value) => readonly RequestFacts[];
  /** Names of ports in a value, for kinds that have some. */
  readonly portNames?: (value: Value) => readonly string[];
  /** Type carrier; never set. */
  readonly value?: Value;
}
