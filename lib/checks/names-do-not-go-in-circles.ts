import type { Host } from '../effective';
import { placeOf, type Check } from './check';

/** An ExternalName that comes back to itself is no name of anybody. */
export const namesDoNotGoInCircles: Check = {
  code: 'MESH2157',
  title: 'an ExternalName leads to somebody',
  severity: 'error',
  docs: 'A Service of type ExternalName is another name. Where names of the cluster stand for each other in a circle, the name resolves to nothing, and every request to it fails.',
  *run({ world }) {
    const done = new Set<Host>();
    for (const start of world.hosts) {
      if (start.aliasOf === undefined || done.has(start)) continue;
      const path: Host[] = [];
      let at: Host | undefined = start;
      while (at && at.aliasOf !== undefined && !done.has(at) && !path.includes(at)) { path.push(at); at = world.hostsNamed(at.aliasOf).find((h) => h.aliasOf !== undefined); }
      const circle: readonly Host[] = at && path.includes(at) ? path.slice(path.indexOf(at)) : [];
      for (const h of path) done.add(h);
      if (circle.length > 0) yield { ...placeOf(circle[0].from), message: `'${circle[0].name}' is a name for itself${circle.length > 1 ? `, by ${circle.slice(1).map((h) => h.name).join(', ')}` : ''}`, help: 'give one of them a name outside of the circle', related: circle.slice(1).map((h) => ({ ...placeOf(h.from), message: 'by' })) };
    }
  },
};
