import type { Duration } from 'cdk8s';
import type { ActionFact, CorsFact, HeaderChangeFact, RuleFacts } from '../model';
import { defined, dnsLabel, hostname, millis, notEmpty, portNumber, show, text, whole } from './arguments';
import { CallError } from './call-error';
import { type Backend, backendFacts, type Destination, type Mirror, mirrorFact } from './destination';
import { FAULT_OPTIONS, faultFactOrOff, type FaultOptions } from './fault-options';
import { type HttpMatch, matchFacts } from './http-match';
import type { PropNames } from './known-props';
import { type HttpMethod, methodFacts } from './path';
import { RETRY_OPTIONS, retryFactOrOff, type RetryOptions } from './retry-options';

/** Rules stand in order: the first that matches decides. What none matches falls to the service's default rule; at a gateway it is a 404. */
export type HttpRule = HttpRuleBase & (ForwardRule | RedirectRule | RespondRule);

interface HttpRuleBase {
  /** For messages and logs. @default - its place in the list */
  readonly name?: string;
  /** Any of these. @default - every request */
  readonly matches?: readonly HttpMatch[];
  /** @default - as they come */
  readonly requestHeaders?: HeaderChange;
  /** @default - as they come */
  readonly responseHeaders?: HeaderChange;
  /** @default - the application answers preflight requests itself */
  readonly cors?: Cors;
}
/** A rule that sends requests on. */
export interface ForwardRule {
  readonly to: Destination | readonly Backend[];
  /** @default - as it comes */
  readonly rewrite?: Rewrite;
  /** @default - no copies */
  readonly mirror?: Mirror;
  /** For the whole request, retries included. @default - that of the destination */
  readonly timeout?: Duration | 'off';
  /** @default - those of the destination */
  readonly retries?: RetryOptions | 'off';
  /** @default - those of the destination */
  readonly fault?: FaultOptions | 'off';
  readonly redirect?: never;
  readonly respond?: never;
}
/** A rule that sends the client elsewhere. */
export interface RedirectRule { readonly redirect: Redirect; readonly to?: never; readonly respond?: never }
/** A rule that answers by itself. */
export interface RespondRule {
  readonly respond: {
    /** 200 to 599. */
    readonly status: number;
    /** @default - empty */
    readonly body?: string;
  };
  readonly to?: never;
  readonly redirect?: never;
}

/** What becomes of headers; names in any case. */
export interface HeaderChange {
  /** In place of what is there. @default - none */
  readonly set?: Readonly<Record<string, string>>;
  /** Besides what is there. @default - none */
  readonly add?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly remove?: readonly string[];
}
/** What becomes of the request's target. One of `path`, `prefix` and `regex`. */
export interface Rewrite {
  /** The authority. @default - as it comes */
  readonly hostname?: string;
  /** The whole path. @default - as it comes */
  readonly path?: string;
  /** In place of the prefix that matched. @default - as it comes */
  readonly prefix?: string;
  /** The part of the path that an RE2 expression matches; `\\1` is its first group. @default - as it comes */
  readonly regex?: { readonly match: string; readonly by: string };
}
/** Where the client is sent. What is left out stays as it came. */
export interface Redirect {
  /** @default - as it came */
  readonly scheme?: 'http' | 'https';
  /** @default - as it came */
  readonly hostname?: string;
  /** The whole path. @default - as it came */
  readonly path?: string;
  /** @default - as it came; with a scheme, that of the scheme */
  readonly port?: number;
  /** @default 302 */
  readonly statusCode?: 301 | 302 | 303 | 307 | 308;
}
/** Which other sites' pages may call. */
export interface Cors {
  /** Whole origins, `https://shop.example.com`, or `*`. */
  readonly allowOrigins: readonly string[];
  /** @default - none besides the simple ones */
  readonly allowMethods?: readonly HttpMethod[];
  /** @default - none besides the simple ones */
  readonly allowHeaders?: readonly string[];
  /** @default - none besides the simple ones */
  readonly exposeHeaders?: readonly string[];
  /** @default false */
  readonly allowCredentials?: boolean;
  /** How long browsers may remember. @default - left to the browser */
  readonly maxAge?: Duration;
}
const headers: PropNames<HeaderChange> = { set: 0, add: 0, remove: 0 };
/** @internal */
export const HTTP_RULE: PropNames<HttpRule> = {
  name: 0, matches: 0, requestHeaders: headers, responseHeaders: headers,
  cors: { allowOrigins: 0, allowMethods: 0, allowHeaders: 0, exposeHeaders: 0, allowCredentials: 0, maxAge: 0 },
  to: 0, rewrite: { hostname: 0, path: 0, prefix: 0, regex: { match: 0, by: 0 } }, mirror: { to: 0, percent: 0 }, timeout: 0, retries: RETRY_OPTIONS, fault: FAULT_OPTIONS,
  redirect: { scheme: 0, hostname: 0, path: 0, port: 0, statusCode: 0 }, respond: { status: 0, body: 0 },
};

