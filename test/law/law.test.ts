import * as fc from 'fast-check';
import type { App } from 'cdk8s';
import { Istio } from '../../lib';
import { generateMeshes, MESH_CONFIG } from '../generated/meshes';
import { pickFrom, pickSeeded } from '../generated/pick';
import { programs } from '../helpers/fixtures';
import { Alike, compare, noTally, printed } from './compare';
import { LIES, OTHER_MODELS, told } from './lies';
import { mutated } from './mutate';
import { subjectOf, subjectOfModel, type Subject } from './subject';

const tally = noTally(), alike = new Alike();
function subject(build: (app: App) => unknown): Subject {
  const made = subjectOf(build);
  if ('errors' in made) throw new Error(made.errors.join('\n'));
  return made;
}
const known = new Map<number, Subject>();
const generated = (seed: number): Subject => { let s = known.get(seed); if (!s) known.set(seed, (s = subject((app) => generateMeshes(app, pickSeeded(seed))))); return s; };
const differences = (s: Subject): string[] => compare(s.meant(), s.read(), tally, alike).map(printed);

describe('what a model means is what its manifests mean', () => {
  test.each(programs().map((p) => [p.name, p.build] as const))('%s', (_name, build) => expect(differences(subject(build))).toEqual([]));
  test('60 generated apps', () => {
    const found = Array.from({ length: 60 }, (_, seed) => differences(generated(seed)).map((d) => `seed ${seed}: ${d}`)).flat();
    expect(found).toEqual([]);
  });
  test('30 of them with changes that nobody wrote', () => {
    const target = Istio.sidecar({ meshConfig: MESH_CONFIG }), found: string[] = [];
    let sound = 0;
    for (let seed = 0; sound < 30; seed++) {
      const other = subjectOfModel(mutated(generated(seed % 60).model, pickSeeded(seed * 1000)), target);
      if ('errors' in other) continue;
      sound++;
      found.push(...differences(other).map((d) => `seed ${seed}: ${d}`));
    }
    expect(found).toEqual([]);
  });
  test('any app', () => {
    fc.assert(fc.property(fc.gen(), (g) => { expect(differences(subject((app) => generateMeshes(app, pickFrom(g))))).toEqual([]); }), { numRuns: 8, seed: 4 });
  });
  test('and that has been asked of every part', () => {
    expect(tally.clients).toBeGreaterThan(800);
    expect(tally.gateways).toBeGreaterThan(150);
    expect(tally.tables).toBeGreaterThan(15_000);
    expect(tally.destinations).toBeGreaterThan(8000);
    expect(tally.gates).toBeGreaterThan(3000);
    expect(tally.probes).toBeGreaterThan(200_000);
  });
});

/** Programs that are small, then generated ones: where a lie has nothing to lie about in the first, it may have in the others. */
const subjects: (() => Subject)[] = [
  ...programs().map(({ build }) => () => subject(build)), ...Array.from({ length: 20 }, (_, i) => () => subject((app) => generateMeshes(app, pickSeeded(100 + i)))),
];
const made = new Map<number, Subject>();
const nth = (i: number): Subject => { let s = made.get(i); if (!s) made.set(i, (s = subjects[i]())); return s; };
/** In how many of the first programs that a change fits it is noticed. */
function noticed(judge: (s: Subject) => boolean | undefined): { fits: number; noticed: number } {
  const out = { fits: 0, noticed: 0 };
  for (let i = 0; i < subjects.length && out.fits < 3; i++) {
    const found = judge(nth(i));
    if (found === undefined) continue;
    out.fits++;
    if (found) out.noticed++;
  }
  return out;
}

// One in three may change nothing that a request could meet: a rule behind one that takes everything, a namespace without pods.
describe('a lie is noticed', () => {
  test.each(LIES.map((lie) => [lie.name, lie] as const))('in the manifests: %s', (_name, lie) => {
    const result = noticed((s) => { const objects = told(lie, s.objects); return objects && compare(s.meant(), s.read(objects)).length > 0; });
    expect(result.fits).toBe(3);
    expect(result.noticed).toBeGreaterThanOrEqual(2);
  });
  test.each(OTHER_MODELS.map((lie) => [lie.name, lie] as const))('in the meaning: %s', (_name, lie) => {
    const result = noticed((s) => { const model = lie.tell(s.model); return model && compare(s.meant(model), s.read()).length > 0; });
    expect(result.fits).toBe(3);
    expect(result.noticed).toBeGreaterThanOrEqual(2);
  });
});
