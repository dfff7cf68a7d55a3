import type { Gate, JwtRule, Provenance, Server } from '../../../../lib/effective';
import { conditionText } from '../condition-text';
import { plain, type Plain } from '../normal';

/** Tokens and rules. A rule that never holds is none. */
export function gateOf(gate: Gate, http: boolean): object {
  const rules: Record<string, string> = {};
  for (const a of gate.authorization) for (const { when, from } of a.rules) {
    const text = conditionText(when);
    if (text !== 'none') rules[`${a.action === 'CUSTOM' ? `CUSTOM ${a.provider ?? ''}` : `${a.action}${a.dryRun ? ' dry run' : ''}`} ${nameOf(a.from)} ${/rules\[(\d+)\]/.exec(from.field ?? '')?.[1]}`] = text;
  }
  const jwt = http ? gate.jwt.map(providerOf).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : [];
  return { rules, allowed: gate.authorization.some((a) => a.action === 'ALLOW' && !a.dryRun) ? 'what a rule allows' : 'all', jwt: jwt.length === 0 ? undefined : jwt };
}
const nameOf = ({ object }: Provenance): string => `${object?.namespace || 'default'}/${object?.name}`;

const providerOf = (r: JwtRule): Plain => plain({
  issuer: r.issuer, audiences: r.audiences.length > 0 ? [...r.audiences].sort() : undefined, headers: r.headers.map((h) => `${h.name} ${h.prefix}`), params: r.params, cookies: r.cookies,
});

const PROTOCOL = (p: string): string => (p === 'http' || p === 'http2' || p === 'grpc' || p === 'grpc-web' ? 'http' : p === 'auto' ? 'auto' : 'tcp');

/** What a sidecar takes on these ports; `*`: on one that nobody declared. */
export function inboundOf(server: Server, ports: Iterable<string>): { readonly [port: string]: Plain } {
  return plain(Object.fromEntries([...ports].map((port) => {
    const p = server.port(port === '*' ? UNDECLARED : Number(port)), protocol = PROTOCOL(p.protocol);
    return [port, { protocol, tls: p.tls.value, gate: gateOf(p.gate, protocol !== 'tcp'), forwardTo: p.forwardTo?.value }];
  })));
}
const UNDECLARED = 61_234;
