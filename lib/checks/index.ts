import type { Check } from './check';
import { gateways } from './groups/gateways';
import { ports } from './groups/ports';
import { references } from './groups/references';
import { resilience } from './groups/resilience';
import { routing } from './groups/routing';
import { scoping } from './groups/scoping';
import { security } from './groups/security';
import { workloads } from './groups/workloads';

/** The library's own checks, in the order in which they run. */
export const checks: readonly Check[] = [...references, ...routing, ...resilience, ...security, ...ports, ...gateways, ...scoping, ...workloads];

export { finding, type Check, type CheckContext, type CheckFinding } from './check';
export { contextOf, runChecks, type ChecksInput, type ChecksOptions, type ChecksResult } from './run';
export { IGNORE_ANNOTATION, type Accepted, type Suppressed } from './suppressions';
