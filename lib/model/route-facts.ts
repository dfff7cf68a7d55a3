import type { Declared, Id, Millis } from './ids';

export type HttpMethodFact = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** A prefix is whole path segments: `/v2` is `/v2` and what is below it. It is kept without a trailing slash; `/` is every path. */
export interface PathFact { readonly kind: 'exact' | 'prefix' | 'regex'; readonly value: string }

/** A condition on a value that has a name (header, cookie, query parameter). `prefix` here is of the string. */
export interface ValueFact {
  readonly name: string;
  readonly kind: 'exact' | 'prefix' | 'regex' | 'present';
  /** Empty for `present`. */
  readonly value: string;
  readonly not: boolean;
}

/** All conditions hold together; an empty one is every request. */
export interface MatchFacts {
  readonly path?: PathFact;
  /** Any of these; empty: every method. */
  readonly methods: readonly HttpMethodFact[];
  /** Header names are lower case. */
  readonly headers: readonly ValueFact[];
  readonly cookies: readonly ValueFact[];
  readonly query: readonly ValueFact[];
  /** Workloads (ids) that the request comes from; empty: anyone. */
  readonly from: readonly Id[];
}

export type DestinationFact =
  /** The service's default rule. */
  | { readonly kind: 'service'; readonly service: Id }
  /** All its endpoints, past its split. */
  | { readonly kind: 'endpoints'; readonly service: Id }
  | { readonly kind: 'version'; readonly service: Id; readonly version: string }
  | { readonly kind: 'external'; readonly external: Id };

export interface BackendFact { readonly to: DestinationFact; readonly weight: number; /** by name */ readonly port?: string }

export interface RetryFact {
  readonly attempts: number;
  readonly perTryTimeout?: Millis;
  /** Empty: the mesh's own default conditions. */
  readonly on: readonly string[];
  readonly backoff?: Millis;
}
export interface FaultFact {
  readonly delay?: { readonly by: Millis; readonly percent: number };
  readonly abort?: { readonly status?: number; readonly grpcStatus?: string; readonly percent: number };
}
export interface HeaderChangeFact {
  readonly set: Readonly<Record<string, string>>;
  readonly add: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}
export interface RewriteFact {
  readonly hostname?: string;
  readonly path?: string;
  readonly prefix?: string;
  readonly regex?: { readonly match: string; readonly by: string };
}
export interface CorsFact {
  /** Exact origins, or `*`. */
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly HttpMethodFact[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAge?: Millis;
}

export interface ForwardFact {
  readonly kind: 'forward';
  readonly backends: readonly BackendFact[];
  readonly rewrite?: RewriteFact;
  readonly mirror?: { readonly to: DestinationFact; readonly percent: number };
  readonly timeout?: Millis | 'off';
  readonly retries?: RetryFact | 'off';
  readonly fault?: FaultFact | 'off';
}
export interface RedirectFact {
  readonly kind: 'redirect';
  readonly scheme?: 'http' | 'https';
  readonly hostname?: string;
  readonly path?: string;
  readonly port?: number;
  readonly statusCode: number;
}
export interface RespondFact { readonly kind: 'respond'; readonly status: number; readonly body?: string }
export type ActionFact = ForwardFact | RedirectFact | RespondFact;

export interface RuleFacts {
  readonly name?: string;
  /** Any of these; empty: every request. */
  readonly matches: readonly MatchFacts[];
  readonly action: ActionFact;
  readonly requestHeaders?: HeaderChangeFact;
  readonly responseHeaders?: HeaderChangeFact;
  readonly cors?: CorsFact;
}

/** gRPC rules are HTTP rules on `/package.Service/Method` paths; TLS and TCP routes have one rule without matches. */
export interface RouteFacts extends Declared {
  readonly mesh: Id;
  readonly kind: 'http' | 'grpc' | 'tls' | 'tcp';
  readonly name: string;
  readonly parent: { readonly kind: 'service' | 'gateway'; readonly id: Id };
  /** Port or listener by name. */
  readonly port?: string;
  /** Gateway: the hosts it is for (empty: those of the listeners). Service: the authority a request must name (empty: any of the service's names). */
  readonly hostnames: readonly string[];
  readonly priority?: number;
  readonly rules: readonly RuleFacts[];
}

/** The default rule of a service. */
export interface SplitFacts extends Declared {
  readonly mesh: Id;
  readonly service: Id;
  readonly weights: Readonly<Record<string, number>>;
}
