import { KIND } from '../effective';
import { finding, type Check } from './check';
import { entries, fields, textMap, textOf, texts } from './parts/fields';
import { injectors, meets, type InjectionHook } from './parts/injection';

/** Two of them would put two proxies into a pod. */
export const injectorsDoNotOverlap: Check = {
  code: 'MESH2709',
  title: 'each pod meets one injector at most, and that is there',
  severity: 'error',
  equals: ['IST0139'],
  docs: 'Webhooks of several revisions choose pods by labels of the namespace and of the pod. Where two of them take the same pod, it is injected twice; where a webhook names a Service that does not exist, pods are not created.',
  *run({ world, closed }) {
    const hooks = injectors(world);
    if (hooks.length === 0) return;
    const revisions = [undefined, ...new Set(hooks.flatMap(revisionsOf))], told = new Set<InjectionHook>();
    for (const rev of revisions) for (const injection of [undefined, 'enabled', 'disabled']) for (const podRev of revisions) for (const inject of [undefined, 'true', 'false']) {
      const namespace = labels({ 'istio-injection': injection, 'istio.io/rev': rev }), pod = labels({ 'sidecar.istio.io/inject': inject, 'istio.io/rev': podRev });
      const taking = hooks.filter(({ hook }) => meets(hook.namespaceSelector, namespace) && meets(hook.objectSelector, pod));
      if (taking.length < 2) continue;
      for (const one of taking) {
        if (told.has(one)) continue;
        told.add(one);
        const other = taking.find((t) => t !== one)!;
        yield finding(one.object, one.field, `${one.name} and ${other.name} of ${other.object.manifest.metadata.name} take the same pods (${words(namespace, 'namespace')}, ${words(pod, 'pod')})`, { help: 'let their selectors exclude each other', related: [{ ...other.object.place(other.field), message: 'the other is' }] });
      }
    }
    if (!closed) return;
    for (const { object, field, hook } of hooks) {
      const service = fields(fields(hook.clientConfig)?.service);
      if (service && !world.objects.named(KIND.service, textOf(service.namespace), textOf(service.name))) {
        yield finding(object, `${field}.clientConfig.service`, `there is no Service '${textOf(service.name)}' in ${textOf(service.namespace)}: nobody injects`, { help: 'name the Service of the control plane' });
      }
    }
  },
};

const labels = (of: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> => textMap(of);
const words = (of: Readonly<Record<string, string>>, what: string): string => (Object.keys(of).length === 0 ? `${what} without labels` : `${what} with ${Object.entries(of).map(([k, v]) => `${k}=${v}`).join(', ')}`);
function revisionsOf({ object, hook }: InjectionHook): string[] {
  const own = textMap(object.manifest.metadata.labels)['istio.io/rev'];
  const found = [hook.namespaceSelector, hook.objectSelector].flatMap((s) => {
    const matched = textMap(fields(s)?.matchLabels)['istio.io/rev'];
    return [...(matched === undefined ? [] : [matched]), ...entries(fields(s)?.matchExpressions).filter(([e]) => e.key === 'istio.io/rev').flatMap(([e]) => texts(e.values))];
  });
  return own === undefined ? found : [own, ...found];
}
