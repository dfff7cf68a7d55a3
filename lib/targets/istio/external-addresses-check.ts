import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { ExternalFacts, MeshFacts, WorkloadFacts } from '../../model';
import { finding, ISTIO_CODES } from './codes';
import type { EmitContext } from './context';

/** Hosts outside that nothing tells apart. */
export function checkAddresses(context: EmitContext, mesh: MeshFacts): readonly Diagnostic[] {
  const { index } = context;
  const found: Diagnostic[] = [];
  for (const external of context.parts(mesh).externals) {
    if (!isToldByAddress(external)) continue;
    const callers = (index.callsTo.get(external.id) ?? []).flatMap(({ from }) => index.workload.get(from) ?? []);
    const other = firstTwin(context, external, callers);
    if (other !== undefined) {
      found.push(finding(ISTIO_CODES.externalTwins, external.origin, `${external.name} and ${other.external.name} have the same address and port: proxies of ${other.caller.name}, which calls both, cannot tell them apart`, 'declare one ExternalService for both', other.external.origin));
    }
  }
  return found;
}

/** Bytes carry no name: they are told apart by the address that was dialled. */
export const isToldByAddress = (external: ExternalFacts): boolean => external.resolution === 'STATIC' && external.ports.some(({ protocol }) => protocol === 'tcp');

/** Another host of the same address and port that one workload calls besides. It is told at the later one of both. */
function firstTwin(context: EmitContext, external: ExternalFacts, callers: readonly WorkloadFacts[]): { readonly external: ExternalFacts; readonly caller: WorkloadFacts } | undefined {
  const places = new Set(placesOf(external));
  for (const caller of callers) {
    for (const { to } of context.index.callsFrom.get(caller.id) ?? []) {
      const other = to.kind === 'external' ? context.index.external.get(to.id) : undefined;
      if (other !== undefined && other.id < external.id && isToldByAddress(other) && placesOf(other).some((place) => places.has(place))) return { external: other, caller };
    }
  }
  return undefined;
}
const placesOf = ({ addresses, ports }: ExternalFacts): readonly string[] => ports.filter(({ protocol }) => protocol === 'tcp').flatMap(({ number }) => addresses.map((address) => `${address} ${number}`));
