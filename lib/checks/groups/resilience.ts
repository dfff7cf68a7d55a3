import { allTriesFitIntoTheTimeout } from '../all-tries-fit-into-the-timeout';
import { callersWaitLongerThanCallees } from '../callers-wait-longer-than-callees';
import type { Check } from '../check';
import { connectionsAreClosedByTheClient } from '../connections-are-closed-by-the-client';
import { failoverHasOutlierDetection } from '../failover-has-outlier-detection';
import { outlierDetectionLeavesEndpoints } from '../outlier-detection-leaves-endpoints';
import { poolsLetRequestsThrough } from '../pools-let-requests-through';
import { portPoliciesAreForPorts } from '../port-policies-are-for-ports';
import { requestsHaveATimeout } from '../requests-have-a-timeout';
import { retriesDoNotMultiply } from '../retries-do-not-multiply';
import { retryConditionsCanHold } from '../retry-conditions-can-hold';
import { triesFitIntoTheTimeout } from '../tries-fit-into-the-timeout';
import { writesAreNotRepeated } from '../writes-are-not-repeated';

/** What fails, fails as it was meant to. */
export const resilience: readonly Check[] = [
  triesFitIntoTheTimeout, allTriesFitIntoTheTimeout, retriesDoNotMultiply, callersWaitLongerThanCallees, writesAreNotRepeated, requestsHaveATimeout,
  poolsLetRequestsThrough, outlierDetectionLeavesEndpoints, failoverHasOutlierDetection, connectionsAreClosedByTheClient, retryConditionsCanHold, portPoliciesAreForPorts,
];
