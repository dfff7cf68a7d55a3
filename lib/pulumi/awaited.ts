import type { Manifest } from '../manifests/manifest';
import { isObject } from '../manifests/is-object';
import { pulumiHint, SKIP_AWAIT, UNTIL_FILLED, WAIT_FOR } from '../manifests/pulumi-hints';
import { annotated } from './annotated';
import { at, listOf } from './object-index';
import { groupOf } from './stage';

/** An object with the hint that tells Pulumi's provider when it is ready; one that has a hint of its own stays as it is. */
export function awaited(manifest: Manifest): Manifest {
  const { annotations } = manifest.metadata;
  if (annotations?.[WAIT_FOR] !== undefined || annotations?.[SKIP_AWAIT] !== undefined) return manifest;
  const hint = filledByIstiod(manifest) ? UNTIL_FILLED : pulumiHint(manifest);
  return hint === undefined ? manifest : annotated(manifest, ...hint);
}

/** Webhooks in which istiod puts its certificate: they carry its revision, and none is there yet. */
export function filledByIstiod(manifest: Manifest): boolean {
  return groupOf(manifest.apiVersion) === 'admissionregistration.k8s.io' && manifest.metadata.labels?.['istio.io/rev'] !== undefined
    && listOf(manifest.webhooks).some((w) => isObject(at(w, 'clientConfig')) && at(w, 'clientConfig', 'caBundle') === undefined);
}
