import { KIND } from '../effective';
import { finding, type Check } from './check';
import { entries, fields, numberOf, textOf } from './parts/fields';

/** Two shares of a split for one destination are one share. */
export const splitDestinationsDiffer: Check = {
  code: 'MESH2104',
  title: 'shares of a split go to different destinations',
  severity: 'warning',
  equals: ['KIA1105'],
  docs: 'A split names the same host, port and subset twice: the two shares add up, which is seldom what was meant. Usually a subset was forgotten in a copy.',
  *run({ world }) {
    for (const object of world.objects.of(KIND.virtualService)) for (const protocol of ['http', 'tls', 'tcp']) for (const [route, i] of entries(fields(object.manifest.spec)?.[protocol])) {
      const seen = new Map<string, number>();
      for (const [share, r] of entries(route.route)) {
        const d = fields(share.destination), key = `${textOf(d?.host)} ${numberOf(fields(d?.port)?.number)} ${textOf(d?.subset)}`;
        if (!d) continue;
        const before = seen.get(key);
        if (before === undefined) { seen.set(key, r); continue; }
        // Shares that change requests differently are two.
        if (share.headers !== undefined || fields(route.route[before])?.headers !== undefined) continue;
        yield finding(object, `spec.${protocol}[${i}].route[${r}].destination`, `'${textOf(d.host)}'${textOf(d.subset) === '' ? '' : `, subset '${textOf(d.subset)}',`} is in this split twice`, {
          help: 'name another subset, or add the two weights', related: [{ ...object.place(`spec.${protocol}[${i}].route[${before}].destination`), message: 'the other is' }],
        });
      }
    }
  },
};
