import { KIND } from '../effective';
import { finding, type Check } from './check';
import { entries, fields, items } from './parts/fields';

/** Faults are for tests; one that stays hurts users. */
export const noFaultIsLeft: Check = {
  code: 'MESH2116',
  title: 'no fault and no mirror is left from a test',
  severity: 'warning',
  profile: 'strict',
  docs: 'Injected faults and mirrored requests belong to an experiment. A mirror repeats requests that change something, unless the copy goes where that does not matter. Accept the finding while the experiment lasts, with its reason.',
  *run({ world }) {
    for (const object of world.objects.of(KIND.virtualService)) for (const [route, i] of entries(fields(object.manifest.spec)?.http)) {
      if (fields(route.fault)) yield finding(object, `spec.http[${i}].fault`, 'requests are delayed or refused on purpose', { help: 'remove the fault when the test is over' });
      if (fields(route.mirror) || items(route.mirrors).length > 0) yield finding(object, `spec.http[${i}].${fields(route.mirror) ? 'mirror' : 'mirrors'}`, 'requests are sent a second time, those too that change something', { help: 'limit it to methods that change nothing, or remove it when the test is over' });
    }
  },
};
