import { KIND, type SourceObject, type World } from '../../effective';
import { textMap } from './fields';
import { annotationField, podTemplates } from './templates';

/** An annotation or label of Istio's at an object, or at the pods of a template. */
export interface MarkUse {
  readonly object: SourceObject;
  /** Kind that it is written for: `Pod` in a template. */
  readonly kind: string;
  readonly name: string;
  readonly value: string;
  readonly field: string;
  /** Labels beside it. */
  readonly labels: Readonly<Record<string, string>>;
}

const isIstio = (name: string): boolean => name === 'kubernetes.io/ingress.class' || (name.includes('istio.io') && name.slice(0, name.indexOf('/')).endsWith('istio.io'));
/** Kinds whose own metadata Istio reads, or that it is often put on by mistake. */
const KINDS = [KIND.namespace, KIND.service, KIND.pod, KIND.deployment, KIND.statefulSet, KIND.daemonSet, KIND.replicaSet, KIND.job, KIND.cronJob] as const;

export const istioAnnotations = (world: World): readonly MarkUse[] => world.part(readAnnotations);
const readAnnotations = (world: World): readonly MarkUse[] => usesOf(world, 'annotations');
export const istioLabels = (world: World): readonly MarkUse[] => world.part(readLabels);
const readLabels = (world: World): readonly MarkUse[] => usesOf(world, 'labels');

function usesOf(world: World, what: 'annotations' | 'labels'): readonly MarkUse[] {
  const out: MarkUse[] = [];
  const add = (object: SourceObject, kind: string, at: string, marks: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): void => {
    for (const name of Object.keys(marks)) if (isIstio(name)) out.push({ object, kind, name, value: marks[name], field: what === 'annotations' ? annotationField(at, name) : `${at}.labels["${name}"]`, labels });
  };
  for (const kind of KINDS) for (const object of world.objects.of(kind)) {
    const { metadata } = object.manifest;
    if (metadata[what] !== undefined) add(object, object.manifest.kind, 'metadata', textMap(metadata[what]), textMap(metadata.labels));
  }
  for (const template of podTemplates(world)) if (template.object.manifest.kind !== 'Pod') add(template.object, 'Pod', template.metadataAt, template[what], template.labels);
  return out;
}
