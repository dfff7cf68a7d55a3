import { createHash } from 'crypto';
import { evaluate, type Authorization, type Client, type Condition, type Destination, type EffectiveMesh, type Gate, type Gateway, type GatewayListener, type GatewayServer, type Rule, type SeenRequest, type Server, type Share, type Target, type Workload } from '../../lib/effective';
import type { ByteRule } from '../../lib/effective/mesh';
import { decides, disagreement, place, plain, sharesAgree, sharesOf } from './outcomes';
import { probesFor, probeText, seen } from './probes';

/** One thing in which what is meant and what is read differ. */
export interface Difference { readonly where: string; readonly meant: string; readonly read: string }
export interface Tally { clients: number; servers: number; gateways: number; tables: number; destinations: number; gates: number; probes: number }
export const noTally = (): Tally => ({ clients: 0, servers: 0, gateways: 0, tables: 0, destinations: 0, gates: 0, probes: 0 });
/** What was found alike needs not be asked again: rules and gates by their text, across meshes. */
export class Alike {
  private readonly seen = new Set<string>();
  first(text: string): boolean {
    const key = createHash('sha1').update(text).digest('base64');
    return !this.seen.has(key) && this.seen.add(key) !== undefined;
  }
  forget(text: string): void { this.seen.delete(createHash('sha1').update(text).digest('base64')); }
}

/** Everything in which a meant mesh and one that was read back differ. */
export function compare(meant: EffectiveMesh, read: EffectiveMesh, tally: Tally = noTally(), alike = new Alike()): readonly Difference[] {
  return new Comparison(meant, read, tally, alike).all();
}

class Comparison {
  private readonly found: Difference[] = [];
  private readonly hosts: readonly { readonly name: string; readonly ports: readonly { readonly number: number; readonly http: boolean }[] }[];
  private readonly principals: readonly (string | null)[];

  constructor(private readonly meant: EffectiveMesh, private readonly read: EffectiveMesh, private readonly tally: Tally, private readonly alike: Alike) {
    const names = new Map<string, { name: string; ports: { number: number; http: boolean }[] }>();
    // Everybody is asked of every host that anybody means.
    for (const w of meant.workloads) if (w.proxy === 'sidecar') for (const h of meant.client(w).hosts()) names.set(h.name, { name: h.name, ports: h.ports.map((p) => ({ number: p.number, http: ['http', 'http2', 'grpc'].includes(p.protocol) })) });
    this.hosts = [...names.values()];
    this.principals = [...new Set<string | null>([null, ...meant.workloads.filter((w) => w.proxy !== 'none').map((w) => w.principal), 'other.domain/ns/nowhere/sa/nobody'])];
  }

  all(): readonly Difference[] {
    for (const workload of this.meant.workloads) {
      const other = this.read.workload(workload.id);
      if (!other) { this.differ(workload.id, 'a workload', 'nothing of that name'); continue; }
      if (workload.proxy !== other.proxy) { this.differ(`proxy of ${workload.id}`, workload.proxy, other.proxy); continue; }
      if (workload.proxy !== 'none' && workload.principal !== other.principal) this.differ(`identity of ${workload.id}`, workload.principal, other.principal);
      if (workload.proxy === 'sidecar') {
        this.client(workload.id, this.meant.client(workload), this.read.client(other));
        this.server(workload.id, this.meant.server(workload), this.read.server(other));
      } else if (workload.proxy === 'gateway') this.gateway(workload, this.meant.gateway(workload), this.read.gateway(other));
    }
    return this.found;
  }
  private differ(where: string, meant: string, read: string): void { if (this.found.length < 200) this.found.push({ where, meant, read }); }

  // ── clients ──

