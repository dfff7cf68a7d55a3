import type { Manifest } from '../manifests/manifest';
import { isObject } from '../manifests/is-object';
import { annotated } from './annotated';
import { at, listOf } from './object-index';
import { groupOf } from './stage';

const WAIT_FOR = 'pulumi.com/waitFor', SKIP = 'pulumi.com/skipAwait';

/** An object with the hint that tells Pulumi's provider when it is ready; one that has a hint of its own stays as it is. */
export function awaited(manifest: Manifest): Manifest {
  const { annotations } = manifest.metadata;
  if (annotations?.[WAIT_FOR] !== undefined || annotations?.[SKIP] !== undefined) return manifest;
  const [key, value] = hintFor(manifest) ?? [];
  return key === undefined ? manifest : annotated(manifest, key, value!);
}

function hintFor(manifest: Manifest): readonly [string, string] | undefined {
  const group = groupOf(manifest.apiVersion);
  // Custom kinds and webhooks are ready at once for the provider, unless it is told.
  if (manifest.kind === 'CustomResourceDefinition') return [WAIT_FOR, 'condition=Established'];
  if (group === 'admissionregistration.k8s.io' && filledByIstiod(manifest)) return [WAIT_FOR, 'jsonpath={.webhooks[0].clientConfig.caBundle}'];
  // It would wait for endpoints, then 10 s for stragglers: each Deployment is awaited by itself. The address of a load balancer is worth the wait.
  if (group === '' && manifest.kind === 'Service' && at(manifest, 'spec', 'type') !== 'LoadBalancer') return [SKIP, 'true'];
  return undefined;
}

/** Webhooks in which istiod puts its certificate: they carry its revision, and none is there yet. */
export function filledByIstiod(manifest: Manifest): boolean {
  return manifest.metadata.labels?.['istio.io/rev'] !== undefined && listOf(manifest.webhooks).some((w) => isObject(at(w, 'clientConfig')) && at(w, 'clientConfig', 'caBundle') === undefined);
}
