import type { Manifest } from '../../../lib/manifests/manifest';
import type { Violation } from '../../../lib/manifests/violation';
import type { Finding } from '../oracle';

interface Explanation { readonly why: string; holds(manifest: Manifest, istio: readonly Finding[], ours: readonly Violation[]): boolean }

/** Differences that are known and stay, each with its reason. */
export const explanations: readonly Explanation[] = [
  {
    why: 'what a patch of an EnvoyFilter holds is decoded by Istio with Envoy\'s own types; we do not carry those and judge the patch around it',
    holds: (manifest, istio, ours) => manifest.kind === 'EnvoyFilter' && !ours.some((violation) => violation.level === 'error')
      && istio.every((finding) => finding.level === 'warning' || (finding.source === 'webhook' && /Envoy filter: |referenced type unknown/.test(finding.message))),
  },
];

/** Why our verdict on this object differs from Istio's, where that is meant. */
export function explained(manifest: Manifest, istio: readonly Finding[], ours: readonly Violation[]): string | undefined {
  return explanations.find((explanation) => explanation.holds(manifest, istio, ours))?.why;
}