  private client(who: string, meant: Client, read: Client): void {
    this.tally.clients++;
    if (plain(meant.unknown.value) !== plain(read.unknown.value)) this.differ(`${who} and hosts it does not know`, `${plain(meant.unknown.value)} (${place(meant.unknown.from)})`, `${plain(read.unknown.value)} (${place(read.unknown.from)})`);
    const targets = new Map<string, Target>();
    for (const { name, ports } of this.hosts) for (const { number, http } of ports) {
      const at = `${who} → ${name}:${number}`, authority = name.startsWith('*') ? `any${name.slice(1)}` : name;
      if (http) {
        const [a, b] = [rulesFor(meant, number, authority), rulesFor(read, number, authority)];
        this.rules(at, a, b, { authority });
        note(targets, a);
        this.short(who, read, name, number);
      } else this.bytes(at, { meant: byteRule(meant, name, number), read: byteRule(read, name, number) }, targets);
    }
    // What hosts of others send on to is known where it is called; a host that is only sent on to has rules that nobody here asked for.
    for (const target of targets.values()) if (meant.host(target.host)) this.destination(`${who} → ${target.host}:${target.port}${target.subset === undefined ? '' : ` ${target.subset}`}`, meant.destination(target), read.destination(target));
  }

  /** Inside its namespace, and with it, a service has shorter names. */
  private short(who: string, read: Client, name: string, port: number): void {
    const [service, namespace, svc] = name.split('.');
    if (svc !== 'svc') return;
    const names = [`${service}.${namespace}`, `${service}.${namespace}.svc`, `${name}:${port}`, name.toUpperCase(), ...(namespace === who.split('/')[0] ? [service] : [])];
    const own = read.http(port)?.find(name);
    for (const other of names) if (read.http(port)?.find(other) !== own) this.differ(`${who} → ${other}:${port}`, `the same as ${name}`, 'another virtual host');
  }

  private rules(at: string, a: readonly Rule[], b: readonly Rule[], { authority, spellings }: { readonly authority: string; /** Where the name has been looked at already. */ readonly spellings?: readonly string[] }): void {
    this.tally.tables++;
    const key = `rules ${authority} ${plain([a, b])}`;
    if (!this.alike.first(key)) return;
    for (const [i, probed] of probesFor([...a, ...b].map((r) => r.when), { authority }).entries()) {
      const probe = spellings ? { ...probed, authority: spellings[i % spellings.length] } : probed;
      this.tally.probes++;
      const request = seen(probe), [x, y] = [decides(a, request), decides(b, request)], differs = disagreement(x, y, request);
      if (!differs) continue;
      this.alike.forget(key);
      this.differ(`${at}: ${probeText(probe)}`, `${differs[0]} (${place(x?.from)})`, `${differs[1]} (${place(y?.from)})`);
      return;
    }
  }

  private bytes(at: string, { meant, read }: { readonly meant: ByteRule | undefined; readonly read: ByteRule | undefined }, targets: Map<string, Target>): void {
    this.tally.tables++;
    const [x, y] = [meant ? sharesOf(meant.to) : [], read ? sharesOf(read.to) : []];
    if (!sharesAgree(x, y)) this.differ(`${at} (bytes)`, `${plain(x)} (${place(meant?.from)})`, `${plain(y)} (${place(read?.from)})`);
    for (const s of meant?.to ?? []) targets.set(plain(s.to), s.to);
  }

  private destination(at: string, meant: Destination | undefined, read: Destination | undefined): void {
    this.tally.destinations++;
    if (!meant || !read) { if (meant !== read) this.differ(at, meant ? 'a cluster' : 'no cluster', read ? 'a cluster' : 'no cluster'); return; }
    const [a, b] = [meant, read].map((d) => destinationFacts(d));
    for (const key of Object.keys(a) as (keyof typeof a)[]) if (a[key] !== b[key]) this.differ(`${at} ${key}`, a[key], `${b[key]} (${read.rules.map((r) => place(r)).join(', ')})`);
  }

  // ── servers ──

