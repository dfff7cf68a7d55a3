import { KIND } from '../effective';
import { finding, type Check } from './check';
import { fields, textOf } from './parts/fields';

/** What is left out is the stricter one. */
export const sidecarsSayWhatBecomesOfUnknownHosts: Check = {
  code: 'MESH2653',
  title: 'an outbound policy of a Sidecar has a mode',
  severity: 'warning',
  equals: ['KIA1007'],
  docs: 'A Sidecar without `outboundTrafficPolicy` does as the mesh does. One with it and without `mode` refuses what it does not know: REGISTRY_ONLY is the mode that counts when none is written.',
  *run({ world }) {
    for (const object of world.objects.of(KIND.sidecar)) {
      const policy = fields(fields(object.manifest.spec)?.outboundTrafficPolicy);
      if (policy && textOf(policy.mode) === '') yield finding(object, 'spec.outboundTrafficPolicy', 'without a mode, hosts that are not known are refused', { help: 'write mode: REGISTRY_ONLY or ALLOW_ANY, or remove outboundTrafficPolicy' });
    }
  },
};
