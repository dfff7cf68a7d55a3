import { always, text } from '../effective/condition';
import type { ByteRule, Destination, Gateway, GatewayListener, GatewayServer, HttpTable, Rule, ServerTls, Share, Target, VirtualHost, Workload } from '../effective/mesh';
import type { ExternalFacts, GatewayFacts, ListenerFacts, PortFacts, RouteFacts } from '../model';
import { meantDestination } from './client';
import type { Closure } from './closure';
import { requestsOf } from './conditions';
import { declared, installation, type Context } from './context';
import { endsOfRule, senderAt } from './destinations';
import { targetOf, type Asker } from './forward';
import { gatewayGate } from './gate';
import { covers, inOrder, isHttp, nameRank } from './order';
import { entriesOf, ruleOf, type RouteEntry } from './rules';
import type { Things } from './things';

type Carries = 'http' | 'tls' | 'tcp';
const carriedBy = (l: ListenerFacts): Carries => (l.protocol === 'TCP' ? 'tcp' : l.protocol === 'TLS_PASSTHROUGH' ? 'tls' : 'http');
const carried = (r: RouteFacts): Carries => (r.kind === 'grpc' ? 'http' : r.kind);

/** What a gateway does with what comes in. */
export class MeantGateway implements Gateway {
  readonly ignored = [];
  readonly unread = [];
  private readonly asker: Asker;
  private made?: readonly GatewayListener[];

  constructor(private readonly ctx: Context, private readonly things: Things, private readonly closure: Closure, readonly workload: Workload, private readonly of: GatewayFacts) { this.asker = { mesh: of.mesh }; }

  destination(target: Target): Destination | undefined { return meantDestination(this.ctx, this.things, this.closure, { mesh: this.of.mesh, namespace: this.of.namespaceName }, target); }
  get listeners(): readonly GatewayListener[] { return (this.made ??= this.of.role === 'egress' ? this.egress() : this.ingress()); }

  // ── what comes in from outside ──

  private ingress(): readonly GatewayListener[] {
    const ports = new Map<number, ListenerFacts[]>();
    for (const l of this.of.listeners) { const same = ports.get(l.port); if (same) same.push(l); else ports.set(l.port, [l]); }
    return [...ports.values()].map((all): GatewayListener => {
      const [first] = all, servers = first.protocol === 'HTTP' ? [this.plainServer(all)] : all.map((l) => this.server(l, all));
      return { port: first.port, podPort: first.podPort, protocol: first.protocol === 'TLS_PASSTHROUGH' ? 'TLS' : first.protocol, servers, gate: servers[0].gate };
    });
  }
  private gate(all: readonly ListenerFacts[]) {
    const open = all.filter((l) => !l.redirectToHttps);
    return gatewayGate(this.ctx, this.of, { number: all[0].podPort, names: open.map((l) => l.name), http: carriedBy(all[0]) === 'http', redirects: open.length === 0 });
  }
  private plainServer(all: readonly ListenerFacts[]): GatewayServer {
    return { hosts: ['*'], declared: all.flatMap((l) => l.hostnames), http: this.table(all[0].port, all), gate: this.gate(all), from: declared(this.of.origin) };
  }
  private server(l: ListenerFacts, all: readonly ListenerFacts[]): GatewayServer {
    const from = declared(this.of.origin), common = { declared: l.hostnames, hosts: l.hostnames, gate: this.gate(all), from };
    if (l.protocol === 'HTTPS') {
      const tls: ServerTls = { mode: l.certificate?.mutual ? 'MUTUAL' : 'SIMPLE', ...(l.certificate && { credential: l.certificate.secret }) };
      return { ...common, tls: { value: tls, from }, http: this.table(l.port, [l]) };
    }
    return { ...common, ...(l.protocol === 'TLS_PASSTHROUGH' && { tls: { value: { mode: 'PASSTHROUGH' as const }, from } }), bytes: this.connections(l) };
  }

