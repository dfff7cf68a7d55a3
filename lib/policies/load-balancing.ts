import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { millis, optionalMillis, text } from '../constructs/arguments';
import { CallError } from '../constructs/call-error';
import { KIND, kindOf } from '../constructs/declare';
import type { ServiceVersion } from '../constructs/mesh-service';
import type { AlgorithmFact, LoadBalancingFact } from '../model/policies/load-balancing';
import { type Callable, type Here, MeshPolicy, type Named, type OrOff, policyNames, type Scope } from './policy';

/** What requests with the same value go to the same endpoint by. */
export type HashBy = { readonly header: string } | {
  readonly cookie: string;
  /** How long the cookie that the proxy sets is kept. */
  readonly ttl: Duration;
} | { readonly sourceIp: true } | { readonly query: string };

/** How a proxy picks an endpoint. */
export class Algorithm {
  /** Of two at random, the one with fewer requests under way. */
  static readonly leastRequest: Algorithm = new Algorithm({ kind: 'least-request' });
  /** One after the other. */
  static readonly roundRobin: Algorithm = new Algorithm({ kind: 'round-robin' });
  static readonly random: Algorithm = new Algorithm({ kind: 'random' });
  /** The same value, the same endpoint, as long as it is there. */
  static hash(by: HashBy): Algorithm {
    if ('cookie' in by) return new Algorithm({ kind: 'hash', by: { cookie: text(undefined, 'cookie', by.cookie), ttl: millis(undefined, 'ttl', by.ttl) } });
    if ('header' in by) return new Algorithm({ kind: 'hash', by: { header: text(undefined, 'header', by.header).toLowerCase() } });
    if ('query' in by) return new Algorithm({ kind: 'hash', by: { query: text(undefined, 'query', by.query) } });
    return new Algorithm({ kind: 'hash', by: { sourceIp: true } });
  }
  readonly [KIND] = 'algorithm';
  private constructor(/** @internal */ readonly fact: AlgorithmFact) { Object.freeze(this); }
}

/** At least one. */
export interface LoadBalancingOptions {
  /** @default - the target's own (Istio: least request) */
  readonly algorithm?: Algorithm;
  /** A new endpoint gets its full share only after this time. @default - at once */
  readonly warmup?: Duration;
  /** Where requests of a region go when its own endpoints are out; needs outlier detection. @default - the nearest region */
  readonly failover?: readonly { readonly from: string; readonly to: string }[];
}
/** Props of load balancing. */
export type LoadBalancingProps = OrOff<LoadBalancingOptions>;
const NAMES = policyNames<LoadBalancingProps>({ algorithm: 0, warmup: 0, failover: [{ from: 0, to: 0 }], off: 0 });

/** Which endpoint of a destination a request goes to. Client side. */
export class LoadBalancing extends MeshPolicy {
  constructor(scope: Scope<Callable>, id: string, props: Here<LoadBalancingProps>);
  constructor(scope: Construct, id: string, props: Named<LoadBalancingProps, Callable | ServiceVersion>);
  constructor(scope: Construct, id: string, props: LoadBalancingProps) {
    super('LoadBalancing', scope, id, props, 'LoadBalancing');
    this.reads(LoadBalancing, NAMES, props);
    this.says('LoadBalancing', props, (at) => fact(at, props as LoadBalancingOptions));
  }
}

function fact(at: string, { algorithm, warmup, failover = [] }: LoadBalancingOptions): LoadBalancingFact {
  if (algorithm === undefined && warmup === undefined && !failover.length) throw new CallError(at, 'load balancing says nothing', 'give algorithm, warmup or failover, or { off: true }');
  if (algorithm !== undefined && kindOf(algorithm) !== 'algorithm') throw new CallError(at, 'algorithm must be an Algorithm', 'as in Algorithm.roundRobin');
  const time = optionalMillis(at, 'warmup', warmup);
  return {
    ...(algorithm ? { algorithm: algorithm.fact } : {}), ...(time === undefined ? {} : { warmup: time }),
    failover: failover.map((f) => ({ from: text(at, 'failover.from', f.from), to: text(at, 'failover.to', f.to) })),
  };
}
