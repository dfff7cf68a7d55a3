import { ours } from '../../real/charts/case';
import { cases } from '../../real/charts/cases';
import { lies, told } from '../../real/charts/lies';
import { notAsRecorded } from '../../real/charts/recorded';

/** What Helm rendered from Istio's charts when `npm run test:real -- charts --record` was run last, as hashes. */
describe('objects of a control plane are those of Istio\'s charts', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (name, one) => {
    expect(notAsRecorded(name, ours(one))).toEqual([]);
  });

  it.each(lies.map((lie) => [lie.what, lie] as const))('notices %s', (_, lie) => {
    const objects = told(lie, ours(cases.find((one) => one.name === lie.of)!));
    expect(notAsRecorded(lie.of, objects!)).toHaveLength(1);
  });
});
