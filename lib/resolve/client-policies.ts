import type { CallFacts, ExternalFacts, FaultFact, Id, MatchFacts, Millis, Origin, PathFact, PolicyFacts, PortFacts, RequestFacts, RetryFact, RewriteFact, ServiceFacts } from '../model';
import type { BaseForward, BaseRule } from './base-rules';
import { CODES } from './codes';
import type { Context } from './context';
import { EVERY_REQUEST, everyPath, matchAnd, matchesOf } from './match-and';
import { escapeRegex } from '../text/re2';
import type { Report } from './report';
import type { ResolvedForward, ResolvedRule } from './resolved';
import { withoutShadowed } from './shadowed';

type Thing = ServiceFacts | ExternalFacts;
type FaultPolicy = PolicyFacts<'FaultInjection', FaultFact & { readonly matches: readonly MatchFacts[] }>;
/** The port of a host whose callers are known; a gateway's are not. */
export interface Host { readonly thing: Thing; readonly callers: readonly Layer[] }
export const hostOf = (ctx: Context, thing: Thing, port: PortFacts): Host => ({ thing, callers: callLayers(ctx, thing, port) });

interface Brought { readonly timeout: Millis | undefined; readonly retries: RetryFact | 'off' | undefined; readonly faults: readonly FaultPolicy[]; /** They are the client's own, in place of the owner's. */ readonly ownFaults: boolean }
/** What changes for some of the requests of a rule. */
export interface Layer { readonly matches: readonly MatchFacts[]; readonly origin: Origin; readonly change: Partial<Pick<ResolvedForward, 'timeout' | 'retries' | 'fault'>> }

/** The client policies that come with a destination, for the clients of a mesh. */
function broughtBy(ctx: Context, thing: Thing, client: Id): Brought {
  const { policies } = ctx;
  const timeout = policies.forClient('TimeoutPolicy', thing, client)?.value;
  const retries = policies.forClient('RetryPolicy', thing, client)?.value;
  const own = client === thing.mesh ? [] : policies.all('FaultInjection', thing, client);
  return {
    timeout: timeout !== undefined && timeout !== 'off' ? timeout.request : undefined,
    retries,
    faults: (own.length > 0 ? own : policies.all('FaultInjection', thing)) as readonly FaultPolicy[],
    ownFaults: own.length > 0,
  };
}
const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** What all destinations of a rule bring; where they differ, the rule must say it itself. Without a client: what their owners say. */
function brought(ctx: Context, base: BaseRule, action: BaseForward, client: Id | undefined, report?: Report): Brought {
  const [first, ...others] = action.things;
  if (!first) return { timeout: undefined, retries: undefined, faults: [], ownFaults: false };
  const result = broughtBy(ctx, first, client ?? first.mesh);
  for (const other of others) {
    const b = broughtBy(ctx, other, client ?? other.mesh);
    const differs = (what: string, prop: 'timeout' | 'retries' | 'fault', unlike: boolean): void => {
      if (unlike && action.stated[prop] === undefined) {
        report?.(CODES.mixedPolicies, base.origin, `${first.name} and ${other.name}, to which one rule sends requests, bring different ${what}`, { help: `state it in the rule: \`${prop}: …\` or \`${prop}: 'off'\``, related: [first.origin, other.origin] });
      }
    };
    differs('timeouts', 'timeout', b.timeout !== result.timeout);
    differs('retries', 'retries', !same(b.retries, result.retries));
    differs('faults', 'fault', !same(b.faults.map((f) => f.value), result.faults.map((f) => f.value)));
  }
  return result;
}

const faultOf = ({ delay, abort }: FaultFact): FaultFact => ({ ...(delay ? { delay } : {}), ...(abort ? { abort } : {}) });
const limited = (matches: readonly MatchFacts[], from: readonly Id[]): readonly MatchFacts[] => (matches.length === 0 ? [EVERY_REQUEST] : matches).map((m) => ({ ...m, from: m.from.length === 0 ? from : m.from.filter((f) => from.includes(f)) }));

/** Requests of a call on a port, as matches of a route. Claims cannot be told apart there: the options hold for what has the path and method. */
export function requestMatches(only: readonly RequestFacts[], port: PortFacts): readonly MatchFacts[] {
  if (only.length === 0) return [EVERY_REQUEST];
  return only.filter((r) => r.port === undefined || r.port === port.name)
    .flatMap((r) => (r.paths.length === 0 ? [{ ...EVERY_REQUEST, methods: r.methods }] : r.paths.map((path) => ({ ...EVERY_REQUEST, path, methods: r.methods }))));
}

