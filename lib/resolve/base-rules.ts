import type { ExternalFacts, ForwardFact, Id, MatchFacts, Origin, PortFacts, RedirectFact, RespondFact, RouteFacts, RuleFacts, ServiceFacts } from '../model';
import { CODES } from './codes';
import type { Context } from './context';
import { resolveBackends, resolveMirrors, thingOf } from './destinations';
import { hostnameRank } from './hostnames';
import { isUnconditional, matchAnd, matchesOf, EVERY_REQUEST } from './match-and';
import { carries, list, portsOfKind, type PortHint } from './ports';
import type { Report } from './report';
import type { ResolvedBackend, ResolvedForward } from './resolved';
import { orderRules, type Candidate, type Clash } from './rule-order';

/** A rule as it was declared, with its destinations resolved and no policy folded in. */
export interface BaseRule {
  readonly origin: Origin;
  readonly mesh: Id;
  readonly name?: string;
  readonly matches: readonly MatchFacts[];
  readonly hostnames: readonly string[];
  readonly action: RedirectFact | RespondFact | BaseForward;
  readonly rule?: RuleFacts;
}
export interface BaseForward {
  readonly kind: 'forward';
  readonly backends: readonly ResolvedBackend[];
  readonly mirrors: ResolvedForward['mirrors'];
  /** What requests are sent to, each once: their client policies go with them. */
  readonly things: readonly (ServiceFacts | ExternalFacts)[];
  /** What the rule itself says. */
  readonly stated: Pick<ForwardFact, 'rewrite' | 'timeout' | 'retries' | 'fault'>;
}

/** A rule of a route on its way into the order of a host. */
export interface RouteCandidate extends Candidate {
  readonly facts: RouteFacts;
  readonly rule: RuleFacts;
  readonly hostnames: readonly string[];
  readonly listeners?: readonly string[];
}

/** Conditions on one name said as one; a match that cannot be is reported and left out. */
export function normalMatches(rule: RuleFacts, at: Origin, report?: Report): readonly MatchFacts[] {
  if (rule.matches.every((m) => m.headers.length < 2 && m.cookies.length < 2 && m.query.length < 2)) return rule.matches;
  return rule.matches.flatMap((m) => {
    const normal = matchAnd(m, EVERY_REQUEST);
    if (typeof normal !== 'string') return [normal];
    report?.(CODES.inexpressible, at, `a match of rule ${ruleName(rule)} has two conditions on one name that no single one says`, { help: 'write them as one regular expression' });
    return [];
  });
}
export const ruleName = (rule: RuleFacts): string => (rule.name === undefined ? '' : `\`${rule.name}\` `).trim() || describeRule(rule);
function describeRule(rule: RuleFacts): string {
  const m = matchesOf(rule)[0]!;
  const parts = [
    ...m.methods, ...(m.path ? [`${m.path.kind} ${m.path.value}`] : []),
    ...[...m.headers, ...m.cookies, ...m.query].map((v) => `${v.name}${v.not ? ' not' : ''} ${v.kind}${v.value === '' ? '' : ` ${v.value}`}`), ...m.from.map((f) => `from ${f}`),
  ];
  return `(${parts.length === 0 ? 'every request' : parts.join(', ')}${rule.matches.length > 1 ? ', …' : ''})`;
}

export function resolveAction(ctx: Context, rule: RuleFacts, hint: PortHint, at: Origin, report?: Report): BaseRule['action'] {
  const { action } = rule;
  if (action.kind !== 'forward') return action;
  return forward(ctx, action, hint, at, report);
}
export function forward(ctx: Context, stated: Omit<ForwardFact, 'kind'>, hint: PortHint, at: Origin, report?: Report): BaseForward {
  const { backends } = stated;
  const things = new Set<ServiceFacts | ExternalFacts>();
  for (const b of backends) {
    const thing = b.weight > 0 || backends.length === 1 ? thingOf(ctx, b.to) : undefined;
    if (thing) things.add(thing);
  }
  return {
    kind: 'forward',
    backends: resolveBackends(ctx, backends, hint, at, report),
    mirrors: stated.mirror ? resolveMirrors(ctx, stated.mirror, hint, at, report) : [],
    things: [...things],
    stated,
  };
}

/** The rules of routes on one host, ordered; those that can never be reached are left out. */
export function orderCandidates(candidates: readonly RouteCandidate[], report?: Report): ReturnType<typeof orderRules<RouteCandidate>> {
  const clash: Clash<RouteCandidate> = (kind, rules) => {
    const [a, b] = rules as readonly [RouteCandidate, RouteCandidate];
    if (kind === 'tie') {
      report?.(CODES.noWinner, a.facts.origin, `rule ${ruleName(a.rule)} and rule ${ruleName(b.rule)} of ${b.facts.id} can match the same request, and neither is more specific`,
        { help: `give one of the routes a priority: \`priority: 1\` in ${a.facts.name} puts it first`, related: [b.facts.origin] });
    } else {
      report?.(CODES.orderCycle, a.facts.origin, `the order of the rules inside ${rules.map((r) => r.facts.id).join(' and ')} contradicts which of them is more specific`,
        { help: `put the more specific rules of each route first, or give the routes different priorities`, related: rules.slice(1).map((r) => r.facts.origin) });
    }
  };
  const placed = orderRules(candidates, report ? clash : () => undefined);
  const end = placed.findIndex((p) => p.candidate.hostnames.length === 0 && p.candidate.limits.length === 0 && matchesOf(p).some(isUnconditional));
  return end === -1 ? placed : placed.slice(0, end + 1);
}

