import type { Diagnostic } from '../../diagnostics';
import type { Served } from './served';
import { listenedOn, podPortOf, titleOf } from './ports';

/** Istio listens where the Service leads to, and policies of a listener are about that port of the pods: about another one they would hold for nobody. */
export function* podPortsAreThoseOfTheService({ gateway, model, services, template }: Served): Iterable<Diagnostic> {
  for (const { what, port, podPort } of listenedOn(gateway, model)) {
    const leads = services.flatMap((service) => (service.spec?.ports ?? []).filter((p) => p.port === port).flatMap((p) => podPortOf(p, template) ?? []).map((to) => ({ service, to })));
    if (leads.length === 0 || leads.some(({ to }) => to === podPort)) continue;
    const { service, to } = leads[0]!;
    yield {
      code: 'MESH1446', severity: 'error', path: gateway.origin.path, source: gateway.origin.source, message: `${what} is said to be port ${podPort} of the gateway's pods, but port ${port} of ${titleOf(service)} leads to ${to}`,
      help: gateway.role === 'egress' ? `let the two be the same port: service: { ports: [{ name: 'tcp-${port}', port: ${port} }] }` : `pass the IstioGateway itself, which knows its ports, or say so: existing: { …, ports: { ${port}: ${to} } }`,
    };
  }
}
