import type { PolicyKind } from '../policy-facts';
import type { FaultFact, MatchFacts } from '../route-facts';

export interface FaultInjectionFact extends FaultFact {
  /** Any of these; empty: every request. */
  readonly matches: readonly MatchFacts[];
}
export const faultInjection: PolicyKind<'FaultInjection', FaultInjectionFact> = {
  kind: 'FaultInjection', side: 'client', combine: 'add', ports: 'http', headless: true, covers: ['service', 'group'],
  features: () => ['fault-injection'],
};
