import type { Mutable } from '../../manifests/type-helpers';
import type {
  Destination, VirtualServiceCorsPolicy, VirtualServiceFault, VirtualServiceHeaderOperations, VirtualServiceHttpDestination, VirtualServiceHttpMatch, VirtualServiceHttpRoute,
  VirtualServiceRetries, VirtualServiceRewrite,
} from '../../manifests/types';
import type { CorsFact, FaultFact, HeaderChangeFact, MatchFacts, RedirectFact, RetryFact, RewriteFact } from '../../model';
import type { ResolvedBackend, ResolvedRule } from '../../resolve/resolved';
import { isEmpty, sortKeys, type EmitContext } from './context';
import { duration } from './duration';
import { httpMatches, type HttpMatch, type Limit, type PathPart } from './http-match';

export const NO_LIMIT: readonly Limit[] = [{}];
const EVERYTHING: readonly MatchFacts[] = [{ methods: [], headers: [], cookies: [], query: [], from: [] }];

/** One rule as Istio's routes: one, unless a rewrite of a prefix tells the path itself from what is below it. */
export function httpRoutes(context: EmitContext, rule: ResolvedRule, limits: readonly Limit[], at: number): readonly VirtualServiceHttpRoute[] {
  return routeMatches(context, rule, limits).map(({ part, match }) => routeOf(context, rule, part, match, at));
}

export interface RouteMatch { readonly part: PathPart; /** absent: every request */ readonly match?: readonly VirtualServiceHttpMatch[] }

const EVERY_REQUEST: readonly RouteMatch[] = [{ part: 'whole' }];
/** Matches of a rule, in as many groups as it needs routes. */
export function routeMatches(context: EmitContext, rule: ResolvedRule, limits: readonly Limit[]): readonly RouteMatch[] {
  if (rule.matches.length === 0 && limits === NO_LIMIT && !rewritesPrefix(rule)) return EVERY_REQUEST;
  const all = (rule.matches.length === 0 ? EVERYTHING : rule.matches).flatMap((m) => httpMatches(context, m, limits));
  if (!rewritesPrefix(rule)) return [group('whole', all)];
  const parts: RouteMatch[] = [];
  for (const part of ['whole', 'itself', 'below'] as const) {
    // Where one request meets several matches, the longest prefix is the one that is replaced.
    const of = all.filter((m) => m.part === part).sort((a, b) => (b.match.uri?.prefix?.length ?? 0) - (a.match.uri?.prefix?.length ?? 0));
    if (of.length > 0) parts.push(group(part, of));
  }
  return parts;
}
const rewritesPrefix = ({ action }: ResolvedRule): boolean => action.kind === 'forward' && action.rewrite?.prefix !== undefined;
/** A match without a condition makes the others needless, for each limit that a rule has. */
function group(part: PathPart, all: readonly HttpMatch[]): RouteMatch {
  if (!all.some((m) => m.unconditional)) return { part, match: all.map((m) => m.match) };
  const needed = all.filter((m) => m.unconditional);
  return needed.some((m) => isEmpty(m.match)) ? { part } : { part, match: needed.map((m) => m.match) };
}

export function routeOf(context: EmitContext, rule: ResolvedRule, part: PathPart, match: readonly VirtualServiceHttpMatch[] | undefined, at?: number): VirtualServiceHttpRoute {
  const { action } = rule;
  const out: Mutable<VirtualServiceHttpRoute> = {};
  if (rule.cors) out.corsPolicy = corsOf(rule.cors);
  if (action.kind === 'respond') out.directResponse = action.body === undefined ? { status: action.status } : { body: { string: action.body }, status: action.status };
  if (action.kind === 'forward' && action.fault) out.fault = faultOf(action.fault);
  if (rule.requestHeaders || rule.responseHeaders) {
    const request = rule.requestHeaders && headersOf(rule.requestHeaders), response = rule.responseHeaders && headersOf(rule.responseHeaders);
    if (request || response) out.headers = { ...(request && { request }), ...(response && { response }) };
  }
  if (match) out.match = match;
  if (action.kind === 'forward' && action.mirrors.length > 0) {
    out.mirrors = action.mirrors.map(({ to, percent }) => (percent === 100 ? { destination: destinationOf(context, to, at) } : { destination: destinationOf(context, to, at), percentage: { value: percent } }));
  }
  if (rule.name !== undefined) out.name = rule.name;
  if (action.kind === 'redirect') out.redirect = redirectOf(action);
  if (action.kind !== 'forward') return out;
  if (action.retries !== undefined) out.retries = retriesOf(context, action.retries);
  if (action.rewrite) out.rewrite = rewriteOf(action.rewrite, part, rule.matches);
  out.route = routeDestinations(context, action.backends, at);
  if (action.timeout !== undefined) out.timeout = duration(action.timeout);
  return out;
}

