import type { Millis } from '../ids';
import type { PolicyKind } from '../policy-facts';

export interface ConnectionPoolFact {
  readonly connectTimeout?: Millis;
  readonly idleTimeout?: Millis;
  readonly maxConnections?: number;
  readonly maxPendingRequests?: number;
  readonly maxRequests?: number;
  readonly maxRequestsPerConnection?: number;
}
export const connectionPool: PolicyKind<'ConnectionPool', ConnectionPoolFact> = {
  kind: 'ConnectionPool', side: 'client', combine: 'replace', ports: 'any', headless: true, covers: ['mesh', 'namespace', 'group', 'service', 'external', 'version'],
  features: () => ['connection-pool'],
};
