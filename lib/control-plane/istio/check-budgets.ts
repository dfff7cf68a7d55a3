import type { Diagnostic } from '../../diagnostics';
import type { Deployment, HorizontalPodAutoscaler, PodDisruptionBudget } from '../../manifests/types';
import type { ControlPlaneObject } from './control-plane-object';
import type { IstioControlPlane } from './istio-control-plane';

/** A budget that never lets a pod go holds up every drain of its node, and with it the upgrade of the cluster. */
export function* budgetsOf(plane: IstioControlPlane, objects: readonly ControlPlaneObject[]): Iterable<Diagnostic> {
  for (const object of objects) {
    if (object.kind !== 'PodDisruptionBudget') continue;
    const { metadata, spec = {} } = object.content as unknown as PodDisruptionBudget;
    const pods = leastPods(metadata?.name, metadata?.namespace, objects);
    if (pods === undefined || pods === 0) continue;
    const { minAvailable, maxUnavailable } = spec;
    const mayGo = maxUnavailable !== undefined ? part(maxUnavailable, pods) : pods - part(minAvailable ?? 0, pods);
    if (mayGo > 0) continue;
    const said = maxUnavailable !== undefined ? `maxUnavailable ${maxUnavailable}` : `minAvailable ${minAvailable}`;
    yield {
      code: 'MESH1439', severity: 'error', path: object.node.path, source: plane.source, message: `the budget of ${metadata?.name} lets none of its ${pods} ${pods === 1 ? 'pod' : 'pods'} go (${said}): no node with one could be drained`,
      help: 'let one go, with maxUnavailable: 1, or have more pods',
    };
  }
}

/** Budget, Deployment and autoscaler have one name. */
function leastPods(name: string | undefined, namespace: string | undefined, objects: readonly ControlPlaneObject[]): number | undefined {
  const of = (kind: string) => objects.find((o) => o.kind === kind && o.name === name && o.content.metadata.namespace === namespace)?.content;
  const scaled = of('HorizontalPodAutoscaler') as unknown as HorizontalPodAutoscaler | undefined;
  const fixed = of('Deployment') as unknown as Deployment | undefined;
  return scaled?.spec?.minReplicas ?? fixed?.spec?.replicas;
}

/** Kubernetes rounds both up. */
const part = (amount: number | string, pods: number): number => (typeof amount === 'string' && amount.endsWith('%') ? Math.ceil((pods * Number.parseFloat(amount)) / 100) : Number(amount));
