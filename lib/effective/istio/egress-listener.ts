import type { Host, PortProtocol } from '../mesh';
import { fields, numberOf, textOf, texts, type Fields } from './fields';
import { hostIndexOf, sees } from './host-index';
import { hostsMeet, isSubset } from './names';
import { protocolNamed } from './protocol';
import { seenFrom } from './visibility';
import { virtualServicesOf, type VirtualService } from './virtual-services';
import type { World } from './world';

/** Hosts that an egress listener imports from a namespace. */
interface Imports { readonly exact: Set<string>; readonly wild: string[]; readonly excluded: string[] }

/** What a workload of a namespace sees through one egress listener of its Sidecar, or through the one that everybody has. */
export class EgressListener {
  /** Absent: it is for all ports that no other is for. */
  readonly port?: { readonly number: number; readonly protocol: PortProtocol };
  /** Address that clients are told to dial. Absent: that of the service. */
  readonly bind?: string;
  /** Whether it is a proxy that clients are told of, for any port. */
  readonly isProxy: boolean;
  private readonly byNamespace = new Map<string, Imports>();
  private readonly known = new Map<string, readonly Host[]>();

  constructor(private readonly world: World, readonly namespace: string, listener: Fields) {
    const port = fields(listener.port), protocol = textOf(port?.protocol).toLowerCase();
    if (port && numberOf(port.number) !== 0) this.port = { number: numberOf(port.number), protocol: protocolNamed(protocol) ?? 'auto' };
    const bind = textOf(listener.bind) || (listener.captureMode === 'NONE' ? '127.0.0.1' : '');
    if (bind !== '') this.bind = bind;
    this.isProxy = protocol === 'http_proxy';
    for (const entry of texts(listener.hosts)) this.read(entry);
  }

  private read(entry: string): void {
    const slash = entry.indexOf('/');
    if (slash < 0 || slash !== entry.lastIndexOf('/')) return;
    let namespace = entry.slice(0, slash);
    const host = entry.slice(slash + 1), excluded = namespace.startsWith('~');
    if (excluded) namespace = namespace.slice(1) || '*';
    if (namespace === '.') namespace = this.namespace;
    const imports = this.byNamespace.get(namespace) ?? { exact: new Set(), wild: [], excluded: [] };
    this.byNamespace.set(namespace, imports);
    if (excluded) imports.excluded.push(host); else if (host.startsWith('*')) imports.wild.push(host); else imports.exact.add(host);
  }

  /** Services of a name, as they are seen here: those of one namespace. Its own wins, then that of the first Service, then that of the first ServiceEntry. */
  services(name: string): readonly Host[] {
    let found = this.known.get(name);
    if (!found) this.known.set(name, (found = this.select(hostIndexOf(this.world).named(name))));
    return found;
  }

  private select(named: readonly Host[]): readonly Host[] {
    const seen = named.filter((h) => sees(this.namespace, h));
    // Those that are exported by name come before the public ones.
    const imported = [...seen.filter((h) => !h.exportTo.includes('*')), ...seen.filter((h) => h.exportTo.includes('*'))].map((h) => this.imported(h)).filter((h) => h !== undefined);
    if (imported.length < 2) return imported;
    let chosen = imported[0];
    for (const h of imported.slice(1)) {
      if (h.namespace === this.namespace || (chosen.kind !== 'Service' && h.kind === 'Service' && chosen.namespace !== this.namespace)) chosen = h;
    }
    return imported.filter((h) => h.namespace === chosen.namespace);
  }

  /** A host as it is imported: with the listener's port alone, where it has one. */
  private imported(host: Host): Host | undefined { return this.importing(host) && !this.isExcluded(host.name, host.namespace) ? this.trim(host) : undefined; }
  /** The entries that a host is imported by. */
  private importing(host: Host): Imports | undefined { return [this.byNamespace.get(host.namespace), this.byNamespace.get('*')].find((i) => covers(i, host.name)); }
  /** ExternalNames of a host, as far as the entries that import it name them too; wherever they are. */
  aliases(host: Host): readonly Host[] {
    const aliases = hostIndexOf(this.world).aliasesOf(host.name.toLowerCase());
    return aliases.length === 0 ? aliases : aliases.filter((a) => covers(this.importing(host), a.name));
  }

