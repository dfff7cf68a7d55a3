import type { Namespace } from '../../manifests/types';
import type { NamespaceFacts } from '../../model';
import { mergeKeys, metaOf, sortKeys } from './context';
import type { IstioSettings } from './facts';
import type { Kind } from './kind';

/** Namespaces that the mesh creates or labels, with the label that has pods injected. */
export const namespace: Kind = {
  supports: {},
  emit(context, mesh, out) {
    for (const n of context.parts(mesh).namespaces) {
      if (n.manage !== 'create' && n.manage !== 'label') continue;
      out({ apiVersion: 'v1', kind: 'Namespace', metadata: metaOf(mesh, n.name, undefined, labelsOf(n, context.facts)) } satisfies Namespace, n.origin);
    }
  },
};

function labelsOf(n: NamespaceFacts, { revision }: IstioSettings): Readonly<Record<string, string>> {
  // Istio lets the older label win where both are set, so that a user's own choice stays alone.
  if ('istio-injection' in n.labels || 'istio.io/rev' in n.labels) return sortKeys(n.labels);
  return mergeKeys(sortKeys(n.labels), revision === undefined ? { 'istio-injection': 'enabled' } : { 'istio.io/rev': revision });
}
