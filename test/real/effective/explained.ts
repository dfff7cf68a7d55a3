import type { KubeObject } from '../mesh/cluster';
import type { Case } from './compare';

/** A difference that is meant, and why. `difference`: which lines; `holds`: of which cases. */
interface Explained { readonly difference: RegExp; holds(objects: readonly KubeObject[], difference: string, gateway: boolean): boolean; readonly why: string }

export const explained: readonly Explained[] = [
  {
    difference: /^http › [^ ]+:\d+ › \*: istiod nothing, reader \{"routes":\[\{("respond":502|"retries":"none","timeout":0,"to":"PassthroughCluster")/,
    holds: (objects) => objects.some((o) => o.kind === 'Sidecar' && (o.spec?.egress ?? []).some((e: { readonly port?: object }) => e.port !== undefined)),
    why: 'a service whose protocol is found out by looking, on a port of which an egress listener with that very port imports nothing: istiod sends the proxy an empty table for it (404), the reader says what becomes of hosts that are not known',
  },
  {
    difference: /^bytes › \d+ › (192\.0\.2\.\d+\/32: istiod ".*", reader nothing|any.*: istiod nothing, reader ".*")$|^bytes › \d+: istiod nothing, reader \{"any":"[^"]*"\}$/,
    holds: (objects) => sharing(objects),
    why: 'a ServiceEntry without resolution that shares host and namespace with one that has endpoints: istiod listens at their addresses instead of at every one',
  },
  {
    difference: /^clusters › /,
    holds: (objects, difference, gateway) => gateway && namespacesOf(objects, /^clusters › (.+?):\d+/.exec(difference)?.[1] ?? '') > 1,
    why: 'ServiceEntries of several namespaces for one host, at a gateway: it gets the oldest, or, if a sidecar of its namespace asked before, what sidecars there get',
  },
  {
    difference: /^http › /,
    holds: (objects, difference) => aliasesBelowWildcards(objects).some((name) => difference.includes(name)),
    why: 'an ExternalName below the wildcard host of a VirtualService: whether its names stand for themselves or for the host behind it is another thing for each proxy',
  },
];

/** ExternalNames that a wildcard of a VirtualService covers, and what they stand for. */
function aliasesBelowWildcards(objects: readonly KubeObject[]): string[] {
  const wildcards = objects.filter((o) => o.kind === 'VirtualService').flatMap((o) => ((o.spec.hosts ?? []) as string[]).filter((h) => h.startsWith('*')));
  return objects.filter((o) => o.kind === 'Service' && o.spec.type === 'ExternalName').flatMap((o) => {
    const name = `${o.metadata.name}.${o.metadata.namespace}.svc.cluster.local`;
    return wildcards.some((w) => name.endsWith(w.slice(1))) ? [name, o.spec.externalName as string] : [];
  });
}

const namespacesOf = (objects: readonly KubeObject[], host: string): number => new Set(objects.filter((o) => o.kind === 'ServiceEntry' && (o.spec.hosts as string[]).includes(host)).map((o) => o.metadata.namespace)).size;

/** Two ServiceEntries of a namespace with one host, of which one has endpoints and the other has no resolution. */
function sharing(objects: readonly KubeObject[]): boolean {
  const of = (dialled: boolean) => objects.filter((o) => o.kind === 'ServiceEntry' && ((o.spec?.resolution ?? 'NONE') === 'NONE') === dialled).flatMap((o) => (o.spec.hosts as string[]).map((h) => `${o.metadata.namespace} ${h}`));
  const others = new Set(of(false));
  return of(true).some((key) => others.has(key));
}

export const isExplained = (one: Case, { gateway }: { readonly gateway: boolean }, difference: string): boolean => explained.some((e) => e.difference.test(difference) && e.holds(one.objects, difference, gateway));