  private server(who: string, meant: Server, read: Server): void {
    this.tally.servers++;
    for (const { number } of [...meant.ports, { number: 65_001 }]) {
      const [a, b] = [meant.port(number), read.port(number)], at = `${who} port ${number}`;
      if (a.tls.value !== b.tls.value) this.differ(`${at} mTLS`, `${a.tls.value} (${place(a.tls.from)})`, `${b.tls.value} (${place(b.tls.from)})`);
      if (number !== 65_001 && a.protocol !== b.protocol && !(b.protocol === 'tcp' && ['tls', 'https'].includes(a.protocol))) this.differ(`${at} protocol`, a.protocol, b.protocol);
      const principals = a.tls.value === 'STRICT' ? this.principals.filter((p) => p !== null) : a.tls.value === 'DISABLE' ? [null] : this.principals;
      this.gates(at, a.gate, b.gate, { principals, port: number });
    }
  }

  private gates(at: string, a: Gate, b: Gate, { principals, port }: { readonly principals: readonly (string | null)[]; readonly port: number }): void {
    this.tally.gates++;
    const key = `gate ${port} ${principals.join()} ${plain([a, b])}`;
    if (!this.alike.first(key)) return;
    const [x, y] = [a, b].map(tokenRules);
    if (x !== y) { this.alike.forget(key); this.differ(`${at} tokens`, x, y); }
    const issuers = [...new Set(a.jwt.map((r) => r.issuer))], conditions = [...a.authorization, ...b.authorization].flatMap((p) => p.rules.map((r) => r.when));
    for (const probe of probesFor(conditions, { principals, issuers, most: 1200 })) {
      if (!principals.includes(probe.principal) && (probe.principal === null || !principals.some((p) => p !== null))) continue;
      this.tally.probes++;
      const request = seen(probe, port), [p, q] = [judged(a, request), judged(b, request)];
      if (p.text === q.text) continue;
      this.alike.forget(key);
      this.differ(`${at}: ${probeText(probe)}`, `${p.text} (${p.why})`, `${q.text} (${q.why})`);
      return;
    }
  }

  // ── gateways ──

  private gateway(workload: Workload, meant: Gateway, read: Gateway): void {
    this.tally.gateways++;
    const targets = new Map<string, Target>(), ports = new Set([...meant.listeners, ...read.listeners].map((l) => l.podPort));
    for (const i of read.ignored) this.differ(`${workload.id}: server ${place(i.server)}`, 'is served', `is ignored: ${i.why}`);
    for (const port of ports) {
      const [a, b] = [meant.listeners.filter((l) => l.podPort === port), read.listeners.filter((l) => l.podPort === port)], at = `${workload.id} listener ${port}`;
      const names = [...new Set([...meant.listeners, ...read.listeners].flatMap((l) => l.servers.flatMap((s) => [...s.declared, ...s.hosts, ...(s.http?.all().flatMap((v) => v.domains) ?? [])])))];
      for (const name of [...new Set([...names.flatMap(namesLike), 'nowhere.invalid'])]) this.named(at, name, { meant: a, read: b, port }, targets);
    }
    for (const target of targets.values()) this.destination(`${workload.id} → ${target.host}:${target.port}${target.subset === undefined ? '' : ` ${target.subset}`}`, meant.destination(target), read.destination(target));
  }

  private named(at: string, name: string, { meant, read, port }: { readonly meant: readonly GatewayListener[]; readonly read: readonly GatewayListener[]; readonly port: number }, targets: Map<string, Target>): void {
    const [a, b] = [served(meant, name), served(read, name)], where = `${at} ${name}`;
    if (!a || !b) { if (a !== b && (a?.rule ?? a?.server.http ?? b?.rule ?? b?.server.http)) this.differ(where, a ? 'is served' : 'nobody there', b ? 'is served' : 'nobody there'); return; }
    const [x, y] = [a.server.tls?.value, b.server.tls?.value].map((t) => plain(t ? { mode: t.mode, credential: t.credential } : null));
    if (x !== y && !(a.server.http && a.server.tls === undefined)) this.differ(`${where} TLS`, x, y);
    this.gates(where, a.server.gate, b.server.gate, { principals: this.principals, port });
    if (a.rule || b.rule) { this.bytes(where, { meant: a.rule, read: b.rule }, targets); return; }
    const [h, k] = [a.server.http?.find(name), b.server.http?.find(name)];
    if ((h?.requireTls !== undefined) !== (k?.requireTls !== undefined)) this.differ(`${where} redirect to HTTPS`, String(h?.requireTls !== undefined), String(k?.requireTls !== undefined));
    if (h?.requireTls) return;
    this.rules(where, h?.rules ?? [], k?.rules ?? [], { authority: name, spellings: [name, `${name}:${port}`, name.toUpperCase()] });
    note(targets, h?.rules ?? []);
  }
}

