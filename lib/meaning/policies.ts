import { HTTP_PROTOCOLS, policyKinds, type AnyPolicyKind, type ExternalFacts, type GatewayFacts, type Id, type MeshFacts, type NamespaceFacts, type PolicyFacts, type PolicyKind, type PolicyValue, type ServiceFacts, type WorkloadFacts } from '../model';

/** What a policy can hold for. */
export type Subject = ServiceFacts | ExternalFacts | GatewayFacts | WorkloadFacts | NamespaceFacts | MeshFacts;
type Kind = AnyPolicyKind['kind'];
export interface Held<K extends Kind> { readonly policy: PolicyFacts; readonly value: PolicyValue<K> }

const KINDS: ReadonlyMap<string, PolicyKind<string, unknown>> = new Map(policyKinds.map((k) => [k.kind, k as PolicyKind<string, unknown>]));

/** Which policies hold for a thing: of kinds that replace the most specific, of kinds that add up all. */
export class Policies {
  private readonly covering = new Map<string, PolicyFacts[]>();
  constructor(all: readonly PolicyFacts[]) {
    for (const policy of all) for (const c of policy.covers) {
      const key = keyOf(policy.kind, c.level, c.level === 'version' ? `${c.id} ${c.version}` : c.id), list = this.covering.get(key);
      if (list) list.push(policy); else this.covering.set(key, [policy]);
    }
  }

  /** What one mesh says of a thing, the most specific; undefined: nothing, so that somebody else may. */
  private said(kind: Kind, thing: Subject, mesh: Id, version?: string): PolicyFacts | undefined { return this.all(kind, thing, mesh, version)[0]; }

  /** All that one mesh says of a thing, the most specific first. */
  private all(kind: Kind, thing: Subject, mesh: Id, version?: string): readonly PolicyFacts[] {
    if (!fits(KINDS.get(kind)!, thing)) return [];
    const found = placesOf(thing, version).flatMap(({ level, id }) => (this.covering.get(keyOf(kind, level, id)) ?? []).filter((p) => p.mesh === mesh));
    return [...new Set(found)];
  }

  /** The value that holds for a thing by its owner's word; undefined: nobody says anything, or it is switched off. */
  held<K extends Kind>(kind: K, thing: Subject): Held<K> | undefined { return held(this.said(kind, thing, ownerOf(thing))); }

  /** The same for clients of a mesh: what that says of another owner's thing comes before what the owner says. */
  forClient<K extends Kind>(kind: K, thing: Subject, client: Id, version?: string): Held<K> | 'off' | undefined {
    const policy = (client === ownerOf(thing) ? undefined : this.said(kind, thing, client, version)) ?? this.said(kind, thing, ownerOf(thing), version);
    return policy?.value === 'off' ? 'off' : held(policy);
  }

  /** All that hold together; of those with one key (JWT: the issuer) the most specific. */
  adding<K extends Kind>(kind: K, thing: Subject, mesh = ownerOf(thing)): readonly Held<K>[] {
    const key = KINDS.get(kind)!.key, seen = new Set<string>();
    return this.all(kind, thing, mesh).flatMap((policy) => {
      const one = held<K>(policy);
      const name = one && key?.(one.value);
      if (!one || (name !== undefined && seen.has(name))) return [];
      if (name !== undefined) seen.add(name);
      return [one];
    });
  }

  /** Sections of a kind that decides section by section. */
  sections<K extends Kind>(kind: K, thing: Subject): Partial<PolicyValue<K>> {
    const out: Record<string, unknown> = {};
    for (const { value } of this.all(kind, thing, ownerOf(thing))) {
      if (value === 'off') break;
      for (const [name, section] of Object.entries(value as object)) if (section !== undefined && !(name in out)) out[name] = section;
    }
    return out as Partial<PolicyValue<K>>;
  }
}

const keyOf = (kind: string, level: string, id: string): string => `${kind} ${level} ${id}`;
const held = <K extends Kind>(policy: PolicyFacts | undefined): Held<K> | undefined => (policy && policy.value !== 'off' ? { policy, value: policy.value as PolicyValue<K> } : undefined);

export const ownerOf = (thing: Subject): Id => ('mesh' in thing ? thing.mesh : thing.id);

/** A thing and what it stands in, the most specific first. */
function placesOf(thing: Subject, version?: string): readonly { readonly level: string; readonly id: string }[] {
  if (!('mesh' in thing)) return [{ level: 'mesh', id: thing.id }];
  const above = [...('namespace' in thing && thing.namespace !== undefined ? [{ level: 'namespace', id: thing.namespace }] : []), { level: 'mesh', id: thing.mesh }];
  if ('manage' in thing) return [{ level: 'namespace', id: thing.id }, { level: 'mesh', id: thing.mesh }];
  const groups = thing.groups.map((id) => ({ level: 'group', id }));
  const level = 'listeners' in thing ? 'gateway' : 'resolution' in thing ? 'external' : 'headless' in thing ? 'service' : undefined;
  return [...(version === undefined ? [] : [{ level: 'version', id: `${thing.id} ${version}` }]), ...(level ? [{ level, id: thing.id }] : []), ...groups, ...above];
}

/** A kind that is about something the thing has not says nothing there. */
function fits(kind: PolicyKind<string, unknown>, thing: Subject): boolean {
  if ('listeners' in thing) return kind.covers.includes('gateway') && (kind.ports === 'any' || thing.listeners.some((l) => l.protocol === 'HTTP' || l.protocol === 'HTTPS'));
  if ('ports' in thing && kind.ports === 'http' && !thing.ports.some((p) => HTTP_PROTOCOLS.has(p.protocol))) return false;
  return !('headless' in thing && thing.headless && !kind.headless);
}
