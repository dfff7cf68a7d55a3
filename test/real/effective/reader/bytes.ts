import type { ByteRule, Client, Condition } from '../../../../lib/effective';
import { cidrText } from '../condition-text';
import { plain, sharesText, type Plain } from '../normal';
import { place } from '../istiod/bytes';
import type { Pods } from './pods';
import { shareOf } from './routes';

/** Connections out of a sidecar, by port. Of two rules for one place the first has it. */
export function bytesOf(client: Client, pods: Pods, asked: readonly string[]): { readonly [port: string]: Plain } {
  const out: Record<string, Record<string, string>> = {};
  const own = new Set(pods.addresses(client.workload));
  for (const port of new Set([...asked.map(Number), ...client.hosts().flatMap((h) => h.ports.map((p) => p.number))])) {
    for (const rule of client.bytes(port)) for (const at of placesOf(client, rule, pods, own)) (out[port] ??= {})[at] ??= sharesText(rule.to.map(shareOf));
  }
  return plain(out);
}

function placesOf(client: Client, rule: ByteRule, pods: Pods, own: ReadonlySet<string>): string[] {
  const { addresses, names } = asked(rule.when), host = rule.host === undefined ? undefined : client.host(rule.host);
  // A headless service is listened to at the addresses of its pods.
  const at = addresses.length > 0 ? addresses : host?.resolution === 'client' ? pods.behind(host).filter((a) => !own.has(a)).map(cidrText) : ['any'];
  return at.flatMap((address) => names.map((name) => place(address, name)));
}

export function asked(when: Condition): { readonly addresses: readonly string[]; readonly names: readonly string[] } {
  const addresses: string[] = [], names: string[] = [];
  for (const part of when.op === 'all' ? when.of : [when]) for (const c of part.op === 'any' ? part.of : [part]) {
    if (c.op === 'address') addresses.push(cidrText(c.cidr));
    else if (c.op === 'text') names.push(`${c.match.kind === 'suffix' ? '*' : ''}${'value' in c.match ? c.match.value : ''}`);
  }
  return { addresses, names: names.length === 0 ? [''] : names };
}
