import type { RequestFacts, SourceFact } from '../call-facts';
import type { PolicyKind } from '../policy-facts';

export interface AccessRuleFact {
  /** Any of these; empty: anyone. */
  readonly from: readonly SourceFact[];
  /** Any of these; empty: every request. */
  readonly to: readonly RequestFacts[];
  readonly claims: Readonly<Record<string, readonly string[]>>;
}
export interface AccessFact {
  readonly allow: readonly AccessRuleFact[];
  readonly require: readonly AccessRuleFact[];
  readonly deny: readonly AccessRuleFact[];
  /** A dry run of this policy alone. */
  readonly audit: boolean;
}
export const accessPolicy: PolicyKind<'AccessPolicy', AccessFact> = {
  kind: 'AccessPolicy', side: 'server', combine: 'add', ports: 'any', headless: true, covers: ['mesh', 'namespace', 'group', 'service', 'gateway'],
  features: (v) => [
    ...(['allow', 'require', 'deny'] as const).filter((part) => v[part].length > 0).map((part) => `access.${part}` as const),
    ...([...v.allow, ...v.require, ...v.deny].some((r) => [r, ...r.to].some((x) => Object.keys(x.claims).length > 0)) ? (['access.claims'] as const) : []),
    ...(v.audit ? (['access.policy-audit'] as const) : []),
  ],
  requests: (v) => [...v.allow, ...v.require, ...v.deny].flatMap((r) => (Object.keys(r.claims).length > 0 ? (r.to.length > 0 ? r.to : [{ methods: [], paths: [], claims: {} }]).map((q) => ({ ...q, claims: { ...q.claims, ...r.claims } })) : r.to)),
};
