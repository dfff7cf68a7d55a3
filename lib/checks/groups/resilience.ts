import type { Check } from '../check';

export const resilience: readonly Check[] = [
];
