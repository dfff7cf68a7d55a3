import type { PortFacts, ServiceFacts } from '../model';
import { baseRules, type BaseRule } from './base-rules';
import { foldClientPolicies } from './client-policies';
import type { Context } from './context';
import { isHttp } from './ports';
import type { Report } from './report';
import type { Frontend, PortRules, ResolvedRule } from './resolved';

/** What happens to requests for a service's own host, port by port. */
export function frontendOf(ctx: Context, service: ServiceFacts, report?: Report, bases?: ReadonlyMap<PortFacts, readonly BaseRule[]>): Frontend {
  const http: PortRules[] = [], opaque: PortRules[] = [];
  for (const port of service.ports) (isHttp(port) ? http : opaque).push(portRules(ctx, service, port, bases?.get(port) ?? baseRules(ctx, service, port, report), report));
  return { service, http, opaque };
}

function portRules(ctx: Context, service: ServiceFacts, port: PortFacts, bases: readonly BaseRule[], report?: Report): PortRules {
  const rules = isHttp(port)
    ? bases.flatMap((base) => foldClientPolicies(ctx, base, service.mesh, { service, port }, report))
    : bases.map((base): ResolvedRule => ({
      origin: base.origin, mesh: base.mesh, ...(base.name === undefined ? {} : { name: base.name }), matches: [], hostnames: base.hostnames,
      action: base.action.kind === 'forward' ? { kind: 'forward', backends: base.action.backends, mirrors: base.action.mirrors } : base.action,
    }));
  return { port, rules, plain: rules.length === 1 && isPlain(rules[0]!, service, port) };
}

/** Nothing but "to all endpoints, with the defaults". */
function isPlain(rule: ResolvedRule, service: ServiceFacts, port: PortFacts): boolean {
  const { action } = rule;
  if (action.kind !== 'forward' || rule.matches.length > 0 || rule.hostnames.length > 0 || rule.requestHeaders || rule.responseHeaders || rule.cors) return false;
  if (action.rewrite || action.mirrors.length > 0 || action.timeout !== undefined || action.retries !== undefined || action.fault || action.backends.length !== 1) return false;
  const to = action.backends[0]!;
  return to.kind === 'service' && to.service === service && to.version === undefined && to.port === port;
}
