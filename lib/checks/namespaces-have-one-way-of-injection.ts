import { KIND } from '../effective';
import { finding, type Check } from './check';
import { textMap } from './parts/fields';

/** Two labels that each choose an injector, or none. */
export const namespacesHaveOneWayOfInjection: Check = {
  code: 'MESH2755',
  title: 'a namespace chooses its proxies by one label',
  severity: 'warning',
  equals: ['IST0123'],
  docs: '`istio-injection: enabled` means the default revision and `istio.io/rev` another; `istio.io/dataplane-mode: ambient` means no sidecars at all. With two of them the first wins over the second, and an upgrade that changes the other has no effect.',
  *run({ world }) {
    for (const object of world.objects.of(KIND.namespace)) {
      const labels = textMap(object.manifest.metadata.labels), injection = labels['istio-injection'];
      if (object.manifest.metadata.name === world.settings.rootNamespace) continue;
      const has = [...(injection !== undefined ? ['istio-injection'] : []), ...(injection === undefined || injection === 'enabled' ? ['istio.io/rev', 'istio.io/dataplane-mode'].filter((l) => labels[l] !== undefined) : [])];
      if (has.length > 1) yield finding(object, `metadata.labels["${has[1]}"]`, `${object.manifest.metadata.name} chooses its proxies twice: by ${has.join(' and ')}`, { help: 'keep one of the labels' });
    }
  },
};
