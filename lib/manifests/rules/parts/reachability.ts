import type { Findings } from '../findings';
import { fields, list, number, text, type Fields } from '../fields';

/** A rule, by its name or its number. */
function ruleName(rules: readonly unknown[], index: number): string {
  const name = text(fields(rules[index])?.name);
  return name === '' ? `rule ${index}` : `rule ${index} (${name})`;
}

/**
 * Rules and matches that no request reaches, as far as Istio notices: behind a rule without matches, behind the same
 * match, or behind a shorter prefix whose other conditions are the same.
 */
export function reachabilityRule(field: 'http' | 'tls' | 'tcp', rules: readonly unknown[], f: Findings): void {
  if (rules.length === 0 || (rules.length === 1 && list(fields(rules[0])?.match).length < 2)) return;
  const seen = new Map<string, number>();
  const prefixes = field === 'http' ? new PrefixIndex() : undefined;
  let open = -1;
  for (let i = 0; i < rules.length; i++) {
    const rule = fields(rules[i]);
    if (rule === undefined) continue;
    const matches = list(rule.match);
    if (open >= 0) f.warn(field, `no request gets here: ${ruleName(rules, open)} takes all`, 'move the rule without matches to the end', i);
    if (matches.length === 0) {
      open = i;
      continue;
    }
    if (open >= 0) continue;
    let repeated = 0;
    for (let j = 0; j < matches.length; j++) {
      const key = canonical(fields(matches[j]) ?? {});
      const first = seen.get(key);
      if (first !== undefined) {
        repeated++;
        ineffective(field, i, j, `${ruleName(rules, first)} has the same match`, f);
        continue;
      }
      seen.set(key, i);
      const shorter = prefixes?.add(fields(matches[j]) ?? {}, i);
      if (shorter !== undefined) ineffective(field, i, j, `${ruleName(rules, shorter.rule)} already takes the prefix ${shorter.prefix}`, f);
    }
    if (repeated === matches.length) f.warn(field, 'no request gets here: other rules have all its matches', 'remove the rule, or change its matches', i);
  }
}

function ineffective(field: string, rule: number, match: number, why: string, f: Findings): void {
  f.enter(field, rule);
  f.warn('match', `the match has no effect: ${why}`, 'remove it, or put the narrower match first', match);
  f.leave();
}

/** The match as text, without its name, defaults and the order of its keys. */
function canonical(match: Fields): string {
  let result = '';
  for (const key of Object.keys(match).sort()) {
    const value = match[key];
    if (key === 'name' || value === null || value === '' || value === 0 || value === false || (Array.isArray(value) && value.length === 0)) continue;
    result += `${key}:${typeof value === 'object' ? sorted(value) : JSON.stringify(value)};`;
  }
  return result;
}

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  const object = fields(value);
  if (object === undefined) return JSON.stringify(value) ?? '';
  return `{${Object.keys(object).sort().map((key) => `${JSON.stringify(key)}:${sorted(object[key])}`).join()}}`;
}

interface Prefix {
  readonly prefix: string;
  readonly rule: number;
  readonly port: number;
  readonly method: string;
  readonly authority: string;
  readonly maps: readonly (Fields | undefined)[];
}

/** `exact:…`, `prefix:…`, or '' for none and for expressions, which are not compared. */
function plain(value: unknown): string {
  const match = fields(value);
  if (text(match?.exact) !== '') return `exact:${text(match!.exact)}`;
  return text(match?.prefix) === '' ? '' : `prefix:${text(match!.prefix)}`;
}

/** Prefix matches, found by their prefix: a long list of rules is not compared pair by pair. */
class PrefixIndex {
  private readonly known = new Map<string, Prefix[]>();
  private readonly lengths = new Set<number>();

  /** Adds a match; returns an earlier one that covers it. */
  add(match: Fields, rule: number): Prefix | undefined {
    const prefix = text(fields(match.uri)?.prefix);
    if (prefix === '') return undefined;
    const entry: Prefix = {
      prefix, rule, port: number(match.port), method: plain(match.method) || 'exact:GET', authority: plain(match.authority),
      maps: [fields(match.headers), fields(match.queryParams), fields(match.withoutHeaders)],
    };
    let covering: Prefix | undefined;
    for (const length of this.lengths) {
      if (length >= prefix.length || covering !== undefined) continue;
      covering = this.known.get(prefix.slice(0, length))?.find((earlier) => covers(earlier, entry));
    }
    const same = this.known.get(prefix);
    if (same === undefined) this.known.set(prefix, [entry]);
    else same.push(entry);
    this.lengths.add(prefix.length);
    return covering;
  }
}

/** As Istio compares them: every other condition of the earlier match begins with that of the later one. */
function covers(earlier: Prefix, later: Prefix): boolean {
  return earlier.port === later.port && earlier.method.startsWith(later.method) && earlier.authority.startsWith(later.authority)
    && earlier.maps.every((map, i) => mapCovers(map, later.maps[i]));
}

function mapCovers(earlier: Fields | undefined, later: Fields | undefined): boolean {
  const keys = Object.keys(earlier ?? {});
  if (keys.length !== Object.keys(later ?? {}).length) return false;
  return keys.every((key) => later !== undefined && Object.hasOwn(later, key) && plain(earlier![key]).startsWith(plain(later[key])));
}
