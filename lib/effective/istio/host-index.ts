import type { Host } from '../mesh';
import { namespaceOf, type SourceObject } from '../objects';
import { KIND } from '../objects';
import { compare, compareTimes, createdOf } from './order';
import type { World } from './world';
import { push } from '../../manifests/maps';

/** What hosts are looked up by. Names are in lower case. */
export class HostIndex {
  /** istiod's order: the oldest first; those of one age by name (a Service's short one), then by namespace. */
  readonly ordered: readonly Host[];
  private readonly byName = new Map<string, Host[]>();
  private readonly byAddress = new Map<string, Host[]>();
  private readonly bySuffix = new Map<string, Host[]>();
  private readonly byPort = new Map<number, Host[]>();
  private readonly byNamespace = new Map<string, Host[]>();
  private readonly rank = new Map<Host, number>();
  /** ExternalNames of a host, by its name. */
  private readonly byConcrete = new Map<string, Host[]>();

  constructor(world: World) {
    this.ordered = inOrder(world);
    for (const host of this.ordered) {
      const name = host.name.toLowerCase();
      push(this.byName, name, host);
      push(this.byNamespace, host.namespace, host);
      this.rank.set(host, this.rank.size);
      for (const address of host.addresses) push(this.byAddress, address, host);
      for (const port of new Set(host.ports.map((p) => p.number))) push(this.byPort, port, host);
      for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) push(this.bySuffix, name.slice(dot), host);
    }
    for (const host of this.ordered) if (host.aliasOf !== undefined) this.noteAlias(host);
  }

  named(name: string): readonly Host[] { return this.byName.get(name) ?? []; }
  at(address: string): readonly Host[] { return this.byAddress.get(address) ?? []; }
  withPort(port: number): readonly Host[] { return this.byPort.get(port) ?? []; }
  in(namespace: string): readonly Host[] { return this.byNamespace.get(namespace) ?? []; }
  /** Hosts of the index, sorted as they are in it. */
  inOrder(hosts: Iterable<Host>): readonly Host[] { return [...hosts].sort((a, b) => this.rank.get(a)! - this.rank.get(b)!); }
  ports(): Iterable<number> { return this.byPort.keys(); }
  names(): Iterable<string> { return this.byName.keys(); }
  aliasesOf(name: string): readonly Host[] { return this.byConcrete.get(name) ?? []; }
  /** Hosts that a wildcard covers or that cover it; may hold others too where the wildcard does not begin with `*.`. */
  meeting(wildcard: string): readonly Host[] {
    const suffix = wildcard.slice(1);
    if (suffix === '') return this.ordered;
    const dot = suffix.indexOf('.');
    const below = dot < 0 ? this.ordered : this.bySuffix.get(suffix.slice(dot)) ?? [];
    const wider: Host[] = [];
    for (let at = 0; at < suffix.length; at++) wider.push(...this.named(`*${suffix.slice(at)}`));
    wider.push(...this.named('*'));
    return [...below, ...wider];
  }

  /** An alias of an alias is one of what that stands for; those that go round in circles are none. */
  private noteAlias(host: Host): void {
    let to = host.aliasOf!.toLowerCase();
    for (let steps = 0; steps < 10; steps++) {
      const next = this.named(to).find((h) => h.aliasOf !== undefined);
      if (!next) { push(this.byConcrete, to, host); return; }
      to = next.aliasOf!.toLowerCase();
    }
  }
}

function inOrder(world: World): readonly Host[] {
  const times = new Map<string, number>();
  for (const kind of [KIND.service, KIND.serviceEntry]) for (const object of world.objects.of(kind)) noteTime(times, object);
  const key = (h: Host): { readonly time: number; readonly name: string } => ({
    time: times.get(`${h.kind} ${h.from.object?.namespace || 'default'}/${h.from.object?.name}`) ?? Infinity,
    name: h.kind === 'Service' ? h.name.slice(0, h.name.indexOf('.')) : h.name,
  });
  const keyed = world.hosts.map((host) => ({ host, ...key(host) }));
  keyed.sort((a, b) => compareTimes(a.time, b.time) || compare(a.name, b.name) || compare(a.host.namespace, b.host.namespace));
  return keyed.map(({ host }) => host);
}
function noteTime(times: Map<string, number>, object: SourceObject): void {
  const time = createdOf(object);
  if (time !== Infinity) times.set(`${object.manifest.kind} ${namespaceOf(object.manifest)}/${object.manifest.metadata.name}`, time);
}

export const hostIndexOf = (world: World): HostIndex => world.part(makeHostIndex);
const makeHostIndex = (world: World): HostIndex => new HostIndex(world);

/** Whether a namespace sees a host. */
export function sees(namespace: string, host: Host): boolean {
  if (host.exportTo.includes('*')) return true;
  return !host.exportTo.includes('~') && (host.exportTo.includes(namespace) || (host.namespace === namespace && host.exportTo.includes('.')));
}
