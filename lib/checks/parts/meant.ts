import type { Workload } from '../../effective';

/** Whether proxies care for a host with these workloads behind it: one of them has a sidecar, or nobody is known. */
export const isMeant = (behind: readonly Workload[]): boolean => behind.length === 0 || behind.some((w) => w.proxy === 'sidecar');
