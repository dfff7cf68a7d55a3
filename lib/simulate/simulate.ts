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
  return new WalkedOutcome(walk, ends, ends.length === 1 ? 0 : commonSteps(ends));
}

class WalkedOutcome implements Outcome {
  readonly kind: Outcome['kind'];
  readonly status?: number;
  readonly body?: string;
  readonly location?: string;
  readonly refusedBy?: Outcome['refusedBy'];
  readonly responseHeaders?: Outcome['responseHeaders'];
  readonly deliveries: readonly Delivery[];
  readonly mirrors: Outcome['mirrors'];
  readonly attempts: number;
  readonly retries?: Outcome['retries'];
  readonly timeout: number;
  readonly worstCase?: number;
  readonly faults: Outcome['faults'];
  readonly unknown: readonly string[];
  readonly trace: readonly Step[];
  readonly ends: Outcome['ends'];
  readonly #further: Walk['further'];

  constructor(walk: Walk, ends: readonly End[], common: number) {
    const [first] = ends, [hop] = walk.hops, { timesOut, worstCase } = timesOf(walk);
    const one = ends.length === 1 || ends.every((e) => e.kind === first.kind);
    const same = <K extends keyof End>(key: K): End[K] | undefined => (ends.length === 1 || ends.every((e) => e[key] === first[key]) ? first[key] : undefined);
    this.kind = timesOut ? 'timeout' : one ? first.kind : 'mixed';
    this.status = timesOut ? 504 : same('status');
    this.body = timesOut ? undefined : same('body');
    this.location = same('location');
    this.refusedBy = same('refusedBy');
    this.responseHeaders = one && first.target === undefined && first.responseHeaders.length > 0 ? first.responseHeaders : undefined;
    this.deliveries = ends.filter((e) => e.target !== undefined).map((e) => deliveryOf(e, common));
    this.mirrors = walk.mirrors;
    this.attempts = attemptsOf(hop?.retries);
    this.retries = hop?.retries;
    this.timeout = hop?.timeout ?? 0;
    this.worstCase = worstCase;
    this.faults = walk.faults;
    this.unknown = walk.unknown;
    this.trace = ends.length === 1 ? first.steps : first.steps.slice(0, common);
    this.ends = ends.map(({ share, kind, status, body, location, refusedBy, steps }) => ({ share, kind, status, body, location, refusedBy, trace: common === 0 ? steps : steps.slice(common) }));
    this.#further = walk.further;
  }

  /** Looked for when it is read. */
  get beyond(): readonly Step[] { return this.#further.flatMap((look) => look()); }
}

function deliveryOf(e: End, from: number): Delivery {
  const { message } = e;
  return {
    target: e.target!, share: e.share, workloads: e.workloads.map((w) => w.id), outcome: e.kind, status: e.status, refusedBy: e.refusedBy, tls: e.tls ?? 'unknown', identity: e.identity,
    request: message?.http ? { method: message.method, authority: message.authority, target: message.target, headers: message.headers } : undefined,
    responseHeaders: e.responseHeaders.length > 0 ? e.responseHeaders : undefined, trace: from === 0 ? e.steps : e.steps.slice(from),
  };
}

/** How many steps all ends have in common. */
function commonSteps(ends: readonly End[]): number {
  const [first, ...others] = ends;
  let n = 0;
  while (n < first.steps.length && others.every((e) => e.steps[n] === first.steps[n])) n++;
  return n;
}
