import type { ServiceAccount } from '../../manifests/types';
import { metaOf } from './context';
import type { Kind } from './kind';

/** Identities of workloads and of the gateways that the mesh runs. */
export const serviceAccount: Kind = {
  supports: {},
  emit(context, mesh, out) {
    const { workloads, gateways } = context.parts(mesh);
    // Workloads with the same rights may share one.
    const written = new Set<string>();
    for (const w of workloads) {
      if (!w.createServiceAccount) continue;
      const ns = context.namespaceOf(w), key = `${ns}/${w.serviceAccount}`;
      if (written.has(key)) continue;
      written.add(key);
      out({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: metaOf(mesh, w.serviceAccount, ns) } satisfies ServiceAccount, w.origin);
    }
    for (const g of gateways) {
      if (!g.managed) continue;
      out({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: metaOf(mesh, g.serviceAccount, g.namespaceName) } satisfies ServiceAccount, g.origin);
    }
  },
};
