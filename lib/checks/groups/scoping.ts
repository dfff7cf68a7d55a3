import type { Check } from '../check';

export const scoping: readonly Check[] = [
];
