import type { Host, Workload } from '../mesh';
import { KIND, namespaceOf, type Objects, type SourceObject } from '../objects';
import { hostsOf } from './hosts';
import { selects } from './names';
import { settingsOf, type MeshConfig, type ReadOptions, type Settings } from './settings';
import { workloadsOf } from './workloads';
import { makeMap, once, push } from '../../manifests/maps';

/** Everything that is there, by name and by relation: what readers and checks look things up in. Built once; look-ups are constant. */
export class World {
  readonly settings: Settings;
  readonly workloads: readonly Workload[];
  readonly hosts: readonly Host[];
  /** Namespaces that are declared or hold something. */
  readonly namespaces: ReadonlySet<string>;
  private readonly workloadById = new Map<string, Workload>();
  private readonly workloadsIn = new Map<string, Workload[]>();
  private readonly hostsByName = new Map<string, Host[]>();

  constructor(readonly objects: Objects, options: ReadOptions = {}) {
    this.settings = settingsOf({ ...options, meshConfig: options.meshConfig ?? meshConfigIn(objects) });
    this.workloads = workloadsOf(objects, this.settings);
    this.hosts = hostsOf(objects, this.settings);
    for (const w of this.workloads) {
      if (!this.workloadById.has(w.id)) this.workloadById.set(w.id, w);
      push(this.workloadsIn, w.namespace, w);
    }
    for (const h of this.hosts) push(this.hostsByName, h.name, h);
    const namespaces = new Set<string>();
    for (const { manifest } of objects.all) {
      const name = manifest.kind === 'Namespace' ? manifest.metadata.name : namespaceOf(manifest);
      if (name !== '') namespaces.add(name);
    }
    this.namespaces = namespaces;
  }

  private readonly parts = new Map<(world: World) => unknown, unknown>();
  /** What a part of the reader works out of everything; made when it is first asked for, once. */
  part<T>(make: (world: World) => T): T {
    let part = this.parts.get(make);
    if (part === undefined) this.parts.set(make, (part = make(this)));
    return part as T;
  }

  workload(id: string): Workload | undefined { return this.workloadById.get(id); }
  hostsNamed(name: string): readonly Host[] { return this.hostsByName.get(name) ?? []; }
  workloadsOfNamespace(namespace: string): readonly Workload[] { return this.workloadsIn.get(namespace) ?? []; }

  private readonly behind = new Map<Host, readonly Workload[]>();
  /** Workloads that a host's selector finds; a headless Service finds pods alone. */
  workloadsBehind(host: Host): readonly Workload[] {
    let found = this.behind.get(host);
    if (!found) this.behind.set(host, (found = host.selector === undefined ? [] : this.workloadsLabelled(host.namespace, host.selector).filter((w) => !(w.kind === 'WorkloadEntry' && host.kind === 'Service' && host.headless))));
    return found;
  }

  /** By namespace, name of a label and its value. */
  private byLabel?: Map<string, Map<string, Map<string, Workload[]>>>;
  /** Workloads of a namespace that have all these labels; without labels all of them. Only those with the rarest are looked at. */
  workloadsLabelled(namespace: string, labels: Readonly<Record<string, string>>): readonly Workload[] {
    if (!this.byLabel) {
      this.byLabel = new Map();
      for (const w of this.workloads) for (const key in w.labels) push(once(once(this.byLabel, w.namespace, makeMap<Map<string, Workload[]>>), key, makeMap<Workload[]>), w.labels[key], w);
    }
    const within = this.byLabel.get(namespace);
    let rarest: readonly Workload[] | undefined;
    for (const key in labels) {
      const having = within?.get(key)?.get(labels[key]) ?? [];
      if (!rarest || having.length < rarest.length) rarest = having;
    }
    return rarest?.filter((w) => selects(labels, w.labels)) ?? this.workloadsOfNamespace(namespace);
  }

  private inFront?: Map<Workload, Host[]>;
  /** Hosts that a workload is behind. */
  hostsBefore(workload: Workload): readonly Host[] {
    if (!this.inFront) {
      this.inFront = new Map();
      for (const host of this.hosts) for (const w of this.workloadsBehind(host)) push(this.inFront, w, host);
    }
    return this.inFront.get(workload) ?? [];
  }

  /** Objects of a kind in a namespace. */
  of(kind: string, namespace: string): readonly SourceObject[] { return this.objects.in(kind, namespace); }
}

/** MeshConfig of a control plane that is part of the input: ConfigMap `istio` (or of a revision) with a `mesh` entry. */
function meshConfigIn(objects: Objects): MeshConfig | undefined {
  for (const { manifest } of objects.of(KIND.configMap)) {
    const mesh = (manifest.data as Record<string, unknown> | undefined)?.mesh;
    if (!/^istio(-.+)?$/.test(manifest.metadata.name) || typeof mesh !== 'string') continue;
    const { readYaml } = require('../../manifests/yaml') as typeof import('../../manifests/yaml');
    const value = readYaml(mesh, { file: 'ConfigMap istio' }).documents[0]?.value;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as MeshConfig;
  }
  return undefined;
}
