import type { Mutable, VirtualService, VirtualServiceHttpRoute, VirtualServiceTcpRoute } from '../../manifests/types';
import type { MeshFacts, ServiceFacts } from '../../model';
import type { Frontend, PortRules, ResolvedRule } from '../../resolve/resolved';
import type { Emit } from '../target';
import { metaOf, type EmitContext } from './context';
import { authorityMatch, type Limit } from './http-match';
import { httpRoutes, NO_LIMIT, routeDestinations } from './http-route';
import type { Kind } from './kind';
import { checkVirtualServices } from './virtual-service-check';

/** The rules of every service that has some beyond "to all endpoints": one object for its host. */
export const virtualService: Kind = {
  supports: {
    'route.http': 'full', 'route.grpc': 'full', 'route.tls': 'full', 'route.tcp': 'full', 'route.priority': 'full', 'route.hostnames': 'full', 'route.other-owner': 'full',
    'match.path.exact': 'full', 'match.path.prefix': 'full', 'match.path.regex': 'full', 'match.header': 'full', 'match.header.not': 'full', 'match.cookie': 'full', 'match.cookie.not': 'full',
    'match.query': 'full', 'match.method': 'full', 'match.from': 'full',
    'action.split': 'full', 'action.redirect': 'full', 'action.respond': 'full', 'action.rewrite': 'full', 'action.rewrite.regex': 'full', 'action.mirror': 'full', 'action.headers': 'full',
    'action.cors': 'full', 'action.fault': 'full', 'action.timeout': 'full', 'action.retries': 'full',
    split: 'full', retry: 'full', timeout: 'full', 'fault-injection': 'full', 'call.options': 'full',
  },
  emit(context, mesh, out) {
    for (const s of context.parts(mesh).services) emitService(context, mesh, s, out);
  },
  check: checkVirtualServices,
};

function emitService(context: EmitContext, mesh: MeshFacts, s: ServiceFacts, out: Emit): void {
  const { http: httpPorts, opaque } = context.frontend(s);
  const http = httpPorts.every(isPlain) ? undefined : httpPorts.flatMap((p) => portRoutes(context, s, p));
  const tcp = opaque.every(isPlain) ? undefined : opaque.flatMap((p) => (p.plain ? [] : tcpRoutes(context, s, p)));
  if (!http && !tcp) return;
  const spec: Mutable<VirtualService['spec']> = { hosts: [context.host(s)] };
  if (http) spec.http = http;
  if (tcp) spec.tcp = tcp;
  out({
    apiVersion: context.version.api.networking, kind: 'VirtualService', metadata: metaOf(mesh, s.name, context.namespaceOf(s)), spec,
  } satisfies VirtualService, originOf(s, httpPorts, opaque));
}
const isPlain = (p: PortRules): boolean => p.plain;

/** The object speaks for the host as a whole, so that a port without rules of its own says so too. */
function portRoutes(context: EmitContext, s: ServiceFacts, { port, rules }: PortRules): readonly VirtualServiceHttpRoute[] {
  const byPort: Limit = s.ports.length > 1 ? { port: port.number } : {};
  const limits = s.ports.length > 1 ? [byPort] : NO_LIMIT;
  return rules.flatMap((rule) => httpRoutes(context, rule, rule.hostnames.length === 0 ? limits : rule.hostnames.map((h) => ({ ...byPort, authority: authorityMatch(h) })), port.number));
}

/** Bytes are not looked into, see `looksInside`: they go where their port goes, whatever name the client asks for. */
function tcpRoutes(context: EmitContext, s: ServiceFacts, { port, rules }: PortRules): readonly VirtualServiceTcpRoute[] {
  return rules.flatMap(({ action }) => (action.kind !== 'forward' ? [] : [{
    ...(s.ports.length > 1 && { match: [{ port: port.number }] }), route: routeDestinations(context, action.backends, port.number),
  }]));
}

/** The one construct that made the object needed; the service, where there are several. */
function originOf(s: ServiceFacts, http: Frontend['http'], opaque: Frontend['opaque']): ResolvedRule['origin'] {
  const first = http[0]?.rules[0] ?? opaque[0]?.rules[0];
  return first && http.length + opaque.length === 1 && http.concat(opaque).every((p) => p.rules.every((r) => r.origin === first.origin)) ? first.origin : s.origin;
}
