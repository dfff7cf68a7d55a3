import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { millis, oneOf, text, whole } from '../constructs/arguments';
import { type Call, requestFacts } from '../constructs/call';
import { CallError } from '../constructs/call-error';
import type { MeshGateway } from '../constructs/mesh-gateway';
import type { MeshService } from '../constructs/mesh-service';
import type { RateLimitFact } from '../model/policies/rate-limit';
import { type Here, MeshPolicy, type Named, policyNames, type Scope } from './policy';

interface RateLimitBase {
  /** So many in `per`, at once or spread. */
  readonly requests: number;
  readonly per: Duration;
  /** Any of these. @default - every request */
  readonly only?: readonly Call[];
  /** Buckets a proxy keeps with `by`; the least recently used is forgotten. @default 10000 */
  readonly maxKeys?: number;
}
/** Props of a rate limit. */
export type RateLimitProps = RateLimitBase & (
  | {
      /** A bucket for each client's address (gateways: behind the trusted hops; services: the peer's) or caller's identity (plaintext callers share one). @default - one bucket for all */
      readonly by?: 'client-address' | 'caller';
      /** Limit over all buckets. @default - none */
      readonly total?: number;
    }
  | {
      /** A bucket for each value of a header. */
      readonly by: { readonly header: string };
      /** Limit over all buckets; required, because the client chooses the value. */
      readonly total: number;
    }
);
const NAMES = policyNames<RateLimitProps>({ requests: 0, per: 0, only: 0, by: { header: 0 }, total: 0, maxKeys: 0 });

/** Refuses requests beyond a rate, with a 429. Local: each proxy replica counts for itself. Several add up. Enforced in AccessMode.AUDIT too. Server side. */
export class RateLimit extends MeshPolicy {
  constructor(scope: Scope<MeshService<any> | MeshGateway>, id: string, props: Here<RateLimitProps>);
  constructor(scope: Construct, id: string, props: Named<RateLimitProps, MeshService<any> | MeshGateway>);
  constructor(scope: Construct, id: string, props: RateLimitProps) {
    super('RateLimit', scope, id, props, 'RateLimit');
    this.reads(RateLimit, NAMES, props);
    this.says('RateLimit', props, (at) => fact(at, props));
  }
}

function fact(at: string, { requests, per, only, by, total, maxKeys }: RateLimitProps): RateLimitFact {
  whole(at, 'requests', requests, 1);
  if (total !== undefined) whole(at, 'total', total, requests);
  if (total !== undefined && by === undefined) throw new CallError(at, 'total is a limit over the buckets of `by`, and there is one bucket', 'leave out total, or say by what requests are counted');
  if (typeof by === 'object' && total === undefined) throw new CallError(at, 'a limit by a header needs a total: the client chooses the value', 'give total, the limit over all values');
  const key = by === undefined ? undefined : typeof by === 'object' ? { header: text(at, 'by.header', by.header).toLowerCase() } : oneOf(at, 'by', by, ['client-address', 'caller'] as const);
  return { requests, per: millis(at, 'per', per), only: requestFacts(at, only), ...(key === undefined ? {} : { by: key }), ...(total === undefined ? {} : { total }), maxKeys: maxKeys === undefined ? 10_000 : whole(at, 'maxKeys', maxKeys, 1) };
}
