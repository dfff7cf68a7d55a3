import type { Condition, Gate, IstioMesh } from '../../../lib/effective';
import { probesAround, type Probe } from './probes';

/** A caller of a server: its identity, its token, its request. */
export interface ServerProbe {
  readonly probe: Probe;
  /** null: plaintext. */
  readonly principal: string | null;
  readonly token?: { readonly issuer: string; readonly subject: string; readonly audiences?: readonly string[]; readonly claims: Readonly<Record<string, unknown>> };
}

/** Callers around the boundaries of what a gate asks: every identity that it names and its neighbours, with and without tokens. */
export function serverProbes(mesh: IstioMesh, gate: Gate, random: () => number, most: number): ServerProbe[] {
  const conditions = gate.authorization.flatMap((a) => a.rules.map((r) => r.when));
  const principals = new Set<string | null>([null, 'cluster.local/ns/elsewhere/sa/stranger']);
  const namespaces = new Set<string>();
  const claims = new Map<string, Set<string>>();
  for (const c of conditions) walk(c, (one) => {
    if (one.op !== 'text') return;
    const { subject, match } = one, value = 'value' in match ? match.value : '';
    if (subject.on === 'principal' && /^[\w.-]+\/ns\/[\w.-]+\/sa\/[\w.-]+$/.test(value)) principals.add(value);
    if (subject.on === 'namespace' && match.kind === 'exact') namespaces.add(value);
    if (subject.on === 'claim') { const key = subject.path.join('.'); claims.set(key, (claims.get(key) ?? new Set()).add(value)); }
  });
  for (const w of mesh.workloads.slice(0, 8)) principals.add(w.principal);
  for (const n of namespaces) principals.add(`${mesh.installation.trustDomain}/ns/${n}/sa/somebody`);
  const tokens: ServerProbe['token'][] = [undefined];
  for (const { issuer, audiences } of gate.jwt) {
    tokens.push({ issuer, subject: 'someone', ...(audiences.length > 0 && { audiences: [audiences[0]] }), claims: {} });
    tokens.push({ issuer, subject: 'someone', ...(audiences.length > 0 && { audiences: [audiences[0]] }), claims: nested(claims, 0) }, { issuer, subject: 'someone', ...(audiences.length > 0 && { audiences: [audiences[0]] }), claims: nested(claims, 1) });
    if (audiences.length > 0) tokens.push({ issuer, subject: 'someone', audiences: ['other'], claims: {} });
  }
  if (gate.jwt.length > 0) tokens.push({ issuer: 'https://nobody.example.com', subject: 'x', claims: {} });
  const probes = probesAround(conditions, 120);
  const all: ServerProbe[] = [];
  for (const principal of principals) for (const token of tokens) for (const probe of probes) all.push({ probe, principal, ...(token && { token }) });
  if (all.length <= most) return all;
  // Every identity and token at least once, the rest by lot.
  const chosen = new Set<ServerProbe>([...principals].flatMap((p) => all.filter((a) => a.principal === p).slice(0, 2)));
  for (const t of tokens) for (const a of all.filter((one) => one.token === t).slice(0, 2)) chosen.add(a);
  while (chosen.size < most) chosen.add(all[Math.floor(random() * all.length)]);
  return [...chosen];
}

function walk(c: Condition, see: (c: Condition) => void): void {
  see(c);
  if (c.op === 'all' || c.op === 'any') for (const one of c.of) walk(one, see);
  else if (c.op === 'not') walk(c.of, see);
}

/** Claims that have the first, or the last, of the values asked for. */
function nested(claims: ReadonlyMap<string, ReadonlySet<string>>, which: 0 | 1): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [path, values] of claims) {
    const steps = path.split('.'), list = [...values];
    if (['iss', 'sub', 'aud', 'exp', 'azp'].includes(steps[0])) continue;
    let at = out;
    for (const step of steps.slice(0, -1)) at = (at[step] ??= {}) as Record<string, unknown>;
    const value = which === 0 ? list[0] : list[list.length - 1];
    at[steps[steps.length - 1]] = which === 0 ? value : [value, 'other'];
  }
  return out;
}

