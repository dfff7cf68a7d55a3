import type { GatewayFacts, ListenerFacts, RouteFacts } from '../model';
import { normalMatches, orderCandidates, resolveAction, type BaseRule, type RouteCandidate } from './base-rules';
import { foldClientPolicies } from './client-policies';
import { CODES } from './codes';
import type { Context } from './context';
import { opaqueRule } from './frontends';
import { gatewayHint } from './flows';
import { everyPath } from './match-and';
import { hostnameRank, patternsOver } from './hostnames';
import type { Report } from './report';
import type { GatewayHost, ResolvedRule } from './resolved';

type Kind = GatewayHost['kind'];
const kindOfRoute = (route: RouteFacts): Kind => (route.kind === 'tls' || route.kind === 'tcp' ? route.kind : 'http');
const kindOfListener = (l: ListenerFacts): Kind => (l.protocol === 'TCP' ? 'tcp' : l.protocol === 'TLS_PASSTHROUGH' ? 'tls' : 'http');

/** Listeners that carry routes, by kind and hostname. */
function listenersByName(gateway: GatewayFacts): (kind: Kind, host: string) => readonly ListenerFacts[] {
  const byName = new Map<string, ListenerFacts[]>();
  for (const l of gateway.listeners) {
    if (l.redirectToHttps) continue;
    for (const h of kindOfListener(l) === 'tcp' ? ['*'] : l.hostnames) {
      const key = `${kindOfListener(l)} ${h}`, list = byName.get(key);
      if (list) list.push(l);
      else byName.set(key, [l]);
    }
  }
  return (kind, host) => [...new Set(patternsOver(host).flatMap((p) => byName.get(`${kind} ${p}`) ?? []))];
}

interface Attached { readonly route: RouteFacts; readonly listeners: readonly ListenerFacts[]; readonly hosts: readonly string[] }

/** Listeners a route attaches to and hosts it is for there. A route's hostname must lie within a listener's. */
function attach(gateway: GatewayFacts, route: RouteFacts, serving: ReturnType<typeof listenersByName>, report?: Report): Attached {
  const kind = kindOfRoute(route);
  let listeners = gateway.listeners.filter((l) => kindOfListener(l) === kind && !l.redirectToHttps);
  if (route.port !== undefined) {
    const named = gateway.listeners.find((l) => l.name === route.port);
    const names = `its listeners are ${gateway.listeners.map((l) => l.name).join(', ')}`;
    if (!named) report?.(CODES.unknownListener, route.origin, `${gateway.name} has no listener \`${route.port}\``, { help: names, related: [gateway.origin] });
    else if (named.redirectToHttps) report?.(CODES.redirectListener, route.origin, `listener ${named.name} of ${gateway.name} redirects every request to https`, { help: 'name the HTTPS listener, or none', related: [gateway.origin] });
    else if (kindOfListener(named) !== kind) report?.(CODES.wrongProtocol, route.origin, `listener ${named.name} of ${gateway.name} is ${named.protocol} and carries no ${route.kind} routes`, { related: [gateway.origin] });
    listeners = listeners.filter((l) => l.name === route.port);
  } else if (listeners.length === 0) {
    report?.(CODES.wrongProtocol, route.origin, `${gateway.name} has no listener that carries ${route.kind} routes`, { help: `its listeners are ${gateway.listeners.map((l) => `${l.name} (${l.protocol})`).join(', ')}`, related: [gateway.origin] });
  }
  if (kind === 'tcp') return { route, listeners, hosts: listeners.length > 0 ? ['*'] : [] };
  if (route.hostnames.length === 0) return { route, listeners, hosts: [...new Set(listeners.flatMap((l) => l.hostnames))] };
  const hosts: string[] = [];
  const used = new Set<ListenerFacts>();
  for (const host of route.hostnames) {
    const of = serving(kind, host).filter((l) => listeners.includes(l));
    for (const l of of) used.add(l);
    if (of.length > 0) hosts.push(host);
    else if (listeners.length > 0) {
      report?.(CODES.noListener, route.origin, `no listener of ${gateway.name} serves ${host}`, { help: `they serve ${[...new Set(listeners.flatMap((l) => l.hostnames))].join(', ')}`, related: [gateway.origin] });
    }
  }
  return { route, listeners: [...used], hosts };
}

type HostRule = GatewayHost['rules'][number];
const takesEvery = ({ matches }: HostRule): boolean =>
  matches.length === 0 || matches.some((m) => everyPath(m.path) && m.methods.length + m.headers.length + m.cookies.length + m.query.length + m.from.length === 0);

