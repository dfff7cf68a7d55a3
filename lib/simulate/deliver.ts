import type { Destination, Host, HostPort, Target, Workload } from '../effective';
import type { Message } from './message';
import type { Step } from './outcome';
import { receive } from './server';
import { end, say, type End, type Sender, type Walk, type Wire } from './walk';
import { by, hostText, listText, targetText, workloadText } from './words';

/** To whom a message goes, as its sender reaches it. */
export interface Towards {
  readonly target: Target;
  readonly host: Host;
  readonly port: HostPort;
  readonly workloads: readonly Workload[];
  /** Undefined: the sender has no proxy, or passes it on as it is. */
  readonly destination?: Destination;
}

/** A share at the end of its way: each pod behind the target takes it, refuses it, or (a gateway) sends it on. */
export function deliver(walk: Walk, steps: Step[], sender: Sender, to: Towards, message: Message): End[] {
  const workloads = to.workloads.some((w) => w.replicas === 0) ? to.workloads.filter((w) => w.replicas !== 0) : to.workloads;
  if (workloads.length === 0) return [nobody(walk, steps, sender, to, message)];
  if (workloads.length === 1) return atWorkload(walk, steps, sender, to, { workload: workloads[0], message });
  const groups = new Map<string, { readonly ends: End[]; weight: number; workloads: Workload[] }>();
  let total = 0;
  for (const workload of workloads) {
    const ends = atWorkload(walk, [...steps], sender, to, { workload, message });
    const key = ends.map((e) => `${e.kind} ${e.status} ${e.refusedBy} ${e.tls} ${e.target?.host} ${e.target?.subset}`).join();
    const weight = workload.replicas ?? 1;
    total += weight;
    const group = groups.get(key);
    if (group) { group.weight += weight; group.workloads.push(workload); } else groups.set(key, { ends, weight, workloads: [workload] });
  }
  // Pods that do the same are one end.
  for (const group of groups.values()) for (const e of group.ends) {
    e.share = (e.share * group.weight) / total;
    if (e.target === to.target) e.workloads = group.workloads;
  }
  return [...groups.values()].flatMap((group) => group.ends);
}

function atWorkload(walk: Walk, steps: Step[], sender: Sender, to: Towards, { workload, message }: { workload: Workload; message: Message }): End[] {
  const port = containerPort(to.port, workload);
  if (port === undefined) {
    say(steps, 'destination', () => `${workloadText(workload, sender.namespace)} has no port named ${to.port.targetPort}`, to.host.from);
    return [end('unreachable', steps, { ...unreachable(sender, message), target: to.target, workloads: [workload] })];
  }
  const wire = wireTo(sender, to, workload);
  if (wire === 'wrong name') {
    const { subjectAltNames = [] } = to.destination!.tls.value;
    say(steps, 'tls', () => `${workloadText(workload, sender.namespace)} is ${workload.principal}, and ${sender.name} accepts only ${listText(subjectAltNames)}${by(to.destination!.tls.from)}`, to.destination!.tls.from);
    return [end('tls failure', steps, { refusedBy: 'tls', ...unreachable(sender, message), target: to.target, workloads: [workload], tls: 'mutual TLS' })];
  }
  if (workload.proxy === 'gateway') {
    const onwards = walk.through(walk, steps, workload, port, { message, wire, sender, sni: sniOf(to, wire, message) });
    if (onwards) return onwards;
  }
  say(steps, 'destination', () => arrivalText(sender, to, workload, wire, message), to.destination?.tls.from ?? to.host.from);
  const reception = receive(walk, steps, workload, port, { message, wire, sender });
  return [end(reception.kind, steps, {
    status: reception.status, body: reception.body, refusedBy: reception.refusedBy, target: to.target, workloads: [workload],
    tls: wire.tls === 'plaintext' && message.sealed ? 'TLS' : wire.tls, identity: wire.principal ?? undefined, message,
  })];
}

function arrivalText(sender: Sender, to: Towards, workload: Workload, wire: Wire, message: Message): string {
  const how = wire.tls === 'plaintext' && message.sealed ? 'in TLS of the caller’s own' : wire.tls === 'plaintext' ? 'in plaintext' : `over ${wire.tls}`;
  const name = targetText(to.target, sender.namespace), pod = workloadText(workload, sender.namespace);
  const unfit = to.destination?.tls.value.unfit;
  const but = unfit ? `, because the TLS that is asked for cannot be opened (${unfit.why === 'secret-without-selector' ? 'its rule names a Secret, and is not for some workloads only' : 'it has no certificate of its own'})` : '';
  return `${name}${pod === name ? '' : ` (${pod})`} is reached ${how}${but}${wire.principal === null ? '' : ` as ${wire.principal}`}${by(wire.from)}`;
}

