import type { Construct } from 'constructs';
import { CallError } from '../constructs/call-error';
import { DECLARE, KIND, kindOf, type ModelBuilder } from '../constructs/declare';
import { ABOUT, aboutOf, MeshElement } from '../constructs/element';
import type { ExternalService } from '../constructs/external-service';
import { knownProps, type PropNames } from '../constructs/known-props';
import type { Mesh } from '../constructs/mesh';
import type { MeshGroup } from '../constructs/mesh-group';
import type { MeshNamespace } from '../constructs/mesh-namespace';
import type { MeshService, ServiceVersion } from '../constructs/mesh-service';
import { type AnyPolicyKind, type CoverFact, policyKinds, type PolicyValue } from '../model';

/** What most policies may cover. */
export type Everywhere = Mesh | MeshNamespace | MeshService<any>;
/** What can be called, and all that contains it. */
export type Callable = Everywhere | ExternalService;

/** Where a policy is declared to cover that: a thing itself, or a group. */
export type Scope<Covered> = Extract<Covered, Construct> | MeshGroup;
/** Props of a policy that covers its scope. */
export type Here<Props> = Props & { readonly appliesTo?: never };
/** Props of a policy that covers what it names, wherever it is declared. */
export type Named<Props, Covered> = Props & {
  /** What is covered, instead of where the policy is declared. */
  readonly appliesTo: Covered | readonly Covered[];
};
/** Either the options, or `off: true` to have none where a wider policy would hold. */
export type OrOff<Options> = (Options & { readonly off?: never }) | ({
  /** None here, whatever a wider policy says. */
  readonly off: true;
} & { readonly [K in keyof Options]?: never });

interface AnyProps { readonly appliesTo?: unknown; readonly off?: boolean }
const KINDS = new Map<string, AnyPolicyKind>(policyKinds.map((k) => [k.kind, k]));

/** Names of a policy's own props, and of those that all policies have. */
export const policyNames = <Props>(names: PropNames<Props>) => ({ ...names, appliesTo: 0 as const });

/** One half of what a policy construct declares. */
export interface Half { readonly kind: AnyPolicyKind['kind']; readonly value: object | 'off' }

/** Base of the policies: what is covered and how it gets into the model. */
export abstract class MeshPolicy extends MeshElement {
  readonly [KIND] = 'policy';
  private readonly covers: readonly CoverFact[];
  private halves: readonly Half[] = [];

  /** @internal */
  protected constructor(private readonly policyName: string, scope: Construct, id: string, props: object, kind: AnyPolicyKind['kind']) {
    super(scope, id, policyName);
    const at = this[ABOUT].id;
    if (typeof props !== 'object' || props === null) throw new CallError(at, `${policyName} needs props`);
    const { appliesTo } = props as AnyProps;
    const allowed = KINDS.get(kind)!.covers;
    const named = appliesTo === undefined ? [scope] : Array.isArray(appliesTo) ? appliesTo : [appliesTo];
    if (!named.length) throw new CallError(at, 'appliesTo must name at least one');
    this.covers = named.map((thing) => this.cover(thing, allowed, appliesTo === undefined));
  }

  /** What the policy says; called once by the constructor of each kind. @internal */
  protected says<K extends AnyPolicyKind['kind']>(kind: K, props: object, value: (at: string) => PolicyValue<K>): void {
    const at = this[ABOUT].id;
    const { off, appliesTo, ...rest } = props as AnyProps;
    if (off && Object.values(rest).some((v) => v !== undefined)) throw new CallError(at, 'a policy is off or has options, not both');
    this.halves = [...this.halves, { kind, value: off ? 'off' : value(at) }];
  }

  private cover(thing: unknown, allowed: readonly CoverFact['level'][], asScope: boolean): CoverFact {
    const kind = kindOf(thing);
    const level = (kind ?? '') as CoverFact['level'];
    if (!allowed.includes(level)) {
      const place = asScope ? 'cannot be declared here' : `cannot apply to ${kind === undefined ? 'what it names' : `a ${kind}`}`;
      throw new CallError(this[ABOUT].id, `${this.policyName} ${place}: it covers ${allowed.map((l) => (l === 'external' ? 'an external service' : `a ${l}`)).join(', ')}`, asScope ? 'declare it in one of them, or name what it covers with appliesTo' : undefined);
    }
    if (level === 'version') {
      const { service, name } = thing as ServiceVersion;
      return { level, id: aboutOf(service)!.id, version: name };
    }
    return { level, id: aboutOf(thing)!.id };
  }

  /** Says which props are none; a class that extends the policy has props of its own. @internal */
  protected reads(policy: object, names: object, props: object): void {
    if (this.constructor === policy) knownProps(this[ABOUT].id, names, props);
  }

  /** @internal */
  [DECLARE](into: ModelBuilder): void {
    const { id, origin, mesh } = this[ABOUT];
    for (const { kind, value } of this.halves) into.policies.push({ id: this.halves.length === 1 ? id : `${id}#${kind}`, origin, mesh, kind, covers: this.covers, value });
  }
}
