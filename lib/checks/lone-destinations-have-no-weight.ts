import { KIND } from '../effective';
import { finding, type Check } from './check';
import { entries, fields, textOf } from './parts/fields';

/** The only destination gets everything, whatever its weight says. */
export const loneDestinationsHaveNoWeight: Check = {
  code: 'MESH2152',
  title: 'the weight of an only destination does not promise a share',
  severity: 'warning',
  equals: ['KIA1104'],
  docs: 'A route with one destination sends all requests there: `weight: 20` means everything, not a fifth. A second destination was forgotten, or is left from a split that is over.',
  *run({ world }) {
    for (const object of world.objects.of(KIND.virtualService)) for (const protocol of ['http', 'tls', 'tcp']) for (const [route, i] of entries(fields(object.manifest.spec)?.[protocol])) {
      const shares = entries(route.route), weight: unknown = shares[0]?.[0].weight;
      if (shares.length !== 1 || typeof weight !== 'number' || weight === 0 || weight === 100) continue;
      yield finding(object, `spec.${protocol}[${i}].route[0].weight`, `'${textOf(fields(shares[0][0].destination)?.host)}' is the only destination and gets all requests, not ${weight} of 100`, { help: 'remove the weight, or add the other destination' });
    }
  },
};