  /** The names of a route's hostname lie within those of a listener; without hostnames it has the listeners' own. */
  private attached(kind: Carries, l: ListenerFacts): readonly { readonly route: RouteFacts; readonly hostnames: readonly string[] }[] {
    if (carriedBy(l) !== kind || l.redirectToHttps) return [];
    return (this.ctx.index.routesOf.get(this.of.id) ?? []).filter((r) => carried(r) === kind && (r.port === undefined || r.port === l.name)).map((route) => ({
      route, hostnames: kind === 'tcp' ? ['*'] : route.hostnames.length === 0 ? l.hostnames : route.hostnames.filter((h) => l.hostnames.some((own) => covers(own, h))),
    }));
  }
  /** Matches of the routes that listeners of a port have for a name; a route counts by its narrowest hostname over it. */
  private entries(kind: Carries, port: number, name: string): readonly RouteEntry[] {
    const best = new Map<RouteFacts, string>();
    for (const l of this.of.listeners) if (l.port === port) for (const { route, hostnames } of this.attached(kind, l)) for (const h of hostnames) {
      if (covers(h, name) && (!best.has(route) || nameRank(h) > nameRank(best.get(route)))) best.set(route, h);
    }
    return inOrder([...best].flatMap(([route, hostname]) => entriesOf(route, hostname, [])));
  }

  private table(port: number, listeners: readonly ListenerFacts[]): HttpTable {
    const found = new Map<string, VirtualHost | undefined>();
    const find = (authority: string): VirtualHost | undefined => {
      const name = authority.toLowerCase().replace(/:\d+$/, '');
      if (!found.has(name)) found.set(name, this.virtualHost(port, listeners, name));
      return found.get(name);
    };
    const names = (): readonly string[] => [...new Set([...listeners.flatMap((l) => l.hostnames), ...(this.ctx.index.routesOf.get(this.of.id) ?? []).flatMap((r) => r.hostnames)])];
    return { port, find, all: () => names().flatMap((n) => find(n) ?? []) };
  }
  /** Of the names that listeners have the narrowest counts: it redirects, or its routes' rules hold. */
  private virtualHost(port: number, listeners: readonly ListenerFacts[], name: string): VirtualHost | undefined {
    if (!listeners.some((l) => l.hostnames.some((h) => covers(h, name)))) return undefined;
    const entries = this.entries('http', port, name), redirects = listeners.filter((l) => l.redirectToHttps).flatMap((l) => l.hostnames).filter((h) => covers(h, name));
    const rank = Math.max(0, ...redirects.map(nameRank)), own = Math.max(0, ...entries.map((e) => nameRank(e.hostname)));
    const from = declared(this.of.origin);
    if (rank > 0 && rank >= own) return { domains: [name], rules: [], requireTls: from, from };
    if (entries.length === 0) return undefined;
    return { domains: [name], rules: entries.flatMap((e) => this.rule(e)), from };
  }
  private rule(e: RouteEntry): readonly Rule[] { return e.match.from.length > 0 ? [] : ruleOf(this.ctx, e, this.asker, { sender: senderAt(this.ctx.index.model, e.facts) }); }

  private connections(l: ListenerFacts): readonly ByteRule[] {
    const kind = carriedBy(l), names = kind === 'tcp' ? ['*'] : [...new Set(this.of.listeners.filter((o) => o.port === l.port).flatMap((o) => this.attached(kind, o).flatMap((a) => a.hostnames)))];
    return names.sort((a, b) => nameRank(b) - nameRank(a)).flatMap((name): ByteRule[] => {
      const [entry] = this.entries(kind, l.port, name);
      if (entry?.rule.action.kind !== 'forward' || !l.hostnames.some((h) => kind === 'tcp' || covers(h, name) || covers(name, h))) return [];
      const from = declared(entry.facts.origin);
      return [{ when: sniIs(name), to: this.shares(entry, from), from }];
    });
  }
  private shares(entry: RouteEntry, from: Share['from']): readonly Share[] {
    const { action } = entry.rule;
    return action.kind !== 'forward' ? [] : endsOfRule(this.ctx.index, action.backends, senderAt(this.ctx.index.model, entry.facts)).map((end) => ({ to: targetOf(this.ctx, end), weight: end.part * 100, from }));
  }

