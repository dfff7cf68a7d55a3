import type { BackendFact, FaultFact, ForwardFact, MatchFacts, RouteFacts, ServiceFacts } from '../../model';
import { baseRules, checkRoutePorts, ruleName, type BaseRule } from '../base-rules';
import { CODES } from '../codes';
import type { Context } from '../context';
import { thingOf, versionNames } from '../destinations';
import type { Flows } from '../flows';
import { frontendOf } from '../frontends';
import { gatewayHostsOf } from '../gateway-hosts';
import { everyPath } from '../match-and';
import { regexError } from '../../text/re2';
import type { Report } from '../report';

/** Routes and splits: what they name, whether they agree, where they lead. */
export function routes(ctx: Context, report: Report, flows: Flows): void {
  const { model, index } = ctx;
  for (const [id, list] of index.routesOf) {
    const service = index.service.get(id);
    if (service) checkRoutePorts(service, list, report);
  }
  for (const route of model.routes) checkRoute(ctx, route, report);
  splits(ctx, report);

  const faulty = model.policies.some((p) => p.kind === 'FaultInjection');
  for (const service of model.services) {
    const faults = faulty && (ctx.policies.all('FaultInjection', service).length > 0 || ctx.policies.foreignOn(service).length > 0);
    if (!index.routesOf.has(service.id)) {
      if (faults) frontendOf(ctx, service, report);
      continue;
    }
    const bases = new Map(service.ports.map((port) => [port, baseRules(ctx, service, port, report)] as const));
    flows.learn(service, bases);
    if (faults || [...bases.values()].some((rules) => rules.some((rule) => canClash(rule, service)))) frontendOf(ctx, service, report, bases);
  }
  for (const g of model.gateways) gatewayHostsOf(ctx, g, report);
  widened(ctx, report, flows);
}

/** Whether folding policies into a rule can find anything that was not found where they are declared. */
function canClash({ action, matches }: BaseRule, service: ServiceFacts): boolean {
  return (action.kind === 'forward' && (action.things.length !== 1 || action.things[0] !== service || action.stated.timeout !== undefined || action.stated.retries !== undefined))
    || matches.some((m) => m.path?.kind === 'regex' || m.headers.length + m.cookies.length + m.query.length > 0);
}

function checkRoute(ctx: Context, route: RouteFacts, report: Report): void {
  const { index } = ctx;
  const parent = route.parent.kind === 'service' ? index.service.get(route.parent.id) : undefined;
  if (parent && parent.mesh !== route.mesh) report(CODES.foreignParent, route.origin, `${parent.name} belongs to ${parent.mesh}: ${route.mesh} cannot declare routes for its host`, { help: `declare the route in ${parent.mesh}`, related: [parent.origin] });
  for (const rule of route.rules) {
    for (const m of rule.matches) checkRegexes(route, m, report);
    if (route.parent.kind === 'gateway' && rule.matches.some((m) => m.from.length > 0)) report(CODES.callerAtGateway, route.origin, `rule ${ruleName(rule)} is for callers of the mesh, but stands at a gateway, whose clients are outside it`, { help: 'leave `from` out, or declare the route for a service' });
    const { action } = rule;
    if (action.kind !== 'forward') continue;
    if (action.backends.length === 0) report(CODES.noRules, route.origin, `rule ${ruleName(rule)} sends requests nowhere`, { help: 'give it a destination: `to: …`' });
    if (action.rewrite?.regex) { const wrong = regexError(action.rewrite.regex.match); if (wrong) report(CODES.badRegex, route.origin, `\`${action.rewrite.regex.match}\` is no RE2 expression: ${wrong}`); }
    if (action.fault && action.fault !== 'off') percentsOf(route, action.fault, report);
    if (action.mirror) checkPercent(route, 'the mirror', action.mirror.percent, report);
    destinations(ctx, route, action, report);
    if (typeof action.timeout === 'number' && action.timeout < 0) report(CODES.percent, route.origin, 'a timeout is negative');
  }
}
function destinations(ctx: Context, route: RouteFacts, action: ForwardFact, report: Report): void {
  for (const { to } of [...action.backends, ...(action.mirror ? [{ to: action.mirror.to, weight: 0 } satisfies BackendFact] : [])]) {
    const thing = thingOf(ctx, to);
    if (!thing || !('workload' in thing)) continue;
    if (thing.headless && to.kind === 'version') report(CODES.headlessRoute, route.origin, `${thing.name} is headless: its clients connect to the pod they chose, so no version can be chosen for them`, { help: `send to ${thing.name} itself, or make it an ordinary service`, related: [thing.origin] });
    if (to.kind === 'service' && thing.id !== route.parent.id) {
      const own = ctx.index.routesOf.get(thing.id)?.find((r) => r.kind === 'http' || r.kind === 'grpc');
      if (own) report(CODES.crossesRules, route.origin, `${thing.name} has rules of its own, which hold for its own host only: requests sent there by this route get its default rule`, { help: 'repeat the rules that should hold here', related: [own.origin] });
    }
  }
}
function checkRegexes(route: RouteFacts, m: MatchFacts, report: Report): void {
  for (const c of [m.path, ...m.headers, ...m.cookies, ...m.query]) {
    if (c?.kind !== 'regex') continue;
    const wrong = regexError(c.value);
    if (wrong) report(CODES.badRegex, route.origin, `\`${c.value}\` is no RE2 expression: ${wrong}`, { help: 'RE2 has no look-around and no back references' });
  }
}
const checkPercent = (route: RouteFacts, what: string, percent: number, report: Report): void => {
  if (!(percent >= 0 && percent <= 100)) report(CODES.percent, route.origin, `${what} is for ${percent} % of the requests`);
};
function percentsOf(route: RouteFacts, fault: FaultFact, report: Report): void {
  if (fault.delay) checkPercent(route, 'the delay', fault.delay.percent, report);
  if (fault.abort) checkPercent(route, 'the abort', fault.abort.percent, report);
}

