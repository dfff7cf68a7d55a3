import type { Host, World } from '../../effective';
import { push } from '../../manifests/maps';
import { editDistance } from '../../text/edit-distance';

/** Hosts of an inventory, wildcards included: which of them a name means. */
export interface KnownHosts {
  /** Those of that very name; else the wildcards of ServiceEntries that cover it, the longest first. */
  find(name: string): readonly Host[];
  /** Whether a namespace sees one that a name means. */
  seen(name: string, namespace: string): boolean;
  /** Whether it is a name of the cluster itself or of the control plane (`kubernetes.default`, what is in `kube-system`), which no inventory lists. */
  builtIn(name: string): boolean;
  /** The host that was probably meant by a name that is none: the same Service elsewhere, or one beside it that is written almost so. */
  suggest(name: string): string | undefined;
}
export const knownHosts = (world: World): KnownHosts => world.part(readHosts);

function readHosts(world: World): KnownHosts {
  const wildcards = new Map<string, Host[]>();
  for (const host of world.hosts) if (host.name.startsWith('*')) {
    push(wildcards, host.name.slice(1), host);
  }
  const covering = (name: string): readonly Host[] => {
    if (wildcards.size === 0) return [];
    const found: Host[] = [], bare = name.startsWith('*') ? name.slice(1) : name;
    for (let at = name.startsWith('*') ? 0 : 1; at <= bare.length; at++) if (at === bare.length || bare[at] === '.') found.push(...wildcards.get(bare.slice(at)) ?? []);
    return found;
  };
  const find = (name: string): readonly Host[] => {
    const exact = world.hostsNamed(name);
    return exact.length > 0 ? exact : covering(name);
  };
  return { find, seen: (name, namespace) => find(name).some((h) => sees(h, namespace)), suggest: suggestions(world), builtIn: builtInOf(world) };
}

function builtInOf(world: World): KnownHosts['builtIn'] {
  const { clusterDomain, rootNamespace } = world.settings;
  // Where the inventory has Services of such a namespace, it lists them.
  const unlisted = ['kube-system', rootNamespace].filter((n) => world.of('Service', n).length === 0).map((n) => `.${n}.svc.${clusterDomain}`);
  return (name) => name === `kubernetes.default.svc.${clusterDomain}` || unlisted.some((u) => name.endsWith(u));
}

function suggestions(world: World): KnownHosts['suggest'] {
  let index: { readonly byService: Map<string, string>; readonly byRest: Map<string, string[]> } | undefined;
  const read = () => {
    const byService = new Map<string, string>(), byRest = new Map<string, string[]>();
    for (const { name, kind } of world.hosts) {
      const dot = name.indexOf('.'), rest = name.slice(dot + 1);
      if (kind === 'Service' && !byService.has(name.slice(0, dot))) byService.set(name.slice(0, dot), name);
      push(byRest, rest, name);
    }
    return { byService, byRest };
  };
  return (name) => {
    index ??= read();
    const dot = name.indexOf('.');
    return index.byService.get(dot < 0 ? name : name.slice(0, dot)) ?? nearestName(name, index.byRest.get(name.slice(dot + 1)) ?? []);
  };
}

/** Whether a host is exported to a namespace. */
export function sees(host: Host, namespace: string): boolean {
  return host.exportTo.includes('*') || host.exportTo.includes(namespace) || (host.exportTo.includes('.') && host.namespace === namespace);
}

/** A name among others that is written almost so. */
export function nearestName(wanted: string, names: Iterable<string>): string | undefined {
  let best: string | undefined, least = Math.min(3, Math.ceil(wanted.length / 3)) + 1;
  for (const name of names) {
    const distance = Math.abs(name.length - wanted.length) >= least ? least : editDistance(name, wanted);
    if (distance < least) { least = distance; best = name; }
  }
  return best;
}
