import type { Check } from '../check';

export const ports: readonly Check[] = [
];
