import { isObject } from '../manifests/is-object';
import type { Manifest } from '../manifests/manifest';
import { once, push } from '../manifests/maps';
import type { DeclaredObject } from './planned';
import { groupOf, Stage, stageOf } from './stage';

export type Labels = Readonly<Record<string, string>>;

/** An object of the plan on its way there. */
export interface IndexedObject extends DeclaredObject {
  readonly position: number;
  readonly group: string;
  readonly stage: Stage;
  /** Template of its pods. @default - it has none */
  readonly pods?: PodTemplate;
  /** What it is selected by: labels of its pods, of a WorkloadEntry. @default - nothing selects it */
  readonly labels?: Labels;
}
/** Names of the mesh that objects do not tell. */
export interface MeshNames {
  /** Whose rules hold everywhere. @default 'istio-system' */
  readonly rootNamespace?: string;
  /** What follows `.svc` in the full name of a Service. @default 'cluster.local' */
  readonly clusterDomain?: string;
}

export interface PodTemplate { readonly labels: Labels; readonly spec: Readonly<Record<string, unknown>> }

/** What the rules about needs look things up in; every look-up costs what it finds. */
export class ObjectIndex {
  readonly objects: readonly IndexedObject[];
  readonly rootNamespace: string;
  readonly clusterDomain: string;
  private readonly byName = new Map<string, IndexedObject>();
  private readonly byKind = new Map<string, IndexedObject[]>();
  private readonly byLabel = new Map<string, IndexedObject[]>();
  private readonly parts = new Map<(index: ObjectIndex) => unknown, unknown>();
  private readonly latest = new Map<readonly IndexedObject[], Stage>();

  constructor(declared: readonly DeclaredObject[], { rootNamespace = 'istio-system', clusterDomain = 'cluster.local' }: MeshNames = {}) {
    this.rootNamespace = rootNamespace;
    this.clusterDomain = clusterDomain;
    const front = new Set<DeclaredObject>();
    const base = declared.map((o, position): IndexedObject => {
      const pods = podTemplateOf(o.manifest);
      return { ...o, position, group: groupOf(o.manifest.apiVersion), stage: stageOf(o.manifest), pods, labels: pods?.labels ?? labelsOfEntry(o.manifest) };
    });
    for (const o of base) this.add(o);
    for (const hook of base) if (hook.stage === Stage.Webhook) for (const o of this.behind(hook.manifest)) if (o.pods) front.add(o);
    this.byName.clear(); this.byKind.clear(); this.byLabel.clear();
    this.objects = base.map((o) => (front.has(o) ? { ...o, stage: Stage.ControlPlane } : isNodeAgent(o) ? { ...o, stage: Stage.DataPlane } : o));
    for (const o of this.objects) this.add(o);
  }

  private add(o: IndexedObject): void {
    const { kind, metadata } = o.manifest;
    this.byName.set(`${o.group}|${kind}|${metadata.namespace ?? ''}|${metadata.name}`, o);
    push(this.byKind, `${o.group}|${kind}`, o);
    if (o.labels) for (const [k, v] of Object.entries(o.labels)) push(this.byLabel, `${metadata.namespace ?? ''}|${k}=${v}`, o);
  }

  find(group: string, kind: string, namespace: string, name: string): IndexedObject | undefined { return this.byName.get(`${group}|${kind}|${namespace}|${name}`); }
  ofKind(group: string, kind: string): readonly IndexedObject[] { return this.byKind.get(`${group}|${kind}`) ?? []; }

  /** Workloads of a namespace whose pods carry all of these labels, and WorkloadEntries with them; none for no labels. */
  selected(namespace: string, labels: unknown): readonly IndexedObject[] {
    if (!isObject(labels)) return [];
    const wanted = Object.entries(labels);
    let fewest: readonly IndexedObject[] | undefined;
    for (const [k, v] of wanted) {
      const found = this.byLabel.get(`${namespace}|${k}=${String(v)}`) ?? [];
      if (!fewest || found.length < fewest.length) fewest = found;
    }
    return (fewest ?? []).filter((o) => wanted.every(([k, v]) => o.labels![k] === v));
  }

  /** Services and workloads that answer the calls of a webhook configuration. */
  behind(configuration: Manifest): readonly IndexedObject[] {
    const out = new Set<IndexedObject>();
    for (const webhook of listOf(configuration.webhooks)) {
      const service = at(webhook, 'clientConfig', 'service');
      if (!isObject(service)) continue;
      const namespace = String(service.namespace), found = this.find('', 'Service', namespace, String(service.name));
      if (!found) continue;
      out.add(found);
      for (const o of this.selected(namespace, at(found.manifest, 'spec', 'selector'))) out.add(o);
    }
    return [...out];
  }

  /** The last stage of a group; looked at once for all who ask. */
  latestOf(group: readonly IndexedObject[]): Stage {
    return once(this.latest, group, () => group.reduce((last, o) => Math.max(last, o.stage), Stage.Namespace));
  }

  /** What a need works out of all objects; made when it is first asked for, once. `make`: a function of a module, which is the key. */
  part<T>(make: (index: ObjectIndex) => T): T { return once(this.parts, make, () => make(this)) as T; }
}

/** Pods come to a node through these: they have to be there before the pods. */
const isNodeAgent = (o: IndexedObject): boolean => o.manifest.kind === 'DaemonSet' && (o.pods?.labels['k8s-app'] === 'istio-cni-node' || o.pods?.labels.app === 'ztunnel');

function podTemplateOf(manifest: Manifest): PodTemplate | undefined {
  if (stageOf(manifest) !== Stage.Workload || !isObject(manifest.spec)) return undefined;
  const template = manifest.kind === 'Pod' ? manifest : manifest.kind === 'CronJob' ? at(manifest.spec, 'jobTemplate', 'spec', 'template') : manifest.spec.template;
  if (!isObject(template)) return undefined;
  return { labels: (at(template, 'metadata', 'labels') ?? {}) as Labels, spec: isObject(template.spec) ? template.spec : {} };
}

function labelsOfEntry(manifest: Manifest): Labels | undefined {
  return manifest.kind === 'WorkloadEntry' && groupOf(manifest.apiVersion) === 'networking.istio.io' ? at(manifest.spec, 'labels') as Labels | undefined : undefined;
}

/** A field of plain data, or undefined. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  for (const key of path) value = isObject(value) ? value[key] : undefined;
  return value;
}
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
