import type { GatewayListener, Workload } from '../effective';
import { enterGateway, listenerOf, serverFor } from './gateway';
import type { Message } from './message';
import type { Step } from './outcome';
import { end, say, type End, type Walk } from './walk';
import { listText } from './words';

/** A request of somebody outside of the mesh: it comes in through a gateway, or not at all. */
export function fromOutside(walk: Walk, steps: Step[], via: string | undefined, message: Message): End[] {
  const found = gatewayFor(walk, via, message);
  if (!found) {
    say(steps, 'gateway', () => `no gateway listens on port ${message.port}${via === undefined ? '' : ` at ${via}`}`);
    if (walk.mesh.installation.inventory === 'closed' || via !== undefined) return [end('unreachable', steps)];
    walk.notKnown(`whether anybody listens on port ${message.port}: no gateway of the input does`);
    return [end('unknown', steps)];
  }
  const tls = message.sealed ? 'TLS' : 'none';
  walk.depth++;
  return enterGateway(walk, steps, found.workload, found.listener, { message, tls, sni: message.sni, principal: null });
}

interface Candidate { readonly workload: Workload; readonly listener: GatewayListener }
function gatewayFor(walk: Walk, via: string | undefined, message: Message): Candidate | undefined {
  const all: Candidate[] = [];
  for (const workload of via === undefined ? gatewaysOf(walk) : [named(walk, via)]) {
    const gateway = walk.mesh.gateway(workload);
    const listener = listenerOf(gateway, message.port) ?? (via === undefined ? undefined : gateway.listeners.find((l) => l.podPort === message.port));
    if (listener) all.push({ workload, listener });
  }
  if (all.length < 2) return all[0];
  // Of several the one that the name of the request leads to.
  const fitting = all.filter((c) => fits(c, message));
  if (fitting.length > 1) throw new Error(`gateways ${listText(fitting.map((c) => c.workload.id))} take ${message.authority} on port ${message.port}: name the one that is meant`);
  if (fitting.length === 0) throw new Error(`gateways ${listText(all.map((c) => c.workload.id))} listen on port ${message.port}, none of them for ${message.authority}: name the one that is meant`);
  return fitting[0];
}
function fits({ listener }: Candidate, message: Message): boolean {
  const server = serverFor(listener, { tls: message.sealed ? 'TLS' : 'none', sni: message.sni });
  if (!server) return false;
  return server.http === undefined || (server.tls ? server.http.find(message.authority) !== undefined : listener.servers.some((s) => s.http?.find(message.authority) !== undefined));
}

const known = new WeakMap<object, readonly Workload[]>();
function gatewaysOf({ mesh }: Walk): readonly Workload[] {
  let found = known.get(mesh);
  if (!found) known.set(mesh, (found = mesh.workloads.filter((w) => w.proxy === 'gateway')));
  return found;
}
function named(walk: Walk, via: string): Workload {
  const found = walk.mesh.workload(via);
  if (found?.proxy === 'gateway') return found;
  throw new Error(`${via} is no gateway: ${gatewaysOf(walk).length === 0 ? 'the input has none' : `there ${gatewaysOf(walk).length === 1 ? 'is' : 'are'} ${listText(gatewaysOf(walk).map((w) => w.id))}`}`);
}