  // ── what leaves ──

  private egress(): readonly GatewayListener[] {
    const ports = new Map<number, { readonly external: ExternalFacts; readonly port: PortFacts }[]>();
    for (const external of this.ctx.index.externalsVia.get(this.of.id) ?? []) for (const port of external.ports) { const same = ports.get(port.number); if (same) same.push({ external, port }); else ports.set(port.number, [{ external, port }]); }
    return [...ports].sort(([a], [b]) => a - b).map(([number, all]): GatewayListener => {
      const http = isHttp(all[0].port), passes = !http && all[0].port.protocol !== 'tcp', from = declared(this.of.origin);
      const gate = gatewayGate(this.ctx, this.of, { number, names: [`${http ? 'http' : passes ? 'tls' : 'tcp'}-${number}`], http, redirects: false });
      const server: GatewayServer = {
        hosts: passes ? all.flatMap((a) => a.external.hosts) : ['*'], declared: [], tls: { value: { mode: passes ? 'PASSTHROUGH' : 'ISTIO_MUTUAL' }, from }, gate, from,
        ...(http ? { http: this.outside(number, all) } : { bytes: all.flatMap(({ external, port }) => external.hosts.map((host): ByteRule => ({ when: passes ? sniIs(host) : always, to: [{ to: { host, port: port.number }, weight: 100, from: declared(external.origin) }], from: declared(external.origin) }))) }),
      };
      return { port: number, podPort: number, protocol: http ? 'HTTPS' : 'TLS', servers: [server], gate };
    });
  }
  private outside(port: number, all: readonly { readonly external: ExternalFacts; readonly port: PortFacts }[]): HttpTable {
    const find = (authority: string): VirtualHost | undefined => {
      const name = authority.toLowerCase().replace(/:\d+$/, '');
      const best = all.flatMap((a) => a.external.hosts.filter((h) => covers(h, name)).map((host) => ({ ...a, host }))).sort((a, b) => nameRank(b.host) - nameRank(a.host))[0];
      return best && { domains: [best.host], rules: [this.leaving(best)], from: declared(best.external.origin) };
    };
    return { port, find, all: () => all.flatMap((a) => a.external.hosts).flatMap((h) => find(h) ?? []) };
  }
  /** All that was said of the call has been done by the caller's proxy; the gateway tries nothing again where no caller's proxy may. */
  private leaving({ external, host, port }: { readonly external: ExternalFacts; readonly host: string; readonly port: PortFacts }): Rule {
    const from = declared(external.origin), never = { attempts: 0, perTryTimeout: 0, on: [] };
    return {
      when: always, from, action: {
        kind: 'forward', to: [{ to: { host, port: port.number }, weight: 100, from }], mirrors: [], timeout: { value: 0, from: installation },
        retries: this.triedOnce(external, port) ? { value: never, from } : { value: this.ctx.facts.retries, from: installation },
      },
    };
  }
  private triedOnce(external: ExternalFacts, port: PortFacts): boolean {
    const { index, policies } = this.ctx;
    if (policies.forClient('RetryPolicy', external, external.mesh) !== 'off') return false;
    return index.model.calls.every((c) => {
      if (c.to.kind !== 'external' || c.to.id !== external.id || !index.workload.get(c.from)?.meshed) return true;
      if (policies.forClient('RetryPolicy', external, c.mesh) !== 'off') return false;
      return c.retries === undefined || c.retries === 'off' || !requestsOf(c.only).some((r) => r.port === undefined || r.port === port.name);
    });
  }
}
const sniIs = (name: string) => (name === '*' ? always : text({ on: 'sni' }, name.startsWith('*') ? { kind: 'suffix', value: name.slice(1), ignoreCase: true } : { kind: 'exact', value: name, ignoreCase: true }));
