import type { ByteRule, Client, Condition, HeaderChange, Rule, Target } from '../../lib/effective';

/** What a sidecar does with its workload's requests, line by line: ports, virtual hosts, rules; then connections. Equal ones stand together. */
export function factsOf(client: Client): string {
  const lines: string[] = [];
  for (const port of client.httpPorts()) {
    const hosts = client.http(port)!.all().map((host) => ({ domains: [...host.domains].sort().join(' '), rules: host.rules.map(ruleLine) }));
    lines.push(`http ${port}`, ...hostLines(hosts));
  }
  const ports = [...new Set(client.hosts().flatMap((h) => h.ports.map((p) => p.number)))].sort((a, b) => a - b);
  for (const port of ports) lines.push(...byteLines(port, client.bytes(port)));
  return lines.join('\n');
}

export const hostLines = (hosts: readonly { readonly domains: string; readonly rules: readonly string[] }[]): string[] =>
  [...hosts].sort((a, b) => (a.domains < b.domains ? -1 : 1)).flatMap(({ domains, rules }) => [`  ${domains}`, ...rules.map((r) => `    ${r}`)]);

function byteLines(port: number, rules: readonly ByteRule[]): string[] {
  const lines = rules.flatMap((rule) => places(rule.when).map((place) => `  ${place} -> ${rule.to.map(({ to, weight }) => `${targetText(to)}${rule.to.length > 1 ? ` (${weight})` : ''}`).join(', ')}`));
  return lines.length === 0 ? [] : [`bytes ${port}`, ...[...new Set(lines)].sort()];
}
function places(when: Condition): string[] {
  const parts = when.op === 'all' ? when.of : [when], addresses: string[] = [], names: string[] = [];
  for (const part of parts) for (const c of part.op === 'any' ? part.of : [part]) {
    if (c.op === 'address') addresses.push(c.cidr);
    else if (c.op === 'text') names.push(`${c.match.kind === 'suffix' ? '*' : ''}${'value' in c.match ? c.match.value : ''}`);
  }
  return (addresses.length === 0 ? ['any address'] : addresses).flatMap((a) => (names.length === 0 ? [a] : names.map((n) => `${a} for ${n}`)));
}

export const targetText = (to: Target): string => `${to.host}:${to.port}${to.subset === undefined ? '' : `/${to.subset}`}`;

export function ruleLine(rule: Rule): string {
  const { action } = rule;
  const changes = [changeText('request', rule.requestHeaders), changeText('response', rule.responseHeaders), rule.cors && `cors ${JSON.stringify(rule.cors.value)}`];
  const what = action.kind === 'forward' ? forwardText(action) : action.kind === 'redirect' ? redirectText(action) : action.kind === 'respond' ? `answers ${action.status}${action.body ? ` ${action.body}` : ''}` : action.kind;
  return [rule.name && `${rule.name}:`, whenText(rule.when), '->', what, ...changes].filter((t) => t).join(' ');
}

export function whenText(when: Condition): string {
  return when.op === 'always' ? 'any' : (when.op === 'all' ? when.of : [when]).map(partText).sort().join(' and ');
}
function partText(c: Condition): string {
  if (c.op === 'not') return c.of.op === 'any' ? `not ${partText(c.of.of[0])} nor absent` : `not ${partText(c.of)}`;
  if (c.op !== 'text') return JSON.stringify(c);
  const subject = [c.subject.on, 'name' in c.subject ? c.subject.name : 'path' in c.subject ? c.subject.path.join('.') : ''].filter((t) => t).join(' ');
  return `${subject} ${c.match.kind}${'value' in c.match ? ` ${c.match.value}` : ''}${'ignoreCase' in c.match && c.match.ignoreCase ? ' in any case' : ''}`;
}

type Forward = Extract<Rule['action'], { kind: 'forward' }>;
function forwardText({ to, rewrite, mirrors, timeout, retries, fault }: Forward): string {
  const shares = to.map((s) => [targetText(s.to), to.length > 1 && `(${s.weight})`, changeText('request', s.requestHeaders), changeText('response', s.responseHeaders), s.authority && `as ${s.authority}`].filter((t) => t).join(' '));
  const { attempts, on, perTryTimeout, backoff, avoidPrevious, remoteLocalities } = retries.value;
  const tries = attempts === 0 ? 'no retries' : [`${attempts} retries`, perTryTimeout > 0 && `of ${perTryTimeout} ms`, `on ${on.join()}`, backoff !== undefined && `after ${backoff} ms`, !avoidPrevious && 'anywhere', remoteLocalities && 'in other localities'].filter((t) => t).join(' ');
  const { delay, abort } = fault?.value ?? {}, by = rewrite?.value;
  return [
    shares.join(', '), timeout.value > 0 && `within ${timeout.value} ms`, tries === DEFAULT_TRIES ? '' : tries,
    delay && `delayed ${delay.by} ms (${delay.percent} %)`, abort && `aborted ${abort.status ?? abort.grpcStatus} (${abort.percent} %)`,
    mirrors.length > 0 && `mirrored to ${mirrors.map((m) => `${targetText(m.to)} (${m.percent} %)`).join(', ')}`,
    by?.authority !== undefined && `as ${by.authority}`, (by?.path ?? by?.prefix?.by) !== undefined && `rewritten ${by!.path ?? by!.prefix!.by}`, by?.regex && `rewritten /${by.regex.match}/${by.regex.by}/`,
  ].filter((t) => t).join(' ');
}
/** What nobody asked for is not shown. */
export const DEFAULT_TRIES = '2 retries on cancelled,connect-failure,refused-stream,retriable-status-codes,unavailable';

type Redirect = Extract<Rule['action'], { kind: 'redirect' }>;
const redirectText = (a: Redirect): string => [`redirects ${a.status}`, a.scheme, a.authority, a.port, a.path ?? a.prefix?.by].filter((t) => t !== undefined).join(' ');

export function changeText(of: 'request' | 'response', change: HeaderChange | undefined): string {
  if (!change) return '';
  const pairs = (sign: string, headers: Readonly<Record<string, string>>): string[] => Object.entries(headers).map(([name, value]) => `${name}${sign}${value}`).sort();
  const parts = [...pairs('=', change.set), ...pairs('+=', change.add), ...change.remove.map((n) => `-${n}`).sort()];
  return parts.length === 0 ? '' : `${of} {${parts.join(' ')}}`;
}
