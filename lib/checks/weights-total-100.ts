import { KIND } from '../effective';
import { finding, type Check } from './check';
import { entries, fields, numberOf } from './parts/fields';

/** Weights are shares of their sum; people read them as percentages. */
export const weightsTotal100: Check = {
  code: 'MESH2153',
  title: 'weights of a split total 100',
  severity: 'warning',
  profile: 'strict',
  docs: 'Weights are divided by their sum, so `10` and `20` mean a third and two thirds. That is legal, but read as percentages it is wrong, and a share that is changed later changes all others. Other meshes (Consul, rollout controllers) demand 100.',
  *run({ world }) {
    for (const object of world.objects.of(KIND.virtualService)) for (const protocol of ['http', 'tls', 'tcp']) for (const [route, i] of entries(fields(object.manifest.spec)?.[protocol])) {
      const weights = entries(route.route).map(([s]) => numberOf(s.weight)), total = weights.reduce((a, b) => a + b, 0);
      if (weights.length > 1 && total !== 100 && total !== 0) yield finding(object, `spec.${protocol}[${i}].route`, `the weights total ${total}: the shares are ${weights.map((w) => `${Math.round((w * 1000) / total) / 10} %`).join(', ')}`, { help: 'write them as percentages' });
    }
  },
};
