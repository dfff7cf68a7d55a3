import type { Duration } from 'cdk8s';
import type { FaultFact } from '../model';
import { millis, percent, text, whole } from './arguments';
import { CallError } from './call-error';
import type { PropNames } from './known-props';

/** What goes wrong on purpose. */
export interface FaultOptions {
  /** Requests wait. `percent` of them, 0 to 100. @default - none does */
  readonly delay?: { readonly by: Duration; readonly percent: number };
  /** Requests fail: with an HTTP status, or a gRPC status by its name (`UNAVAILABLE`). `percent` of them, 0 to 100. @default - none does */
  readonly abort?: ({ readonly status: number; readonly grpcStatus?: never } | { readonly grpcStatus: string; readonly status?: never }) & { readonly percent: number };
}
/** @internal */
export const FAULT_OPTIONS: PropNames<FaultOptions> = { delay: { by: 0, percent: 0 }, abort: { status: 0, grpcStatus: 0, percent: 0 } };

export function faultFact(at: string, { delay, abort }: FaultOptions): FaultFact {
  if (!delay && !abort) throw new CallError(at, 'a fault delays, aborts, or both', 'give delay, abort, or both');
  if (abort && (abort.status === undefined) === (abort.grpcStatus === undefined)) throw new CallError(at, 'abort takes either status or grpcStatus');
  return {
    ...(delay ? { delay: { by: millis(at, 'delay.by', delay.by), percent: percent(at, 'delay.percent', delay.percent) } } : {}),
    ...(abort ? { abort: {
      ...(abort.status === undefined ? { grpcStatus: text(at, 'abort.grpcStatus', abort.grpcStatus!) } : { status: whole(at, 'abort.status', abort.status, 200, 599) }),
      percent: percent(at, 'abort.percent', abort.percent),
    } } : {}),
  };
}
export const faultFactOrOff = (at: string, options: FaultOptions | 'off'): FaultFact | 'off' => (options === 'off' ? 'off' : faultFact(at, options));
