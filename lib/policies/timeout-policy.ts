import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { millis } from '../constructs/arguments';
import { type Callable, type Here, MeshPolicy, type Named, type OrOff, policyNames, type Scope } from './policy';

/** Options of a timeout. */
export interface TimeoutOptions {
  /** For the whole request, retries included. */
  readonly request: Duration;
}
/** Props of a timeout. */
export type TimeoutPolicyProps = OrOff<TimeoutOptions>;
const NAMES = policyNames<TimeoutPolicyProps>({ request: 0, off: 0 });

/** Requests that take longer are given up by the caller's proxy, with a 504. Client side: it follows the destination to everyone who calls it. */
export class TimeoutPolicy extends MeshPolicy {
  constructor(scope: Scope<Callable>, id: string, props: Here<TimeoutPolicyProps>);
  constructor(scope: Construct, id: string, props: Named<TimeoutPolicyProps, Callable>);
  constructor(scope: Construct, id: string, props: TimeoutPolicyProps) {
    super('TimeoutPolicy', scope, id, props, 'TimeoutPolicy');
    this.reads(TimeoutPolicy, NAMES, props);
    this.says('TimeoutPolicy', props, (at) => ({ request: millis(at, 'request', (props as TimeoutOptions).request) }));
  }
}
