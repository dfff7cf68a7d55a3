import { addressIn } from './address';
import { all, any, not, type Condition } from './condition';
import { evaluate, type Verdict } from './evaluate';
import { contradicts } from './reason-texts';
import { witness } from './reason-witness';
import type { SeenRequest } from './request';

/** Something that is looked at, and whether it must be so, or not so. */
export interface Literal { readonly atom: Exclude<Condition, { op: 'always' | 'never' | 'all' | 'any' | 'not' }>; readonly holds: boolean }

/**
 * Questions about all requests at once. An answer is certain: `true` was proven by rules that hold for every request, `false` has a request that shows it;
 * `undefined` where neither is found. Regular expressions that are compared with each other are the usual case of that.
 */

/** Whether every request that meets the first meets the second. */
export const implies = (a: Condition, b: Condition): Verdict => opposite(satisfiable(all([a, not(b)])));
/** Whether no request meets both. */
export const disjoint = (a: Condition, b: Condition): Verdict => opposite(satisfiable(all([a, b])));
/** Whether every request that meets the later meets one of the earlier. */
export const covered = (later: Condition, earlier: readonly Condition[]): Verdict => implies(later, any(earlier));
/** Whether some request meets it. */
export function satisfiable(condition: Condition): Verdict {
  const cases = casesOf(condition);
  if (cases === undefined) return undefined;
  let unknown = false;
  for (const one of cases) {
    const met = caseSatisfiable(one, condition);
    if (met === true) return true;
    unknown ||= met === undefined;
  }
  return unknown ? undefined : false;
}
/** Whether it is proven that no request meets it. No example is looked for: for who asks often and wants proofs only. */
export function isImpossible(condition: Condition): boolean {
  return !mayHold({ condition, holds: true }, [], { literals: MOST_LITERALS });
}
/** A request that meets a condition, where one is found. */
export function exampleOf(condition: Condition): SeenRequest | undefined {
  for (const one of casesOf(condition) ?? []) {
    if (impossible(one)) continue;
    const found = witness(one, (request) => evaluate(condition, request) === true);
    if (found) return found;
  }
  return undefined;
}
const opposite = (v: Verdict): Verdict => (v === undefined ? undefined : !v);

function caseSatisfiable(literals: readonly Literal[], condition: Condition): Verdict {
  if (impossible(literals)) return false;
  return witness(literals, (request) => evaluate(condition, request) === true) ? true : undefined;
}

interface Goal { readonly condition: Condition; readonly holds: boolean; readonly next?: Goal }
/** A proof that takes more literals than these is not looked for. */
const MOST_LITERALS = 20_000;
/** Whether all goals may hold together with some literals, as far as can be seen: the first case that does not exclude itself is enough. The literals are left as they were. */
function mayHold(goal: Goal | undefined, have: Literal[], budget: { literals: number }): boolean {
  if (goal === undefined) return !portsImpossible(have);
  const { holds, next } = goal, condition = alternativesOf(goal.condition);
  switch (condition.op) {
    case 'always': return holds && mayHold(next, have, budget);
    case 'never': return !holds && mayHold(next, have, budget);
    case 'not': return mayHold({ condition: condition.of, holds: !holds, next }, have, budget);
    case 'all': case 'any': {
      if ((condition.op === 'any') === holds) return condition.of.some((part) => mayHold({ condition: part, holds, next }, have, budget));
      return mayHold(condition.of.reduceRight<Goal | undefined>((rest, part) => ({ condition: part, holds, next: rest }), next), have, budget);
    }
    default: {
      if (budget.literals-- <= 0) return true;
      have.push({ atom: condition, holds });
      const open = !excluded(have, have.length - 1) && mayHold(next, have, budget);
      have.pop();
      return open;
    }
  }
}

