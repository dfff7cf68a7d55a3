import { KIND, type SourceObject, type World } from '../../effective';
import { entries, fields, textMap, texts, type Fields } from './fields';
import type { PodTemplate } from './templates';

export interface InjectionHook { readonly object: SourceObject; readonly name: string; readonly field: string; readonly hook: Fields }
/** Webhooks of Istio's injectors, where the control plane is part of the input. */
export const injectors = (world: World): readonly InjectionHook[] => world.part(readInjectors);
const readInjectors = (world: World): readonly InjectionHook[] => world.objects.of(KIND.mutatingWebhook).flatMap((object) => entries(object.manifest.webhooks)
  .filter(([hook]) => typeof hook.name === 'string' && hook.name.endsWith('istio.io')).map(([hook, i]) => ({ object, name: hook.name as string, field: `webhooks[${i}]`, hook })));

/** Labels of a namespace; undefined: it is not in the input. */
export const namespaceLabels = (world: World, namespace: string): Readonly<Record<string, string>> | undefined => {
  const object = world.objects.named(KIND.namespace, '', namespace);
  return object && textMap(object.manifest.metadata.labels);
};

/** Whether a pod is given a proxy when it is made; undefined: nobody here says so. */
export function isInjected(world: World, template: PodTemplate): boolean | undefined {
  const labels = namespaceLabels(world, template.namespace), hooks = injectors(world);
  if (template.spec.hostNetwork === true) return false;
  if (hooks.length > 0 && labels) return hooks.some(({ hook }) => meets(hook.namespaceSelector, labels) && meets(hook.objectSelector, template.labels));
  const own = template.labels['sidecar.istio.io/inject'] ?? template.annotations['sidecar.istio.io/inject'], revision = template.labels['istio.io/rev'] !== undefined;
  if (labels?.['istio-injection'] === 'disabled') return false;
  if (own !== undefined) return own === 'true';
  if (revision) return true;
  return labels === undefined ? undefined : labels['istio-injection'] === 'enabled' || labels['istio.io/rev'] !== undefined;
}

/** Whether labels meet a selector of Kubernetes; none is met by all. */
export function meets(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const s = fields(selector);
  if (!s) return true;
  const wanted = textMap(s.matchLabels);
  return Object.keys(wanted).every((k) => labels[k] === wanted[k]) && entries(s.matchExpressions).every(([e]) => {
    const value = labels[String(e.key)], values = texts(e.values);
    switch (e.operator) {
      case 'In': return value !== undefined && values.includes(value);
      case 'NotIn': return value === undefined || !values.includes(value);
      case 'Exists': return value !== undefined;
      case 'DoesNotExist': return value === undefined;
      default: return false;
    }
  });
}
