import type { Workload } from '../effective';
import { push } from '../manifests/maps';
import { findingAt, placeOf, type Check } from './check';
import { callsOf, triesOf, type CallEdge } from './parts/calls';

/** Worst way down from a workload: its tries multiplied. */
interface Way { readonly times: number; readonly edges: readonly CallEdge[] }

/** Each hop that tries again multiplies what the next one gets. */
export const retriesDoNotMultiply: Check = {
  code: 'MESH2203',
  title: 'retries along a chain of calls stay within a budget',
  severity: 'warning',
  docs: `When the last service of a chain fails, each caller tries again, and so does its caller: three hops with two more tries each make 27 requests of one, at the moment at which the service can bear them least. **Istio's default of two more tries counts too.**

The check follows calls that are known: declared ones, those of an option (\`calls: [{ from: shop/web, to: reviews.shop }]\`), and those from gateways to services, which routes say. It reports a chain whose product is above the budget (\`options: { budget: 30 }\`) where
somebody wrote retries; a chain of nothing but Istio's default is information. Retry at one place only, mostly the outermost, and write \`attempts: 0\` below it.`,
  *run(context) {
    const budget = typeof context.options.budget === 'number' ? context.options.budget : 30;
    const calls = callsOf(context), byCaller = new Map<Workload, CallEdge[]>(), called = new Set<Workload>();
    for (const edge of calls) {
      push(byCaller, edge.from, edge);
      for (const server of edge.servers) called.add(server);
    }
    const worst = ways(byCaller);
    // Told where a chain begins; one that begins nowhere is a circle, and is told at its worst member.
    for (const caller of byCaller.keys()) {
      if (called.has(caller)) continue;
      const way = worst(caller);
      if (way.times <= budget || way.edges.length < 2) continue;
      const written = way.edges.map((e) => triesOf(e).retries?.from).find((from) => from !== undefined && from.default === undefined);
      const text = [caller.name, ...way.edges.map((e) => `${e.to.name.split('.')[0]} ×${triesOf(e).tries}`)].join(' → ');
      yield findingAt(written ?? way.edges[0].to.from, `one request may become ${way.times}: ${text}`, {
        severity: written ? 'warning' : 'info', help: 'try again at one place of the chain only: retries: { attempts: 0 } at the others',
        related: way.edges.flatMap((e) => { const from = triesOf(e).retries?.from; return from?.object ? [{ ...placeOf(from), message: `${e.from.name} tries ${triesOf(e).tries} times` }] : []; }),
      });
    }
  },
};

/** Worst ways, each worked out once; a call back into the way that is being followed is left out. */
function ways(byCaller: ReadonlyMap<Workload, readonly CallEdge[]>): (from: Workload) => Way {
  const known = new Map<Workload, Way>(), open = new Set<Workload>();
  const worst = (from: Workload): Way => {
    const done = known.get(from);
    if (done) return done;
    open.add(from);
    let best: Way = { times: 1, edges: [] };
    for (const edge of byCaller.get(from) ?? []) {
      if (edge.servers.length > 0 && edge.servers.every((s) => open.has(s))) continue;
      const { tries } = triesOf(edge);
      let below: Way = { times: 1, edges: [] };
      for (const server of edge.servers) if (!open.has(server)) { const way = worst(server); if (way.times > below.times) below = way; }
      if (tries * below.times > best.times) best = { times: tries * below.times, edges: [edge, ...below.edges] };
    }
    open.delete(from);
    known.set(from, best);
    return best;
  };
  return worst;
}
