import type { MatchFacts, ValueFact } from '../../lib/model';

/** A request, and what it means to match: written for reading, as the tests' own word on it. */
export interface Request { readonly method: string; readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly from: string; readonly host?: string }

export function satisfies(request: Request, m: MatchFacts): boolean {
  const { path } = m;
  if (path?.kind === 'exact' && request.path !== path.value) return false;
  if (path?.kind === 'prefix' && path.value !== '/' && request.path !== path.value && !request.path.startsWith(`${path.value}/`)) return false;
  if (path?.kind === 'regex' && !new RegExp(`^(?:${path.value})$`).test(request.path)) return false;
  if (m.methods.length > 0 && !(m.methods as readonly string[]).includes(request.method)) return false;
  if (m.from.length > 0 && !m.from.includes(request.from)) return false;
  return m.headers.every((h) => has(request.headers[h.name], h));
}
function has(actual: string | undefined, v: ValueFact): boolean {
  const yes = actual !== undefined && (v.kind === 'present' || (v.kind === 'exact' ? actual === v.value : v.kind === 'prefix' ? actual.startsWith(v.value) : new RegExp(`^(?:${v.value})$`).test(actual)));
  return yes !== v.not;
}
