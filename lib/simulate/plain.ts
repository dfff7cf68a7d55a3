import type { Host, Workload } from '../effective';
import { deliver } from './deliver';
import type { Message } from './message';
import type { Step } from './outcome';
import { dialledNames, isClusterName, wildcardsOf } from './url';
import { behind, end, say, type End, type Sender, type Walk } from './walk';
import { by, hostText, listText } from './words';

/** A request of a workload without a proxy: names and addresses are all it has. */
export function fromPlain(walk: Walk, steps: Step[], workload: Workload, message: Message): End[] {
  say(steps, 'client', () => `${workload.name} has no proxy: it sends what it sends, without identity${by(workload.from)}`, workload.from);
  const names = dialledNames(message.host, workload.namespace, walk.mesh.installation.clusterDomain);
  const host = [...names, ...wildcardsOf(names[names.length - 1])].map((n) => walk.mesh.hosts(n)[0]).find((h) => h !== undefined);
  return leave(walk, steps, { workload, name: workload.name, namespace: workload.namespace, proxied: false }, host, message);
}

/** A message that no proxy of the mesh has rules for, on its way to where it was dialled, as it is. */
export function leave(walk: Walk, steps: Step[], sender: Sender, host: Host | undefined, message: Message): End[] {
  const { clusterDomain, inventory } = walk.mesh.installation;
  if (!host) {
    if (!isClusterName(message.host, clusterDomain)) {
      say(steps, 'destination', () => `${message.host} is outside of the mesh, reached as it was dialled`);
      return [end('delivered', steps, { target: { host: message.host, port: message.port }, tls: message.sealed ? 'TLS' : 'plaintext', message })];
    }
    say(steps, 'client', () => `nothing is called ${message.host}`);
    if (inventory === 'closed') return [end('unreachable', steps)];
    walk.notKnown(`whether anything is called ${message.host}: the input holds nothing of that name`);
    return [end('unknown', steps)];
  }
  if (host.resolution === 'alias' && host.aliasOf !== undefined) {
    say(steps, 'client', () => `${hostText(host.name, sender.namespace)} is another name of ${host.aliasOf}${by(host.from)}`, host.from);
    const behindAlias = walk.mesh.hosts(host.aliasOf)[0];
    return leave(walk, steps, sender, behindAlias?.resolution === 'alias' ? undefined : behindAlias, { ...message, host: host.aliasOf });
  }
  const port = host.ports.find((p) => p.number === message.port);
  if (!port && host.kind === 'Service') {
    say(steps, 'client', () => `${hostText(host.name, sender.namespace)} has no port ${message.port}: it has ${listText(host.ports.map((p) => String(p.number)))}${by(host.from)}`, host.from);
    return [end('unreachable', steps)];
  }
  return deliver(walk, steps, sender, {
    target: { host: host.name.startsWith('*') ? message.host : host.name, port: message.port }, host, workloads: behind(walk.mesh, host),
    port: port ?? { number: message.port, name: '', protocol: 'auto', targetPort: message.port },
  }, message);
}
