import type { Forward, HeaderChange, RedirectAction, Rewrite } from '../effective';
import { regexReplaced } from '../text/re2';
import type { Message } from './message';

type Headers = Readonly<Record<string, string>>;

/** Headers after a change: what is removed goes first, then what is set, then what is added. */
export function changedHeaders(headers: Headers, change: HeaderChange): Headers {
  const out: Record<string, string> = { ...headers };
  for (const name of change.remove) delete out[name.toLowerCase()];
  for (const name in change.set) out[name.toLowerCase()] = change.set[name];
  for (const name in change.add) { const key = name.toLowerCase(); out[key] = out[key] === undefined ? change.add[name] : `${out[key]},${change.add[name]}`; }
  return out;
}
const AUTHORITY = new Set(['host', ':authority']);

/** A message after header changes, the destination's before the rule's, and a rewrite. */
export function rewritten(m: Message, rewrite: Rewrite | undefined, ...changes: readonly (HeaderChange | undefined)[]): Message {
  let headers = m.headers, authority = m.authority;
  for (const change of changes) if (change) {
    headers = changedHeaders(headers, change);
    for (const name in headers) if (AUTHORITY.has(name)) {
      authority = headers[name];
      const { [name]: _, ...rest } = headers;
      headers = rest;
    }
  }
  if (headers === m.headers && !rewrite && authority === m.authority) return m;
  return { ...m, headers, authority: rewrite?.authority ?? authority, target: rewrite ? rewrittenTarget(m.target, rewrite) : m.target };
}

/** The path is rewritten, the query stays. */
export function rewrittenTarget(target: string, rewrite: Pick<Rewrite, 'path' | 'prefix' | 'regex'>): string {
  const at = target.indexOf('?');
  const path = at < 0 ? target : target.slice(0, at), query = at < 0 ? '' : target.slice(at);
  if (rewrite.path !== undefined) return rewrite.path + query;
  // What matched is as long as the prefix, whatever its case.
  if (rewrite.prefix) return rewrite.prefix.by + path.slice(rewrite.prefix.match.length) + query;
  if (rewrite.regex) return regexReplaced(rewrite.regex.match, path, rewrite.regex.by) + query;
  return target;
}

/** Where a redirect sends the caller. */
export function locationOf(m: Message, action: Pick<RedirectAction, 'scheme' | 'authority' | 'port' | 'path' | 'prefix'>): string {
  const scheme = action.scheme ?? m.scheme;
  let host = action.authority ?? m.authority;
  if (action.authority === undefined) {
    const port = /:(\d+)$/.exec(host)?.[1];
    // The port that the old scheme goes without saying is not carried into the new one.
    if (port !== undefined && (action.port !== undefined || (scheme !== m.scheme && port === (m.scheme === 'https' ? '443' : '80')))) host = host.slice(0, -port.length - 1);
  }
  const at = m.target.indexOf('?');
  const path = action.path === undefined
    ? rewrittenTarget(m.target, action.prefix ? { prefix: action.prefix } : {})
    : action.path.includes('?') || at < 0 ? action.path : action.path + m.target.slice(at);
  return `${scheme}://${host}${action.port === undefined ? '' : `:${action.port}`}${path}`;
}

type ShareOf = Forward['to'][number] & { readonly percent: number };
const known = new WeakMap<Forward['to'], readonly ShareOf[]>();
/** Percent of each share, those of weight 0 left out where there are others. */
export function sharesOf({ to }: Pick<Forward, 'to'>): readonly ShareOf[] {
  let found = known.get(to);
  if (!found) {
    const total = to.reduce((sum, s) => sum + s.weight, 0);
    known.set(to, (found = to.length === 1 ? [{ ...to[0], percent: 100 }] : total === 0 ? [] : to.filter((s) => s.weight > 0).map((s) => ({ ...s, percent: (s.weight * 100) / total }))));
  }
  return found;
}
