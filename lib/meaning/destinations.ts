import type { BackendFact, DestinationFact, ExternalFacts, MeshModel, PortFacts, Protocol, RouteFacts, ServiceFacts } from '../model';
import type { ModelIndex } from './model-index';
import { isHttp } from './order';

export type Thing = ServiceFacts | ExternalFacts;
/** An endpoint set, and the part of the requests (of 1) that it gets. */
export interface End { readonly thing: Thing; readonly port: PortFacts; readonly version?: string; readonly part: number }
/** What the sending side knows. */
export interface Sender { readonly protocol: Protocol; readonly number?: number; readonly name?: string }
export const isExternal = (t: Thing): t is ExternalFacts => 'resolution' in t;

const TLS: ReadonlySet<Protocol> = new Set<Protocol>(['https', 'tls']);
/** How much of a request a proxy sees on a port. */
const sight = (p: Protocol): string => (isHttp({ protocol: p }) ? 'requests' : TLS.has(p) ? 'names' : 'bytes');

/** The port that is meant: the one that is named, else the one that speaks the protocol; of several the one like the sender's. */
export function portMeant(to: Thing, named: string | undefined, from: Sender): PortFacts | undefined {
  if (named !== undefined) return to.ports.find((p) => p.name === named);
  for (const alike of [to.ports.filter((p) => p.protocol === from.protocol), to.ports.filter((p) => sight(p.protocol) === sight(from.protocol))]) {
    const found = alike.length === 1 ? alike[0] : alike.find((p) => p.number === from.number) ?? alike.find((p) => p.name === from.name);
    if (found) return found;
  }
  return undefined;
}

/** Ports of a service that a route without a port stands on: all that speak its protocol; a route falls back to protocols that carry its requests too. */
export function portsOfRoute(service: ServiceFacts, route: RouteFacts): readonly PortFacts[] {
  const carries = (p: PortFacts): boolean => (route.kind === 'http' || route.kind === 'grpc' ? isHttp(p) : route.kind === 'tls' ? TLS.has(p.protocol) : !isHttp(p));
  if (route.port !== undefined) return service.ports.filter((p) => p.name === route.port && carries(p));
  const ORDER: Record<RouteFacts['kind'], readonly (readonly Protocol[])[]> = { http: [['http', 'http2'], ['grpc']], grpc: [['grpc'], ['http2'], ['http']], tls: [['tls', 'https']], tcp: [['tcp'], ['tls', 'https']] };
  for (const wanted of ORDER[route.kind]) { const found = service.ports.filter((p) => wanted.includes(p.protocol)); if (found.length > 0) return found; }
  return [];
}

export const thingOf = (index: ModelIndex, to: DestinationFact): Thing | undefined => (to.kind === 'external' ? index.external.get(to.external) : index.service.get(to.service));

/** Where a destination ends: a service means its default rule, which is its split where it has one. */
export function endsOf(index: ModelIndex, { to, port: named }: { readonly to: DestinationFact; readonly port?: string }, from: Sender, part = 1): readonly End[] {
  const thing = thingOf(index, to), port = thing && portMeant(thing, named, from);
  if (!thing || !port) return [];
  if (to.kind === 'version') return [{ thing, port, version: to.version, part }];
  const split = to.kind === 'service' ? index.split.get(thing.id) : undefined;
  if (!split) return [{ thing, port, part }];
  const total = Object.values(split.weights).reduce((a, b) => a + b, 0);
  return Object.entries(split.weights).filter(([, w]) => w > 0).map(([version, w]) => ({ thing, port, version, part: (part * w) / total }));
}

/** Where the requests of a rule end; a backend without weight gets none. */
export function endsOfRule(index: ModelIndex, backends: readonly BackendFact[], from: Sender): readonly End[] {
  const used = backends.length === 1 ? [{ ...backends[0], weight: 100 }] : backends.filter((b) => b.weight > 0);
  const total = used.reduce((sum, b) => sum + b.weight, 0), merged = new Map<string, End>();
  for (const end of used.flatMap((b) => endsOf(index, b, from, b.weight / total))) {
    const key = `${end.thing.id} ${end.port.name} ${end.version ?? ''}`, before = merged.get(key);
    merged.set(key, before ? { ...before, part: before.part + end.part } : end);
  }
  return [...merged.values()];
}
/** What a rule sends to, each once: its client policies go with it. */
export const thingsOfRule = (index: ModelIndex, backends: readonly BackendFact[]): readonly Thing[] =>
  [...new Set(backends.filter((b) => backends.length === 1 || b.weight > 0).flatMap((b) => thingOf(index, b.to) ?? []))];

/** What a route at a gateway knows when it looks for a port. */
export function senderAt(model: MeshModel, route: RouteFacts): Sender {
  const listener = model.gateways.find((g) => g.id === route.parent.id)?.listeners.find((l) => l.name === route.port);
  return { protocol: route.kind, ...(listener && { number: listener.port, name: listener.name }) };
}
