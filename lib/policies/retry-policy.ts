import type { Construct } from 'constructs';
import { RETRY_OPTIONS, type RetryOptions, retryFact } from '../constructs/retry-options';
import { type Callable, type Here, MeshPolicy, type Named, type OrOff, policyNames, type Scope } from './policy';

/** Props of retries. */
export type RetryPolicyProps = OrOff<RetryOptions>;
const NAMES = policyNames<RetryPolicyProps>({ ...RETRY_OPTIONS, off: 0 });

/** Requests that fail are tried again by the caller's proxy. Client side: it follows the destination to everyone who calls it. */
export class RetryPolicy extends MeshPolicy {
  constructor(scope: Scope<Callable>, id: string, props: Here<RetryPolicyProps>);
  constructor(scope: Construct, id: string, props: Named<RetryPolicyProps, Callable>);
  constructor(scope: Construct, id: string, props: RetryPolicyProps) {
    super('RetryPolicy', scope, id, props, 'RetryPolicy');
    this.reads(RetryPolicy, NAMES, props);
    this.says('RetryPolicy', props, (at) => retryFact(at, props as RetryOptions));
  }
}
