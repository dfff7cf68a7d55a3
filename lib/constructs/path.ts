import type { HttpMethodFact, PathFact } from '../model';
import { oneOf, show } from './arguments';
import { CallError } from './call-error';

/** Methods of HTTP. */
export type HttpMethod = HttpMethodFact;
const METHODS: readonly HttpMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

export const methodFacts = (methods: readonly HttpMethod[] | undefined): readonly HttpMethod[] => Object.freeze((methods ?? []).map((m) => oneOf(undefined, 'method', m, METHODS)));

export function pathFact(kind: PathFact['kind'], value: string): PathFact {
  if (typeof value !== 'string' || value === '') throw new CallError(undefined, 'a path must not be empty', "write '/' for every path");
  if (kind === 'regex') return Object.freeze({ kind, value });
  if (!value.startsWith('/')) throw new CallError(undefined, `a path starts with a slash, not ${show(value)}`);
  if (/[?#\s*]/.test(value)) throw new CallError(undefined, `${show(value)} is no path`, value.includes('*') ? 'a prefix covers what is below it: leave out the star' : 'a path holds no query, fragment or space');
  return Object.freeze({ kind, value: kind === 'prefix' && value.length > 1 ? value.replace(/\/+$/, '') || '/' : value });
}

/** As calls write it: `/reviews` and what is below it; `=/reviews` that path alone. */
export const callPath = (path: string): PathFact => (typeof path === 'string' && path.startsWith('=') ? pathFact('exact', path.slice(1)) : pathFact('prefix', path));
