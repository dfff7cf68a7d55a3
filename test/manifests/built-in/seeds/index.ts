import { clusterSeeds } from './cluster';
import { podSeeds } from './pods';
import type { Seed } from './seed';
import { serviceSeeds } from './services';
import { workloadSeeds } from './workloads';

export type { Seed } from './seed';

/** One sound object for each concern of each built-in kind. */
export const seeds: readonly Seed[] = [...podSeeds, ...workloadSeeds, ...serviceSeeds, ...clusterSeeds];
