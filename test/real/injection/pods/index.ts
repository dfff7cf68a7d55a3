import type { PodCase } from './spec';
import { probePods } from './probes';
import { proxyPods } from './proxies';
import { trafficPods } from './traffic';
import { workloadPods } from './workloads';

export type { PodCase } from './spec';
/** All of them; names are unique. */
export const pods: readonly PodCase[] = [...workloadPods, ...probePods, ...trafficPods, ...proxyPods];
