/** Whether every name of `host` (which may be a wildcard itself) is one of `pattern`. `*.example.com` is not `example.com`. */
export function covers(pattern: string, host: string): boolean {
  if (pattern === '*' || pattern === host) return true;
  return pattern.startsWith('*.') && host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1;
}
/** How specific a hostname is: a full name before any wildcard, a longer wildcard before a shorter one. */
export const hostnameRank = (name: string): number => (name.startsWith('*') ? name.length : 1000);

/** The patterns that can cover a host, the most specific first. */
export function patternsOver(host: string): readonly string[] {
  const out = [host];
  const labels = (host.startsWith('*.') ? host.slice(2) : host).split('.');
  for (let i = host.startsWith('*.') ? 1 : 1; i < labels.length; i++) out.push(`*.${labels.slice(i).join('.')}`);
  if (host !== '*') out.push('*');
  return out;
}
