import { isHttp, type Gate, type Provenance, type ServerPort, type Workload } from '../effective';
import { passGate } from './gate';
import type { Message } from './message';
import type { RefusedBy, Step } from './outcome';
import { say, type Sender, type Walk, type Wire } from './walk';
import { by, workloadText } from './words';

/** How a server takes a request. */
export interface Reception {
  readonly kind: 'delivered' | 'denied' | 'tls failure' | 'unknown';
  readonly status?: number;
  readonly body?: string;
  readonly refusedBy?: RefusedBy;
}
const DELIVERED: Reception = { kind: 'delivered' };

/** A request at a pod: TLS, then what its proxy asks of it. */
export function receive(walk: Walk, steps: Step[], workload: Workload, port: number, what: { message: Message; wire: Wire; sender: Sender }): Reception {
  const { message, wire, sender } = what;
  const name = workloadText(workload, sender.namespace);
  const failed = (text: () => string, from?: Provenance): Reception => {
    say(steps, 'tls', text, from);
    return { kind: 'tls failure', refusedBy: 'tls', ...(sender.proxied && message.http && !message.sealed && { status: 503 }) };
  };
  if (workload.proxy === 'none') {
    if (wire.tls === 'mutual TLS') return failed(() => `${name} has no proxy that could answer mutual TLS${by(wire.from)}`, wire.from);
    return DELIVERED;
  }
  const server = walk.mesh.server(workload).port(port);
  const mode = server.tls.value;
  if (mode === 'STRICT' && wire.tls !== 'mutual TLS') {
    walk.further.push(() => beyondTls(walk, workload, port, what));
    return failed(() => `${name} takes mutual TLS only${by(server.tls.from)}; ${sender.name} ${walk.would ? 'would send' : 'sends'} ${wire.tls}`, server.tls.from);
  }
  if (mode === 'DISABLE' && wire.tls === 'mutual TLS') return failed(() => `${name} takes no mutual TLS on port ${port}${by(server.tls.from)}; ${sender.name} sends it${by(wire.from)}`, server.tls.from);
  // TLS that is not the mesh's own ends in the application: its proxy passes it on unread.
  const sealed = message.sealed || wire.tls === 'TLS';
  const http = message.http && !sealed && (isHttp(server.protocol) || server.protocol === 'auto');
  // A port of HTTP has ways in for plain requests and for the mesh's own TLS, and no others.
  if (isHttp(server.protocol) && sealed) return failed(() => `port ${port} of ${name} is ${server.protocol}: its proxy takes no TLS there but the mesh's own${by(server.tls.from)}`, server.tls.from);
  if (isHttp(server.protocol) && !http) {
    say(steps, 'server', () => `port ${port} of ${name} is ${server.protocol}: its proxy cannot read these bytes`, server.tls.from);
    return { kind: 'denied', status: 400 };
  }
  const refusal = passGate(walk, steps, gateFor(server, http), { name, http, message, arrival: { port, principal: wire.principal, ...walk.addresses } });
  if (!refusal) {
    if (server.forwardTo) { const { value, from } = server.forwardTo; say(steps, 'server', () => `${name} hands it on to ${value}${by(from)}`, from); }
    return DELIVERED;
  }
  if (refusal.by === 'token') walk.further.push(() => beyondToken(walk, workload, port, what));
  return { kind: refusal.kind, refusedBy: refusal.by, ...(refusal.status !== undefined && { status: refusal.status }), ...(refusal.body !== undefined && { body: refusal.body }) };
}

/** A port that takes both asks other things of connections than of requests. */
const gateFor = (server: ServerPort, http: boolean): Gate => (http ? server.gate : server.bytesGate ?? server.gate);

/** What its proxy would say to a connection that it had accepted. */
function beyondTls(walk: Walk, workload: Workload, port: number, { message, wire, sender }: Parameters<typeof receive>[4]): Step[] {
  const steps: Step[] = [], onwards = walk.onwards(), server = walk.mesh.server(workload).port(port);
  const http = message.http && !message.sealed && (isHttp(server.protocol) || server.protocol === 'auto');
  const refusal = passGate(onwards, steps, gateFor(server, http), { name: workloadText(workload, sender.namespace), http, message, arrival: { port, principal: wire.principal, ...walk.addresses } });
  return refusal ? steps.slice(-1) : [];
}
/** The same request without its token. */
function beyondToken(walk: Walk, workload: Workload, port: number, { message, wire, sender }: Parameters<typeof receive>[4]): Step[] {
  const { token: _, ...rest } = message;
  return beyondTls(walk, workload, port, { message: rest, wire, sender });
}
