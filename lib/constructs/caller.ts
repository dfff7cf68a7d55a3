import type { CalleeFact, CallFacts } from '../model';
import { millis, show } from './arguments';
import { type Call, CALL_OPTIONS, type CallOptions, requestFacts } from './call';
import { CallError } from './call-error';
import { KIND, kindOf, type ModelBuilder } from './declare';
import { type About, aboutOf, MeshElement, ABOUT } from './element';
import type { ExternalService } from './external-service';
import { knownProps } from './known-props';
import type { KubernetesApi } from './kubernetes-api';
import type { MeshService } from './mesh-service';
import type { Pods } from './pods';
import { PODS } from './pods-of';
import { retryFactOrOff } from './retry-options';
import { captureSource } from './source';

/** What can be called. */
export type Callee = MeshService<any> | ExternalService | KubernetesApi;

/** Something that calls. */
export interface Caller {
  /** Declares a call; `what` limits it. */
  calls(callee: Callee, ...what: Call[]): this;
  /** Declares a call with a timeout or retries of this caller's own. */
  calls(callee: Callee, how: CallOptions): this;
}

/** Calls are what a mesh has most of: only the line next to `calls()` is kept; where that is a library's, the caller's own line stands for it. */
const FRAMES = 3;
type Declared = Omit<CallFacts, 'from' | 'mesh'>;

/** What a service and a workload have in common: pods that call. */
export abstract class CallingElement extends MeshElement implements Caller {
  /** @internal */
  abstract readonly [PODS]: Pods;
  private declaredCalls?: Declared[];

  /**
   * Declares that this calls another, limited to `what` if that is given: topology, least-privilege access, visibility and the graph come from it.
   * Several calls of one callee add up.
   */
  calls(callee: Callee, ...what: Call[]): this;
  /** The same with a timeout or retries of this caller's own; `only` limits the call. */
  calls(callee: Callee, how: CallOptions): this;
  calls(callee: Callee, ...what: (Call | CallOptions)[]): this {
    const at = this[ABOUT].id;
    const first = what[0];
    const how: CallOptions = first === undefined || kindOf(first) === 'call' ? { only: what as Call[] } : (first as CallOptions);
    if (first !== undefined && how === first && what.length > 1) throw new CallError(at, 'calls() takes requests or options, not both', 'put the requests into `only`');
    if (how === first) {
      if (typeof how !== 'object') throw new CallError(at, `calls() takes requests or options, not ${show(how)}`, "as in Call.get('/reviews')");
      knownProps(at, CALL_OPTIONS, how);
    }
    const { only, timeout, retries } = how;
    const call: { -readonly [K in keyof Declared]: Declared[K] } = { origin: { path: at, source: captureSource(FRAMES, this[ABOUT].origin.source) }, to: calleeFact(this[ABOUT], callee), only: requestFacts(at, only) };
    if (timeout !== undefined) call.timeout = millis(at, 'timeout', timeout);
    if (retries !== undefined) call.retries = retryFactOrOff(at, retries);
    (this.declaredCalls ??= []).push(call);
    this[ABOUT].tree.changed();
    return this;
  }

  /** @internal */
  protected declareCalls(into: ModelBuilder, from: string): void {
    if (!this.declaredCalls) return;
    const { mesh } = this[ABOUT];
    for (const { origin, to, only, timeout, retries } of this.declaredCalls) {
      const call: { -readonly [K in keyof CallFacts]: CallFacts[K] } = { origin, mesh, from, to, only };
      if (timeout !== undefined) call.timeout = timeout;
      if (retries !== undefined) call.retries = retries;
      into.calls.push(call);
    }
  }
}

function calleeFact(caller: About, callee: Callee): CalleeFact {
  const kind = (callee as Partial<Callee> | undefined)?.[KIND];
  if (kind === 'kubernetes-api') return { kind };
  if (kind !== 'service' && kind !== 'external') throw new CallError(caller.id, 'what is called is a MeshService, an ExternalService or KubernetesApi.instance', 'a version, a gateway or the endpoints of a service cannot be called: call the service');
  return { kind, id: aboutOf(callee)!.id };
}
