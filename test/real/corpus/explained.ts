import type { Manifest } from '../../../lib/manifests/manifest';
import type { Violation } from '../../../lib/manifests/violation';
import type { Finding } from '../oracle';

interface Explanation { readonly why: string; holds(manifest: Manifest, istio: readonly Finding[], ours: readonly Violation[]): boolean }

const oursAreOnly = (ours: readonly Violation[], path: RegExp, message: RegExp): boolean => ours.every((one) => one.level === 'warning' && path.test(one.path) && message.test(one.message));
const silent = (istio: readonly Finding[]): boolean => istio.length === 0;

/** Differences that are known and stay, each with its reason. */
export const explanations: readonly Explanation[] = [
  {
    why: 'Istio has these warnings too, and loses them where it collects the errors of subset and port policies',
    holds: (manifest, istio, ours) => manifest.kind === 'DestinationRule' && silent(istio) && oursAreOnly(ours, /subsets|portLevelSettings/, /failover does nothing|is deprecated/),
  },
  {
    why: 'Istio has this warning too, and loses it where it collects the errors of a fault',
    holds: (manifest, istio, ours) => manifest.kind === 'VirtualService' && silent(istio) && oursAreOnly(ours, /fault/, /abort names no error/),
  },
  {
    why: 'Istio stops reading a list of gateways at the first name without a namespace, or loses the warnings of a match; we say what is wrong with the rest of them, as a warning',
    holds: (manifest, istio, ours) => manifest.kind === 'VirtualService' && silent(istio) && oursAreOnly(ours, /gateways/, /./),
  },
];

/** Why our verdict on this object differs from Istio's, where that is meant. */
export function explained(manifest: Manifest, istio: readonly Finding[], ours: readonly Violation[]): string | undefined {
  return explanations.find((explanation) => explanation.holds(manifest, istio, ours))?.why;
}
