import type { Construct } from 'constructs';
import { type Call, claimFacts, requestFacts } from '../constructs/call';
import { CallError } from '../constructs/call-error';
import type { PropNames } from '../constructs/known-props';
import type { MeshGateway } from '../constructs/mesh-gateway';
import { sourceFact, type SourceLike } from '../constructs/request-source';
import type { AccessRuleFact } from '../model/policies/access-policy';
import { type Everywhere, type Here, MeshPolicy, type Named, policyNames, type Scope } from './policy';

/** Which requests of whom. All that is given holds together. */
export interface AccessRule {
  /** Any of these. @default - anyone */
  readonly from?: readonly SourceLike[];
  /** Any of these. @default - every request */
  readonly to?: readonly Call[];
  /** Claims of a verified token, all of them; each must have the value, or one of the values. @default - no token is asked for */
  readonly claims?: Readonly<Record<string, string | readonly string[]>>;
}
/** Props of access: at least one list. */
export interface AccessPolicyProps {
  /** Adds to what is allowed. Not on gateways: they are open, say `require`. @default - nothing */
  readonly allow?: readonly AccessRule[];
  /** Must hold besides: `to` says for which requests (default: all), and for them the caller must be one of `from` and the token have all `claims`, where given; other requests are not touched. @default - nothing */
  readonly require?: readonly AccessRule[];
  /** Wins over all. @default - nothing */
  readonly deny?: readonly AccessRule[];
  /** A dry run of this policy alone: logs what it would decide. @default false */
  readonly audit?: boolean;
}
const rule: readonly [PropNames<AccessRule>] = [{ from: 0, to: 0, claims: 0 }];
const NAMES = policyNames<AccessPolicyProps>({ allow: rule, require: rule, deny: rule, audit: 0 });

/**
 * Who may send what, beyond declared calls. All that cover a thing add up: what one allows is allowed, what one denies is denied, and every `require`
 * holds. Claims need a JwtPolicy that covers the same port. Server side.
 */
export class AccessPolicy extends MeshPolicy {
  constructor(scope: Scope<Everywhere | MeshGateway>, id: string, props: Here<AccessPolicyProps>);
  constructor(scope: Construct, id: string, props: Named<AccessPolicyProps, Everywhere | MeshGateway>);
  constructor(scope: Construct, id: string, props: AccessPolicyProps) {
    super('AccessPolicy', scope, id, props, 'AccessPolicy');
    this.reads(AccessPolicy, NAMES, props);
    this.says('AccessPolicy', props, (at) => {
      const { allow = [], require = [], deny = [], audit = false } = props;
      if (!allow.length && !require.length && !deny.length) throw new CallError(at, 'an access policy says nothing', 'give allow, require or deny');
      const rules = (list: readonly AccessRule[]): AccessRuleFact[] => list.map((r) => ({ from: (r.from ?? []).map((s) => sourceFact(at, s)), to: requestFacts(at, r.to), claims: claimFacts(at, r.claims) }));
      for (const r of require) if (!r.from?.length && !Object.keys(r.claims ?? {}).length) throw new CallError(at, 'a require asks for nothing', 'give `from`, `claims` or both');
      return { allow: rules(allow), require: rules(require), deny: rules(deny), audit };
    });
  }
}
