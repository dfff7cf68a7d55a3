import type { Host } from '../mesh';
import { hostIndexOf } from './host-index';
import type { World } from './world';

/** Which names mean which hosts, to the workloads of a namespace. Names are in lower case. */
export class Domains {
  private readonly suffix: string;
  constructor(private readonly world: World, private readonly namespace: string) { this.suffix = `.svc.${world.settings.clusterDomain}`; }

  /** All names of a host: its own first, then those that only mean it here, those of its aliases, what is below a headless Service, its addresses. `of`: aliases that are known here. */
  of(host: Host, aliases: readonly Host[] = []): readonly string[] {
    const names = [host, ...aliases].flatMap(({ name }) => [name.toLowerCase(), ...this.others(name.toLowerCase())]);
    const below = host.headless ? names.map((n) => `*.${n}`) : [];
    return [...new Set([...names, ...below, ...host.addresses.filter((a) => a !== '0.0.0.0' && !a.includes('/')).map(inHeader)])];
  }

  /** Names that a full name has besides: with a dot at its end, and within the cluster its short forms. */
  others(name: string): readonly string[] {
    const out = isAddress(name) ? [] : [`${name}.`];
    if (!name.endsWith(this.suffix)) return out;
    const inCluster = name.slice(0, name.indexOf('.svc.')), dot = inCluster.indexOf('.');
    if (dot < 0) return out;
    if (inCluster.slice(dot + 1) === this.namespace) out.push(inCluster.slice(0, dot));
    return [...out, `${inCluster}.svc`, inCluster];
  }

  /** Full names that a name may mean, and whether it is one of them itself. */
  meanings(domain: string): readonly string[] {
    const out = [domain];
    if (domain.endsWith('.')) out.push(domain.slice(0, -1));
    else if (domain.endsWith('.svc')) out.push(`${domain.slice(0, -4)}${this.suffix}`);
    else out.push(domain.includes('.') ? `${domain}${this.suffix}` : `${domain}.${this.namespace}${this.suffix}`);
    return out;
  }

  /** Hosts that may have a domain among their names, wherever they are seen. */
  candidates(domain: string): readonly Host[] {
    const index = hostIndexOf(this.world), out = new Set<Host>();
    const add = (name: string): void => {
      for (const host of index.named(name)) {
        out.add(host);
        if (host.aliasOf !== undefined) for (const concrete of concreteOf(this.world, host)) out.add(concrete);
      }
    };
    for (const name of this.meanings(domain)) add(name);
    if (domain.startsWith('*.')) for (const name of this.meanings(domain.slice(2))) add(name);
    for (const host of index.at(domain.startsWith('[') ? domain.slice(1, -1) : domain)) out.add(host);
    return [...out];
  }
}

/** What an ExternalName stands for in the end. */
export function concreteOf(world: World, alias: Host): readonly Host[] {
  const index = hostIndexOf(world);
  let found: readonly Host[] = [alias];
  for (let steps = 0; steps < 10 && found[0]?.aliasOf !== undefined; steps++) found = index.named(found[0].aliasOf.toLowerCase());
  return found[0]?.aliasOf === undefined ? found : [];
}

const isAddress = (name: string): boolean => /^\d+\.\d+\.\d+\.\d+$/.test(name) || name.includes(':');
/** An IPv6 address as a Host header has it. */
const inHeader = (address: string): string => (address.includes(':') && !address.includes('/') ? `[${address}]` : address);

/** Name of a Host header, without port and in lower case. */
export function nameOf(authority: string): string {
  const lower = authority.toLowerCase();
  if (lower.startsWith('[')) return lower.slice(0, lower.indexOf(']') + 1) || lower;
  const colon = lower.lastIndexOf(':');
  return colon > 0 && lower.indexOf(':') === colon ? lower.slice(0, colon) : lower;
}
