import { evaluate, isAddress, isHttp, type Client, type Host, type Workload } from '../effective';
import { forwardBytes, sendTo, type ProxySender } from './forward';
import { seenBytes, seenHttp, type Message } from './message';
import type { Step } from './outcome';
import { leave } from './plain';
import { receive } from './server';
import { route } from './route';
import { dialledNames, wildcardsOf } from './url';
import { missingIn } from './view';
import { behind, end, say, type End, type Walk } from './walk';
import { by, hostNames, hostText, listText } from './words';

/** What a caller dials: a host that its proxy knows, one that others know, or neither. */
interface Dialled { readonly known?: Host; readonly elsewhere?: Host; readonly name: string }

/** A request of a workload with a proxy of its own. */
export function fromSidecar(walk: Walk, steps: Step[], workload: Workload, message: Message): End[] {
  const client = walk.mesh.client(workload);
  const sender: ProxySender = { workload, name: workload.name, namespace: workload.namespace, proxied: true, destination: (target) => client.destination(target) };
  const dialled = dial(walk, client, message);
  const port = dialled.known?.ports.find((p) => p.number === message.port);
  const arrival = { port: message.port, principal: null, destinationAddress: isAddress(message.host) ? message.host : addressOf(dialled.known) };
  if (dialled.known) say(steps, 'client', () => `${sender.name} knows ${hostText(dialled.known!.name, workload.namespace)}${by(client.scope)}`, client.scope);
  const table = message.http && !message.sealed && (!port || isHttp(port.protocol) || port.protocol === 'auto') ? client.http(message.port) : undefined;
  if (table) {
    const vhost = table.find(message.authority);
    // What a table has for hosts that the proxy does not know stands there under the name of what says so.
    if (vhost && !(vhost.from === client.unknown.from && typeof client.unknown.value === 'string')) {
      const ends = route(walk, steps, sender, vhost, { message, seen: seenHttp(message, arrival, null) });
      if (ends) return ends;
    }
    return unknownHost(walk, steps, { client, sender, dialled, message, http: true });
  }
  const seen = seenBytes(message, arrival);
  for (const rule of client.bytes(message.port)) {
    if (rule.host !== undefined && rule.host !== dialled.known?.name) continue;
    const met = evaluate(rule.when, seen);
    if (met === false) continue;
    if (met === undefined) {
      walk.notKnown(`whether the rule of ${sender.name} for these connections holds${by(rule.from)}: ${missingIn(rule.when, seen)}`);
      return [end('unknown', steps)];
    }
    say(steps, 'route', () => `connections${message.sni === null ? '' : ` for ${message.sni}`} go to ${listText(rule.to.map((s) => hostText(s.to.host, workload.namespace)))}${by(rule.from)}`, rule.from);
    return forwardBytes(walk, steps, sender, rule, message);
  }
  if (dialled.known && port && isHttp(port.protocol)) {
    say(steps, 'client', () => `port ${message.port} of ${hostText(dialled.known!.name, workload.namespace)} is ${port.protocol}: its caller's proxy cannot read these bytes${by(dialled.known!.from)}`, dialled.known.from);
    return [end(message.sealed ? 'tls failure' : 'denied', steps, message.sealed ? { refusedBy: 'tls' } : { status: 400 })];
  }
  return unknownHost(walk, steps, { client, sender, dialled, message, http: false });
}

/** One that a name may stand for: of a range, the first. */
const addressOf = (host: Host | undefined): string | undefined => { const one = host?.addresses.find((a) => !a.includes('/')) ?? host?.addresses[0]; return one === undefined ? undefined : one.split('/')[0]; };

function dial(walk: Walk, client: Client, message: Message): Dialled {
  const names = dialledNames(message.host, client.workload.namespace, walk.mesh.installation.clusterDomain);
  for (const name of names) {
    const known = client.host(name);
    if (known) return { known, name };
    const elsewhere = walk.mesh.hosts(name)[0];
    if (elsewhere) return { elsewhere, name };
  }
  const last = names[names.length - 1];
  if (isAddress(last)) {
    const known = client.hosts().find((h) => h.addresses.includes(last));
    return known ? { known, name: last } : { name: last };
  }
  for (const wildcard of wildcardsOf(last)) {
    const known = client.host(wildcard);
    if (known) return { known, name: last };
    const elsewhere = walk.mesh.hosts(wildcard)[0];
    if (elsewhere) return { elsewhere, name: last };
  }
  return { name: last };
}

/** A host that no rule of the caller's proxy is for. */
function unknownHost(walk: Walk, steps: Step[], what: { client: Client; sender: ProxySender; dialled: Dialled; message: Message; http: boolean }): End[] {
  const { client, sender, dialled, message, http } = what;
  const { value, from } = client.unknown;
  const host = dialled.elsewhere ?? dialled.known;
  const name = hostText(host?.name.startsWith('*') ? dialled.name : host?.name ?? message.host, sender.namespace);
  // Names are looked up in the table of a port whether or not their Service has it; only where nothing was found it matters that it has not.
  const lacks = dialled.known?.kind === 'Service' && !dialled.known.ports.some((p) => p.number === message.port) ? dialled.known : undefined;
  if (lacks) say(steps, 'client', () => `${name} has no port ${message.port}: it has ${listText(lacks.ports.map((p) => String(p.number)))}${by(lacks.from)}`, lacks.from);
  else say(steps, 'client', () => `${sender.name} knows ${listText(hostNames(client.hosts(), sender.namespace!))}${by(client.scope)}; ${dialled.known ? `${name} on port ${message.port}` : name} is not among them`, client.scope);
  if (value === 'refuse') {
    say(steps, 'egress', () => `hosts that it does not know are refused by the proxy${http ? ' (502)' : ''}${by(from)}`, from);
    if (host) walk.further.push(() => beyond(walk, sender, host, message));
    return [end('denied', steps, { refusedBy: host ? 'visibility' : 'egress', ...(http && { status: 502 }) })];
  }
  if (value !== 'allow') {
    say(steps, 'egress', () => `hosts that it does not know are taken by ${hostText(value.host, sender.namespace)}${by(from)}`, from);
    return sendTo(walk, steps, sender, value, { message, from });
  }
  if (lacks) return [end('unreachable', steps, { ...(http && { status: 503 }) })];
  say(steps, 'egress', () => `hosts that it does not know are passed on as they were dialled${by(from)}`, from);
  return leave(walk, steps, { ...sender, proxied: true }, host, message);
}

/** What the servers of a host would say if their caller's proxy let the request out. */
function beyond(walk: Walk, sender: ProxySender, host: Host, message: Message): Step[] {
  const onwards = walk.onwards(), port = host.ports.find((p) => p.number === message.port), found: Step[] = [];
  if (!port) return found;
  for (const workload of behind(walk.mesh, host)) {
    const steps: Step[] = [], target = typeof port.targetPort === 'number' ? port.targetPort : workload.ports.find((p) => p.name === port.targetPort)?.number;
    if (target === undefined || workload.proxy === 'gateway') continue;
    const mutual = workload.proxy === 'sidecar';
    const taken = receive(onwards, steps, workload, target, { message, sender, wire: { tls: mutual ? 'mutual TLS' : 'plaintext', principal: mutual ? sender.workload!.principal : null } });
    if (taken.kind !== 'delivered' && taken.kind !== 'unknown') { found.push(...steps.slice(-1)); break; }
  }
  return found;
}
