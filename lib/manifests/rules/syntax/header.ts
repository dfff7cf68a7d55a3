import type { Problem } from '../findings';
import { memo } from './memo';

/** Istio takes a comma too. */
const TOKEN = /^[!#$%&'*+,\-.^_`|~A-Za-z0-9]+$/;
const STRICT = /^[-_A-Za-z0-9]+$/;
const PROBE = /^[-A-Za-z0-9]+$/;
const PSEUDO = new Set([':method', ':scheme', ':authority', ':path', ':status']);
const CLAIM_PREFIX = '@request.auth.claims';

function nameProblem(name: string, allowed: RegExp, help: string): Problem | undefined {
  if (allowed.test(name)) return undefined;
  return { message: name === '' ? 'header name is missing' : `${JSON.stringify(name)} is not a header name`, help };
}

/** Header of the claim-to-header table of a token rule. */
export function strictHeaderNameProblem(name: string): Problem | undefined {
  return nameProblem(name, STRICT, 'use letters, digits, dashes and underscores');
}

/** Header of a readiness probe. */
export function probeHeaderNameProblem(name: string): Problem | undefined {
  return nameProblem(name, PROBE, 'use letters, digits and dashes');
}

/** Header named in a CORS answer; `*` stands for all. */
export function corsHeaderNameProblem(name: string): Problem | undefined {
  return nameProblem(name, TOKEN, 'use letters, digits and dashes, or * for all headers');
}

/** Whether the name routes by a claim of a verified token, as `@request.auth.claims.group`. */
export function isClaimName(name: string): boolean {
  if (name.charCodeAt(0) !== 64 || !name.toLowerCase().startsWith(CLAIM_PREFIX)) return false;
  const claim = name.slice(CLAIM_PREFIX.length);
  if (claim.startsWith('.')) return claim.length > 1;
  return claim.startsWith('[') && claim.endsWith(']') && claim.length > 2;
}

/** Name of a header that a route is matched by. */
export const matchHeaderNameProblem = memo((name: string): Problem | undefined => {
  if (isClaimName(name) || PSEUDO.has(name)) return undefined;
  return nameProblem(name, TOKEN, 'use a header name, a pseudo header such as :method, or a claim such as @request.auth.claims.group');
}, 1024);

/** `host` under both its names. */
export function isAuthority(name: string): boolean {
  return name.length === 10 ? name.toLowerCase() === ':authority' : name.length === 4 && name.toLowerCase() === 'host';
}

/** Name of a header that a route sets, adds or removes; `authority`: the host may be named, which requests alone allow. */
export function operationHeaderNameProblem(name: string, authority: boolean): Problem | undefined {
  if (name === '') return { message: 'header name is missing', help: 'name the header' };
  if (isAuthority(name) && !name.startsWith(':') && !authority) {
    return { message: `header ${JSON.stringify(name)} cannot be changed here`, help: 'set it on the request, or use rewrite.authority' };
  }
  if (name.startsWith(':') && !(authority && isAuthority(name))) {
    return { message: `${JSON.stringify(name)} is a pseudo header, which cannot be changed`, help: 'use rewrite to change the path or the authority' };
  }
  return undefined;
}