function splits(ctx: Context, report: Report): void {
  const { model, index } = ctx;
  for (const split of model.splits) {
    const service = index.service.get(split.service);
    if (!service) continue;
    const first = index.splitOf.get(service.id)!;
    if (first !== split) report(CODES.secondSplit, split.origin, `${service.name} has a split already`, { help: 'a service has one default rule: put all weights into one TrafficSplit', related: [first.origin] });
    if (split.mesh !== service.mesh) report(CODES.foreignParent, split.origin, `${service.name} belongs to ${service.mesh}: ${split.mesh} cannot split its requests`, { help: `declare the split in ${service.mesh}`, related: [service.origin] });
    if (service.headless) report(CODES.headlessRoute, split.origin, `${service.name} is headless: its clients connect to the pod they chose, so its requests cannot be split`, { related: [service.origin] });
    const known = versionNames(ctx, service);
    for (const version of Object.keys(split.weights)) if (!known.includes(version)) report(CODES.unknownVersion, split.origin, `${service.name} has no version \`${version}\``, { help: `its versions are ${known.join(', ')}`, related: [service.origin] });
    const total = Object.values(split.weights).reduce((a, b) => a + b, 0);
    if (total !== 100) report(CODES.weights, split.origin, `the weights of ${service.name} total ${total}, not 100`, { help: `they are ${Object.entries(split.weights).map(([v, w]) => `${v} ${w}`).join(', ')}: write the shares in percent` });
    for (const [v, w] of Object.entries(split.weights)) if (!Number.isInteger(w) || w < 0) report(CODES.weights, split.origin, `the weight of ${v} is ${w}; weights are whole and not negative`);
  }
}

/** Rules that send a part of a host's requests to other pods, told apart by what authorization cannot see. */
function widened(ctx: Context, report: Report, flows: Flows): void {
  for (const id of ctx.index.routesOf.keys()) {
    const host = ctx.index.service.get(id);
    if (!host) continue;
    for (const rules of flows.of(host)!.values()) {
      for (const flow of rules) {
        if (!flow.route) continue;
        const other = flow.to.find((t) => t.service && t.service.workload !== host.workload)?.service;
        if (!other) continue;
        const unseen = flow.matches.flatMap((m) => [...m.headers, ...m.cookies, ...m.query].map((v) => v.name).concat(!everyPath(m.path) && m.path!.kind === 'regex' ? [m.path!.value] : []));
        unseen.push(...flow.hostnames);
        if (flow.rewrite?.regex) unseen.push('the rewritten path');
        if (unseen.length > 0) report(CODES.widened, flow.route.origin, `whoever may call ${host.name} may send ${other.name} such requests without ${[...new Set(unseen)].join(', ')} too: authorization cannot see it`, { related: [other.origin] });
      }
    }
  }
}
