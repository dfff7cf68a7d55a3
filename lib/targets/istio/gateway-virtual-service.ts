import { push } from '../../manifests/maps';
import type { VirtualService, VirtualServiceHttpRoute, VirtualServiceTcpRoute, VirtualServiceTlsRoute } from '../../manifests/types';
import type { GatewayFacts, Id, MeshFacts, Origin } from '../../model';
import type { GatewayHost } from '../../resolve/resolved';
import type { Emit } from '../target';
import { metaOf, type EmitContext } from './context';
import { gatewayHome, isWithin } from './gateway-listeners';
import { authorityMatch, type Limit } from './http-match';
import { NO_LIMIT, routeDestinations, routeMatches, routeOf } from './http-route';
import type { Kind } from './kind';
import { names } from './names';

/**
 * The routes of gateways, one object per host. What another owner's route does there stands in an object of that owner's own, in its namespace: the
 * gateway's object says for which requests, and hands them over.
 */
export const gatewayVirtualService: Kind = {
  supports: { 'route.http': 'full', 'route.grpc': 'full', 'route.tls': 'full', 'route.tcp': 'full', 'route.hostnames': 'full', 'route.other-owner': 'full' },
  emit(context, mesh, out) {
    for (const { name, namespace, route, origin } of context.once(delegates).get(mesh.id) ?? []) {
      out({ apiVersion: context.version.api.networking, kind: 'VirtualService', metadata: metaOf(mesh, name, namespace), spec: { http: [route] } } satisfies VirtualService, origin);
    }
    for (const g of context.parts(mesh).gateways) emitHosts(context, mesh, g, out);
  },
};

type Rule = GatewayHost['rules'][number];
interface Delegate { readonly name: string; readonly namespace: string; readonly route: VirtualServiceHttpRoute; readonly origin: Origin }

function emitHosts(context: EmitContext, mesh: MeshFacts, g: GatewayFacts, out: Emit): void {
  const hosts = new Map<string, GatewayHost[]>();
  for (const h of context.gatewayHosts(g)) {
    const same = hosts.get(h.host);
    if (same) same.push(h); else hosts.set(h.host, [h]);
  }
  const home = gatewayHome(context, g);
  for (const [host, all] of hosts) {
    const http: VirtualServiceHttpRoute[] = [], tls: VirtualServiceTlsRoute[] = [], tcp: VirtualServiceTcpRoute[] = [];
    for (const h of all) {
      if (h.kind === 'http') http.push(...httpOf(context, g, h));
      else if (h.kind === 'tls') tls.push(...tlsOf(context, g, h));
      else tcp.push(...tcpOf(context, h));
    }
    out({
      apiVersion: context.version.api.networking, kind: 'VirtualService', metadata: metaOf(mesh, names.gatewayHost(g, host), home),
      spec: { gateways: [g.name], hosts: [host], ...(http.length > 0 && { http }), ...(tcp.length > 0 && { tcp }), ...(tls.length > 0 && { tls }) },
    } satisfies VirtualService, originOf(g, all));
  }
}

function httpOf(context: EmitContext, g: GatewayFacts, h: GatewayHost): readonly VirtualServiceHttpRoute[] {
  const nth = new Map<string, number>();
  return h.rules.flatMap((rule) => routeMatches(context, rule, limitsOf(g, h, rule)).map(({ part, match }): VirtualServiceHttpRoute => {
    if (rule.mesh === g.mesh) return routeOf(context, rule, part, match);
    return { delegate: { name: delegateName(nth, g, h, rule), namespace: homeOf(context, rule.mesh) }, ...(match && { match }) };
  }));
}
const tlsOf = (context: EmitContext, g: GatewayFacts, h: GatewayHost): readonly VirtualServiceTlsRoute[] => h.rules.flatMap((rule) => (rule.action.kind !== 'forward' ? [] : [{
  match: rule.listeners || reachesFurther(g, h) ? portsOf(h, rule).map((port) => ({ port, sniHosts: [h.host] })) : [{ sniHosts: [h.host] }], route: routeDestinations(context, rule.action.backends),
}]));
const tcpOf = (context: EmitContext, h: GatewayHost): readonly VirtualServiceTcpRoute[] => h.rules.flatMap((rule) => (rule.action.kind !== 'forward' ? [] : [{
  match: portsOf(h, rule).map((port) => ({ port })), route: routeDestinations(context, rule.action.backends),
}]));

/** A match of a wildcard's rules says on which ports it is, and for which names it is not there, where listeners that they are not attached to have some of its names. */
function limitsOf(g: GatewayFacts, h: GatewayHost, rule: Rule): readonly Limit[] {
  const elsewhere = reachesFurther(g, h);
  if (!rule.listeners && !elsewhere) return NO_LIMIT;
  return portsOf(h, rule).map((port) => {
    const names = elsewhere ? namesOfOthers(g, h, port) : [];
    return names.length === 0 ? { port } : { port, others: authorityMatch(...names) };
  });
}
/** Whether a wildcard would find listeners that have some of its names and none of its routes. */
const reachesFurther = (g: GatewayFacts, h: GatewayHost): boolean => h.host.startsWith('*') && namesOfOthers(g, h).length > 0;
function namesOfOthers(g: GatewayFacts, h: GatewayHost, port?: number): readonly string[] {
  const others = g.listeners.filter((l) => !l.redirectToHttps && !h.listeners.includes(l) && (port === undefined || l.port === port));
  return [...new Set(others.flatMap((l) => l.hostnames.filter((name) => isWithin(name, h.host))))].sort();
}
const portsOf = (h: GatewayHost, rule: Rule): readonly number[] =>
  [...new Set(h.listeners.filter((l) => rule.listeners === undefined || rule.listeners.includes(l.name)).map((l) => l.port))].sort((a, b) => a - b);

/** What the routes of each mesh do at gateways of others, worked out with the numbers that the gateways' objects use. */
function delegates(context: EmitContext): ReadonlyMap<Id, readonly Delegate[]> {
  const byMesh = new Map<Id, Delegate[]>();
  const { gateways, routes } = context.resolved.model;
  const shared = new Set(routes.filter((r) => r.parent.kind === 'gateway' && context.index.gateway.get(r.parent.id)?.mesh !== r.mesh).map((r) => r.parent.id));
  for (const g of gateways) {
    if (!shared.has(g.id)) continue;
    for (const h of context.gatewayHosts(g)) {
      if (h.kind !== 'http') continue;
      const nth = new Map<string, number>();
      for (const rule of h.rules) {
        for (const { part } of routeMatches(context, rule, NO_LIMIT)) {
          if (rule.mesh === g.mesh) continue;
          const delegate = { name: delegateName(nth, g, h, rule), namespace: homeOf(context, rule.mesh), route: routeOf(context, rule, part, undefined), origin: rule.origin };
          push(byMesh, rule.mesh, delegate);
        }
      }
    }
  }
  return byMesh;
}
const homeOf = (context: EmitContext, mesh: Id): string => context.namespaceOf(context.index.mesh.get(mesh)!);
function delegateName(nth: Map<string, number>, g: GatewayFacts, h: GatewayHost, rule: Rule): string {
  const n = nth.get(rule.origin.path) ?? 0;
  nth.set(rule.origin.path, n + 1);
  return names.delegate(g, h.host, rule.origin.path, n);
}

/** The one route that has the host; the gateway, where there are several. */
function originOf(g: GatewayFacts, all: readonly GatewayHost[]): Origin {
  const first = all[0]!.rules[0]!.origin;
  return all.every((h) => h.rules.every((r) => r.origin.path === first.path)) ? first : g.origin;
}