/** Whether a route of a service stands on this port. */
function standsOn(route: RouteFacts, service: ServiceFacts, port: PortFacts): boolean {
  return route.port !== undefined ? route.port === port.name && carries(port, route.kind) : portsOfKind(service.ports, route.kind).includes(port);
}
/** Reports routes of a service that stand on no port. */
export function checkRoutePorts(service: ServiceFacts, routes: readonly RouteFacts[], report: Report): void {
  for (const route of routes) {
    if (route.port === undefined) {
      if (portsOfKind(service.ports, route.kind).length === 0) report(CODES.wrongProtocol, route.origin, `${service.name} has no port for ${anA(route.kind)} route`, { help: `its ports are ${list(service.ports)}`, related: [service.origin] });
      continue;
    }
    const port = service.ports.find((p) => p.name === route.port);
    if (!port) report(CODES.unknownPort, route.origin, `${service.name} has no port \`${route.port}\``, { help: `its ports are ${list(service.ports)}`, related: [service.origin] });
    else if (!carries(port, route.kind)) report(CODES.wrongProtocol, route.origin, `${anA(route.kind)} route cannot stand on port ${port.name} of ${service.name}, which speaks ${port.protocol}`, { related: [service.origin] });
  }
}
const anA = (kind: RouteFacts['kind']): string => ({ http: 'an HTTP', grpc: 'a gRPC', tls: 'a TLS', tcp: 'a TCP' })[kind];

/** The rules of one port of a service's own host, in order; the last is its default rule, unless nothing is left for it. */
export function baseRules(ctx: Context, service: ServiceFacts, port: PortFacts, report?: Report): readonly BaseRule[] {
  const hint: PortHint = port;
  const split = ctx.index.splitOf.get(service.id);
  const fallback: BaseRule = {
    origin: split?.origin ?? service.origin, mesh: service.mesh, matches: NO_MATCHES, hostnames: NO_NAMES,
    action: split
      ? forward(ctx, { backends: [{ to: { kind: 'service', service: service.id }, weight: 100, port: port.name }] }, hint, split.origin, report)
      : { kind: 'forward', backends: [{ kind: 'service', service, port, weight: 100 }], mirrors: NO_MIRRORS, things: [service], stated: {} },
  };
  const routes = ctx.index.routesOf.get(service.id)?.filter((r) => standsOn(r, service, port));
  if (!routes || routes.length === 0) return [fallback];

  const candidates = routes.flatMap((facts) => facts.rules.flatMap((rule, index): RouteCandidate[] => {
    const matches = normalMatches(rule, facts.origin, report);
    if (matches.length === 0 && rule.matches.length > 0) return [];
    return hostnameGroups(facts.hostnames).map((hostnames) => ({ route: facts.id, facts, rule, index, matches, priority: facts.priority, hostnames, limits: hostnames, hostRank: hostnames.length === 0 ? 0 : hostnameRank(hostnames[0]!) }));
  }));
  const placed = orderCandidates(candidates, report);
  const rules = placed.map(({ candidate: c, matches }): BaseRule => ({
    origin: c.facts.origin, mesh: c.facts.mesh, name: c.rule.name, matches, hostnames: c.hostnames, rule: c.rule, action: resolveAction(ctx, c.rule, ownPort(ctx, c, service, hint), c.facts.origin, report),
  }));
  const last = rules[rules.length - 1];
  return last && last.hostnames.length === 0 && matchesOf(last).some(isUnconditional) ? rules : [...rules, fallback];
}
const NO_MATCHES: readonly MatchFacts[] = [], NO_NAMES: readonly string[] = [], NO_MIRRORS: ResolvedForward['mirrors'] = [];
/** A gRPC route looks for gRPC ports, whatever the port it stands on was declared as. */
const ownPort = (_ctx: Context, c: RouteCandidate, _service: ServiceFacts, hint: PortHint): PortHint => (c.facts.kind === 'grpc' && hint.protocol === 'http' ? { ...hint, protocol: 'http2' } : hint);

/** Hostnames that are equally specific are judged as one. */
function hostnameGroups(hostnames: readonly string[]): readonly (readonly string[])[] {
  if (hostnames.length < 2) return [hostnames];
  const groups = new Map<number, string[]>();
  for (const h of hostnames) {
    const rank = hostnameRank(h);
    const group = groups.get(rank);
    if (group) group.push(h);
    else groups.set(rank, [h]);
  }
  return [...groups.values()];
}
