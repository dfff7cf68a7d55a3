import type { Id } from '../model';
import { CallError } from './call-error';
import type { Pods } from './pods';

/** The pods behind a construct. */
export const PODS: unique symbol = Symbol('cdk8s-mesh.pods');

/** Id of the workload that a service or a caller stands for. */
export function workloadIdOf(x: { readonly [PODS]: Pods }): Id {
  const pods = (x as Partial<typeof x> | undefined)?.[PODS];
  if (!pods) throw new CallError(undefined, 'a caller is a MeshService or a MeshWorkload');
  return pods.id;
}
