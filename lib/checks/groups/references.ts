import type { Check } from '../check';
import { destinationHostsExist } from '../destination-hosts-exist';

export const references: readonly Check[] = [
  destinationHostsExist,
];
