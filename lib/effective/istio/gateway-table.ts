import type { HttpTable, Rule, VirtualHost } from '../mesh';
import type { Provenance } from '../provenance';
import { nameOf } from './domains';
import { candidates, narrower } from './gateway-hosts';
import type { GatewayScope } from './gateway-scope';
import type { ServerSpec } from './gateway-servers';
import { rulesOf } from './http-routes';
import type { VirtualService } from './virtual-services';

/** Who has a say in what happens to requests for a name, in order. */
interface Entry { readonly parts: Part[]; requireTls?: Provenance; readonly from: Provenance; made?: { readonly host: VirtualHost | undefined } }
interface Part { readonly vs: VirtualService; readonly server: ServerSpec; readonly speaks: Speaker }

/** The virtual hosts of servers that share a table. Which names there are is known at once; the rules of one are made when it is asked for. */
export class GatewayTable implements HttpTable {
  readonly port: number;
  private readonly entries = new Map<string, Entry>();
  private readonly speakers = new Map<string, Map<VirtualService, Speaker>>();

  constructor(servers: readonly ServerSpec[], private readonly scope: GatewayScope) {
    this.port = servers[0]?.port ?? 0;
    for (const server of servers) this.addServer(server);
  }

  find(authority: string): VirtualHost | undefined {
    for (const name of candidates(nameOf(authority))) {
      const entry = this.entries.get(name);
      const host = entry && this.made(name, entry);
      if (host) return host;
    }
    return undefined;
  }

  all(): readonly VirtualHost[] {
    return [...this.entries].flatMap(([name, entry]) => this.made(name, entry) ?? []);
  }

  private addServer(server: ServerSpec): void {
    const redirects = server.tls?.httpsRedirect === true ? server.from : undefined;
    for (const { vs, pairs } of this.scope.attached(server)) {
      const names = new Set(pairs.map((p) => narrower(p.server, p.host)?.toLowerCase()));
      const speaks = this.speakerOf(server.gateway, vs);
      speaks.servers.push(server);
      for (const name of names) if (name !== undefined) this.entryOf(name, vs.from).parts.push({ vs, server, speaks });
    }
    // Names that redirect are there without any VirtualService.
    if (redirects) for (const host of server.hosts) if (!host.includes('/')) this.entryOf(host.toLowerCase(), redirects).requireTls ??= redirects;
  }

  private entryOf(name: string, from: Provenance): Entry {
    let entry = this.entries.get(name);
    if (!entry) this.entries.set(name, (entry = { parts: [], from }));
    return entry;
  }

  /** undefined: none of its VirtualServices says anything here, so that there is no such name. */
  private made(name: string, entry: Entry): VirtualHost | undefined {
    entry.made ??= { host: this.make(name, entry) };
    return entry.made.host;
  }

  private make(name: string, entry: Entry): VirtualHost | undefined {
    const parts = entry.parts.map((part) => ({ ...part, rules: part.speaks.rulesAt(part.server) })).filter((p) => p.rules.length > 0);
    const requireTls = entry.requireTls ?? parts.find((p) => p.server.tls?.httpsRedirect === true)?.server.from;
    if (parts.length === 0 && !requireTls) return undefined;
    const rules = parts.length === 1 ? parts[0].rules : catchAllsLast(withoutRepeats(parts));
    return { domains: [name], rules, ...(requireTls && { requireTls }), from: parts[0]?.vs.from ?? entry.from };
  }

  private speakerOf(gateway: string, vs: VirtualService): Speaker {
    let of = this.speakers.get(gateway);
    if (!of) this.speakers.set(gateway, (of = new Map()));
    let speaker = of.get(vs);
    if (!speaker) of.set(vs, (speaker = new Speaker(vs, this.scope)));
    return speaker;
  }
}

/** A VirtualService at a Gateway. Its rules are made for the first of the Gateway's servers that it has any for, and are the same at those after it. */
class Speaker {
  readonly servers: ServerSpec[] = [];
  private made?: { readonly rules: readonly Rule[]; readonly since: number };

  constructor(private readonly vs: VirtualService, private readonly scope: GatewayScope) {}

  rulesAt(server: ServerSpec): readonly Rule[] {
    const { rules, since } = (this.made ??= this.make());
    return this.servers.indexOf(server) < since ? [] : rules;
  }

  private make(): { readonly rules: readonly Rule[]; readonly since: number } {
    for (const [since, server] of this.servers.entries()) {
      const rules = rulesOf(this.vs, this.scope.context(server, this.vs));
      if (rules.length > 0) return { rules, since };
    }
    return { rules: [], since: 0 };
  }
}

/** Rules that take everything do so after all others, whichever VirtualService they are of. */
function catchAllsLast(rules: readonly Rule[]): readonly Rule[] {
  return [...rules.filter((r) => r.when.op !== 'always'), ...rules.filter((r) => r.when.op === 'always')];
}

/** A VirtualService that comes in by several servers says the same again, which no request reaches. */
function withoutRepeats(parts: readonly { readonly vs: VirtualService; readonly rules: readonly Rule[] }[]): Rule[] {
  const said = new Map<VirtualService, Set<string>>(), out: Rule[] = [];
  for (const { vs, rules } of parts) {
    const before = said.get(vs), keys = rules.map((r) => JSON.stringify(r.when));
    rules.forEach((rule, i) => { if (!before?.has(keys[i])) out.push(rule); });
    said.set(vs, new Set([...before ?? [], ...keys]));
  }
  return out;
}
