import type { ExternalFacts, PortFacts, ServiceFacts } from '../model';
import { baseRules, forward, type BaseRule } from './base-rules';
import { foldClientPolicies, hostOf } from './client-policies';
import type { Context } from './context';
import { isHttp } from './ports';
import type { Report } from './report';
import type { Frontend, PortRules, ResolvedRule } from './resolved';
import { withoutShadowed } from './shadowed';

/** What happens to requests for a service's own host, port by port. */
export function frontendOf(ctx: Context, service: ServiceFacts, report?: Report, bases?: ReadonlyMap<PortFacts, readonly BaseRule[]>): Frontend {
  const http: PortRules[] = [], opaque: PortRules[] = [];
  for (const port of service.ports) (isHttp(port) ? http : opaque).push(portRules(ctx, service, port, bases?.get(port) ?? baseRules(ctx, service, port, report), report));
  return { service, http, opaque };
}

/** The same for a host outside the mesh, which has no rules but those of its policies and callers. */
export function externalRulesOf(ctx: Context, external: ExternalFacts): readonly PortRules[] {
  return external.ports.map((port) => portRules(ctx, external, port, [{
    origin: external.origin, mesh: external.mesh, matches: [], hostnames: [],
    action: forward(ctx, { backends: [{ to: { kind: 'external', external: external.id }, weight: 100, port: port.name }] }, port, external.origin),
  }]));
}

function portRules(ctx: Context, to: ServiceFacts | ExternalFacts, port: PortFacts, bases: readonly BaseRule[], report?: Report): PortRules {
  const rules = isHttp(port) ? httpRules(ctx, to, port, bases, report) : bases.map(opaqueRule);
  return { port, rules, plain: rules.length === 1 && isPlain(rules[0]!, to, port) };
}
function httpRules(ctx: Context, to: ServiceFacts | ExternalFacts, port: PortFacts, bases: readonly BaseRule[], report?: Report): readonly ResolvedRule[] {
  const host = hostOf(ctx, to, port);
  if (bases.length === 1) return foldClientPolicies(ctx, bases[0]!, to.mesh, host, report);
  const rules = bases.flatMap((base) => foldClientPolicies(ctx, base, to.mesh, host, report));
  // What a caller says of a part of its requests is said of every rule; where an earlier rule has that part, it is not said again.
  return host.callers.length === 0 || rules.some((r) => r.hostnames.length > 0) ? rules : withoutShadowed(rules, []);
}
/** Bytes are sent on; there is nothing to say about requests. */
export function opaqueRule(base: BaseRule): ResolvedRule {
  const { action } = base;
  return {
    origin: base.origin, mesh: base.mesh, ...(base.name === undefined ? {} : { name: base.name }), matches: [], hostnames: base.hostnames,
    action: action.kind === 'forward' ? { kind: 'forward', backends: action.backends, mirrors: action.mirrors } : action,
  };
}

/** Nothing but "to all endpoints, with the defaults". */
function isPlain(rule: ResolvedRule, thing: ServiceFacts | ExternalFacts, port: PortFacts): boolean {
  const { action } = rule;
  if (action.kind !== 'forward' || rule.matches.length > 0 || rule.hostnames.length > 0 || rule.requestHeaders || rule.responseHeaders || rule.cors) return false;
  if (action.rewrite || action.mirrors.length > 0 || action.timeout !== undefined || action.retries !== undefined || action.fault || action.backends.length !== 1) return false;
  const to = action.backends[0]!;
  return to.port === port && (to.kind === 'service' ? to.service === thing && to.version === undefined : to.external === thing);
}
