import type { Settings } from './settings';

/** Principals that one means, where a mesh goes by several trust domains: its own, its aliases, and `cluster.local` for them all. */
export function aliasedPrincipals(principal: string, { trustDomain, aliases }: Settings): readonly string[] {
  if (aliases.length === 0 && principal.startsWith(`${trustDomain}/`)) return [principal];
  const [domain, ...rest] = principal.split('/'), domains = [trustDomain, ...aliases];
  if (rest.length !== 4 || domain === '*' || !(domain === 'cluster.local' || domains.some((d) => meet(domain, d)))) return [principal];
  return [...new Set(domains.map((d) => (endsAs(d, domain) ? principal : [d, ...rest].join('/'))))];
}

/** Trust domains that one means. */
export function aliasedDomains(domain: string, { trustDomain, aliases }: Settings): readonly string[] {
  const domains = [trustDomain, ...aliases];
  return domains.includes(domain) ? [...new Set(domains)] : [domain];
}

/** A star may stand at either end of either. */
const meet = (a: string, b: string): boolean => a === b || b === '*' || beginsAs(a, b) || beginsAs(b, a) || endsAs(a, b) || endsAs(b, a);
const beginsAs = (text: string, pattern: string): boolean => pattern.endsWith('*') && text.startsWith(pattern.slice(0, -1));
const endsAs = (text: string, pattern: string): boolean => pattern.startsWith('*') && text.endsWith(pattern.slice(1));
