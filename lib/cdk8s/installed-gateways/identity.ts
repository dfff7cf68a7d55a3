import type { Diagnostic } from '../../diagnostics';
import type { Served } from './served';

/** Services let in who presents the identity of the gateway: of an account that it does not run as, nobody ever comes. */
export function* gatewayIdentityIsThePods({ gateway, pods, template }: Served): Iterable<Diagnostic> {
  const account = template?.spec?.serviceAccountName ?? pods.serviceAccount;
  if (gateway.serviceAccount === account) return;
  yield {
    code: 'MESH1447', severity: 'error', path: gateway.origin.path, source: gateway.origin.source, related: [{ path: pods.node.path, message: 'the gateway is' }],
    message: `the gateway is said to run as ServiceAccount '${gateway.serviceAccount}', and runs as '${account}': services would refuse its requests`, help: 'pass the IstioGateway itself, which knows its account: existing: ingress',
  };
}
