import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Labels } from '../model';
import { CallError } from './call-error';

/** Where the pod template of each kind is. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  'apps Deployment': ['spec', 'template'], 'apps StatefulSet': ['spec', 'template'], 'apps DaemonSet': ['spec', 'template'],
  'batch Job': ['spec', 'template'], 'batch CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
};

/** What the mesh needs to know of a user's pods. */
export interface PodInputs {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Labels;
  readonly serviceAccount?: string;
  readonly ports: Readonly<Record<string, number>>;
}

/** A Deployment, StatefulSet, … of the user's, known by its apiVersion and kind alone. */
export class PodObject {
  static below(construct: IConstruct): PodObject {
    const found = construct.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c) && templateOf(c) !== undefined);
    if (found.length !== 1) {
      throw new CallError(construct.node.path, `Workload.from needs exactly one Deployment, StatefulSet, DaemonSet, Job or CronJob, and there ${found.length ? `are ${found.length}: ${found.map((o) => `${o.kind} ${o.node.path}`).join(', ')}` : 'is none below it'}`,
        found.length ? 'pass the one you mean' : 'pass the construct that holds it, or use Workload.container');
    }
    return new PodObject(found[0]);
  }

  private constructor(readonly object: ApiObject) {}

  get path(): string { return this.object.node.path; }

  /** As it is without our additions. Throws what the object throws when it is not finished. */
  read(): PodInputs {
    const manifest = (ORIGINALS.get(this.object) ?? (() => this.object.toJson()))() as Dictionary;
    const template = follow(manifest, templateOf(this.object)!);
    const spec = template?.spec as Dictionary | undefined;
    const ports: Record<string, number> = {};
    for (const container of [...list(spec?.containers), ...list(spec?.initContainers)]) {
      for (const port of list(container.ports)) if (typeof port.name === 'string' && typeof port.containerPort === 'number') ports[port.name] ??= port.containerPort;
    }
    const metadata = (manifest.metadata ?? {}) as Dictionary;
    const account = spec?.serviceAccountName ?? spec?.serviceAccount;
    return {
      name: String(metadata.name), ...(typeof metadata.namespace === 'string' ? { namespace: metadata.namespace } : {}),
      labels: { ...((template?.metadata as Dictionary | undefined)?.labels as Labels | undefined) }, ...(typeof account === 'string' && account ? { serviceAccount: account } : {}), ports,
    };
  }

  /**
   * Adds labels and a ServiceAccount to what the object prints, where it has none. Done when it prints, because containers and labels may be added
   * until then; a JsonPatch would have to know now whether there are labels.
   */
  complete(additions: () => { labels: Labels; serviceAccount: string }): void {
    if (ORIGINALS.has(this.object)) return;
    const original = this.object.toJson.bind(this.object);
    ORIGINALS.set(this.object, original);
    const steps = templateOf(this.object)!;
    Object.defineProperty(this.object, 'toJson', { configurable: true, writable: true, value: () => {
      const manifest = original() as Dictionary;
      const { labels, serviceAccount } = additions();
      const holder = follow(manifest, steps.slice(0, -1), true)!;
      const template = (holder.template ?? {}) as Dictionary;
      const metadata = (template.metadata ?? {}) as Dictionary;
      const spec = (template.spec ?? {}) as Dictionary;
      // Keys stay in the order in which cdk8s prints them.
      holder.template = sorted({
        ...template, metadata: sorted({ ...metadata, labels: sorted({ ...labels, ...(metadata.labels as Labels | undefined) }) }),
        spec: spec.serviceAccountName || spec.serviceAccount ? spec : sorted({ ...spec, serviceAccountName: serviceAccount }),
      });
      return manifest;
    } });
  }
}

type Dictionary = Record<string, unknown>;
const ORIGINALS = new WeakMap<ApiObject, () => unknown>();

const templateOf = (o: ApiObject): readonly string[] | undefined => TEMPLATES[`${o.apiVersion.split('/')[0]} ${o.kind}`];
function follow(from: Dictionary, steps: readonly string[], create = false): Dictionary | undefined {
  let at: Dictionary | undefined = from;
  for (const step of steps) at = create ? child(at!, step) : (at?.[step] as Dictionary | undefined);
  return at;
}
const child = (of: Dictionary, key: string): Dictionary => (of[key] ??= {}) as Dictionary;
const list = (value: unknown): Dictionary[] => (Array.isArray(value) ? value : []);
function sorted<T>(value: Readonly<Record<string, T>>): Record<string, T> {
  const out: Record<string, T> = {};
  for (const key of Object.keys(value).sort()) out[key] = value[key];
  return out;
}
