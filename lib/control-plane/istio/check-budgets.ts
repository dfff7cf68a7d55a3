import type { Diagnostic } from '../../diagnostics';
import type { Deployment, HorizontalPodAutoscaler, LabelSelector, PodDisruptionBudget } from '../../manifests/types';
import type { ControlPlaneObject } from './control-plane-object';
import type { IstioControlPlane } from './istio-control-plane';

/** A budget that never lets a pod go holds up every drain of its node, and with it the upgrade of the cluster. */
export function* budgetsOf(plane: IstioControlPlane, objects: readonly ControlPlaneObject[]): Iterable<Diagnostic> {
  for (const object of objects) {
    if (object.kind !== 'PodDisruptionBudget') continue;
    const { metadata, spec = {} } = object.content as unknown as PodDisruptionBudget;
    const pods = leastPods(metadata?.namespace, spec.selector, objects);
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

/** Of the Deployment whose pods the budget counts: its own number, or the least that its autoscaler lets be. */
function leastPods(namespace: string | undefined, selector: LabelSelector | undefined, objects: readonly ControlPlaneObject[]): number | undefined {
  const beside = objects.map((o) => o.content).filter((o) => o.metadata.namespace === namespace);
  const counts = ({ spec }: Deployment): boolean => Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => spec?.template.metadata?.labels?.[key] === value);
  const workload = (beside.filter((o) => o.kind === 'Deployment') as unknown as readonly Deployment[]).find(counts);
  if (workload === undefined) return undefined;
  const scalers = beside.filter((o) => o.kind === 'HorizontalPodAutoscaler') as unknown as readonly HorizontalPodAutoscaler[];
  const scaler = scalers.find(({ spec }) => spec?.scaleTargetRef.kind === 'Deployment' && spec.scaleTargetRef.name === workload.metadata?.name);
  return scaler?.spec?.minReplicas ?? workload.spec?.replicas;
}

/** Kubernetes rounds both up. */
const part = (amount: number | string, pods: number): number => (typeof amount === 'string' && amount.endsWith('%') ? Math.ceil((pods * Number.parseFloat(amount)) / 100) : Number(amount));
