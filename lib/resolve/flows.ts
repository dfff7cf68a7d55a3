import type { ExternalFacts, GatewayFacts, Id, MatchFacts, PortFacts, RewriteFact, RouteFacts, ServiceFacts } from '../model';
import { baseRules, forward, normalMatches, type BaseRule } from './base-rules';
import type { Context } from './context';
import { matchesOf } from './match-and';
import type { PortHint } from './ports';
import { through, takesAll, ANYTHING, type Piece } from './pieces';
import type { ResolvedBackend } from './resolved';

/** Where a rule of a host sends requests, mirrors included. */
export interface Flow {
  readonly route?: RouteFacts;
  readonly matches: readonly MatchFacts[];
  readonly hostnames: readonly string[];
  readonly rewrite?: RewriteFact;
  readonly to: readonly (ServiceTarget | { readonly external: ExternalFacts; readonly port: PortFacts; readonly service?: undefined })[];
}
interface ServiceTarget { readonly service: ServiceFacts; readonly port: PortFacts; readonly external?: undefined }
/** Requests that arrive at a port of a service. */
export interface Arrival { readonly service: ServiceFacts; readonly port: PortFacts; readonly piece: Piece }
export interface GatewayArrival extends Arrival { readonly gateway: GatewayFacts; readonly route: RouteFacts }

const target = (b: ResolvedBackend): Flow['to'][number] => (b.kind === 'service' ? { service: b.service, port: b.port } : { external: b.external, port: b.port });

/**
 * The closure of calls over routes, splits and mirrors. One step: a proxy evaluates the rules of the host that was called and sends to endpoints, so the
 * rules of the services behind them are not asked again. Kept: only the rules of services that have routes, in short form.
 */
export class Flows {
  private readonly memo = new Map<Id, ReadonlyMap<PortFacts, readonly Flow[]>>();
  private feeding?: Map<Id, ServiceFacts[]>;
  private fromGateways?: Map<Id, GatewayArrival[]>;
  constructor(private readonly ctx: Context) {}

  /** Rules of a service that has routes, port by port. */
  of(service: ServiceFacts): ReadonlyMap<PortFacts, readonly Flow[]> | undefined {
    if (!this.ctx.index.routesOf.has(service.id)) return undefined;
    return this.memo.get(service.id) ?? this.learn(service, new Map(service.ports.map((port) => [port, baseRules(this.ctx, service, port)] as const)));
  }
  /** Takes over rules that were worked out already. */
  learn(service: ServiceFacts, bases: ReadonlyMap<PortFacts, readonly BaseRule[]>): ReadonlyMap<PortFacts, readonly Flow[]> {
    const routes = new Map(this.ctx.index.routesOf.get(service.id)!.map((r) => [r.origin, r]));
    const flows = new Map([...bases].map(([port, rules]) => [port, rules.map((rule): Flow => ({
      route: routes.get(rule.origin), matches: rule.matches, hostnames: rule.hostnames,
      ...(rule.action.kind === 'forward' && rule.action.stated.rewrite ? { rewrite: rule.action.stated.rewrite } : {}),
      to: rule.action.kind === 'forward' ? [...rule.action.backends.map(target), ...rule.action.mirrors.map((m) => target(m.to))] : [],
    }))] as const));
    this.memo.set(service.id, flows);
    return flows;
  }

  /** What becomes of a piece that a caller sends to a port of a service's host. */
  *follow(service: ServiceFacts, port: PortFacts, piece: Piece, caller: Id | undefined): Iterable<{ readonly to: Flow['to'][number]; readonly piece: Piece; readonly flow?: Flow }> {
    const flows = this.of(service)?.get(port);
    if (!flows) { yield { to: { service, port }, piece }; return; }
    for (const flow of flows) {
      for (const match of matchesOf(flow)) {
        const rest = through(piece, match, flow.rewrite, caller);
        if (rest) for (const to of flow.to) yield { to, piece: rest, flow };
      }
      if (takesAll(piece, flow, caller)) return;
    }
  }

  /** Services whose routes send requests to this one. */
  feeders(service: ServiceFacts): readonly ServiceFacts[] {
    if (!this.feeding) {
      this.feeding = new Map();
      for (const id of this.ctx.index.routesOf.keys()) {
        const from = this.ctx.index.service.get(id);
        if (!from) continue;
        const targets = new Set<ServiceFacts>();
        for (const flows of this.of(from)!.values()) for (const flow of flows) for (const to of flow.to) if (to.service && to.service !== from) targets.add(to.service);
        for (const to of targets) {
          const list = this.feeding.get(to.id);
          if (list) list.push(from);
          else this.feeding.set(to.id, [from]);
        }
      }
    }
    return this.feeding.get(service.id) ?? [];
  }

  /** What gateways send to a service. */
  gatewayArrivals(service: ServiceFacts): readonly GatewayArrival[] {
    if (!this.fromGateways) {
      this.fromGateways = new Map();
      for (const route of this.ctx.model.routes) this.arrivalsOf(route);
    }
    return this.fromGateways.get(service.id) ?? [];
  }
  private arrivalsOf(route: RouteFacts): void {
    const gateway = route.parent.kind === 'gateway' ? this.ctx.index.gateway.get(route.parent.id) : undefined;
    if (!gateway) return;
    for (const rule of route.rules) {
      if (rule.action.kind !== 'forward') continue;
      const { backends, mirrors } = forward(this.ctx, rule.action, gatewayHint(route, gateway), route.origin);
      const targets = [...backends.map(target), ...mirrors.map((m) => target(m.to))];
      for (const match of matchesOf({ matches: normalMatches(rule, route.origin) })) {
        const piece = route.kind === 'tls' || route.kind === 'tcp' ? ANYTHING : through(ANYTHING, match, rule.action.rewrite, undefined);
        for (const to of targets) {
          if (!piece || !to.service) continue;
          const arrival: GatewayArrival = { gateway, route, service: to.service, port: to.port, piece };
          const list = this.fromGateways!.get(to.service.id);
          if (list) list.push(arrival);
          else this.fromGateways!.set(to.service.id, [arrival]);
        }
      }
    }
  }
}

/** What a route at a gateway knows when it looks for a destination's port. */
export function gatewayHint(route: RouteFacts, gateway: GatewayFacts): PortHint {
  const listener = route.port === undefined ? undefined : gateway.listeners.find((l) => l.name === route.port);
  return { protocol: route.kind === 'http' ? 'http' : route.kind === 'grpc' ? 'grpc' : route.kind === 'tls' ? 'tls' : 'tcp', number: listener?.port, name: listener?.name };
}
