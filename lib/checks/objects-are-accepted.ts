import { finding, type Check } from './check';
import { violations } from './parts/violations';

/** The cluster would refuse it. */
export const objectsAreAccepted: Check = {
  code: 'MESH2708',
  title: 'objects are such that the API server and Istio take them',
  severity: 'error',
  equals: ['IST0106'],
  docs: 'An object that breaks its schema, or a rule of Istio\'s admission webhook, is refused when it is applied. Each is judged by itself here, as the API server and the webhook do. Where an app writes the objects, its compiler has said so already.',
  *run({ world, declared }) {
    if (declared) return;
    for (const [object, v] of violations(world)) {
      if (v.level === 'error') yield finding(object, v.path === '' ? undefined : v.path, `${v.path === '' ? '' : `${v.path}: `}${v.message}`, { ...(v.help !== undefined && { help: v.help }), equals: v.source === 'webhook' ? ['IST0106'] : [] });
    }
  },
};