const rulesFor = (client: Client, port: number, authority: string): readonly Rule[] => {
  const found = client.http(port)?.find(authority);
  if (found) return found.rules;
  const { value, from } = client.unknown;
  return [{ when: { op: 'always' }, from, action: value === 'allow' ? { kind: 'passthrough' } : { kind: 'respond', status: 502 } }];
};
/** Where rules send requests; what stands behind one that takes everything sends none. */
function note(targets: Map<string, Target>, rules: readonly Rule[]): void {
  for (const { action, when } of rules) {
    if (action.kind === 'forward') for (const s of [...action.to, ...action.mirrors]) targets.set(plain(s.to), s.to);
    if (when.op === 'always') return;
  }
}
/** The rule for connections to a host on a port: by its own listener, or by its name. */
function byteRule(client: Client, name: string, port: number): ByteRule | undefined {
  const sni = name.startsWith('*') ? `any${name.slice(1)}` : name, host = client.host(name);
  const request: SeenRequest = { sni, destinationAddress: host?.addresses[0] ?? '192.0.2.1', method: 'GET', target: '/', authority: sni, principal: null };
  const rules = client.bytes(port).filter((r) => (r.host === undefined || r.host === name) && evaluate(r.when, request) === true);
  return rules.find((r) => r.host === name) ?? rules.find((r) => r.to.some((s) => s.to.host === name)) ?? rules[0];
}

function destinationFacts(d: Destination) {
  const http = ['http', 'http2', 'grpc'].includes(d.port.protocol), p = d.pool.value, o = d.outlier?.value, b = d.balancing.value;
  const behind = d.workloads(), off = !o || (o.consecutive5xx === 0 && o.consecutiveGatewayErrors === 0);
  return {
    workloads: behind.map((w) => w.id).sort().join(),
    tls: tlsText(d),
    pool: plain({
      connectTimeout: p.connectTimeout, maxConnections: p.maxConnections,
      ...(http ? { idle: p.httpIdleTimeout ?? p.idleTimeout, maxPendingRequests: p.maxPendingRequests, maxRequests: p.maxRequests, maxRequestsPerConnection: p.maxRequestsPerConnection } : { idle: p.idleTimeout ?? p.httpIdleTimeout }),
    }),
    outlier: off || d.host.headless || d.host.resolution === 'none' ? 'none' : plain(o),
    balancing: d.host.headless || d.host.resolution === 'none' ? 'the client picks' : JSON.stringify([b.algorithm, b.hash && Object.entries(b.hash).sort(), b.warmup, b.locality?.enabled ? b.locality.failover : undefined]),
  };
}
/** How connections are opened towards the pods there are; where there are none it does not matter. */
function tlsText(d: Destination): string {
  const { mode, sni, subjectAltNames, caCertificates, credential } = d.tls.value;
  if (mode === 'SIMPLE' || mode === 'MUTUAL') return plain({ mode, sni, names: [...subjectAltNames ?? []].sort(), ca: credential === undefined ? caCertificates : undefined, credential });
  const pods = d.workloads();
  if (pods.length === 0) return d.host.external ? (mode === 'ISTIO_MUTUAL' ? 'mutual' : 'plain') : 'nobody there';
  return [...new Set(pods.map((w) => (mode === 'ISTIO_MUTUAL' || (mode === 'AUTO' && w.proxy === 'sidecar') ? 'mutual' : 'plain')))].sort().join();
}

