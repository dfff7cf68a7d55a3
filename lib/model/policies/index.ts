import { accessPolicy } from './access-policy';
import { connectionPool } from './connection-pool';
import { externalAuthorizer } from './external-authorizer';
import { faultInjection } from './fault-injection';
import { jwtPolicy } from './jwt-policy';
import { loadBalancing } from './load-balancing';
import { metricsScraping } from './metrics-scraping';
import { mtlsPolicy } from './mtls-policy';
import { outlierDetection } from './outlier-detection';
import { rateLimit } from './rate-limit';
import { retryPolicy } from './retry-policy';
import { telemetryPolicy } from './telemetry-policy';
import { timeoutPolicy } from './timeout-policy';

/** Every kind of policy there is. */
export const policyKinds = [
  retryPolicy, timeoutPolicy, connectionPool, outlierDetection, loadBalancing, faultInjection,
  mtlsPolicy, jwtPolicy, accessPolicy, externalAuthorizer, rateLimit, telemetryPolicy, metricsScraping,
] as const;
export type AnyPolicyKind = (typeof policyKinds)[number];
/** Type of the value of a kind of policy. */
export type PolicyValue<K extends AnyPolicyKind['kind']> = NonNullable<Extract<AnyPolicyKind, { kind: K }>['value']>;
