import type { Outcome } from '../simulate';
import { helpFor } from './help';
import { isRequest, type SimulatedRequest } from './request';

/** What a matcher gives its framework. */
export interface Result { readonly pass: boolean; readonly message: () => string }
/** What a matcher finds. `wanted` follows `expected`: `to be delivered`; `found` follows `but`: what became of the request, where that is no answer to what was wanted. */
export interface Verdict { readonly pass: boolean; readonly wanted: string; readonly found?: string }

/** A matcher of requests: its message is the trace. */
export function behaviour<Args extends readonly unknown[]>(judge: (outcome: Outcome, request: SimulatedRequest, ...args: Args) => Verdict): (received: unknown, ...args: Args) => Result {
  return (received, ...args) => {
    if (!isRequest(received)) throw new Error("this matcher is for requests, as in expect(request(web).get('http://cart:8080/items'))");
    const { outcome } = received;
    const verdict = judge(outcome, received, ...args);
    return { pass: verdict.pass, message: () => messageOf(received, outcome, verdict) };
  };
}

function messageOf(request: SimulatedRequest, outcome: Outcome, { pass, wanted, found }: Verdict): string {
  const { outcomeText, renderOutcome, requestText } = require('../simulate') as typeof import('../simulate');
  const is = found ?? `it is ${outcomeText(outcome)}`;
  const help = pass ? undefined : helpFor(request, outcome);
  return [
    requestText({ ...request.request, from: request.from }),
    renderOutcome(outcome, { note: `expected ${pass ? 'not ' : ''}${wanted}, but ${pass && found === undefined ? 'it is' : is}`, ...(help !== undefined && { help }) }),
  ].join('\n');
}