/** Behind a rule that takes every request of a port, the rules that follow are for the other ports: said aloud, because targets may move a catch-all to the end. */
function whereNotTaken(rules: readonly HostRule[], listeners: readonly ListenerFacts[]): readonly HostRule[] {
  const portOf = new Map(listeners.map((l) => [l.name, l.port]));
  const taken = new Set<number>();
  return rules.flatMap((rule) => {
    const on = rule.listeners ?? listeners.map((l) => l.name);
    const left = taken.size === 0 ? on : on.filter((name) => !taken.has(portOf.get(name)!));
    if (takesEvery(rule)) for (const name of left) taken.add(portOf.get(name)!);
    return left.length === 0 ? [] : [left.length === on.length ? rule : { ...rule, listeners: left }];
  });
}

/** Every host at a gateway, with the rules that hold for it: its own, then those of wildcards that cover it. */
export function gatewayHostsOf(ctx: Context, gateway: GatewayFacts, report?: Report): readonly GatewayHost[] {
  const routes = ctx.index.routesOf.get(gateway.id) ?? [];
  const serving = listenersByName(gateway);
  const attached = routes.map((r) => attach(gateway, r, serving, report));
  const byHost = new Map<string, Attached[]>();   // "kind host" → routes for exactly this host
  const hosts: { readonly kind: Kind; readonly host: string }[] = [];
  for (const a of attached) {
    for (const host of a.hosts) {
      const kind = kindOfRoute(a.route), key = `${kind} ${host}`;
      const list = byHost.get(key);
      if (list) { if (!list.includes(a)) list.push(a); } else {
        byHost.set(key, [a]);
        hosts.push({ kind, host });
      }
    }
  }
  hosts.sort((a, b) => (`${a.kind} ${a.host}` < `${b.kind} ${b.host}` ? -1 : 1));
  return hosts.flatMap(({ kind, host }): GatewayHost[] => {
    const over = serving(kind, host), listeners = over.length < 2 ? over : gateway.listeners.filter((l) => over.includes(l));
    const named = patternsOver(host).map((pattern) => ({ pattern, attached: byHost.get(`${kind} ${pattern}`) ?? [] }));
    const alone = new Set(named.flatMap((o) => o.attached)).size === 1;
    const seen = new Map<RouteFacts, Set<ListenerFacts>>();
    const candidates = named.flatMap(({ pattern, attached: there }) => there.flatMap((a): RouteCandidate[] => {
      // A route counts by its narrowest name over this host, at each of its listeners: without hostnames it has those of the listener.
      const before = seen.get(a.route) ?? new Set<ListenerFacts>();
      seen.set(a.route, before);
      const here = listeners.filter((l) => a.listeners.includes(l) && !before.has(l) && (alone || a.route.hostnames.length > 0 || kind === 'tcp' || l.hostnames.includes(pattern)));
      for (const l of here) before.add(l);
      const names = here.map((l) => l.name);
      if (names.length === 0) return [];
      const limits = names.length === listeners.length ? [] : names;
      return a.route.rules.map((rule, index) => ({
        route: a.route.id, facts: a.route, rule, index, matches: kind === 'http' ? normalMatches(rule, a.route.origin, report) : [], priority: a.route.priority,
        hostRank: hostnameRank(pattern), hostnames: [], limits, listeners: limits,
      })).filter((c) => c.matches.length > 0 || c.rule.matches.length === 0 || kind !== 'http');
    }));
    const rules = orderCandidates(candidates, report).flatMap(({ candidate: c, matches }): readonly (ResolvedRule & { listeners?: readonly string[] })[] => {
      const base: BaseRule = {
        origin: c.facts.origin, mesh: c.facts.mesh, ...(c.rule.name === undefined ? {} : { name: c.rule.name }), matches, hostnames: [], rule: c.rule,
        action: resolveAction(ctx, c.rule, gatewayHint(c.facts, gateway), c.facts.origin, report),
      };
      const folded = kind === 'http' ? foldClientPolicies(ctx, base, gateway.mesh, undefined, report) : [opaqueRule(base)];
      return c.limits.length === 0 ? folded : folded.map((r) => ({ ...r, listeners: c.limits }));
    });
    return rules.length === 0 ? [] : [{ gateway, host, listeners, kind, rules: kind === 'http' ? whereNotTaken(rules, listeners) : rules }];
  });
}
