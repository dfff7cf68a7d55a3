import type { Millis } from '../ids';
import type { PolicyKind } from '../policy-facts';

export interface TimeoutFact { readonly request: Millis }
export const timeoutPolicy: PolicyKind<'TimeoutPolicy', TimeoutFact> = {
  kind: 'TimeoutPolicy', side: 'client', combine: 'replace', ports: 'http', headless: true, covers: ['mesh', 'namespace', 'group', 'service', 'external'],
  features: () => ['timeout'],
};
