import type { Provenance, Workload } from '../effective';
import { push } from '../manifests/maps';
import { findingAt, placeOf, type Check } from './check';
import { callsOf, type CallEdge } from './parts/calls';
import { timeText } from './parts/written-routes';

/** A caller that gives up first leaves its callee at work for nobody. */
export const callersWaitLongerThanCallees: Check = {
  code: 'MESH2204',
  title: 'a caller waits for longer than its callee waits for others',
  severity: 'warning',
  docs: `A caller has a shorter timeout than its callee has for a call of its own. When the last service is slow, the caller gives up (and perhaps tries again) while the callee still waits for an answer that nobody wants any more. Timeouts shrink from the outside
to the inside.

Calls are those that are known, as for MESH2203. Only times that somebody wrote are compared: the longest of the caller's rules with the shortest of the callee's.`,
  *run(context) {
    const calls = callsOf(context), byCaller = new Map<Workload, CallEdge[]>();
    for (const edge of calls) push(byCaller, edge.from, edge);
    for (const edge of calls) {
      const own = longest(edge);
      if (!own) continue;
      const told = new Set<CallEdge['to']>();
      for (const server of edge.servers) for (const next of byCaller.get(server) ?? []) {
        const inner = shortest(next);
        if (!inner || inner.time <= own.time || told.has(next.to)) continue;
        told.add(next.to);
        yield findingAt(own.from, `${edge.from.name} waits ${timeText(own.time)} for ${edge.to.name}, which waits ${timeText(inner.time)} for ${next.to.name}`, { help: `give ${edge.to.name} less time for its calls, or ${edge.from.name} more`, related: [{ ...placeOf(inner.from), message: 'the longer one is' }] });
      }
    }
  },
};

interface Time { readonly time: number; readonly from: Provenance }
/** undefined: some request has no end, or nobody wrote one. */
function longest(edge: CallEdge): Time | undefined {
  let most: Time | undefined;
  for (const { action } of edge.forwards) {
    if (action.timeout.value <= 0) return undefined;
    if (!most || action.timeout.value > most.time) most = { time: action.timeout.value, from: action.timeout.from };
  }
  return most;
}
function shortest(edge: CallEdge): Time | undefined {
  let least: Time | undefined;
  for (const { action } of edge.forwards) if (action.timeout.value > 0 && (!least || action.timeout.value < least.time)) least = { time: action.timeout.value, from: action.timeout.from };
  return least;
}
