import type { Check } from '../check';

export const workloads: readonly Check[] = [
];
