import type { Namespace } from '../../manifests/types';
import { metaOf } from './context';
import type { Kind } from './kind';
import { checkDiscovery } from './namespace-check';
import { labelsOf } from './namespace-labels';

/** Namespaces that the mesh creates or labels, with the label that has pods injected. */
export const namespace: Kind = {
  supports: {},
  emit(context, mesh, out) {
    for (const n of context.parts(mesh).namespaces) {
      if (n.manage !== 'create' && n.manage !== 'label') continue;
      out({ apiVersion: 'v1', kind: 'Namespace', metadata: metaOf(mesh, n.name, undefined, labelsOf(n, context.facts)) } satisfies Namespace, n.origin);
    }
  },
  check: checkDiscovery,
};
