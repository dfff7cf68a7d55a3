import { KIND, namespaceOf, type Workload } from '../effective';
import { finding, type Check } from './check';
import { items, fields, textMap } from './parts/fields';
import { labelsText, selectedWorkloads } from './parts/selected';

const NAME = 'gateway.networking.k8s.io/gateway-name';

/** A policy that looks as if it held. */
export const policiesOfGatewaysAreAttached: Check = {
  code: 'MESH2507',
  title: 'a policy for a gateway of the Gateway API is attached to it',
  severity: 'warning',
  equals: ['IST0166'],
  docs: 'Pods that a Gateway of the Gateway API has made take policies by `targetRefs` only: a selector that meets their labels has no effect.',
  *run({ world }) {
    const made: readonly Workload[] = world.workloads.filter((w) => w.labels[NAME] !== undefined);
    if (made.length === 0) return;
    for (const kind of [KIND.authorizationPolicy, KIND.requestAuthentication, KIND.telemetry, KIND.wasmPlugin]) for (const object of world.objects.of(kind)) {
      const spec = fields(object.manifest.spec), selector = fields(spec?.selector), labels = textMap(selector?.matchLabels);
      if (!selector || spec?.targetRef !== undefined || items(spec?.targetRefs).length > 0 || Object.keys(labels).length === 0) continue;
      const gateway = selectedWorkloads(world, labels, namespaceOf(object.manifest)).find((w) => w.labels[NAME] !== undefined);
      if (gateway) yield finding(object, 'spec.selector', `${gateway.name} is made by Gateway ${gateway.labels[NAME]}: a selector (${labelsText(labels)}) has no effect on it`, { help: `write targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: ${gateway.labels[NAME]} }]` });
    }
  },
};
