import type { EffectiveMesh, Workload } from '../effective';
import { fromSidecar } from './client';
import { timesOf } from './forward';
import type { Message } from './message';
import { throughGateway } from './gateway-hop';
import { fromOutside } from './outside';
import type { Delivery, Outcome, RequestInput, Step } from './outcome';
import { fromPlain } from './plain';
import { attemptsOf } from './timing';
import { messageOf } from './url';
import { Walk, type End } from './walk';
import { listText } from './words';

/** What becomes of a request. Texts of the trace are made when they are read. */
export function simulate(mesh: EffectiveMesh, input: RequestInput): Outcome {
  const message = messageOf(input);
  const walk = new Walk(mesh, throughGateway);
  return outcomeOf(walk, walkFrom(walk, input, message));
}

function walkFrom(walk: Walk, input: RequestInput, message: Message): End[] {
  const { from, via } = input;
  walk.clientAddress = input.address ?? (typeof from === 'object' ? from.address : undefined);
  if (typeof from !== 'string' || from === 'outside') return fromOutside(walk, [], via, message);
  const workload = walk.mesh.workload(from) ?? unknownWorkload(walk.mesh, from);
  if (workload.proxy === 'gateway') return fromOutside(walk, [], workload.id, message);
  return workload.proxy === 'sidecar' ? fromSidecar(walk, [], workload, message) : fromPlain(walk, [], workload, message);
}
function unknownWorkload(mesh: EffectiveMesh, id: string): Workload {
  // A bare name is enough where only one has it.
  const named = id.includes('/') ? [] : mesh.workloads.filter((w) => w.name === id);
  if (named.length === 1) return named[0];
  if (named.length > 1) throw new Error(`workloads ${listText(named.map((w) => w.id))} are called ${id}: say which is meant`);
  throw new Error(`no workload is called ${id}${mesh.workloads.length === 0 ? ': the input has none' : `: there ${mesh.workloads.length === 1 ? 'is' : 'are'} ${listText(mesh.workloads.map((w) => w.id))}`}`);
}

function outcomeOf(walk: Walk, ends: readonly End[]): Outcome {
  const { timesOut, worstCase } = timesOf(walk);
  const hop = walk.hops[0], first = ends[0];
  const kinds = new Set(ends.map((e) => e.kind));
  const kind = timesOut ? 'timeout' : kinds.size === 1 ? first.kind : 'mixed';
  const common = commonSteps(ends);
  const same = <K extends keyof End>(key: K): End[K] | undefined => (ends.every((e) => e[key] === first[key]) ? first[key] : undefined);
  const answered = { status: timesOut ? 504 : same('status'), body: timesOut ? undefined : same('body'), location: same('location'), refusedBy: same('refusedBy') };
  return {
    kind,
    ...(answered.status !== undefined && { status: answered.status }), ...(answered.body !== undefined && { body: answered.body }),
    ...(answered.location !== undefined && { location: answered.location }), ...(answered.refusedBy !== undefined && { refusedBy: answered.refusedBy }),
    ...(kinds.size === 1 && first.target === undefined && first.responseHeaders.length > 0 && { responseHeaders: first.responseHeaders }),
    deliveries: ends.filter((e) => e.target !== undefined).map((e) => deliveryOf(e, ends.length === 1 ? 0 : common)),
    mirrors: walk.mirrors, faults: walk.faults, attempts: attemptsOf(hop?.retries), ...(hop?.retries && { retries: hop.retries }), timeout: hop?.timeout ?? 0,
    ...(worstCase !== undefined && { worstCase }),
    unknown: walk.unknown,
    trace: ends.length === 1 ? first.steps : first.steps.slice(0, common),
    ends: ends.map((e) => ({ share: e.share, kind: e.kind, trace: e.steps.slice(ends.length === 1 ? 0 : common), ...(e.status !== undefined && { status: e.status }), ...(e.refusedBy && { refusedBy: e.refusedBy }), ...(e.location !== undefined && { location: e.location }), ...(e.body !== undefined && { body: e.body }) })),
    get beyond(): readonly Step[] { return walk.further.flatMap((look) => look()); },
  };
}

function deliveryOf(e: End, from: number): Delivery {
  const { message } = e;
  return {
    target: e.target!, share: e.share, workloads: e.workloads.map((w) => w.id), outcome: e.kind,
    ...(e.status !== undefined && { status: e.status }), ...(e.refusedBy && { refusedBy: e.refusedBy }),
    tls: e.tls ?? 'unknown', ...(e.identity !== undefined && { identity: e.identity }),
    ...(message && message.http && { request: { method: message.method, authority: message.authority, target: message.target, headers: message.headers } }),
    ...(e.responseHeaders.length > 0 && { responseHeaders: e.responseHeaders }),
    trace: e.steps.slice(from),
  };
}

/** How many steps all ends have in common. */
function commonSteps(ends: readonly End[]): number {
  const [first, ...others] = ends;
  let n = 0;
  while (n < first.steps.length && others.every((e) => e.steps[n] === first.steps[n])) n++;
  return n;
}
