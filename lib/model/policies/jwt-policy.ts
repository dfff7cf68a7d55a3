import type { RequestFacts } from '../call-facts';
import type { PolicyKind } from '../policy-facts';

export interface JwtFact {
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly jwks?: { readonly uri: string } | { readonly inline: string };
  readonly from: readonly ({ readonly header: string; readonly prefix?: string } | { readonly query: string } | { readonly cookie: string })[];
  /** Whether a request without a token is refused (a bad token always is). */
  readonly required: boolean;
  /** Requests that need none although it is required. */
  readonly requiredExcept: readonly RequestFacts[];
}
export const jwtPolicy: PolicyKind<'JwtPolicy', JwtFact> = {
  kind: 'JwtPolicy', side: 'server', combine: 'add', wholeWorkload: true, ports: 'http', headless: true, covers: ['service', 'gateway', 'group'],
  features: (v) => ['jwt', ...(v.required ? (['jwt.required'] as const) : [])],
  key: (v) => v.issuer,
  requests: (v) => v.requiredExcept,
};
