import type { Check } from '../check';

export const gateways: readonly Check[] = [
];
