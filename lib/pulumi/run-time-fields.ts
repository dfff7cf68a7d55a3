import type { Manifest } from '../manifests/manifest';
import { filledByIstiod } from './awaited';
import { at, listOf, type ObjectIndex } from './object-index';
import { groupOf } from './stage';

/** Fields of an object that something in the cluster writes after us, as Pulumi's `ignoreChanges`. */
export function writtenAtRunTime(manifest: Manifest, index: ObjectIndex): readonly string[] {
  if (filledByIstiod(manifest)) {
    // istiod turns its validators to Fail once it answers; where the program says Fail too, nobody else writes it.
    const closed = manifest.kind !== 'ValidatingWebhookConfiguration' || listOf(manifest.webhooks).every((w) => at(w, 'failurePolicy') === 'Fail');
    return ['webhooks[*].clientConfig.caBundle', ...(closed ? [] : ['webhooks[*].failurePolicy'])];
  }
  if (at(manifest, 'spec', 'replicas') !== undefined && index.part(scaledObjects).has(`${groupOf(manifest.apiVersion)}|${manifest.kind}|${manifest.metadata.namespace ?? ''}|${manifest.metadata.name}`)) return ['spec.replicas'];
  return [];
}

function scaledObjects(index: ObjectIndex): ReadonlySet<string> {
  return new Set(index.ofKind('autoscaling', 'HorizontalPodAutoscaler').map(({ manifest }) => {
    const target = at(manifest, 'spec', 'scaleTargetRef');
    return `${groupOf(String(at(target, 'apiVersion') ?? ''))}|${String(at(target, 'kind'))}|${manifest.metadata.namespace ?? ''}|${String(at(target, 'name'))}`;
  }));
}
