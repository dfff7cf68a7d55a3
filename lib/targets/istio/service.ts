import type { Service, ServicePort } from '../../manifests/types';
import type { PortFacts } from '../../model';
import { metaOf, sortKeys } from './context';
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
      const ports = s.ports.map(portOf);
      const selector = sortKeys(workload.selector);
      out({
        apiVersion: 'v1', kind: 'Service', metadata: metaOf(mesh, s.name, context.namespaceOf(s), { app: workload.name, 'app.kubernetes.io/name': workload.name }),
        spec: s.headless ? { clusterIP: 'None', ports, selector } : { ports, selector },
      } satisfies Service, s.origin);
    }
  },
};

const portOf = (p: PortFacts): ServicePort =>
  ({ appProtocol: p.protocol, name: p.name, port: p.number, targetPort: p.targetPortName ?? p.containerPort });
