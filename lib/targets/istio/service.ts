import type { Service, ServicePort } from '../../manifests/types';
import type { PortFacts, ServiceFacts } from '../../model';
import { metaOf, sortKeys, type EmitContext } from './context';
import type { Kind } from './kind';

/** Services, with the protocol of every port said in so many words: it is never guessed. */
export const service: Kind = {
  supports: {
    service: 'full', 'service.headless': 'full', 'service.versions': 'full', 'service.existing': 'full',
    'port.http': 'full', 'port.http2': 'full', 'port.grpc': 'full', 'port.https': 'full', 'port.tls': 'full', 'port.tcp': 'full',
  },
  emit(context, mesh, out) {
    for (const s of context.parts(mesh).services) {
      if (s.existing) continue;
      const workload = context.workloadOf(s);
      const ports = s.ports.map((p) => portOf(context, s, p));
      const selector = sortKeys(workload.selector);
      out({
        apiVersion: 'v1', kind: 'Service', metadata: metaOf(mesh, s.name, context.namespaceOf(s), { app: workload.name, 'app.kubernetes.io/name': workload.name }),
        spec: s.headless ? { clusterIP: 'None', ports, selector } : { ports, selector },
      } satisfies Service, s.origin);
    }
  },
};

/**
 * Whether Istio may look into a port's bytes. Where it sees TLS it routes by server name and by nothing else, so that a rule for all of a port needs
 * the port to be plain bytes.
 */
export function looksInside(context: EmitContext, s: ServiceFacts, p: PortFacts): boolean {
  if (p.protocol !== 'tls' && p.protocol !== 'https') return true;
  return context.frontend(s).opaque.every((o) => o.port !== p || o.plain);
}
const portOf = (context: EmitContext, s: ServiceFacts, p: PortFacts): ServicePort =>
  ({ appProtocol: looksInside(context, s, p) ? p.protocol : 'tcp', name: p.name, port: p.number, targetPort: p.targetPortName ?? p.containerPort });
