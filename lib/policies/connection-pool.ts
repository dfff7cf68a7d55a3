import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { defined, optionalMillis, optionalWhole } from '../constructs/arguments';
import { CallError } from '../constructs/call-error';
import type { ServiceVersion } from '../constructs/mesh-service';
import type { ConnectionPoolFact } from '../model/policies/connection-pool';
import { type Callable, type Here, MeshPolicy, type Named, type OrOff, policyNames, type Scope } from './policy';

/** Limits of one caller's proxy towards a destination. What is left out has no limit of ours: the target's own holds. */
export interface ConnectionPoolOptions {
  /** For setting up a connection. @default - the target's own (10 s) */
  readonly connectTimeout?: Duration;
  /** After which an unused connection is closed. @default - the target's own (1 h) */
  readonly idleTimeout?: Duration;
  /** Connections at once. @default - unlimited */
  readonly maxConnections?: number;
  /** Requests that wait for a connection. @default - unlimited */
  readonly maxPendingRequests?: number;
  /** Requests at once. @default - unlimited */
  readonly maxRequests?: number;
  /** Requests until a connection is replaced; 1 switches keep-alive off. @default - unlimited */
  readonly maxRequestsPerConnection?: number;
}
/** Props of a connection pool. */
export type ConnectionPoolProps = OrOff<ConnectionPoolOptions>;
const NAMES = policyNames<ConnectionPoolProps>({ connectTimeout: 0, idleTimeout: 0, maxConnections: 0, maxPendingRequests: 0, maxRequests: 0, maxRequestsPerConnection: 0, off: 0 });

export function connectionPoolFact(at: string, p: ConnectionPoolOptions): ConnectionPoolFact {
  const fact = defined({
    connectTimeout: optionalMillis(at, 'connectTimeout', p.connectTimeout), idleTimeout: optionalMillis(at, 'idleTimeout', p.idleTimeout), maxConnections: optionalWhole(at, 'maxConnections', p.maxConnections, 1),
    maxPendingRequests: optionalWhole(at, 'maxPendingRequests', p.maxPendingRequests, 1), maxRequests: optionalWhole(at, 'maxRequests', p.maxRequests, 1), maxRequestsPerConnection: optionalWhole(at, 'maxRequestsPerConnection', p.maxRequestsPerConnection, 1),
  });
  if (!Object.keys(fact).length) throw new CallError(at, 'a connection pool limits nothing', 'give one of its limits, or { off: true }');
  return fact;
}

/** Limits connections and requests to a destination; what is beyond them fails at once, with a 503. Client side. */
export class ConnectionPool extends MeshPolicy {
  constructor(scope: Scope<Callable>, id: string, props: Here<ConnectionPoolProps>);
  constructor(scope: Construct, id: string, props: Named<ConnectionPoolProps, Callable | ServiceVersion>);
  constructor(scope: Construct, id: string, props: ConnectionPoolProps) {
    super('ConnectionPool', scope, id, props, 'ConnectionPool');
    this.reads(ConnectionPool, NAMES, props);
    this.says('ConnectionPool', props, (at) => connectionPoolFact(at, props as ConnectionPoolOptions));
  }
}
