import { evaluate, type Gateway, type GatewayListener, type GatewayServer, type SeenRequest, type VirtualHost, type Workload } from '../effective';
import { forwardBytes, type ProxySender } from './forward';
import { passGate, tokenSeen } from './gate';
import { seenBytes, seenHttp, type Arrival, type Message } from './message';
import type { Step } from './outcome';
import { route } from './route';
import { missingIn } from './view';
import { end, say, type End, type Walk } from './walk';
import { by, hostText, listText, sourceText, workloadText } from './words';

/** How a message comes to a gateway. `mesh`: in mutual TLS of the mesh. */
export interface AtGateway {
  readonly message: Message;
  readonly tls: 'none' | 'TLS' | 'mesh';
  readonly sni: string | null;
  readonly principal: string | null;
  /** A proxy sent it. */
  readonly proxied?: boolean;
  /** The gate has spoken; what would happen behind it is asked. */
  readonly passed?: true;
}

/** A request at a listener of a gateway: TLS, tokens, authorization, then the rules of its host. */
export function enterGateway(walk: Walk, steps: Step[], workload: Workload, listener: GatewayListener, at: AtGateway): End[] {
  const gateway = walk.mesh.gateway(workload), name = workloadText(workload, undefined);
  const sender: ProxySender = { workload, name, namespace: workload.namespace, proxied: true, destination: (target) => gateway.destination(target) };
  const arrival: Arrival = { port: listener.podPort, principal: at.principal, ...(walk.depth <= 1 && { peerAddress: walk.clientAddress, clientAddress: walk.clientAddress }) };
  if (listener.refused) {
    const { refused } = listener;
    say(steps, 'gateway', () => `the proxy of ${name} refuses its listener on port ${listener.port} as a whole: servers ${listText(refused.servers.map(sourceText))} take one name, ${refused.name === '*' ? 'any' : refused.name}`, refused.servers[0]);
    return [end('unreachable', steps, { ...(at.proxied && at.message.http && { status: 503 }) })];
  }
  const server = serverFor(listener, at);
  const failed = (why: () => string): End[] => {
    say(steps, 'tls', () => `${why()}${by(listener.servers[0]?.from)}`, listener.servers[0]?.from);
    return [end('tls failure', steps, { refusedBy: 'tls' })];
  };
  if (!server) return failed(() => (at.tls === 'none' ? `port ${listener.port} of ${name} takes TLS only` : listener.servers.some((s) => s.tls) ? `port ${listener.port} of ${name} has no server for SNI ${at.sni}: it has ${listText(listener.servers.flatMap((s) => s.hosts))}` : `port ${listener.port} of ${name} takes no TLS`));
  const tls = server.tls?.value;
  if (tls?.mode === 'ISTIO_MUTUAL' && at.tls !== 'mesh') return failed(() => `port ${listener.port} of ${name} wants a certificate of the mesh`);
  if (tls?.mode === 'MUTUAL' && at.tls === 'TLS') {
    walk.notKnown(`whether the caller has a certificate that ${name} accepts`);
    say(steps, 'tls', () => `${name} wants a certificate of its caller, who is taken to have one${by(server.tls!.from)}`, server.tls!.from);
  }
  const passedOn = tls?.mode === 'PASSTHROUGH' || tls?.mode === 'AUTO_PASSTHROUGH';
  say(steps, 'gateway', () => `${name} listens on port ${listener.port}${tls ? passedOn ? `, passes TLS for ${at.sni} on` : `, ends TLS for ${at.sni}` : ''}${by(server.from)}`, server.from);
  // In mutual TLS of the mesh is what the caller sent, which may be TLS of its own.
  const inside: Message = tls && !passedOn && at.tls !== 'mesh' ? { ...at.message, sealed: false } : at.message;
  const http = server.http !== undefined && inside.http && !inside.sealed;
  if (server.http && !http) {
    say(steps, 'gateway', () => `port ${listener.port} of ${name} is ${listener.protocol}: it cannot read these bytes`, server.from);
    return [end(inside.sealed ? 'tls failure' : 'denied', steps, inside.sealed ? { refusedBy: 'tls' } : { status: 400 })];
  }
  // The name of the connection is the caller's, whoever looks in.
  const message: Message = at.sni === inside.sni ? inside : { ...inside, sni: at.sni };
  if (!at.passed) {
    const refusal = passGate(walk, steps, server.gate, { name, http, message, arrival });
    if (refusal) {
      walk.further.push(() => behindGate(walk, workload, listener, at));
      return [end(refusal.kind, steps, { refusedBy: refusal.by, ...(refusal.status !== undefined && { status: refusal.status }), ...(refusal.body !== undefined && { body: refusal.body }) })];
    }
  }
  if (!http) return bytesOf(walk, steps, sender, server, { message, seen: seenBytes(message, arrival), listener });
  const vhost = virtualHostOf(listener, server, message.authority);
  if (!vhost) {
    say(steps, 'route', () => `${name} has no rules for ${message.authority} on port ${listener.port}: it has them for ${listText(server.http!.all().flatMap((v) => v.domains))}${by(server.from)}`, server.from);
    return [end('no route', steps, { status: 404, refusedBy: 'route' })];
  }
  const seen = seenHttp(message, { ...arrival, port: listener.port }, tokenSeen(server.gate, message));
  return route(walk, steps, sender, vhost, { message, seen }) ?? [end('unknown', steps)];
}

