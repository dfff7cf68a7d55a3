import type { Construct } from 'constructs';
import { FAULT_OPTIONS, type FaultOptions, faultFact } from '../constructs/fault-options';
import { type HttpMatch, matchFacts } from '../constructs/http-match';
import type { MeshService } from '../constructs/mesh-service';
import { type Here, MeshPolicy, type Named, policyNames, type Scope } from './policy';

/** Props of a fault: a delay, an abort, or both. */
export type FaultInjectionProps = FaultOptions & {
  /** Any of these requests. @default - all */
  readonly matches?: readonly HttpMatch[];
};
const NAMES = policyNames<FaultInjectionProps>({ ...FAULT_OPTIONS, matches: 0 });

/**
 * Lets requests wait or fail on purpose, in the caller's proxy. Faults of one service add up and must not overlap. On Istio the service's own timeout
 * and retries do not see them: the fault comes before the try; a timeout of the caller's callers does. Client side.
 */
export class FaultInjection extends MeshPolicy {
  constructor(scope: Scope<MeshService<any>>, id: string, props: Here<FaultInjectionProps>);
  constructor(scope: Construct, id: string, props: Named<FaultInjectionProps, MeshService<any>>);
  constructor(scope: Construct, id: string, props: FaultInjectionProps) {
    super('FaultInjection', scope, id, props, 'FaultInjection');
    this.reads(FaultInjection, NAMES, props);
    this.says('FaultInjection', props, (at) => ({ ...faultFact(at, props), matches: matchFacts(at, props.matches) }));
  }
}
