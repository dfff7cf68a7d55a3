import type { ServiceEntry, ServiceEntryPort } from '../../manifests/types';
import { HTTP_PROTOCOLS, type ExternalFacts, type PortFacts } from '../../model';
import { metaOf } from './context';
import { isToldByAddress } from './external-addresses-check';
import type { Kind } from './kind';

/** Hosts outside the mesh. */
export const serviceEntry: Kind = {
  supports: { external: 'full', 'external.static': 'full', 'external.none': 'full', 'external.tls-origination': 'full' },
  emit(context, mesh, out) {
    for (const e of context.parts(mesh).externals) {
      out({
        apiVersion: context.version.api.networking, kind: 'ServiceEntry', metadata: metaOf(mesh, e.name, context.namespaceOf(e)),
        spec: {
          ...(isToldByAddress(e) && { addresses: e.addresses }),
          ...(e.resolution === 'STATIC' && { endpoints: e.addresses.map((address) => ({ address })) }),
          hosts: e.hosts, location: 'MESH_EXTERNAL', ports: e.ports.map((p) => portOf(e, p)), resolution: e.resolution,
        },
      } as ServiceEntry, e.origin);
    }
  },
};

function portOf(e: ExternalFacts, p: PortFacts): ServiceEntryPort {
  const port = { name: p.name, number: p.number, protocol: p.protocol.toUpperCase() };
  const target = e.tls && HTTP_PROTOCOLS.has(p.protocol) ? e.tls.port : p.containerPort;
  return target === p.number ? port : { ...port, targetPort: target };
}
