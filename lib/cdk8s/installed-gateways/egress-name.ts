import type { Diagnostic } from '../../diagnostics';
import type { Served } from './served';

/** Requests for outside are sent to the Service of an egress gateway, and that is called as the EgressGateway is. */
export function* egressGatewayIsNamedAfterItsService({ gateway, model, pods, services }: Served): Iterable<Diagnostic> {
  if (gateway.role !== 'egress' || !model.externals.some((e) => e.via === gateway.id)) return;
  if (services.some(({ metadata }) => metadata?.name === gateway.name)) return;
  const isThere = services.length > 0;
  yield {
    code: 'MESH1448', severity: 'error', path: gateway.origin.path, source: gateway.origin.source, related: [{ path: pods.node.path, message: 'the gateway is' }],
    message: `requests for outside are sent to Service '${gateway.name}' in '${gateway.namespaceName}', and ${isThere ? `the gateway's is called '${String(services[0]!.metadata?.name)}'` : 'the gateway has none'}`,
    help: isThere ? `name the EgressGateway after it: new EgressGateway(mesh, '${String(services[0]!.metadata?.name)}', …)` : 'let the IstioGateway have one: leave out service: false',
  };
}