/** More cases than these are not looked at. */
const MOST = 256;
/** A condition as cases of which one must hold; in each, all of some literals. undefined: too many. */
function casesOf(condition: Condition, holds = true): readonly (readonly Literal[])[] | undefined {
  switch (condition.op) {
    case 'always': return holds ? [[]] : [];
    case 'never': return holds ? [] : [[]];
    case 'not': return casesOf(condition.of, !holds);
    case 'all': case 'any': {
      if ((condition.op === 'any') === holds) {
        const out: (readonly Literal[])[] = [];
        for (const part of condition.of) {
          const cases = casesOf(part, holds);
          if (cases === undefined || out.length + cases.length > MOST) return undefined;
          out.push(...cases);
        }
        return out;
      }
      let out: readonly (readonly Literal[])[] = [[]];
      for (const part of condition.of) {
        const cases = casesOf(part, holds);
        if (cases === undefined) return undefined;
        // What cannot be together is dropped on the way, so that long lists of alternatives stay small.
        out = out.flatMap((have) => cases.flatMap((more) => { const both = have.length === 0 ? more : [...have, ...more]; return impossible(both, have.length) ? [] : [both]; }));
        if (out.length > MOST) return undefined;
      }
      return out;
    }
    default: {
      const plain = alternativesOf(condition);
      return plain === condition ? [[{ atom: condition, holds }]] : casesOf(plain, holds);
    }
  }
}
/** An expression that is a list of plain texts is those texts. */
function alternativesOf(condition: Condition): Condition {
  if (condition.op !== 'text' || condition.match.kind !== 'regex') return condition;
  const plain = plainTexts(condition.match.value), { subject } = condition;
  return plain ? any(plain.map((value) => ({ op: 'text', subject, match: { kind: 'exact', value } }))) : condition;
}
function plainTexts(regex: string): readonly string[] | undefined {
  const inner = /^\(\?:([^()]*)\)$|^\(([^()]*)\)$/.exec(regex), texts = (inner ? inner[1] ?? inner[2] : regex).split('|');
  return texts.every((t) => !/[\\^$.*+?()[\]{}|]/.test(t)) ? texts : undefined;
}

/** Whether literals surely exclude each other; those before `known` are known not to. */
function impossible(literals: readonly Literal[], known = 0): boolean {
  for (let i = known; i < literals.length; i++) if (excluded(literals, i)) return true;
  return portsImpossible(literals);
}
/** Whether a literal is excluded by itself, or by one before it. */
function excluded(literals: readonly Literal[], at: number): boolean {
  for (let i = 0; i <= at; i++) if (exclude(literals[i], literals[at])) return true;
  return false;
}

function exclude(a: Literal, b: Literal): boolean {
  if (a.atom.op === 'text' && b.atom.op === 'text') return contradicts(a.atom, a.holds, b.atom, b.holds);
  if (a.atom.op === 'address' && b.atom.op === 'address' && a.atom.of === b.atom.of) {
    const within = (inner: string, outer: string): boolean => addressIn(inner.split('/')[0], outer) && lengthOf(inner) >= lengthOf(outer);
    if (a.holds && b.holds) return !within(a.atom.cidr, b.atom.cidr) && !within(b.atom.cidr, a.atom.cidr);
    if (a.holds) return within(a.atom.cidr, b.atom.cidr) && !b.holds;
    return b.holds && within(b.atom.cidr, a.atom.cidr);
  }
  return false;
}
const lengthOf = (cidr: string): number => { const [address, length] = cidr.split('/'); return length === undefined ? (address.includes(':') ? 128 : 32) : Number(length); };

function portsImpossible(literals: readonly Literal[]): boolean {
  let open: readonly number[] | undefined;
  const closed: number[] = [];
  for (const { atom, holds } of literals) if (atom.op === 'port') {
    if (holds) open = open === undefined ? atom.ports : open.filter((p) => atom.ports.includes(p)); else closed.push(...atom.ports);
  }
  return open !== undefined && open.every((p) => closed.includes(p));
}