/** Port of the container that a port of a host means; undefined: it has none of that name. */
function containerPort(port: HostPort, workload: Workload): number | undefined {
  if (workload.kind === 'WorkloadEntry') { const own = workload.ports.find((p) => p.name === port.name); if (own) return own.number; }
  if (typeof port.targetPort === 'number') return port.targetPort;
  return workload.ports.find((p) => p.name === port.targetPort)?.number;
}

/** How a sender's proxy opens a connection to a pod. */
function wireTo(sender: Sender, { destination }: Towards, workload: Workload): Wire | 'wrong name' {
  if (!destination) return { tls: 'plaintext', principal: null };
  const { value: tls, from } = destination.tls;
  const label = workload.labels['security.istio.io/tlsMode'];
  const mutual = tls.mode === 'ISTIO_MUTUAL' || (tls.mode === 'AUTO' && (label === undefined ? workload.proxy === 'sidecar' : label === 'istio'));
  if (!mutual) return { tls: tls.mode === 'SIMPLE' || tls.mode === 'MUTUAL' ? 'TLS' : 'plaintext', principal: null, from };
  const names = tls.subjectAltNames ?? [];
  if (workload.proxy !== 'none' && names.length > 0 && !names.includes(`spiffe://${workload.principal}`)) return 'wrong name';
  return { tls: 'mutual TLS', principal: sender.workload?.principal ?? null, from };
}
/** Name that is asked for when the connection is opened. */
function sniOf({ destination, target }: Towards, wire: Wire, message: Message): string | null {
  const sni = destination?.tls.value.sni;
  if (wire.tls === 'mutual TLS') return sni ?? `outbound_.${target.port}_.${target.subset ?? ''}_.${target.host}`;
  return wire.tls === 'plaintext' ? message.sni : sni ?? message.authority.replace(/:\d+$/, '');
}

const unreachable = (sender: Sender, message: Message): Partial<End> => ({ ...(sender.proxied && message.http && !message.sealed && { status: 503 }) });

/** Nobody of the input is behind a target: outside of the mesh, or not there. */
function nobody(walk: Walk, steps: Step[], sender: Sender, to: Towards, message: Message): End {
  const { host, destination, target } = to;
  const labels = Object.entries(destination?.labels ?? {});
  const endpoints = host.endpoints.filter((e) => labels.every(([k, v]) => e.labels[k] === v));
  const outside = endpoints.length > 0 || (host.resolution === 'dns' && host.endpoints.length === 0) || host.resolution === 'none' || host.resolution === 'alias';
  const name = targetText(target, sender.namespace);
  if (outside) {
    const mode = destination?.tls.value.mode ?? 'DISABLE';
    const mutual = mode === 'ISTIO_MUTUAL' || (mode === 'AUTO' && endpoints.some((e) => e.labels['security.istio.io/tlsMode'] === 'istio'));
    const tls = mutual ? 'mutual TLS' : mode === 'SIMPLE' || mode === 'MUTUAL' || message.sealed ? 'TLS' : 'plaintext';
    say(steps, 'destination', () => `${name} is ${host.external ? 'outside of the mesh' : listText(endpoints.map((e) => e.address))}, reached ${tls === 'plaintext' ? 'in plaintext' : `over ${tls}`}${by(destination?.tls.from)}`, host.from);
    return end('delivered', steps, { target, tls, message, ...(mutual && sender.workload && { identity: sender.workload.principal }) });
  }
  const closed = walk.mesh.installation.inventory === 'closed' || to.workloads.length > 0;
  const which = target.subset === undefined ? hostText(host.name, sender.namespace) : name;
  say(steps, 'destination', () => `nobody is behind ${which}${labels.length > 0 ? `: no pod of it has ${listText(labels.map(([k, v]) => `${k}=${v}`))}` : ''}${by(destination?.rules[0] ?? host.from)}`, destination?.rules[0] ?? host.from);
  if (closed) return end('unreachable', steps, { ...unreachable(sender, message), target });
  walk.notKnown(`whether anybody is behind ${which}: the input holds nobody`);
  return end('unknown', steps, { target, tls: 'unknown' });
}
