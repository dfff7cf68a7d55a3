import type { Id, MatchFacts, ValueFact } from '../model';
import { everyPath, underPrefix } from './match-and';

interface Taken { everyone: boolean; readonly from: Set<Id> }

/**
 * Rules without the matches, and the callers in matches, that an earlier one of them has taken: options of a call and policies of the caller's mesh
 * may be about the same requests. All of them are parts of `wholes`, so that what took a whole took its parts.
 */
export function withoutShadowed<T extends { readonly matches: readonly MatchFacts[] }>(rules: readonly T[], wholes: readonly MatchFacts[]): readonly T[] {
  const taken = new Map<string, Taken>();
  const keys = wholes.map(keyOf);
  return rules.flatMap((rule) => {
    const matches = rule.matches.flatMap((m) => {
      const key = keyOf(m);
      const earlier = [key, ...keys.filter((k, i) => k !== key && covers(wholes[i]!, m))].flatMap((k) => taken.get(k) ?? []);
      const from = m.from.filter((id) => !earlier.some((t) => t.from.has(id)));
      if (earlier.some((t) => t.everyone) || (from.length === 0 && m.from.length > 0)) return [];
      const mine = taken.get(key) ?? { everyone: false, from: new Set() };
      if (m.from.length === 0) mine.everyone = true;
      for (const id of from) mine.from.add(id);
      taken.set(key, mine);
      return from.length === m.from.length ? [m] : [{ ...m, from }];
    });
    return rule.matches.length > 0 && matches.length === 0 ? [] : rule.matches.every((m, i) => m === matches[i]) ? [rule] : [{ ...rule, matches }];
  });
}

/** Everything that a match asks for except its callers. */
const keyOf = (m: MatchFacts): string => JSON.stringify([everyPath(m.path) ? null : m.path, m.methods, m.headers, m.cookies, m.query]);

/** Whether every request of `part` is one of `whole`, whoever sends it; no for some where it is hard to tell. */
function covers(whole: MatchFacts, part: MatchFacts): boolean {
  const { path } = whole, other = part.path;
  const inPath = everyPath(path) || (other !== undefined && (path!.kind === other.kind && path!.value === other.value || (path!.kind === 'prefix' && other.kind !== 'regex' && underPrefix(other.value, path!.value))));
  return inPath && (whole.methods.length === 0 || (part.methods.length > 0 && part.methods.every((m) => whole.methods.includes(m))))
    && within(whole.headers, part.headers) && within(whole.cookies, part.cookies) && within(whole.query, part.query);
}
const within = (whole: readonly ValueFact[], part: readonly ValueFact[]): boolean => whole.every((w) => part.some((p) => p === w || JSON.stringify(p) === JSON.stringify(w)));
