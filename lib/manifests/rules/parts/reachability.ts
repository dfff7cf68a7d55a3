import type { Findings } from '../findings';
import { fields, list, number, text, type Fields } from '../fields';

/** A rule, by its name or its number. */
function ruleName(rules: readonly unknown[], index: number): string {
  const name = text(fields(rules[index])?.name);
  return name === '' ? `rule ${index}` : `rule ${index} (${name})`;
}

/** Above this number of matches they are found by an index instead of being compared pair by pair. */
const FEW = 12;

/**
 * Rules and matches that no request reaches, as far as Istio notices: behind a rule without matches, behind the same
 * match, or behind a shorter prefix whose other conditions are the same.
 */
export function reachabilityRule(field: 'http' | 'tls' | 'tcp', rules: readonly unknown[], f: Findings): void {
  const total = countMatches(rules);
  if (rules.length < 2 && total < 2) return;
  const index = total > FEW ? new MatchIndex() : undefined;
  let open = -1;
  for (let i = 0; i < rules.length; i++) {
    const rule = fields(rules[i]);
    if (rule === undefined) continue;
    const matches = list(rule.match);
    if (open >= 0) f.warn(field, `no request gets here: ${ruleName(rules, open)} takes all`, 'move the rule without matches to the end', i);
    if (matches.length === 0) open = i;
    if (open >= 0) continue;
    let repeated = 0;
    for (let j = 0; j < matches.length; j++) {
      const match = fields(matches[j]);
      if (match === undefined) continue;
      const same = index === undefined ? earlier(rules, i, j, match, sameMatch) : index.same(match);
      if (same >= 0) {
        repeated++;
        ineffective(field, i, j, `${ruleName(rules, same)} has the same match`, f);
        continue;
      }
      const shorter = field !== 'http' ? -1 : index === undefined ? earlier(rules, i, j, match, coversMatch) : index.covering(match);
      if (shorter >= 0) ineffective(field, i, j, `${ruleName(rules, shorter)} already takes a shorter prefix`, f);
      index?.add(match, i);
    }
    if (repeated > 0 && repeated === matches.length) f.warn(field, 'no request gets here: other rules have all its matches', 'remove the rule, or change its matches', i);
  }
}

function countMatches(rules: readonly unknown[]): number {
  let total = 0;
  for (let i = 0; i < rules.length; i++) total += list(fields(rules[i])?.match).length;
  return total;
}

function ineffective(field: string, rule: number, match: number, why: string, f: Findings): void {
  f.enter(field, rule);
  f.warn('match', `the match has no effect: ${why}`, 'remove it, or put the narrower match first', match);
  f.leave();
}

type Relation = (earlier: Fields, later: Fields) => boolean;

/** The first rule that has a match before this one with the relation to it, or -1. */
function earlier(rules: readonly unknown[], rule: number, match: number, later: Fields, related: Relation): number {
  for (let i = 0; i <= rule; i++) {
    const matches = list(fields(rules[i])?.match);
    const end = i === rule ? match : matches.length;
    for (let j = 0; j < end; j++) {
      const candidate = fields(matches[j]);
      if (candidate !== undefined && related(candidate, later)) return i;
    }
  }
  return -1;
}

const isDefault = (value: unknown): boolean => value === undefined || value === null || value === '' || value === 0 || value === false || (Array.isArray(value) && value.length === 0);

/** Equal but for their names, whatever the order of the fields. */
function sameMatch(a: Fields, b: Fields): boolean {
  for (const key in a) if (key !== 'name' && !isDefault(a[key]) && !sameValue(a[key], b[key])) return false;
  for (const key in b) if (key !== 'name' && !isDefault(b[key]) && isDefault(a[key])) return false;
  return true;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Fields;
  const right = b as Fields;
  let keys = 0;
  for (const key in left) {
    if (!Object.hasOwn(right, key) || !sameValue(left[key], right[key])) return false;
    keys++;
  }
  for (const _ in right) keys--;
  return keys === 0;
}

const prefixOf = (match: Fields): string => text(fields(match.uri)?.prefix);

/** As Istio compares them: every other condition of the earlier match begins with that of the later one. */
function coversMatch(before: Fields, later: Fields): boolean {
  const prefix = prefixOf(before);
  const longer = prefixOf(later);
  if (prefix === '' || longer.length <= prefix.length || !longer.startsWith(prefix) || number(before.port) !== number(later.port)) return false;
  return (plain(before.method) || 'exact:GET').startsWith(plain(later.method) || 'exact:GET') && plain(before.authority).startsWith(plain(later.authority))
    && coversMap(before.headers, later.headers) && coversMap(before.queryParams, later.queryParams) && coversMap(before.withoutHeaders, later.withoutHeaders);
}

/** `exact:…`, `prefix:…`, or '' for none and for expressions, which are not compared. */
function plain(value: unknown): string {
  const match = fields(value);
  if (text(match?.exact) !== '') return `exact:${text(match!.exact)}`;
  return text(match?.prefix) === '' ? '' : `prefix:${text(match!.prefix)}`;
}

function coversMap(before: unknown, later: unknown): boolean {
  const a = fields(before) ?? {};
  const b = fields(later) ?? {};
  let keys = 0;
  for (const key in a) {
    if (!Object.hasOwn(b, key) || !plain(a[key]).startsWith(plain(b[key]))) return false;
    keys++;
  }
  for (const _ in b) keys--;
  return keys === 0;
}

interface Entry { readonly match: Fields; readonly rule: number }

/** Matches by their path: in a long list only those are compared that can be related. */
class MatchIndex {
  private readonly byPath = new Map<string, Entry[]>();
  private readonly prefixLengths = new Set<number>();

  same(match: Fields): number {
    return this.find(pathOf(match), match, sameMatch);
  }

  covering(match: Fields): number {
    const prefix = prefixOf(match);
    for (const length of this.prefixLengths) {
      const rule = length < prefix.length ? this.find(prefix.slice(0, length), match, coversMatch) : -1;
      if (rule >= 0) return rule;
    }
    return -1;
  }

  add(match: Fields, rule: number): void {
    const path = pathOf(match);
    const entries = this.byPath.get(path);
    if (entries === undefined) this.byPath.set(path, [{ match, rule }]);
    else entries.push({ match, rule });
    if (prefixOf(match) !== '') this.prefixLengths.add(path.length);
  }

  private find(path: string, match: Fields, related: Relation): number {
    return this.byPath.get(path)?.find((entry) => related(entry.match, match))?.rule ?? -1;
  }
}

function pathOf(match: Fields): string {
  const uri = fields(match.uri);
  return text(uri?.prefix) || text(uri?.exact) || text(uri?.regex);
}
