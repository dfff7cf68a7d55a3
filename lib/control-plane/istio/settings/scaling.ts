import { optionalWhole, whole } from '../../../constructs/arguments';
import type { Autoscaling } from '../props/common';

/** Kubernetes refuses other numbers. */
export function checkScaling(at: string, what: string, { minReplicas, maxReplicas, cpu, memory }: Autoscaling & { readonly minReplicas: number; readonly maxReplicas: number }): void {
  whole(at, `${what}.minReplicas`, minReplicas, 1);
  whole(at, `${what}.maxReplicas`, maxReplicas, minReplicas);
  optionalWhole(at, `${what}.cpu`, cpu, 1);
  optionalWhole(at, `${what}.memory`, memory, 1);
}
