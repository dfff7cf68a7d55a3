import type { Duration } from 'cdk8s';
import type { PathFact, RequestFacts } from '../model';
import { text } from './arguments';
import { CallError } from './call-error';
import { KIND } from './declare';
import { knownProps, type PropNames } from './known-props';
import { callPath, type HttpMethod, methodFacts, pathFact } from './path';
import { RETRY_OPTIONS, type RetryOptions } from './retry-options';

const NONE = Object.freeze([]);
const NO_CLAIMS = Object.freeze({});
const REQUESTS: PropNames<Parameters<typeof Call.http>[0]> = { methods: 0, paths: 0, port: 0 };

/** Which requests: of a call, a grant, an access rule. Paths are as in routes: `/reviews` is that path and what is below it; `=/reviews` that path alone. */
export class Call {
  /** GET of these paths. Without one: of every path. */
  static get(...paths: string[]): Call { return Call.http({ methods: ['GET'], paths }); }
  /** POST to these paths. Without one: to every path. */
  static post(...paths: string[]): Call { return Call.http({ methods: ['POST'], paths }); }
  /** HTTP requests: any of the methods to any of the paths, on a port by its name. What is left out means any. */
  static http(call: { readonly methods?: readonly HttpMethod[]; readonly paths?: readonly string[]; readonly port?: string }): Call {
    knownProps(undefined, REQUESTS, call);
    return new Call({ ...(call.port === undefined ? {} : { port: text(undefined, 'port', call.port) }), methods: methodFacts(call.methods), paths: Object.freeze((call.paths ?? []).map(callPath)), claims: NO_CLAIMS });
  }
  /** Methods of a gRPC service by its full name, `shop.Rank`. Without one: every method. */
  static grpc(service: string, ...methods: string[]): Call {
    return new Call({ methods: NONE, paths: Object.freeze(grpcPaths(service, methods)), claims: NO_CLAIMS });
  }
  /** Everything on one port, by its name. */
  static port(name: string): Call { return new Call({ port: text(undefined, 'port', name), methods: NONE, paths: NONE, claims: NO_CLAIMS }); }

  readonly [KIND] = 'call';
  private constructor(/** @internal */ readonly facts: RequestFacts) { Object.freeze(facts); Object.freeze(this); }

  /** Only with these claims of a verified token: each must have the value, or one of the values. */
  when(condition: { readonly claims: Readonly<Record<string, string | readonly string[]>> }): Call {
    return new Call({ ...this.facts, claims: Object.freeze({ ...this.facts.claims, ...claimFacts(undefined, condition.claims) }) });
  }
}

/**
 * How one caller calls: its own timeout and retries; `only` limits the call and what they hold for. Several `calls()` to one callee add up; options that
 * overlap must be equal.
 */
export interface CallOptions {
  /** @default - every request */
  readonly only?: readonly Call[];
  /** For the whole request, retries included. @default - the timeout that covers the callee */
  readonly timeout?: Duration;
  /** @default - the retries that cover the callee */
  readonly retries?: RetryOptions | 'off';
}
/** @internal */
export const CALL_OPTIONS: PropNames<CallOptions> = { only: 0, timeout: 0, retries: RETRY_OPTIONS };

export function requestFacts(at: string, calls: readonly Call[] | undefined): readonly RequestFacts[] {
  if (!calls?.length) return NONE;
  return Object.freeze(calls.map((c) => {
    if ((c as Partial<Call> | undefined)?.[KIND] !== 'call') throw new CallError(at, 'requests are named with Call', "as in Call.get('/reviews')");
    return c.facts;
  }));
}

export function claimFacts(at: string | undefined, claims: Readonly<Record<string, string | readonly string[]>> | undefined): RequestFacts['claims'] {
  if (!claims || Object.keys(claims).length === 0) return NO_CLAIMS;
  return Object.freeze(Object.fromEntries(Object.entries(claims).map(([name, value]) => {
    text(at, 'the name of a claim', name);
    const values = typeof value === 'string' ? [value] : [...value];
    if (!values.length) throw new CallError(at, `claim '${name}' must name at least one value`);
    return [name, Object.freeze(values)];
  })));
}

const GRPC_NAME = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;
export function grpcPaths(service: string, methods: readonly string[]): PathFact[] {
  if (typeof service !== 'string' || !GRPC_NAME.test(service)) throw new CallError(undefined, `'${service}' is no gRPC service`, "name it with its package: 'shop.Rank'");
  if (methods.length === 0) return [pathFact('prefix', `/${service}`)];
  return methods.map((m) => {
    if (typeof m !== 'string' || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(m)) throw new CallError(undefined, `'${m}' is no gRPC method of ${service}`);
    return pathFact('exact', `/${service}/${m}`);
  });
}
