import { enterGateway } from './gateway';
import { end, say, type Through } from './walk';
import { workloadText } from './words';

const MOST_GATEWAYS = 5;

/** A message that was sent to a gateway of the mesh goes on from there; undefined: it has no listener on that port. */
export const throughGateway: Through = (walk, steps, workload, port, { message, wire, sender, sni }) => {
  const listener = walk.mesh.gateway(workload).listeners.find((l) => l.podPort === port);
  if (!listener) return undefined;
  if (walk.depth >= MOST_GATEWAYS) {
    say(steps, 'gateway', () => `it has come through ${MOST_GATEWAYS} gateways and would go through ${workloadText(workload, sender.namespace)}: it goes round in circles`, workload.from);
    return [end('unreachable', steps, { refusedBy: 'route' })];
  }
  walk.depth++;
  try {
    const tls = wire.tls === 'mutual TLS' ? 'mesh' : wire.tls === 'TLS' || message.sealed ? 'TLS' : 'none';
    return enterGateway(walk, steps, workload, listener, { message, tls, sni: tls === 'none' ? null : sni, principal: wire.principal, proxied: sender.proxied });
  } finally { walk.depth--; }
};
