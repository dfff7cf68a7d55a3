import { policyKinds } from '../model';
import type { AnyPolicyKind, Id, PolicyFacts, PolicyKind, PolicyValue } from '../model';
import type { Effective, ModelIndex } from './resolved';
import { isGateway, isService, onSteps, ownerOf, speaksHttp, stepsOf, type Level, type Subject } from './subject';

type Kind = AnyPolicyKind['kind'];
export type AnyKind = PolicyKind<string, unknown>;
/** What one kind covers; kept for kinds that are declared only, so that the others cost one look-up. */
interface Table { readonly descriptor: AnyKind; readonly at: Readonly<Record<Level, Map<Id, PolicyFacts[]>>> }
const KINDS: ReadonlyMap<string, AnyKind> = new Map(policyKinds.map((k) => [k.kind, k as AnyKind]));
const NONE: readonly PolicyFacts[] = [];

const tableOf = (kind: string): Table => ({ descriptor: kindOf(kind)!, at: { mesh: new Map(), namespace: new Map(), group: new Map(), service: new Map(), external: new Map(), gateway: new Map(), version: new Map() } });
export const kindOf = (kind: string): AnyKind | undefined => KINDS.get(kind);

/** Whether a policy of this kind means something there: the reason why not, if it does not. */
export function misfit(kind: AnyKind, s: Subject): 'http' | 'headless' | undefined {
  if (kind.ports === 'http' && !speaksHttp(s)) return 'http';
  if (!kind.headless && isService(s) && s.headless) return 'headless';
  return undefined;
}

const isAlien = (kind: AnyKind, s: Subject): boolean => misfit(kind, s) !== undefined || (isGateway(s) && !kind.covers.includes('gateway'));

/** Which policies cover what, and which of them holds; driven by the descriptors of the kinds. */
export class Policies {
  private readonly tables = new Map<string, Table>();
  /** Client policies for things of another owner, by the thing that is covered. */
  private readonly foreign = new Map<Id, PolicyFacts[]>();

  constructor(all: readonly PolicyFacts[], index: ModelIndex) {
    for (const policy of all) {
      let table = this.tables.get(policy.kind);
      if (!table) this.tables.set(policy.kind, (table = tableOf(policy.kind)));
      for (const cover of policy.covers) {
        const list = table.at[cover.level].get(cover.id);
        if (list) list.push(policy);
        else table.at[cover.level].set(cover.id, [policy]);
        const thing = index[cover.level === 'version' ? 'service' : cover.level === 'group' ? 'mesh' : cover.level].get(cover.id);
        if (thing && ownerOf(thing) !== policy.mesh && kindOf(policy.kind)?.side === 'client') {
          const others = this.foreign.get(cover.id);
          if (others) others.push(policy);
          else this.foreign.set(cover.id, [policy]);
        }
      }
    }
  }

  /** Whether a policy of this kind is declared anywhere. */
  has(kind: string): boolean { return this.tables.has(kind); }

  /** The policies of a kind that name a thing, whoever declared them. */
  on(kind: string, level: Level, id: Id): readonly PolicyFacts[] { return this.tables.get(kind)?.at[level].get(id) ?? NONE; }

  /** Everything that is covered, kind by kind. */
  *covered(): Iterable<{ readonly kind: string; readonly level: Level; readonly id: Id; readonly policies: readonly PolicyFacts[] }> {
    for (const [kind, { at }] of this.tables) for (const level of Object.keys(at) as Level[]) for (const [id, policies] of at[level]) yield { kind, level, id, policies };
  }

  /** Client policies that other meshes declared for a thing or what it stands in. */
  foreignOn(s: Subject): readonly PolicyFacts[] {
    if (this.foreign.size === 0) return NONE;
    const found = stepsOf(s).flatMap((step) => this.foreign.get(step.id) ?? NONE);
    return found.filter((p) => p.mesh !== ownerOf(s));
  }

  /**
   * The policy of a replacing kind that holds for a thing, as far as `mesh` declared it; `version` looks at that first.
   * Its level says through what. Kinds that do not fit the thing hold nothing there.
   */
  effective<K extends Kind>(kind: K, s: Subject, mesh?: Id, version?: string): Effective<K> | undefined {
    const table = this.tables.get(kind);
    return table && !isAlien(table.descriptor, s) ? this.nearest(table, s, mesh ?? ownerOf(s), version) : undefined;
  }

  private nearest<K extends Kind>({ descriptor, at }: Table, s: Subject, mesh: Id, version: string | undefined): Effective<K> | undefined {
    let found: Effective<K> | undefined;
    const take = (level: Level, policies: readonly PolicyFacts[] | undefined): boolean => {
      if (policies === undefined) return false;
      for (const policy of policies) {
        if (policy.mesh !== mesh) continue;
        if (level === 'version' && !policy.covers.some((c) => c.level === 'version' && c.version === version && c.id === s.id)) continue;
        const value = policy.value as PolicyValue<K> | 'off';
        if (!descriptor.sections) { found = { value, policy, level }; return true; }
        if (!found) found = { value, policy, level };
        else if (found.value !== 'off' && value !== 'off') found = { ...found, value: { ...(value as object), ...defined(found.value as object) } } as Effective<K>;
        if (value === 'off') return true;
      }
      return false;
    };
    if (version !== undefined && take('version', at.version.get(s.id))) return found;
    onSteps(s, (level, id) => take(level, at[level].get(id)));
    return found;
  }

  /** As `effective`, for the clients of a mesh: what that mesh says of another owner's thing comes before what the owner says. */
  forClient<K extends Kind>(kind: K, s: Subject, client: Id, version?: string): Effective<K> | undefined {
    const own = this.foreign.size > 0 && client !== ownerOf(s) ? this.effective(kind, s, client, version) : undefined;
    return own ?? this.effective(kind, s, undefined, version);
  }

  /** All policies of an adding kind that hold for a thing, as far as `mesh` declared them; the nearest first. */
  all<K extends Kind>(kind: K, s: Subject, mesh?: Id): readonly PolicyFacts<K, PolicyValue<K>>[] {
    const table = this.tables.get(kind);
    if (!table || isAlien(table.descriptor, s)) return NONE as never;
    const { descriptor, at } = table, owner = mesh ?? ownerOf(s);
    const found: PolicyFacts[] = [];
    onSteps(s, (level, id) => {
      for (const policy of at[level].get(id) ?? NONE) {
        if (policy.mesh !== owner || policy.value === 'off' || found.includes(policy)) continue;
        const key = descriptor.key?.(policy.value);
        if (key === undefined || !found.some((f) => descriptor.key!(f.value) === key)) found.push(policy);
      }
      return false;
    });
    return found as never;
  }
}

const defined = (value: object): object => Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined));