export function httpRuleFacts(at: string, rule: HttpRule): RuleFacts {
  const { name, matches, requestHeaders, responseHeaders, cors } = rule;
  return {
    ...(name === undefined ? {} : { name: dnsLabel(at, 'the name of a rule', name) }), matches: matchFacts(at, matches), action: actionFact(at, rule),
    ...(requestHeaders ? { requestHeaders: headerFacts(at, requestHeaders) } : {}), ...(responseHeaders ? { responseHeaders: headerFacts(at, responseHeaders) } : {}), ...(cors ? { cors: corsFact(at, cors) } : {}),
  };
}

function actionFact(at: string, rule: HttpRule): ActionFact {
  const given = [rule.to, rule.redirect, rule.respond].filter((x) => x !== undefined).length;
  if (given !== 1) throw new CallError(at, `a rule forwards (to), redirects or responds: ${given === 0 ? 'this one does none' : 'this one does several'}`);
  if (rule.to !== undefined) {
    const { to, rewrite, mirror, timeout, retries, fault } = rule;
    return {
      kind: 'forward', backends: backendFacts(at, to), ...(rewrite ? { rewrite: rewriteFact(at, rewrite) } : {}), ...(mirror ? { mirror: mirrorFact(at, mirror) } : {}),
      ...(timeout === undefined ? {} : { timeout: timeout === 'off' ? 'off' : millis(at, 'timeout', timeout) }),
      ...(retries === undefined ? {} : { retries: retryFactOrOff(at, retries) }), ...(fault === undefined ? {} : { fault: faultFactOrOff(at, fault) }),
    };
  }
  if (rule.respond) return { kind: 'respond', status: whole(at, 'respond.status', rule.respond.status, 200, 599), ...(rule.respond.body === undefined ? {} : { body: rule.respond.body }) };
  const { scheme, hostname: host, path, port, statusCode } = rule.redirect;
  if (path !== undefined && !path.startsWith('/')) throw new CallError(at, `redirect.path starts with a slash, not ${show(path)}`);
  if (statusCode !== undefined && ![301, 302, 303, 307, 308].includes(statusCode)) throw new CallError(at, `redirect.statusCode must be 301, 302, 303, 307 or 308, not ${String(statusCode)}`);
  return defined({ kind: 'redirect' as const, scheme, hostname: host && hostname(at, 'redirect.hostname', host, false), path, port: port === undefined ? undefined : portNumber(at, 'redirect.port', port), statusCode: statusCode ?? 302 });
}

function rewriteFact(at: string, { hostname: host, path, prefix, regex }: Rewrite): NonNullable<Extract<ActionFact, { kind: 'forward' }>['rewrite']> {
  if ([path, prefix, regex].filter((x) => x !== undefined).length > 1) throw new CallError(at, 'a rewrite takes one of path, prefix and regex');
  for (const p of [path, prefix]) if (p !== undefined && !p.startsWith('/')) throw new CallError(at, `a rewritten path starts with a slash, not ${show(p)}`);
  if (host === undefined && path === undefined && prefix === undefined && regex === undefined) throw new CallError(at, 'a rewrite changes nothing', 'give hostname, path, prefix or regex');
  return defined({ hostname: host && hostname(at, 'rewrite.hostname', host, false), path, prefix, regex: regex && { match: text(at, 'rewrite.regex.match', regex.match), by: regex.by } });
}

const HEADER = /^:?[-!#$%&'*+.^_`|~0-9A-Za-z]+$/;
function headerName(at: string, name: string): string {
  if (typeof name !== 'string' || !HEADER.test(name)) throw new CallError(at, `${show(name)} is no name of a header`);
  return name.toLowerCase();
}
function headerFacts(at: string, { set = {}, add = {}, remove = [] }: HeaderChange): HeaderChangeFact {
  const lower = (map: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(map).map(([k, v]) => [headerName(at, k), v]));
  return { set: lower(set), add: lower(add), remove: remove.map((h) => headerName(at, h)) };
}
function corsFact(at: string, { allowOrigins, allowMethods, allowHeaders = [], exposeHeaders = [], allowCredentials = false, maxAge }: Cors): CorsFact {
  for (const o of notEmpty(at, 'cors.allowOrigins', allowOrigins)) if (o !== '*' && !/^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/i.test(o)) throw new CallError(at, `${show(o)} is no origin`, 'write it with its scheme and without a path: https://shop.example.com');
  return {
    allowOrigins: [...allowOrigins], allowMethods: methodFacts(allowMethods), allowHeaders: allowHeaders.map((h) => headerName(at, h)), exposeHeaders: exposeHeaders.map((h) => headerName(at, h)), allowCredentials,
    ...(maxAge === undefined ? {} : { maxAge: millis(at, 'cors.maxAge', maxAge) }),
  };
}
