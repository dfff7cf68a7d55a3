import type { Workload } from '../mesh';
import { KIND, namespaceOf, sourceOf, type SourceObject } from '../objects';
import type { Provenance, Sourced } from '../provenance';
import { entries, fields, textMap, texts, textOf, type Fields } from './fields';
import { fullName, hostCovers, selects } from './names';
import { byAge } from './order';
import type { World } from './world';

/** Subset of a rule, and where it stands. */
export interface Subset { readonly name: string; readonly labels: Readonly<Record<string, string>>; readonly policy?: Sourced<Fields>; readonly from: Provenance }
/** What the DestinationRules of one namespace for one host come to for some clients. */
export interface MergedRule {
  readonly host: string;
  readonly namespace: string;
  /** Workloads of its own namespace that it is for. @default - all clients */
  readonly selector?: Readonly<Record<string, string>>;
  readonly policy?: Sourced<Fields>;
  /** The first of a name counts. */
  readonly subsets: readonly Subset[];
  /** Namespaces that may use it; empty: all. */
  readonly exportTo: ReadonlySet<string>;
  readonly objects: readonly SourceObject[];
  readonly rules: readonly Provenance[];
}

/** Rules of one namespace, by host; wildcards the longest first. */
class Rules {
  private readonly exact = new Map<string, MergedRule[]>();
  private wild: [string, MergedRule[]][] = [];
  private readonly wildByHost = new Map<string, MergedRule[]>();

  /** Merges as istiod does: into rules of the same host and the same clients; what is exported more widely stands for itself too. */
  add(rule: MergedRule): void {
    const map = rule.host.startsWith('*') ? this.wildByHost : this.exact;
    const list = map.get(rule.host);
    if (!list) {
      map.set(rule.host, [rule]);
      if (rule.host.startsWith('*')) { this.wild.push([rule.host, map.get(rule.host)!]); this.wild.sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1)); }
      return;
    }
    let separately = true;
    for (let i = 0; i < list.length; i++) {
      const known = list[i];
      if (sameSet(rule.exportTo, known.exportTo)) separately = false;
      else if (known.exportTo.size > 0 && [...known.exportTo].every((e) => rule.exportTo.has(e))) separately = true;
      else { separately = true; continue; }
      const [mine, theirs] = [rule.selector, known.selector];
      if (mine && theirs && !sameLabels(mine, theirs)) { separately = true; continue; }
      if ((!mine && !theirs) || (mine && theirs)) separately = false;
      list[i] = merged(known, rule);
    }
    if (separately) list.push(rule);
  }

  /** Those of the most specific host that covers a name. */
  for(host: string): readonly MergedRule[] | undefined {
    const exact = this.exact.get(host);
    if (exact) return exact;
    if (host.startsWith('*')) { const same = this.wildByHost.get(host); if (same) return same; }
    return this.wild.find(([pattern]) => hostCovers(pattern, host))?.[1];
  }
}

interface Index { readonly local: ReadonlyMap<string, Rules>; readonly exported: ReadonlyMap<string, Rules>; readonly rootPrivate: Rules }

function indexOf(world: World): Index {
  const { rootNamespace, config, clusterDomain } = world.settings;
  const local = new Map<string, Rules>(), exported = new Map<string, Rules>(), rootPrivate = new Rules();
  const into = (map: Map<string, Rules>, namespace: string): Rules => { let r = map.get(namespace); if (!r) map.set(namespace, (r = new Rules())); return r; };
  // Rules for some workloads come first; among equals the oldest.
  const sorted = [...world.objects.of(KIND.destinationRule)].sort((a, b) => (hasSelector(a) === hasSelector(b) ? byAge(a, b) : hasSelector(a) ? -1 : 1));
  const privateByDefault = config.defaultDestinationRuleExportTo?.includes('.') === true;
  for (const object of sorted) {
    const rule = ruleOf(object, clusterDomain), { namespace, exportTo } = rule;
    if (exportTo.size === 0 || exportTo.has('*') || exportTo.has('.') || exportTo.has(namespace)) into(local, namespace).add(rule);
    const isPrivate = exportTo.size === 0 ? privateByDefault : exportTo.size === 1 && (exportTo.has('.') || exportTo.has(namespace));
    if (!isPrivate) into(exported, namespace).add(rule);
    else if (namespace === rootNamespace) rootPrivate.add(rule);
  }
  return { local, exported, rootPrivate };
}
const hasSelector = (o: SourceObject): boolean => fields(fields(o.manifest.spec)?.workloadSelector) !== undefined;

function ruleOf(object: SourceObject, clusterDomain: string): MergedRule {
  const spec = fields(object.manifest.spec) ?? {}, namespace = namespaceOf(object.manifest);
  const selector = fields(spec.workloadSelector), policy = fields(spec.trafficPolicy);
  return {
    host: fullName(textOf(spec.host), namespace, clusterDomain), namespace,
    ...(selector && { selector: textMap(selector.matchLabels) }),
    ...(policy && { policy: { value: policy, from: sourceOf(object, 'spec.trafficPolicy') } }),
    subsets: firstOfName(entries(spec.subsets).map(([s, i]): Subset => {
      const own = fields(s.trafficPolicy);
      return { name: textOf(s.name), labels: textMap(s.labels), ...(own && { policy: { value: own, from: sourceOf(object, `spec.subsets[${i}].trafficPolicy`) } }), from: sourceOf(object, `spec.subsets[${i}]`) };
    })),
    exportTo: selector ? new Set(['.']) : new Set(texts(spec.exportTo)), objects: [object], rules: [sourceOf(object)],
  };
}

const merged = (a: MergedRule, b: MergedRule): MergedRule => ({
  ...a, ...(!a.policy && b.policy && { policy: b.policy }), subsets: firstOfName([...a.subsets, ...b.subsets]), objects: [...a.objects, ...b.objects], rules: [...a.rules, ...b.rules],
});
function firstOfName(all: readonly Subset[]): Subset[] {
  const seen = new Set<string>();
  return all.filter((s) => !seen.has(s.name) && seen.add(s.name));
}
const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every((v) => b.has(v));
const sameLabels = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean => Object.keys(a).length === Object.keys(b).length && selects(a, b);

/** Rules that clients of a namespace go by for a host of another: their own namespace's, else the host's, else the root's. The first place that has a rule for the name, were it a wildcard, ends the search. */
export function mergedRules(world: World, clientNamespace: string, host: string, hostNamespace: string): readonly MergedRule[] {
  const { local, exported, rootPrivate } = world.part(indexOf), root = world.settings.rootNamespace;
  const own = clientNamespace === root ? rootPrivate.for(host) : local.get(clientNamespace)?.for(host);
  if (own) return own;
  for (const namespace of [hostNamespace, root]) {
    const found = exported.get(namespace)?.for(host)?.filter((r) => r.exportTo.size === 0 || r.exportTo.has('*') || r.exportTo.has(clientNamespace));
    if (found && found.length > 0) return found;
  }
  return [];
}

/** The rule that one client goes by: one for its workload before one for all. */
export function destinationRuleFor(world: World, client: Pick<Workload, 'namespace' | 'labels'>, host: { readonly name: string; readonly namespace: string }): MergedRule | undefined {
  let all: MergedRule | undefined;
  for (const rule of mergedRules(world, client.namespace, host.name, host.namespace)) {
    if (!rule.selector) all = rule;
    else if (rule.namespace === client.namespace && selects(rule.selector, client.labels)) return rule;
  }
  return all;
}
