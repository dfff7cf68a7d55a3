import { all, always } from '../effective/condition';
import type { RedirectAction, Rule } from '../effective/mesh';
import type { ExternalFacts, PortFacts, RedirectFact, RouteFacts, RuleFacts, ServiceFacts } from '../model';
import { hostnameIs, matchIs } from './conditions';
import { declared, type Context } from './context';
import { portsOfRoute, type Sender } from './destinations';
import { corsOf, forwardRules, headersOf, type Asker, type Called } from './forward';
import { inOrder, type Entry } from './order';

/** A match of a route's rule, with all that it is a match of. */
export interface RouteEntry extends Entry { readonly facts: RouteFacts; readonly rule: RuleFacts }
export const EVERY_MATCH = { methods: [], headers: [], cookies: [], query: [], from: [] } as const;

export function entriesOf(facts: RouteFacts, hostname: string | undefined, limits: readonly string[]): readonly RouteEntry[] {
  return facts.rules.flatMap((rule, index) => (rule.matches.length === 0 ? [EVERY_MATCH] : rule.matches).map((match, nth) => ({
    route: facts.id, index, nth, priority: facts.priority ?? 0, match, limits, facts, rule, ...(hostname !== undefined && { hostname }),
  })));
}

/** What becomes of requests for a service's own host on one port, for one asker: its routes' rules in order, then its default rule. */
export function serviceRules(ctx: Context, service: ServiceFacts, port: PortFacts, asker: Asker): readonly Rule[] {
  const called: Called = { thing: service, port };
  const rules = serviceEntries(ctx, service, port).filter((e) => isFor(e, asker)).flatMap((e) => ruleOf(ctx, e, asker, { called, sender: senderOn(port, e.facts) }));
  const split = ctx.index.split.get(service.id);
  return [...rules, ...forwardRules(ctx, { when: always, action: { backends: [{ to: { kind: 'service', service: service.id }, weight: 100, port: port.name }] }, origin: split?.origin ?? service.origin, sender: port, called }, asker)];
}
/** Matches of the routes that stand on a port, in order. */
export function serviceEntries(ctx: Context, service: ServiceFacts, port: PortFacts): readonly RouteEntry[] {
  const routes = (ctx.index.routesOf.get(service.id) ?? []).filter((r) => r.parent.kind === 'service' && portsOfRoute(service, r).includes(port));
  return inOrder(routes.flatMap((r) => (r.hostnames.length === 0 ? [undefined] : r.hostnames).flatMap((h) => entriesOf(r, h, []))));
}
/** A rule of a route looks for its destinations' ports with what it knows; a gRPC route needs HTTP/2, whatever its port was declared as. */
export const senderOn = (port: PortFacts, route: RouteFacts): Sender => (route.kind === 'grpc' && port.protocol === 'http' ? { ...port, protocol: 'http2' } : port);
export const isFor = ({ match }: Entry, { workload }: Asker): boolean => match.from.length === 0 || (workload !== undefined && match.from.includes(workload.id));

/** A host outside has no rules but its default. */
export function externalRules(ctx: Context, external: ExternalFacts, port: PortFacts, name: string, asker: Asker): readonly Rule[] {
  return forwardRules(ctx, {
    when: always, action: { backends: [{ to: { kind: 'external', external: external.id }, weight: 100, port: port.name }] }, origin: external.origin, sender: port, called: { thing: external, port, name },
  }, asker);
}

export function ruleOf(ctx: Context, { match, rule, facts, hostname }: RouteEntry, asker: Asker, { called, sender }: { readonly called?: Called; readonly sender: Sender }): readonly Rule[] {
  // At a gateway the virtual host stands for the name.
  const when = all([matchIs(match), ...(hostname !== undefined && called ? [hostnameIs(hostname)] : [])]), { action } = rule, from = declared(facts.origin);
  if (action.kind === 'forward') return forwardRules(ctx, { when, ...(match.path && { path: match.path }), action, rule, origin: facts.origin, sender, ...(called && { called }) }, asker);
  return [{
    when, from, action: action.kind === 'respond' ? action : redirectOf(action), ...(rule.name !== undefined && { name: rule.name }),
    ...(rule.requestHeaders && { requestHeaders: headersOf(rule.requestHeaders) }), ...(rule.responseHeaders && { responseHeaders: headersOf(rule.responseHeaders) }),
    ...(rule.cors && { cors: { value: corsOf(rule.cors), from } }),
  }];
}
const redirectOf = ({ statusCode, scheme, hostname, path, port }: RedirectFact): RedirectAction => ({
  kind: 'redirect', status: statusCode, ...(scheme !== undefined && { scheme }), ...(hostname !== undefined && { authority: hostname }), ...(port !== undefined && { port }), ...(path !== undefined && { path }),
});