  /** What a port of its own leaves of a host. */
  trim(host: Host): Host | undefined {
    if (!this.port || this.isProxy) return host;
    const ports = host.ports.filter((p) => p.number === this.port!.number).slice(0, 1);
    return ports.length === 0 ? undefined : host.ports.length === 1 ? host : { ...host, ports };
  }

  private isExcluded(name: string, namespace: string): boolean {
    return [this.byNamespace.get(namespace), this.byNamespace.get('*')].some((i) => i?.excluded.some((e) => isSubset(name, e)));
  }

  /** Where a VirtualService of the mesh gateway stands among those that are imported; undefined: it is not. */
  position(vs: VirtualService): number | undefined {
    const how = vs.gateways.includes('mesh') ? seenFrom(vs.exportTo, vs.namespace, this.namespace) : undefined;
    if (how === undefined || !this.imports(vs)) return undefined;
    return how * virtualServicesOf(this.world).all.length + vs.rank;
  }
  private imports(vs: VirtualService): boolean {
    const from = [this.byNamespace.get(vs.namespace), this.byNamespace.get('*')];
    // Wildcards meet both ways: a VirtualService for `*.com` comes with `a.com`.
    const meets = (host: string, i: Imports | undefined): boolean => i !== undefined && (i.exact.has(host) || i.wild.some((w) => hostsMeet(host, w)) || (host.startsWith('*') && [...i.exact].some((e) => hostsMeet(host, e))));
    return vs.hosts.some((host) => from.some((i) => meets(host, i)) && !this.isExcluded(host, vs.namespace));
  }

  /** Of a list of VirtualServices those that are imported, in istiod's order. */
  inOrder(list: readonly VirtualService[]): readonly VirtualService[] {
    const placed: { readonly vs: VirtualService; readonly at: number }[] = [];
    for (const vs of list) { const at = this.position(vs); if (at !== undefined) placed.push({ vs, at }); }
    return placed.sort((a, b) => a.at - b.at).map(({ vs }) => vs);
  }
  private imported_?: readonly VirtualService[];
  /** All that are imported, in istiod's order. */
  get virtualServices(): readonly VirtualService[] { return (this.imported_ ??= this.inOrder(this.virtualServiceCandidates())); }
  private virtualServiceCandidates(): readonly VirtualService[] {
    const all = virtualServicesOf(this.world), out = new Set<VirtualService>();
    for (const [namespace, imports] of this.byNamespace) {
      if (namespace === '*' && imports.wild.length > 0) return all.of('mesh');
      if (imports.wild.length > 0) { for (const vs of all.in(namespace)) out.add(vs); continue; }
      for (const host of imports.exact) {
        for (const vs of all.naming(host.toLowerCase())) out.add(vs);
        for (const wildcard of all.wildcards) if (hostsMeet(host, wildcard)) for (const vs of all.naming(wildcard)) out.add(vs);
      }
    }
    return [...out];
  }

  private candidates?: readonly Host[];
  /** Hosts that it may import, in istiod's order; few where it names few. Whether it does, `services` says. */
  get hosts(): readonly Host[] { return (this.candidates ??= this.hostCandidates()); }
  private hostCandidates(): readonly Host[] {
    const index = hostIndexOf(this.world), out = new Set<Host>();
    for (const [namespace, imports] of this.byNamespace) {
      if (namespace === '*' && imports.wild.length > 0) return index.ordered;
      if (imports.wild.length > 0) for (const host of index.in(namespace)) out.add(host);
      for (const name of imports.exact) for (const host of index.named(name.toLowerCase())) out.add(host);
    }
    return index.inOrder(out);
  }
  /** Ports of these hosts. */
  get ports(): Iterable<number> {
    const index = hostIndexOf(this.world);
    return this.hosts === index.ordered ? index.ports() : new Set(this.hosts.flatMap((h) => h.ports.map((p) => p.number)));
  }
  private readonly onPort = new Map<number, readonly Host[]>();
  /** The same with a port. */
  hostsWithPort(port: number): readonly Host[] {
    if (this.hosts === hostIndexOf(this.world).ordered) return hostIndexOf(this.world).withPort(port);
    let found = this.onPort.get(port);
    if (!found) this.onPort.set(port, (found = this.hosts.filter((h) => h.ports.some((p) => p.number === port))));
    return found;
  }
}

const covers = (imports: Imports | undefined, name: string): boolean => imports !== undefined && (imports.exact.has(name) || imports.wild.some((w) => isSubset(name, w)));
