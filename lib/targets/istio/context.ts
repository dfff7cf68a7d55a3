import type { ObjectMeta } from '../../manifests/manifest';
import type { ExternalFacts, GatewayFacts, Id, Labels, MeshFacts, PortFacts, ServiceFacts, WorkloadFacts } from '../../model';
import type { Frontend, GatewayHost, MeshParts, ModelIndex, Resolved } from '../../resolve/resolved';
import type { IstioSettings } from './facts';
import type { IstioVersion } from './versions/version';

/** What every emitter works from: the resolved model, the installation, and small things worked out once. */
export class EmitContext {
  readonly index: ModelIndex;
  readonly version: IstioVersion;
  private readonly hosts = new Map<Id, string>();
  private readonly frontends = new Map<Id, Frontend>();
  private readonly atGateways = new Map<Id, readonly GatewayHost[]>();
  private readonly memos = new Map<unknown, unknown>();

  constructor(readonly resolved: Resolved, readonly facts: IstioSettings) {
    this.index = resolved.index;
    this.version = facts.version;
  }

  parts(mesh: MeshFacts): MeshParts { return this.index.ofMesh.get(mesh.id)!; }

  /** Name of the namespace that a thing of the mesh stands in. */
  namespaceOf(thing: { readonly namespace: Id }): string { return this.index.namespace.get(thing.namespace)!.name; }

  workloadOf(service: ServiceFacts): WorkloadFacts { return this.index.workload.get(service.workload)!; }

  /** Full name of a service: what it says is the same in every namespace. */
  host(service: ServiceFacts): string {
    let host = this.hosts.get(service.id);
    if (host === undefined) this.hosts.set(service.id, (host = `${service.name}.${this.namespaceOf(service)}.svc.${this.facts.clusterDomain}`));
    return host;
  }

  /** What happens to requests for a service; asked for in every pass. */
  frontend(service: ServiceFacts): Frontend {
    let frontend = this.frontends.get(service.id);
    if (!frontend) this.frontends.set(service.id, (frontend = this.resolved.frontend(service)));
    return frontend;
  }

  /** What happens to requests for each host at a gateway; asked for in every pass too. */
  gatewayHosts(gateway: GatewayFacts): readonly GatewayHost[] {
    let hosts = this.atGateways.get(gateway.id);
    if (!hosts) this.atGateways.set(gateway.id, (hosts = this.resolved.gatewayHosts(gateway)));
    return hosts;
  }

  /** Name by which a destination is sent to. An external service with several hosts is sent to by the first. */
  hostOf(destination: ServiceFacts | ExternalFacts): string { return 'resolution' in destination ? destination.hosts[0]! : this.host(destination); }

  /** Worked out when it is first asked for; `key` is the function that does it. */
  once<T>(work: (context: EmitContext) => T): T {
    if (!this.memos.has(work)) this.memos.set(work, work(this));
    return this.memos.get(work) as T;
  }
}

export const isEmpty = (o: object): boolean => { for (const _ in o) return false; return true; };

/** Both records, the second winning; keys come out in order if those of each were, so that nothing has to sort them. */
export function mergeKeys(a: Labels, b: Labels): Labels {
  const out: Record<string, string> = {};
  const left = Object.keys(a), right = Object.keys(b);
  let i = 0, j = 0;
  while (i < left.length && j < right.length) {
    const l = left[i]!, r = right[j]!;
    if (l < r) { out[l] = a[l]!; i++; } else {
      out[r] = b[r]!;
      j++;
      if (l === r) i++;
    }
  }
  for (; i < left.length; i++) out[left[i]!] = a[left[i]!]!;
  for (; j < right.length; j++) out[right[j]!] = b[right[j]!]!;
  return out;
}

/** Metadata with the labels that every object of the mesh carries, and those of this one. */
export function metaOf(mesh: MeshFacts, name: string, namespace: string | undefined, labels?: Labels): ObjectMeta {
  const all = labels === undefined ? mesh.labels : isEmpty(mesh.labels) ? labels : mergeKeys(mesh.labels, labels);
  if (namespace === undefined) return isEmpty(all) ? { name } : { labels: sortKeys(all), name };
  return isEmpty(all) ? { name, namespace } : { labels: sortKeys(all), name, namespace };
}

/** The same record with its keys in the order in which they are printed; itself, where they are already. */
export function sortKeys<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  let last: string | undefined;
  let sorted = true;
  for (const key in record) {
    if (last !== undefined && key < last) { sorted = false; break; }
    last = key;
  }
  if (sorted) return record;
  const out: Record<string, T> = {};
  for (const key of Object.keys(record).sort()) out[key] = record[key]!;
  return out;
}

/** Containers see the pod's ports; several services may name one. */
export function containerPorts(context: EmitContext, workload: WorkloadFacts): readonly PortFacts[] {
  const ports = new Map<number, PortFacts>();
  for (const service of context.index.servicesOf.get(workload.id) ?? []) {
    for (const port of service.ports) if (!ports.has(port.containerPort) || port.targetPortName !== undefined) ports.set(port.containerPort, port);
  }
  return ports.size < 2 ? [...ports.values()] : [...ports.values()].sort((a, b) => a.containerPort - b.containerPort);
}