const tokenRules = (g: Gate): string => [...new Set(g.jwt.map(({ issuer, audiences, headers, params, cookies }) => plain({ issuer, audiences: [...audiences].sort(), headers: headers.map((h) => `${h.name.toLowerCase()} ${h.prefix}`).sort(), params: [...params].sort(), cookies: [...cookies].sort() })))].sort().join();

/** What is decided, in earnest and in rehearsal. */
function judged(gate: Gate, request: SeenRequest): { readonly text: string; readonly why: string } {
  const asked = gate.authorization.filter((p) => p.action === 'CUSTOM' && !p.dryRun && holds(p, request)).map((p) => p.provider).sort();
  const earnest = decision(gate.authorization.filter((p) => !p.dryRun), request), rehearsal = decision(gate.authorization.filter((p) => p.dryRun), request);
  return { text: `${asked.length > 0 ? `asks ${[...new Set(asked)].join()}, ` : ''}${earnest.text}${rehearsal.text === 'allows' ? '' : `, would ${rehearsal.text}`}`, why: [earnest.why, rehearsal.why].filter((w) => w !== '').join('; ') };
}
function decision(policies: readonly Authorization[], request: SeenRequest): { readonly text: 'allows' | 'denies'; readonly why: string } {
  const denial = policies.find((p) => p.action === 'DENY' && holds(p, request));
  if (denial) return { text: 'denies', why: place(denial.from) };
  const allows = policies.filter((p) => p.action === 'ALLOW'), one = allows.find((p) => holds(p, request));
  return allows.length > 0 && !one ? { text: 'denies', why: `not in ${allows.map((p) => place(p.from)).join()}` } : { text: 'allows', why: one ? place(one.from) : '' };
}
const holds = (p: Authorization, request: SeenRequest): boolean => p.rules.some((r: { readonly when: Condition }) => evaluate(r.when, request) === true);

// ── names at gateways ──

const namesLike = (name: string): readonly string[] => (name === '*' ? ['any.invalid'] : name.startsWith('*.') ? [`any${name.slice(1)}`, `a.b${name.slice(1)}`, name.slice(2)] : [name, `sub.${name}`]);
const coversName = (pattern: string, name: string): boolean => pattern === '*' || pattern === name || (pattern.startsWith('*') && name.endsWith(pattern.slice(1)) && name.length >= pattern.length);
const rankOf = (pattern: string): number => (pattern === '*' ? 1 : pattern.startsWith('*') ? pattern.length : 1000);

/** The server that a client gets who asks for a name, and the rule for its bytes. */
function served(listeners: readonly GatewayListener[], name: string): { readonly server: GatewayServer; readonly rule?: ByteRule } | undefined {
  const request: SeenRequest = { sni: name, destinationAddress: '192.0.2.1', method: 'GET', target: '/', authority: name, principal: null };
  const all = listeners.flatMap((l) => l.servers).flatMap((server) => server.hosts.filter((h) => coversName(h, name)).map((h) => ({ server, rank: rankOf(h) }))).sort((a, b) => b.rank - a.rank);
  const tables = all.filter(({ server }) => server.http), lines = all.flatMap(({ server, rank }) => (server.bytes ?? []).filter((r) => evaluate(r.when, request) === true).map((rule) => ({ server, rule, rank: Math.max(...specificity(rule.when)), own: rank })));
  const [line] = lines.sort((a, b) => b.rank - a.rank || b.own - a.own);
  if (tables[0] && (!line || tables[0].rank >= line.own)) return { server: tables[0].server };
  return line && { server: line.server, rule: line.rule };
}
const specificity = (c: Condition): readonly number[] => (c.op === 'text' && 'value' in c.match ? [c.match.kind === 'exact' ? 1000 : c.match.value.length] : c.op === 'any' || c.op === 'all' ? c.of.flatMap(specificity) : [0]);
export const shares = (to: readonly Share[]): string => plain(sharesOf(to));
export const printed = (d: Difference): string => `${d.where}\n    meant: ${d.meant}\n    read:  ${d.read}`;
