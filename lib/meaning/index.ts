export { meaningOf } from './meaning';
export type { MeaningFacts, Platform, PlatformHost } from './facts';
export { WIDENINGS, type Widening } from './widenings';
