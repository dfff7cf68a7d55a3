import type { NamespaceFacts } from '../../model';
import { mergeKeys, sortKeys } from './context';
import type { IstioSettings } from './facts';

/** Labels that a mesh writes on a namespace: the user's, and the one that has pods injected. */
export function labelsOf(n: NamespaceFacts, { revision }: IstioSettings): Readonly<Record<string, string>> {
  // Istio lets the older label win where both are set, so that a user's own choice stays alone.
  if ('istio-injection' in n.labels || 'istio.io/rev' in n.labels) return sortKeys(n.labels);
  return mergeKeys(sortKeys(n.labels), revision === undefined ? { 'istio-injection': 'enabled' } : { 'istio.io/rev': revision });
}
