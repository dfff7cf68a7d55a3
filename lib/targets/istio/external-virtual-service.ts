import type { VirtualService, VirtualServiceHttpRoute, VirtualServiceTcpRoute, VirtualServiceTlsRoute } from '../../manifests/types';
import { HTTP_PROTOCOLS, type ExternalFacts, type GatewayFacts, type PortFacts } from '../../model';
import type { ResolvedForward, ResolvedRule } from '../../resolve/resolved';
import { metaOf, type EmitContext } from './context';
import { checkExternals } from './external-check';
import { egressKind, gatewayHome, gatewayService } from './gateway-listeners';
import { httpRoutes } from './http-route';
import type { Kind } from './kind';
import { names } from './names';

/** Routes of hosts outside: timeouts, retries, what single callers say, and the way through an egress gateway. */
export const externalVirtualService: Kind = {
  supports: { retry: 'full', timeout: 'full', 'call.options': 'full', 'external.egress-gateway': 'full' },
  emit(context, mesh, out) {
    for (const e of context.parts(mesh).externals) {
      const gateway = e.via === undefined ? undefined : context.index.gateway.get(e.via);
      for (const [i, host] of e.hosts.entries()) {
        const spec = specOf(context, e, host, gateway);
        if (spec) out({ apiVersion: context.version.api.networking, kind: 'VirtualService', metadata: metaOf(mesh, i === 0 ? e.name : names.externalHost(e, host), context.namespaceOf(e)), spec } satisfies VirtualService, e.origin);
      }
    }
  },
  check: checkExternals,
};

function specOf(context: EmitContext, e: ExternalFacts, host: string, gateway: GatewayFacts | undefined): VirtualService['spec'] | undefined {
  // Each host is sent to by its own name.
  const one: ExternalFacts = e.hosts.length === 1 ? e : { ...e, hosts: [host] };
  const http: VirtualServiceHttpRoute[] = [], tcp: VirtualServiceTcpRoute[] = [], tls: VirtualServiceTlsRoute[] = [];
  let plain = true;
  for (const port of e.ports) {
    if (!HTTP_PROTOCOLS.has(port.protocol)) continue;
    const rules = rulesOf(context, e, one, port);
    if (rules.length > 1 || rules[0]!.action.timeout !== undefined || rules[0]!.action.retries !== undefined) plain = false;
    const routes = rules.flatMap((rule) => httpRoutes(context, rule, [e.ports.length > 1 || gateway ? { port: port.number } : {}], port.number));
    http.push(...(gateway ? [...routes.map((r) => toGateway(context, gateway, port, r)), fromGateway(context, gateway, one, port, rules)] : routes));
  }
  if (!gateway) return plain ? undefined : { hosts: [host], http };
  const there = gatewayRef(context, gateway);
  for (const port of e.ports) {
    const kind = egressKind(port), destination = destinationOf(one, port);
    const inbound = [{ destination: { host: gatewayService(context, gateway), port: { number: port.number } } }];
    if (kind === 'tcp') tcp.push({ match: [{ gateways: ['mesh'], port: port.number }], route: inbound }, { match: [{ gateways: [there], port: port.number }], route: [{ destination }] });
    if (kind === 'tls') {
      tls.push({ match: [{ gateways: ['mesh'], port: port.number, sniHosts: [host] }], route: inbound }, { match: [{ gateways: [there], port: port.number, sniHosts: [host] }], route: [{ destination }] });
    }
  }
  return { gateways: ['mesh', there], hosts: [host], ...(http.length > 0 && { http }), ...(tcp.length > 0 && { tcp }), ...(tls.length > 0 && { tls }) };
}

type Forwarding = ResolvedRule & { readonly action: ResolvedForward };
/** What holds for requests of a port: what single callers and other owners say first, then the policies of the host. Each host is sent to by its own name. */
function rulesOf(context: EmitContext, e: ExternalFacts, one: ExternalFacts, port: PortFacts): readonly Forwarding[] {
  const rules = context.resolved.externalRules(e).find((p) => p.port === port)!.rules as readonly Forwarding[];
  return one === e ? rules : rules.map((r) => ({ ...r, action: { ...r.action, backends: [{ kind: 'external', external: one, port, weight: 100 }] } }));
}

/**
 * The first leg: the caller's proxy, with all that was said of the call. A match of single callers does not name the mesh: named gateways decide alone,
 * and labels would not be looked at; no gateway has a caller's labels.
 */
function toGateway(context: EmitContext, gateway: GatewayFacts, port: PortFacts, r: VirtualServiceHttpRoute): VirtualServiceHttpRoute {
  const inMesh = r.match!.map((m) => {
    if (m.sourceLabels) return m;
    const { authority, ...rest } = m;
    return { ...(authority && { authority }), gateways: MESH, ...rest };
  });
  return { ...r, match: inMesh, route: [{ destination: { host: gatewayService(context, gateway), port: { number: port.number } } }] };
}
/** The second leg: the gateway repeats nothing by itself where the caller's proxy may not either. */
function fromGateway(context: EmitContext, gateway: GatewayFacts, e: ExternalFacts, port: PortFacts, rules: readonly Forwarding[]): VirtualServiceHttpRoute {
  const once = rules.every((r) => r.action.retries === 'off');
  return { match: [{ gateways: [gatewayRef(context, gateway)], port: port.number }], ...(once && { retries: { attempts: 0 } }), route: [{ destination: destinationOf(e, port) }] };
}
const MESH: readonly string[] = ['mesh'];

const destinationOf = (e: ExternalFacts, port: PortFacts) => ({ host: e.hosts[0]!, port: { number: port.number } });
const gatewayRef = (context: EmitContext, g: GatewayFacts): string => `${gatewayHome(context, g)}/${g.name}`;
