import { HTTP_PROTOCOLS } from '../model';
import type { ExternalFacts, Origin, PortFacts, Protocol, RouteFacts, ServiceFacts } from '../model';
import { CODES } from './codes';
import type { Report } from './report';

type HasPorts = ServiceFacts | ExternalFacts;
/** What the sending side knows: its protocol (the route's), and its port where it has one. */
export interface PortHint { readonly protocol: Protocol; readonly number?: number; readonly name?: string }

const OPAQUE_TLS: ReadonlySet<Protocol> = new Set<Protocol>(['https', 'tls']);
export const isHttp = (port: PortFacts): boolean => HTTP_PROTOCOLS.has(port.protocol);
/** Protocols that can be sent on to each other. */
const sameClass = (a: Protocol, b: Protocol): boolean => HTTP_PROTOCOLS.has(a) === HTTP_PROTOCOLS.has(b) && OPAQUE_TLS.has(a) === OPAQUE_TLS.has(b);

/** Ports of a service on which a route of this kind stands when it names none; a route of one protocol falls back to its relatives. */
export function portsOfKind(ports: readonly PortFacts[], kind: RouteFacts['kind']): readonly PortFacts[] {
  const preferred: readonly (readonly Protocol[])[] = kind === 'http' ? [['http', 'http2'], ['grpc']] : kind === 'grpc' ? [['grpc'], ['http2'], ['http']] : kind === 'tls' ? [['tls', 'https']] : [['tcp'], ['tls', 'https']];
  for (const wanted of preferred) {
    const found = ports.filter((p) => wanted.includes(p.protocol));
    if (found.length > 0) return found;
  }
  return [];
}
/** Whether a route of this kind can stand on a port that it names. */
export const carries = (port: PortFacts, kind: RouteFacts['kind']): boolean =>
  (kind === 'http' || kind === 'grpc' ? isHttp(port) : kind === 'tls' ? OPAQUE_TLS.has(port.protocol) : !isHttp(port));

/** The port a backend means: the one it names, else the only one that speaks the protocol, else the one with the sender's number or name. */
export function backendPort(to: HasPorts, named: string | undefined, hint: PortHint, at: Origin, report?: Report): PortFacts | undefined {
  if (named !== undefined) {
    const port = to.ports.find((p) => p.name === named);
    if (!port) report?.(CODES.unknownPort, at, `${to.name} has no port \`${named}\``, { help: `its ports are ${list(to.ports)}`, related: [to.origin] });
    else if (HTTP_PROTOCOLS.has(hint.protocol) && !isHttp(port)) report?.(CODES.wrongProtocol, at, `an HTTP rule cannot send to port ${port.name} of ${to.name}, which speaks ${port.protocol}`, { help: 'use a TcpRoute, or name a port that speaks HTTP', related: [to.origin] });
    return port;
  }
  for (const candidates of [to.ports.filter((p) => p.protocol === hint.protocol), to.ports.filter((p) => sameClass(p.protocol, hint.protocol))]) {
    if (candidates.length === 1) return candidates[0];
    const same = candidates.find((p) => p.number === hint.number) ?? candidates.find((p) => p.name === hint.name);
    if (same) return same;
  }
  report?.(CODES.missingPort, at, `it is not clear which port of ${to.name} is meant: ${to.ports.some((p) => sameClass(p.protocol, hint.protocol)) ? 'several' : 'none'} of ${list(to.ports)} speak${to.ports.some((p) => sameClass(p.protocol, hint.protocol)) ? '' : 's'} ${hint.protocol}`,
    { help: `name it: { to: ${to.name}, weight: 100, port: '${to.ports[0]?.name ?? ''}' }`, related: [to.origin] });
  return undefined;
}
export const list = (ports: readonly PortFacts[]): string => ports.map((p) => `${p.name} (${p.protocol} ${p.number})`).join(', ');
