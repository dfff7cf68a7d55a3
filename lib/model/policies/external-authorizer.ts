import type { RequestFacts } from '../call-facts';
import type { PolicyKind } from '../policy-facts';

export interface ExternalAuthorizerFact {
  /** Name of the provider in the mesh config. */
  readonly provider: string;
  /** Any of these; empty: every request. */
  readonly only: readonly RequestFacts[];
}
export const externalAuthorizer: PolicyKind<'ExternalAuthorizer', ExternalAuthorizerFact> = {
  kind: 'ExternalAuthorizer', side: 'server', combine: 'add', ports: 'any', headless: true, covers: ['mesh', 'namespace', 'group', 'service', 'gateway'],
  features: () => ['external-authorizer'],
  requests: (v) => v.only,
};
