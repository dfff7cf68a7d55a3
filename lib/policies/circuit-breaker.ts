import type { Construct } from 'constructs';
import { CallError } from '../constructs/call-error';
import { ABOUT } from '../constructs/element';
import type { ServiceVersion } from '../constructs/mesh-service';
import { type ConnectionPoolOptions, connectionPoolFact } from './connection-pool';
import { type OutlierDetectionOptions, outlierDetectionFact } from './outlier-detection';
import { type Callable, type Here, MeshPolicy, type Named, policyNames, type Scope } from './policy';

/** Props of a circuit breaker: at least one. */
export type CircuitBreakerProps = Pick<ConnectionPoolOptions, 'maxConnections' | 'maxPendingRequests' | 'maxRequests'> & Pick<OutlierDetectionOptions, 'consecutive5xx' | 'ejectFor'>;
const NAMES = policyNames<CircuitBreakerProps>({ maxConnections: 0, maxPendingRequests: 0, maxRequests: 0, consecutive5xx: 0, ejectFor: 0 });

/** A ConnectionPool and an OutlierDetection (each if one of its props is given), for those who look for it by this name. Client side. */
export class CircuitBreaker extends MeshPolicy {
  constructor(scope: Scope<Callable>, id: string, props: Here<CircuitBreakerProps>);
  constructor(scope: Construct, id: string, props: Named<CircuitBreakerProps, Callable | ServiceVersion>);
  constructor(scope: Construct, id: string, props: CircuitBreakerProps) {
    super('CircuitBreaker', scope, id, props, 'ConnectionPool');
    this.reads(CircuitBreaker, NAMES, props);
    const { maxConnections, maxPendingRequests, maxRequests, consecutive5xx, ejectFor } = props;
    const pool = [maxConnections, maxPendingRequests, maxRequests].some((p) => p !== undefined);
    const outlier = [consecutive5xx, ejectFor].some((p) => p !== undefined);
    if (!pool && !outlier) throw new CallError(this[ABOUT].id, 'a circuit breaker breaks nothing', 'give one of its limits');
    if (pool) this.says('ConnectionPool', props, (at) => connectionPoolFact(at, { maxConnections, maxPendingRequests, maxRequests }));
    if (outlier) this.says('OutlierDetection', props, (at) => outlierDetectionFact(at, { consecutive5xx, ejectFor }));
  }
}
