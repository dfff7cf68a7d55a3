import { always } from '../condition';
import { isHttp, type Host, type HostPort, type HttpTable, type Rule, type VirtualHost } from '../mesh';
import { defaultOf } from '../objects';
import type { Provenance } from '../provenance';
import { Domains, nameOf } from './domains';
import type { EgressListener } from './egress-listener';
import type { Fields } from './fields';
import { hostIndexOf } from './host-index';
import { hashFields, rulesOf, type RouteContext } from './http-routes';
import { hostsMeet } from './names';
import { retriesOf } from './retries';
import type { RouteHash } from './route-hash';
import type { SidecarScope } from './sidecar-scope';
import { virtualServicesOf, type VirtualService } from './virtual-services';
import type { World } from './world';

/** For whom a table is. */
export interface TableFor { readonly labels: Readonly<Record<string, string>>; hash(destination: Fields): RouteHash }
/** A service of a table, with the one port that the table is about; `seen`: as if it had no other. */
interface Entry { readonly host: Host; readonly port: HostPort; readonly seen: Host }

/** The virtual hosts that a sidecar has for one port. Nothing is made before it is asked for. */
export class PortTable implements HttpTable {
  private readonly domains: Domains;
  private readonly entries = new Map<string, Entry | undefined>();
  private readonly rules = new Map<VirtualService, readonly Rule[]>();
  private readonly made = new Map<string, VirtualHostOf>();
  private readonly found = new Map<string, VirtualHost>();
  private readonly context: RouteContext;
  private readonly fallback: VirtualHost;

  constructor(private readonly world: World, scope: SidecarScope, private readonly listener: EgressListener, readonly port: number, who: TableFor) {
    this.domains = new Domains(world, scope.namespace);
    this.context = {
      settings: world.settings, namespace: scope.namespace, labels: who.labels, gateway: 'mesh', port,
      host: (name) => this.entry(name.toLowerCase())?.seen, hash: (destination) => who.hash(destination),
    };
    this.fallback = fallbackOf(scope);
  }

  find(authority: string): VirtualHost | undefined {
    const name = nameOf(authority);
    let found = this.found.get(name);
    if (!found) {
      found = this.holder(name) ?? this.wildcard(name);
      // Names come from requests; what is known of them is bounded by the mesh.
      if (found) this.found.set(name, found);
    }
    return found ?? this.fallback;
  }

  all(): readonly VirtualHost[] {
    const out = new Set<VirtualHost>();
    for (const vs of this.listener.virtualServices) for (const host of vs.hosts) { const made = this.foreign(vs, host.toLowerCase()); if (made) out.add(made); }
    for (const host of this.listener.hostsWithPort(this.port)) { const made = this.own(host.name.toLowerCase()); if (made) out.add(made); }
    return [...[...out].filter((v) => v.domains.length > 0), this.fallback];
  }

  /** The service of a name, as the listener sees it, if it has the port. Of several the last counts. */
  private entry(name: string): Entry | undefined {
    if (!this.entries.has(name)) {
      let found: Entry | undefined;
      for (const host of this.listener.services(name)) {
        const port = host.ports.find((p) => p.number === this.port);
        if (port) found = { host, port, seen: host.ports.length === 1 ? host : { ...host, ports: [port] } };
      }
      this.entries.set(name, found);
    }
    return this.entries.get(name);
  }

  private rulesOf(vs: VirtualService): readonly Rule[] {
    let rules = this.rules.get(vs);
    if (!rules) this.rules.set(vs, (rules = rulesOf(vs, this.context)));
    return rules;
  }

  /** The longest wildcard that a name is below. */
  private wildcard(name: string): VirtualHost | undefined {
    for (let at = 1; at <= name.length; at++) {
      const found = this.holder(`*${name.slice(at)}`);
      if (found) return found;
    }
    return undefined;
  }

  /** Who has a domain. A name that is a host's own is nobody's short form; of several that want it the one that comes first in istiod's order has it. */
  holder(domain: string): VirtualHostOf | undefined {
    const wanted = this.domains.candidates(domain).map((host) => this.own(host.name.toLowerCase())).filter((v) => v?.claims.includes(domain));
    const itself = wanted.find((v) => v!.name === domain);
    const rivals = itself ? wanted.filter((v) => v === itself || !v!.short.has(domain)) : wanted;
    for (const vs of this.listener.inOrder(virtualServicesOf(this.world).naming(domain))) { const made = this.foreign(vs, domain); if (made) { rivals.push(made); break; } }
    return rivals.reduce((best, v) => (best === undefined || v!.place < best.place ? v : best), undefined);
  }

  /** The virtual host of a service. */
  private own(name: string): VirtualHostOf | undefined {
    const made = this.made.get(name);
    if (made) return made;
    const entry = this.entry(name);
    if (!entry || !(isHttp(entry.port.protocol) || entry.port.protocol === 'auto')) return undefined;
    const vs = this.governing(name);
    // An ExternalName has no route of its own: its name is one of what it stands for.
    if (!vs && entry.host.resolution === 'alias') return undefined;
    const aliases = this.listener.aliases(entry.host);
    const names = { claims: this.domains.of(entry.host, aliases), short: new Set([entry.host, ...aliases].flatMap((h) => this.domains.others(h.name.toLowerCase()))) };
    const host = vs
      ? new VirtualHostOf(this, { name, ...names, place: this.listener.position(vs)! + 0.5, from: vs.from, rules: () => this.rulesOf(vs) })
      : new VirtualHostOf(this, { name, ...names, place: Infinity, from: entry.host.from, rules: () => [this.defaultRule(entry)] });
    this.made.set(name, host);
    return host;
  }

