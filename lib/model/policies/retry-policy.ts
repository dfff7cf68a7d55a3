import type { PolicyKind } from '../policy-facts';
import type { RetryFact } from '../route-facts';

export const retryPolicy: PolicyKind<'RetryPolicy', RetryFact> = {
  kind: 'RetryPolicy', side: 'client', combine: 'replace', ports: 'http', headless: true, covers: ['mesh', 'namespace', 'group', 'service', 'external'],
  features: () => ['retry'],
};