const NO_LAYERS: readonly Layer[] = [];
/** Options of the calls of a host's callers; callers that say the same share a rule. */
function callLayers(ctx: Context, host: Thing, port: PortFacts): readonly Layer[] {
  let groups: Map<string, { readonly call: CallFacts; readonly from: Id[] }> | undefined;
  for (const call of ctx.index.callsTo.get(host.id) ?? []) {
    if ((call.timeout === undefined && call.retries === undefined) || !ctx.index.workload.get(call.from)?.meshed) continue;
    const key = JSON.stringify([call.only, call.timeout, call.retries]);
    const group = (groups ??= new Map()).get(key);
    if (!group) groups.set(key, { call, from: [call.from] });
    else if (!group.from.includes(call.from)) group.from.push(call.from);
  }
  if (!groups) return NO_LAYERS;
  return [...groups.entries()].map(([key, { call, from }]) => ({ key: [...from.sort(), key].join(' '), call, from, here: requestMatches(call.only, port) })).filter((g) => g.here.length > 0).sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ call, from, here }) => ({
    origin: call.origin,
    matches: limited(here, from).filter((m) => m.from.length > 0),
    change: { ...(call.timeout !== undefined ? { timeout: call.timeout } : {}), ...(call.retries !== undefined ? { retries: call.retries } : {}) },
  })).filter((l) => l.matches.length > 0);
}

/** What a mesh says of another owner's service holds for those of its workloads that declare a call of the host. */
function meshLayers(ctx: Context, base: BaseRule, action: BaseForward, host: Thing): readonly Layer[] {
  if (!action.things.some((t) => ctx.policies.foreignOn(t).length > 0)) return NO_LAYERS;
  const meshes = new Set(action.things.flatMap((t) => ctx.policies.foreignOn(t).filter((p) => FOLDED.has(p.kind)).map((p) => p.mesh)));
  return [...meshes].sort().flatMap((mesh) => {
    const callers = [...new Set((ctx.index.callsTo.get(host.id) ?? []).filter((c) => c.mesh === mesh && ctx.index.workload.get(c.from)?.meshed).map((c) => c.from))].sort();
    if (callers.length === 0) return [];
    const b = brought(ctx, base, action, mesh);
    const origin = ctx.policies.foreignOn(action.things[0]!).find((p) => p.mesh === mesh)?.origin ?? base.origin;
    const change = { ...(action.stated.timeout === undefined ? { timeout: b.timeout } : {}), ...(action.stated.retries === undefined ? { retries: b.retries } : {}) };
    const ownFaults = b.ownFaults && action.stated.fault === undefined;
    const faulty = ownFaults ? b.faults : [];
    return [
      ...faulty.filter((f) => f.value !== 'off' && f.value.matches.length > 0).map((f): Layer => ({ origin: f.origin, matches: limited((f.value as FaultFact & { matches: MatchFacts[] }).matches, callers).filter((m) => m.from.length > 0), change: { ...change, fault: faultOf(f.value as FaultFact) } })),
      { origin, matches: limited([], callers), change: { ...change, ...(ownFaults ? { fault: plainFault(faulty) } : {}) } },
    ];
  });
}
const FOLDED: ReadonlySet<string> = new Set(['TimeoutPolicy', 'RetryPolicy', 'FaultInjection']);
const plainFault = (faults: readonly FaultPolicy[]): FaultFact | undefined => {
  const plain = faults.find((f) => f.value !== 'off' && f.value.matches.length === 0);
  return plain ? faultOf(plain.value as FaultFact) : undefined;
};

/** A rule for a part of the requests of another: one rule, none where nothing is in common, several where a rewrite tells its matches apart. */
function narrow(rule: ResolvedRule, layer: Layer, report?: Report): readonly ResolvedRule[] {
  const parts = matchesOf(rule).map((of) => ({ of, matches: layer.matches.flatMap((b) => {
    const both = matchAnd(of, b);
    if (both === 'inexpressible') {
      report?.(CODES.inexpressible, layer.origin, `the requests it is about and a match of ${rule.origin.path} have conditions on one name or path that cannot be said as one`, { help: 'limit it to paths and headers that do not overlap with regular expressions of the route', related: [rule.origin] });
    }
    return typeof both === 'string' ? [] : [both];
  }) })).filter((part) => part.matches.length > 0);
  if (parts.length === 0) return [];
  const action = { ...(rule.action as ResolvedForward), ...layer.change };
  for (const key of ['timeout', 'retries', 'fault'] as const) if (action[key] === undefined) delete (action as { -readonly [K in keyof ResolvedForward]?: ResolvedForward[K] })[key];
  const before = rule.action as ResolvedForward;
  if (same([action.timeout, action.retries, action.fault], [before.timeout, before.retries, before.fault])) return [];
  const { rewrite } = action, whole = { ...rule, matches: parts.flatMap((part) => part.matches), action };
  if (rewrite?.prefix === undefined) return [whole];
  // A prefix is replaced as the route matched it, not as the narrower match does.
  const moved = parts.map((part) => part.matches.some((m) => m.path?.kind !== part.of.path?.kind || m.path?.value !== part.of.path?.value) && (everyPath(part.of.path) || part.of.path!.kind === 'prefix'));
  if (!moved.some(Boolean)) return [whole];
  // Where a request meets several of them, the most specific path counts.
  const rank = ({ path }: MatchFacts): number => (everyPath(path) ? 0 : path!.kind === 'exact' ? 10_000 : path!.value.length);
  return parts.map(({ of, matches }, i) => ({ of, rule: { ...rule, matches, action: moved[i] ? { ...action, rewrite: inPlaceOf(of.path, rewrite) } : action } })).sort((a, b) => rank(b.of) - rank(a.of)).map((part) => part.rule);
}
/** A prefix rewrite that does not depend on what a match says of the path. */
function inPlaceOf(path: PathFact | undefined, { prefix, ...rest }: RewriteFact): RewriteFact {
  const from = everyPath(path) ? '' : escapeRegex(path!.value), by = prefix!.replace(/\\/g, '\\\\');
  if (from === '') return { ...rest, regex: { match: '^/', by: by.endsWith('/') ? by : `${by}/` } };
  return { ...rest, regex: { match: by.endsWith('/') ? `^${from}/?` : `^${from}`, by } };
}

