import { KIND, namespaceOf, type SourceObject, type Workload, type World } from '../../effective';
import { templateOf } from '../../effective/istio/workloads';
import { entries, fields, textMap, type Fields } from './fields';

/** The pods that an object asks for, and where their fields stand. */
export interface PodTemplate {
  readonly object: SourceObject;
  readonly namespace: string;
  readonly workload?: Workload;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: Fields;
  /** `spec.template.spec`. */
  readonly at: string;
  /** `spec.template.metadata`. */
  readonly metadataAt: string;
}

const KINDS = [KIND.deployment, KIND.statefulSet, KIND.daemonSet, KIND.replicaSet, KIND.job, KIND.cronJob, KIND.pod] as const;

export const podTemplates = (world: World): readonly PodTemplate[] => world.part(readTemplates);
const readTemplates = (world: World): readonly PodTemplate[] => {
  const byId = new Map(world.workloads.map((w) => [`${w.kind} ${w.id}`, w]));
  return KINDS.flatMap((kind) => world.objects.of(kind).flatMap((object): PodTemplate[] => {
    const template = templateIn(object), spec = fields(template?.spec);
    if (!template || !spec) return [];
    const metadata = fields(template.metadata), namespace = namespaceOf(object.manifest);
    const workload = byId.get(`${object.manifest.kind} ${namespace}/${object.manifest.metadata.name}`);
    return [{
      object, namespace, labels: textMap(metadata?.labels), annotations: textMap(metadata?.annotations), spec, at: template.field,
      metadataAt: object.manifest.kind === 'Pod' ? 'metadata' : template.field.replace(/\.spec$/, '.metadata'), ...(workload && { workload }),
    }];
  }));
};
function templateIn(object: SourceObject): ReturnType<typeof templateOf> {
  try { return templateOf(object.manifest); } catch { return undefined; }   // a spec that is none: the schema check says so
}

/** Containers of a pod, with their fields; those that run beside the application among the init containers too. */
export function containersOf(template: PodTemplate, more: 'all' | 'running' = 'running'): readonly (readonly [Fields, string])[] {
  const containers = entries(template.spec.containers).map(([c, i]) => [c, `${template.at}.containers[${i}]`] as const);
  if (template.spec.initContainers === undefined) return containers;
  return [...containers, ...entries(template.spec.initContainers).filter(([c]) => more === 'all' || c.restartPolicy === 'Always').map(([c, i]) => [c, `${template.at}.initContainers[${i}]`] as const)];
}

/** Field of an annotation, as paths are written: names with dots stand in brackets. */
export const annotationField = (at: string, name: string): string => `${at}.annotations["${name}"]`;

/** Objects of Istio's own control plane are left alone. */
export const isControlPlane = (labels: Readonly<Record<string, string>>): boolean => labels.istio !== undefined && /^(istiod|pilot|sidecar-injector|galley|citadel)$/.test(labels.istio) || labels.app === 'istiod' || labels.release === 'istio';
