/** How a text is compared; regular expressions are RE2 and match all of it. */
export type TextMatch =
  | { readonly kind: 'exact' | 'prefix' | 'suffix' | 'contains'; readonly value: string; readonly ignoreCase?: true }
  /** Whole path segments: `/v2` is `/v2` and what is below it. */
  | { readonly kind: 'segments'; readonly value: string }
  | { readonly kind: 'regex'; readonly value: string }
  /** Path template of an authorization rule: `{*}` is one segment, `{**}` any number. */
  | { readonly kind: 'template'; readonly value: string }
  /** There at all, whatever it says. */
  | { readonly kind: 'present' };

/** What of a request is looked at. Header names are lower case. */
export type Subject =
  /** `path` is without query; `target` is with it (`:path`). `authority` is the Host header as sent. */
  | { readonly on: 'method' | 'path' | 'target' | 'authority' | 'scheme' | 'sni' }
  | { readonly on: 'header' | 'query' | 'cookie'; readonly name: string }
  /** Identity of the peer without `spiffe://`: `cluster.local/ns/shop/sa/web`; `namespace`, `trustDomain` and `serviceAccount` are its parts. Absent without mutual TLS. */
  | { readonly on: 'principal' | 'namespace' | 'trustDomain' | 'serviceAccount' }
  /** `issuer/subject` of a verified token. */
  | { readonly on: 'requestPrincipal' }
  /** What another filter of the proxy found out: never known here. */
  | { readonly on: 'metadata'; readonly name: string }
  /** Claim of a verified token, by its path; any value of a list counts. */
  | { readonly on: 'claim'; readonly path: readonly string[] };

/** A predicate over requests, as data: it can be evaluated, printed, compared, and reasoned about for all requests at once. */
export type Condition =
  | { readonly op: 'always' }
  | { readonly op: 'never' }
  | { readonly op: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
  | { readonly op: 'text'; readonly subject: Subject; readonly match: TextMatch }
  /** Port on which the request arrives: a listener's at a gateway, the container's at a server. */
  | { readonly op: 'port'; readonly ports: readonly number[] }
  /** `peer`: the other end of the connection; `client`: behind trusted hops; `destination`: where the connection goes. */
  | { readonly op: 'address'; readonly of: 'peer' | 'client' | 'destination'; readonly cidr: string };

export const always: Condition = { op: 'always' };
export const never: Condition = { op: 'never' };

/** Both, without needless nesting. */
export function all(of: readonly Condition[]): Condition {
  const parts: Condition[] = [];
  for (const c of of) {
    if (c.op === 'never') return never;
    if (c.op === 'all') parts.push(...c.of); else if (c.op !== 'always') parts.push(c);
  }
  return parts.length === 0 ? always : parts.length === 1 ? parts[0] : { op: 'all', of: parts };
}
/** Any of them; none of nothing holds. */
export function any(of: readonly Condition[]): Condition {
  const parts: Condition[] = [];
  for (const c of of) {
    if (c.op === 'always') return always;
    if (c.op === 'any') parts.push(...c.of); else if (c.op !== 'never') parts.push(c);
  }
  return parts.length === 0 ? never : parts.length === 1 ? parts[0] : { op: 'any', of: parts };
}
export function not(of: Condition): Condition {
  return of.op === 'not' ? of.of : of.op === 'always' ? never : of.op === 'never' ? always : { op: 'not', of };
}
export const text = (subject: Subject, match: TextMatch): Condition => ({ op: 'text', subject, match });
