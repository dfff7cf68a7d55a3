import type { Diagnostic, Place } from '../../diagnostics';
import type { Deployment, HorizontalPodAutoscaler } from '../../manifests/types';
import type { ControlPlaneObject } from './control-plane-object';

/** An autoscaler that goes by a part of what is requested does nothing where nothing is requested. A warning: a LimitRange of the namespace may fill it in. */
export function* autoscalersOf(objects: readonly ControlPlaneObject[], { source }: Pick<Place, 'source'>): Iterable<Diagnostic> {
  for (const object of objects) {
    if (object.kind !== 'HorizontalPodAutoscaler') continue;
    const { metadata, spec } = object.content as unknown as HorizontalPodAutoscaler;
    const workload = objects.find((o) => o.kind === spec?.scaleTargetRef.kind && o.name === spec?.scaleTargetRef.name && o.content.metadata.namespace === metadata?.namespace)?.content as unknown as Deployment | undefined;
    const containers = workload?.spec?.template.spec?.containers ?? [];
    for (const { resource } of spec?.metrics ?? []) {
      if (resource?.target.type !== 'Utilization') continue;
      const lacking = containers.find(({ resources }) => resources?.requests?.[resource.name] == null && resources?.limits?.[resource.name] == null);
      if (lacking !== undefined) yield {
        code: 'MESH1455', severity: 'warning', path: object.node.path, source, message: `the autoscaler of ${String(metadata?.name)} goes by the ${resource.name} that its pods request, and container '${lacking.name}' requests none: it would never scale`,
        help: `request some: resources: { requests: { ${resource.name}: … } }, or say autoscaling: false`,
      };
    }
  }
}