function perTry(action: ResolvedForward, at: Origin, report?: Report): void {
  if (typeof action.retries === 'object' && action.retries.perTryTimeout !== undefined && action.timeout !== undefined && action.retries.perTryTimeout > action.timeout) {
    report?.(CODES.perTryBeyondTimeout, at, perTryMessage(action.retries.perTryTimeout, action.timeout), { help: 'shorten `perTryTimeout`, or give the request more time' });
  }
}
export const perTryMessage = (one: Millis, all: Millis): string => `one try may take ${one} ms, but the request with all its tries only ${all} ms`;

/**
 * A rule with the client policies of its destinations, and in front of it its variants for those to whom something else applies: requests with a fault,
 * callers from another mesh with policies of their own, callers with options. `client`: the mesh whose proxies it stands in.
 */
export function foldClientPolicies(ctx: Context, base: BaseRule, client: Id, host?: Host, report?: Report): readonly ResolvedRule[] {
  const { rule } = base;
  // Field by field: there is one of these for every port of every service, and spreading is slow.
  const shell: { -readonly [K in keyof ResolvedRule]: ResolvedRule[K] } = { origin: base.origin, mesh: base.mesh, matches: base.matches, hostnames: base.hostnames, action: base.action as ResolvedRule['action'] };
  if (base.name !== undefined) shell.name = base.name;
  if (rule?.requestHeaders) shell.requestHeaders = rule.requestHeaders;
  if (rule?.responseHeaders) shell.responseHeaders = rule.responseHeaders;
  if (rule?.cors) shell.cors = rule.cors;
  const { action } = base;
  if (action.kind !== 'forward') return [shell];

  // Callers of a host are of many meshes: what one of them says of another owner's thing is about its own calls, see `meshLayers`.
  const b = brought(ctx, base, action, host ? undefined : client, report);
  const { stated } = action;
  const timeout = stated.timeout === undefined ? b.timeout : stated.timeout === 'off' ? undefined : stated.timeout;
  const retries = stated.retries ?? b.retries;
  const fault = stated.fault === undefined ? plainFault(b.faults) : stated.fault === 'off' ? undefined : stated.fault;
  const folded: { -readonly [K in keyof ResolvedForward]: ResolvedForward[K] } = { kind: 'forward', backends: action.backends, mirrors: action.mirrors };
  if (stated.rewrite) folded.rewrite = stated.rewrite;
  if (timeout !== undefined) folded.timeout = timeout;
  if (retries !== undefined) folded.retries = retries;
  if (fault) folded.fault = fault;
  shell.action = folded;
  let rules: ResolvedRule[] = [shell];
  if (stated.timeout !== undefined || stated.retries !== undefined) perTry(rules[0]!.action as ResolvedForward, base.origin, report);

  const refine = (layers: readonly Layer[]): void => {
    if (layers.length === 0) return;
    rules = rules.flatMap((r) => [...layers.flatMap((layer) => {
      const narrowed = narrow(r, layer, report);
      if (narrowed.length > 0 && report) perTry(narrowed[0]!.action as ResolvedForward, layer.origin, report);
      return narrowed;
    }), r]);
  };
  if (stated.fault === undefined) {
    refine(b.faults.flatMap((f): Layer[] => (f.value === 'off' || f.value.matches.length === 0 ? [] : [{ origin: f.origin, matches: host ? f.value.matches : f.value.matches.filter((m) => m.from.length === 0), change: { fault: faultOf(f.value) } }])));
  }
  if (host) {
    refine(meshLayers(ctx, base, action, host.thing));
    refine(host.callers);
  }
  return rules.length < 2 ? rules : withoutShadowed(rules, matchesOf(rules[rules.length - 1]!));
}