  /** The VirtualService whose rules a service has: the first that names it and has rules here; where none names it, the one with the most specific wildcard. */
  private governing(name: string): VirtualService | undefined {
    const all = virtualServicesOf(this.world);
    if (!name.startsWith('*')) {
      const naming = this.listener.inOrder(all.naming(name));
      if (naming.length > 0) return naming.find((vs) => this.rulesOf(vs).length > 0);
    }
    for (let at = name.startsWith('*') ? 1 : 0; at <= name.length; at++) {
      const [vs] = this.listener.inOrder(all.naming(`*${name.slice(at)}`));
      if (vs) return this.rulesOf(vs).length > 0 ? vs : undefined;
    }
    return undefined;
  }

  /** The virtual host of a VirtualService's name that is no service here. On port 80 every such name has one, else those beside a service of the port. */
  private foreign(vs: VirtualService, name: string): VirtualHostOf | undefined {
    const key = `${vs.namespace}/${vs.name} ${name}`;
    const made = this.made.get(key);
    if (made) return made;
    if (this.isService(name) || this.rulesOf(vs).length === 0 || (this.port !== 80 && !this.hasService(vs))) return undefined;
    const host = new VirtualHostOf(this, { name, claims: [name], place: this.listener.position(vs)!, from: vs.from, rules: () => this.rulesOf(vs) });
    this.made.set(key, host);
    return host;
  }
  private isService(name: string): boolean { return name.startsWith('*') ? this.meets(name).some(() => true) : this.entry(name) !== undefined; }
  private meets(wildcard: string): readonly Host[] {
    return hostIndexOf(this.world).meeting(wildcard).filter((h) => hostsMeet(h.name, wildcard) && this.entry(h.name.toLowerCase()) !== undefined);
  }
  /** Whether a VirtualService governs some service of this port. */
  private hasService(vs: VirtualService): boolean {
    return vs.hosts.some((h) => (h.startsWith('*') ? this.meets(h.toLowerCase()).some((s) => this.isHttpEntry(s.name.toLowerCase()) && this.governing(s.name.toLowerCase()) === vs) : this.isHttpEntry(h.toLowerCase())));
  }
  private isHttpEntry(name: string): boolean {
    const port = this.entry(name)?.port;
    return port !== undefined && (isHttp(port.protocol) || port.protocol === 'auto');
  }

  private defaultRule({ host, port }: Entry): Rule {
    const hash = this.context.hash!({ host: host.name, port: { number: port.number } });
    return {
      when: always, from: host.from,
      action: {
        kind: 'forward', to: [{ to: { host: host.name, port: port.number }, weight: 100, from: host.from }], mirrors: [],
        timeout: { value: 0, from: defaultOf('Istio') }, retries: retriesOf(undefined, () => host.from, this.world.settings, false), ...hashFields([hash]),
      },
    };
  }
}

const NONE: ReadonlySet<string> = new Set();
/** A virtual host, whose rules and domains are worked out when they are asked for. */
export class VirtualHostOf implements VirtualHost {
  readonly name: string;
  /** Domains that it has if nobody comes before it. */
  readonly claims: readonly string[];
  /** Those that another host may have as its full name. */
  readonly short: ReadonlySet<string>;
  /** Who comes first gets a domain. */
  readonly place: number;
  readonly from: Provenance;
  private readonly makeRules: () => readonly Rule[];
  private held?: readonly string[];
  private made?: readonly Rule[];

  constructor(private readonly table: { holder(domain: string): VirtualHostOf | undefined }, of: { readonly name: string; readonly claims: readonly string[]; readonly short?: ReadonlySet<string>; readonly place: number; readonly from: Provenance; readonly rules: () => readonly Rule[] }) {
    this.name = of.name;
    this.claims = of.claims;
    this.short = of.short ?? NONE;
    this.place = of.place;
    this.from = of.from;
    this.makeRules = of.rules;
  }
  get domains(): readonly string[] { return (this.held ??= this.claims.filter((d) => this.table.holder(d) === this)); }
  get rules(): readonly Rule[] { return (this.made ??= this.makeRules()); }
}

/** What hosts get that the proxy does not know. */
function fallbackOf({ unknown }: SidecarScope): VirtualHost {
  const { value, from } = unknown;
  const rule = (action: Rule['action']): VirtualHost => ({ domains: ['*'], rules: [{ when: always, action, from }], from });
  if (value === 'allow') return rule({ kind: 'passthrough' });
  if (value === 'refuse') return rule({ kind: 'respond', status: 502 });
  return rule({ kind: 'forward', to: [{ to: value, weight: 100, from }], mirrors: [], timeout: { value: 0, from: defaultOf('Istio') }, retries: { value: { attempts: 0, perTryTimeout: 0, on: [] }, from: defaultOf('Istio') } });
}
