import { KIND, type World } from '../effective';
import { finding, type Check } from './check';
import { fields, textMap } from './parts/fields';
import { podTemplates } from './parts/templates';

/** It may be on purpose; said once, nobody has to guess. */
export const namespacesSayWhetherPodsGetProxies: Check = {
  code: 'MESH2701',
  title: 'a namespace with pods says whether they get proxies',
  severity: 'info',
  equals: ['IST0102', 'IST0148'],
  docs: `A namespace without one of the labels \`istio-injection\`, \`istio.io/rev\` and \`istio.io/dataplane-mode\` leaves its pods out of the mesh, unless the injector takes all namespaces by default. Write \`istio-injection: disabled\` where that is meant.

Namespaces of the control plane, those without pods, and those whose pods all speak for themselves are left alone.`,
  *run({ world }) {
    const byDefault = injectsByDefault(world), silent = new Set<string>();
    for (const t of podTemplates(world)) if (t.labels['sidecar.istio.io/inject'] === undefined && t.annotations['sidecar.istio.io/inject'] === undefined && t.labels['istio.io/rev'] === undefined) silent.add(t.namespace);
    for (const object of world.objects.of(KIND.namespace)) {
      const { name } = object.manifest.metadata, labels = textMap(object.manifest.metadata.labels);
      if (typeof name !== 'string' || name === world.settings.rootNamespace || name.startsWith('kube-') || !silent.has(name)) continue;
      if (['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode'].some((l) => labels[l] !== undefined && labels[l] !== '')) continue;
      if (byDefault) yield finding(object, 'metadata.name', `pods of ${name} get proxies because the injector takes all namespaces`, { help: 'label it istio-injection: enabled, or disabled', equals: ['IST0148'] });
      else yield finding(object, 'metadata.name', `${name} does not say whether its pods get proxies`, { help: 'label it istio-injection: enabled, or disabled', equals: ['IST0102'] });
    }
  },
};

/** Told by the injector's own settings. */
function injectsByDefault(world: World): boolean {
  return world.objects.of(KIND.configMap).some(({ manifest }) => {
    const values = fields(manifest.data)?.values;
    if (!/^istio-sidecar-injector(-.+)?$/.test(manifest.metadata.name) || typeof values !== 'string') return false;
    try { return fields(fields(JSON.parse(values))?.sidecarInjectorWebhook)?.enableNamespacesByDefault === true; } catch { return false; }
  });
}
