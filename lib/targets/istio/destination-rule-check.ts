import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { ExternalFacts, MeshFacts, ServiceFacts } from '../../model';
import type { ConnectionPolicies } from '../../resolve/resolved';
import { finding, ISTIO_CODES } from './codes';
import type { EmitContext } from './context';

/** Connection policies that would do nothing. */
export function checkConnections(context: EmitContext, mesh: MeshFacts): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const { services, externals } = context.parts(mesh);
  const seen = new Set<unknown>();
  const look = (d: ServiceFacts | ExternalFacts, p: ConnectionPolicies): void => {
    const balancing = p.loadBalancing;
    if (!balancing || balancing.value === 'off' || balancing.value.failover.length === 0 || (p.outlier && p.outlier.value !== 'off') || seen.has(balancing.policy)) return;
    seen.add(balancing.policy);
    found.push(finding(ISTIO_CODES.failoverNeedsOutlier, balancing.policy.origin, `nothing tells when endpoints of ${d.name} have failed, so that requests never go over to another region`, 'declare an OutlierDetection that covers it too', d.origin));
  };
  for (const d of services) look(d, context.resolved.connection(d, mesh));
  for (const d of externals) look(d, context.resolved.connection(d, mesh));
  return found;
}
