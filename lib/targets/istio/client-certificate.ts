import type { ExternalFacts, MeshFacts, WorkloadFacts } from '../../model';
import type { EmitContext } from './context';

/** A certificate of the client's own is read from a Secret by single workloads, each with a rule that selects it; an egress gateway reads it for all. */
const perWorkload = (e: ExternalFacts): boolean => e.tls?.clientCertificate !== undefined && e.via === undefined;

/** What holds for those who have no certificate, because they declare no call: TLS without one, so that nothing is sent in the clear. */
export const uncertified = (e: ExternalFacts): ExternalFacts => (perWorkload(e) ? { ...e, tls: { ...e.tls!, clientCertificate: undefined } } : e);

/** Workloads of a mesh that call hosts which ask for one. */
export function certificateCallers(context: EmitContext, mesh: MeshFacts): readonly (readonly [WorkloadFacts, ExternalFacts])[] {
  if (!context.once(someAsk)) return [];
  return context.parts(mesh).workloads.flatMap((w) => (w.meshed ? context.resolved.reach(w).externals.filter(perWorkload).map((e) => [w, e] as const) : []));
}
const someAsk = (context: EmitContext): boolean => context.resolved.model.externals.some(perWorkload);