function bytesOf(walk: Walk, steps: Step[], sender: ProxySender, server: GatewayServer, { message, seen, listener }: { message: Message; seen: SeenRequest; listener: GatewayListener }): End[] {
  for (const rule of server.bytes ?? []) {
    const met = evaluate(rule.when, seen);
    if (met === false) continue;
    if (met === undefined) {
      walk.notKnown(`whether the rule of ${sender.name} for these connections holds${by(rule.from)}: ${missingIn(rule.when, seen)}`);
      return [end('unknown', steps)];
    }
    say(steps, 'route', () => `connections${message.sni === null ? '' : ` for ${message.sni}`} go to ${listText(rule.to.map((s) => hostText(s.to.host, sender.namespace)))}${by(rule.from)}`, rule.from);
    return forwardBytes(walk, steps, sender, rule, message);
  }
  say(steps, 'route', () => `no rule of ${sender.name} is for connections to port ${listener.port}${message.sni === null ? '' : ` for ${message.sni}`}${by(server.from)}`, server.from);
  return [end('no route', steps, { refusedBy: 'route' })];
}

/** The server that a connection means: by SNI, exact names before wildcards, longer before shorter. */
export function serverFor(listener: GatewayListener, { tls, sni }: Pick<AtGateway, 'tls' | 'sni'>): GatewayServer | undefined {
  let best: GatewayServer | undefined, rank = -1;
  for (const server of listener.servers) {
    if ((server.tls === undefined) !== (tls === 'none' || (tls === 'mesh' && !listener.servers.some((s) => s.tls)))) {
      if (!(server.tls === undefined && server.bytes && listener.protocol === 'TCP')) continue;
    }
    const found = server.tls === undefined ? 1 : Math.max(-1, ...server.hosts.map((host) => sniRank(host, sni)));
    if (found > rank) { best = server; rank = found; }
  }
  return rank < 0 ? undefined : best;
}
function sniRank(host: string, sni: string | null): number {
  if (host === '*') return 0;
  if (sni === null) return -1;
  const wanted = host.toLowerCase();
  if (wanted.startsWith('*')) return sni.length > wanted.length - 1 && sni.endsWith(wanted.slice(1)) ? wanted.length : -1;
  return wanted === sni ? 10_000 : -1;
}
/** On a plain port all servers share a table; after TLS a server has its own. */
const virtualHostOf = (listener: GatewayListener, server: GatewayServer, authority: string): VirtualHost | undefined =>
  server.http?.find(authority) ?? (server.tls ? undefined : listener.servers.map((s) => (s.tls ? undefined : s.http?.find(authority))).find((v) => v !== undefined));

function behindGate(walk: Walk, workload: Workload, listener: GatewayListener, at: AtGateway): Step[] {
  const { token: _, ...message } = at.message;
  const onwards = walk.onwards();
  const ends = enterGateway(onwards, [], workload, listener, { ...at, message, passed: true });
  return ends.filter((e) => e.kind === 'denied' || e.kind === 'tls failure' || e.kind === 'no route').flatMap((e) => e.steps.slice(-1)).slice(0, 1);
}

/** Listeners of a gateway for a port that somebody dials, or one of its pod. */
export const listenerOf = (gateway: Gateway, port: number): GatewayListener | undefined => gateway.listeners.find((l) => l.port === port);
