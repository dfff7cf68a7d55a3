import type { Check } from '../check';

export const security: readonly Check[] = [
];
