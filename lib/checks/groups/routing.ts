import type { Check } from '../check';

export const routing: readonly Check[] = [
];
