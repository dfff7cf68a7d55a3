import type { GatewayFacts, ListenerFacts } from '../../model';
import type { EmitContext } from './context';
import { listenersOf } from './gateway-listeners';

/** A port of a gateway that the mesh runs: how its Service names it, and the pod's number, by which policies know it. */
export interface DeployedPort { readonly name: string; readonly port: number; readonly podPort: number; readonly http: boolean }

const PREFIX: Readonly<Record<ListenerFacts['protocol'], string>> = { HTTP: 'http', HTTPS: 'https', TLS_PASSTHROUGH: 'tls', TCP: 'tcp' };

/** Sorted by number; names say the protocol. */
export function deployedPorts(context: EmitContext, gateway: GatewayFacts): readonly DeployedPort[] {
  const ports = new Map<number, DeployedPort>();
  for (const l of listenersOf(context, gateway)) {
    if (ports.has(l.port)) continue;
    ports.set(l.port, { name: portName(PREFIX[l.protocol], l.name), port: l.port, podPort: l.podPort, http: l.protocol === 'HTTP' || l.protocol === 'HTTPS' });
  }
  return [...ports.values()].sort((a, b) => a.port - b.port);
}
const portName = (protocol: string, name: string): string => (name === protocol || name.startsWith(`${protocol}-`) ? name : `${protocol}-${name}`);
