import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { ExternalFacts, MeshFacts, ServiceFacts } from '../../model';
import type { ConnectionPolicies } from '../../resolve/resolved';
import { finding, ISTIO_CODES } from './codes';
import type { EmitContext } from './context';
import { gatewayDestinations, ownGatewayNamespace } from './gateway-listeners';

/** Connection policies that would do nothing. */
export function checkConnections(context: EmitContext, mesh: MeshFacts): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const { services, externals, gateways } = context.parts(mesh);
  const seen = new Set<unknown>();
  const look = (d: ServiceFacts | ExternalFacts, p: ConnectionPolicies): void => {
    const balancing = p.loadBalancing;
    if (!balancing || balancing.value === 'off' || balancing.value.failover.length === 0 || (p.outlier && p.outlier.value !== 'off') || seen.has(balancing.policy)) return;
    seen.add(balancing.policy);
    found.push(finding(ISTIO_CODES.failoverNeedsOutlier, balancing.policy.origin, `nothing tells when endpoints of ${d.name} have failed, so that requests never go over to another region`, 'declare an OutlierDetection that covers it too', d.origin));
  };
  for (const d of services) look(d, context.resolved.connection(d, mesh));
  for (const d of externals) look(d, context.resolved.connection(d, mesh));
  for (const g of gateways) {
    if (ownGatewayNamespace(context, g) !== undefined || !foreignPolicies(context, mesh)) continue;
    for (const d of gatewayDestinations(context, g)) {
      if (d.mesh === mesh.id || !context.resolved.clientsWithOwnConnection(d).includes(mesh)) continue;
      found.push(finding(ISTIO_CODES.gatewayClient, g.origin, `${g.name} sends to ${d.name}, for which this mesh has connection policies of its own; they would stand in namespace ${g.namespaceName}, which is not this mesh's`,
        `new MeshNamespace(${mesh.name}, '${g.namespaceName}', { manage: 'policies' })`, d.origin));
    }
  }
  return found;
}
const CONNECTION: ReadonlySet<string> = new Set(['ConnectionPool', 'OutlierDetection', 'LoadBalancing']);
const foreignPolicies = (context: EmitContext, mesh: MeshFacts): boolean => context.resolved.model.policies.some((p) => p.mesh === mesh.id && CONNECTION.has(p.kind));