/** Where requests end; one destination needs no weight. */
export function routeDestinations(context: EmitContext, backends: readonly ResolvedBackend[], at?: number): readonly VirtualServiceHttpDestination[] {
  return backends.length === 1 ? [{ destination: destinationOf(context, backends[0]!, at) }]
    : backends.map((b) => ({ destination: destinationOf(context, b, at), weight: b.weight }));
}

/**
 * A port is named where there are several, and where it is another than the one listened `at`: without one a sidecar takes that of the listener,
 * also for a service that has one port only. A gateway (no `at`) takes a service's only port.
 */
export function destinationOf(context: EmitContext, b: ResolvedBackend, at?: number): Destination {
  const thing = b.kind === 'service' ? b.service : b.external;
  const host = context.hostOf(thing);
  const subset = b.kind === 'service' && b.service.versioned ? b.version : undefined;
  if (thing.ports.length === 1 && (at === undefined || at === b.port.number)) return subset === undefined ? { host } : { host, subset };
  return subset === undefined ? { host, port: { number: b.port.number } } : { host, port: { number: b.port.number }, subset };
}

function retriesOf({ facts }: EmitContext, r: RetryFact | 'off'): VirtualServiceRetries {
  if (r === 'off' || r.attempts === 0) return { attempts: 0 };
  const out: Mutable<VirtualServiceRetries> = { attempts: r.attempts };
  if (r.backoff !== undefined) out.backoff = duration(r.backoff);
  if (r.perTryTimeout !== undefined) out.perTryTimeout = duration(r.perTryTimeout);
  out.retryOn = r.on.length > 0 ? r.on.join(',') : facts.version.defaults.retryOn;
  return out;
}

function rewriteOf(r: RewriteFact, part: PathPart, matches: readonly MatchFacts[]): VirtualServiceRewrite {
  const out: Mutable<VirtualServiceRewrite> = {};
  if (r.hostname !== undefined) out.authority = r.hostname;
  if (r.regex) out.uriRegexRewrite = { match: r.regex.match, rewrite: r.regex.by };
  else if (r.path !== undefined) {
    // A plain rewrite replaces what was matched, and only an exact path is matched as a whole.
    if (matches.length > 0 && matches.every((m) => m.path?.kind === 'exact')) out.uri = r.path;
    else out.uriRegexRewrite = { match: '.+', rewrite: r.path.replace(/\\/g, '\\\\') };
  } else if (r.prefix !== undefined) out.uri = part === 'itself' || r.prefix.endsWith('/') ? r.prefix : part === 'below' ? `${r.prefix}/` : r.prefix;
  return out;
}

function redirectOf(r: RedirectFact) {
  return {
    ...(r.hostname !== undefined && { authority: r.hostname }),
    ...(r.port !== undefined && { port: r.port }),
    redirectCode: r.statusCode,
    ...(r.scheme !== undefined && { scheme: r.scheme }),
    ...(r.path !== undefined && { uri: r.path }),
  };
}

function faultOf({ abort, delay }: FaultFact): VirtualServiceFault {
  return {
    ...(abort && { abort: abort.status !== undefined ? { httpStatus: abort.status, percentage: { value: abort.percent } } : { grpcStatus: abort.grpcStatus, percentage: { value: abort.percent } } }),
    ...(delay && { delay: { fixedDelay: duration(delay.by), percentage: { value: delay.percent } } }),
  };
}

function headersOf({ add, remove, set }: HeaderChangeFact): VirtualServiceHeaderOperations | undefined {
  const out: Mutable<VirtualServiceHeaderOperations> = {};
  if (!isEmpty(add)) out.add = sortKeys(add);
  if (remove.length > 0) out.remove = remove;
  if (!isEmpty(set)) out.set = sortKeys(set);
  return isEmpty(out) ? undefined : out;
}

function corsOf(c: CorsFact): VirtualServiceCorsPolicy {
  return {
    ...(c.allowCredentials && { allowCredentials: true }),
    ...(c.allowHeaders.length > 0 && { allowHeaders: c.allowHeaders }),
    ...(c.allowMethods.length > 0 && { allowMethods: c.allowMethods }),
    allowOrigins: c.allowOrigins.map((exact) => ({ exact })),
    ...(c.exposeHeaders.length > 0 && { exposeHeaders: c.exposeHeaders }),
    ...(c.maxAge !== undefined && { maxAge: duration(c.maxAge) }),
  };
}
