import { describe, type Provenance } from '../effective';
import { covered, implies, satisfiable } from '../effective/reason';
import { findingAt, placeOf, type Check, type CheckFinding } from './check';
import { ByPath, pathMatchOf } from './parts/by-path';
import { ruleLists, scopeCovers, type RouteRule, type RuleList } from './parts/route-rules';

/** The first rule that holds decides: one whose requests are all taken before is dead. */
export const rulesAreReachable: Check = {
  code: 'MESH2103',
  title: 'every rule gets requests',
  severity: 'warning',
  equals: ['IST0130', 'IST0131'],
  docs: `Rules of a VirtualService are tried in order, and the first that holds decides. A rule is dead when those before it take all requests that it is for: behind a rule without match, behind a shorter prefix, behind an expression that the path meets, behind the
same path with fewer conditions, or behind several rules that together leave nothing.

It is proven for all requests, over paths (exact, prefix, expressions), methods, headers, query parameters, ports, gateways and sources; where a proof is not found, nothing is reported. Put narrow rules before wide ones.

A route of which only some matches are dead is information: the match can go.`,
  *run({ world }) {
    const told = new Set<string>();
    // A delegate's rule is in the lists of all who delegate to it.
    for (const list of ruleLists(world)) for (const { at, finding } of unreachable(list)) {
      const key = `${at.object?.namespace}/${at.object?.name} ${at.field}`;
      if (!told.has(key)) { told.add(key); yield finding; }
    }
  },
};

/** More rules that may take the same are compared one by one; together only so many. */
const TOGETHER = 8;

function* unreachable({ rules }: RuleList): Iterable<{ readonly at: Provenance; readonly finding: CheckFinding }> {
  const byPath = new ByPath<RouteRule>();
  let at = 0;
  while (at < rules.length) {
    const route = rules[at].route, dead: { rule: RouteRule; by: readonly RouteRule[] }[] = [];
    let n = 0;
    for (; at < rules.length && rules[at].route === route; at++, n++) {
      const rule = rules[at], by = satisfiable(rule.when) === false ? [] : takenBy(rule, byPath);
      if (by) dead.push({ rule, by }); else byPath.add(pathMatchOf(rule.when), rule);
    }
    if (dead.length === n) yield { at: dead[0].rule.routeFrom, finding: findingAt(dead[0].rule.routeFrom, `no request gets to this rule: ${whyText(dead.map((d) => d.by).flat())}`, { help: helpFor(dead), related: relatedOf(dead.flatMap((d) => d.by)) }) };
    else for (const { rule, by } of dead) yield { at: rule.from, finding: findingAt(rule.from, `this match gets no request: ${whyText(by)}`, { severity: 'info', equals: ['IST0131'], help: 'remove it, or put the narrower rule first', related: relatedOf(by) }) };
  }
}

/** Rules that take all that this one is for; undefined: it gets some, or that cannot be told. */
function takenBy(rule: RouteRule, earlier: ByPath<RouteRule>): readonly RouteRule[] | undefined {
  const candidates = earlier.above(pathMatchOf(rule.when)).filter((e) => scopeCovers(e.scope, rule.scope));
  const one = candidates.find((e) => e.when.op === 'always') ?? candidates.find((e) => implies(rule.when, e.when) === true);
  if (one) return [one];
  const some = candidates.slice(-TOGETHER);
  if (some.length < 2 || covered(rule.when, some.map((e) => e.when)) !== true) return undefined;
  // As few as it takes.
  return some.reduce<RouteRule[]>((needed, e) => { const without = needed.filter((n) => n !== e); return covered(rule.when, without.map((w) => w.when)) === true ? without : needed; }, [...some]);
}

const whyText = (by: readonly RouteRule[]): string => {
  const unique = [...new Set(by)];
  return unique.length === 0 ? 'its conditions exclude each other' : unique.length === 1 ? `an earlier one takes ${describe(unique[0].when)}` : `earlier ones take ${unique.slice(0, 3).map((u) => describe(u.when)).join('; ')}`;
};
const helpFor = (dead: readonly { by: readonly RouteRule[] }[]): string => (dead.some((d) => d.by.length === 0) ? 'change its conditions, or remove it' : 'put it before, or remove it');
const relatedOf = (by: readonly RouteRule[]) => [...new Set(by)].slice(0, 3).map((b) => ({ ...placeOf(b.from), message: 'taken by' }));
