import type { Condition, Subject } from '../effective';
import { describe } from '../effective';

/** Who a rule lets in: an identity, a namespace, anyone of the mesh, anyone at all; and for which requests. */
export interface Caller { readonly who: { readonly principal: string } | { readonly namespace: string } | 'mesh' | 'anyone'; readonly requests?: string }

const CALLER: ReadonlySet<Subject['on']> = new Set(['principal', 'namespace', 'serviceAccount', 'trustDomain']);
const isAboutCaller = (c: Condition): boolean => (c.op === 'text' ? CALLER.has(c.subject.on) : c.op === 'not' ? isAboutCaller(c.of) : c.op === 'all' || c.op === 'any' ? c.of.length > 0 && c.of.every(isAboutCaller) : c.op === 'address');

/** Callers that a condition names. What it says of requests becomes words. */
export function callersOf(when: Condition): Caller[] {
  if (when.op === 'never') return [];
  if (when.op === 'any' && !isAboutCaller(when)) return when.of.flatMap(callersOf);
  const parts = when.op === 'all' ? when.of : when.op === 'always' ? [] : [when];
  const about = parts.filter(isAboutCaller);
  // Which port it is says little beside which requests, and nothing where there is one.
  const rest = parts.filter((p) => !about.includes(p) && p.op !== 'port');
  const requests = rest.length === 0 ? undefined : describe(rest.length === 1 ? rest[0] : { op: 'all', of: rest });
  const named = about.flatMap(namesOf);
  const who: Caller['who'][] = named.length > 0 ? named : about.length > 0 ? ['mesh'] : ['anyone'];
  return who.map((w) => ({ who: w, ...(requests !== undefined && { requests }) }));
}

function namesOf(c: Condition): Exclude<Caller['who'], string>[] {
  switch (c.op) {
    case 'any': return c.of.flatMap(namesOf);
    case 'all': return c.of.flatMap(namesOf).slice(0, 1);   // each narrows the others: one is enough to draw
    case 'text': {
      if (c.match.kind === 'exact' && c.subject.on === 'principal') return [{ principal: c.match.value }];
      if (c.match.kind === 'exact' && c.subject.on === 'namespace') return [{ namespace: c.match.value }];
      return [];
    }
    default: return [];
  }
}
