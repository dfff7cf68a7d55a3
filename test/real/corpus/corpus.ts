import { mutantsOf, mutatedAgain, type Mutant } from './mutate';
import { probes } from './probes';
import { randomOf } from './random';
import { kindSchemas } from './schema';
import { seeds } from './seeds';

/** Objects of all served versions, and what is wrong outside of `spec`. */
function* envelopes(): Generator<Mutant> {
  for (const { kind, group, versions } of kindSchemas) {
    const seed = seeds.find((candidate) => candidate.manifest.kind === kind)!;
    const name = (what: string) => `${kind}: ${what}`;
    for (const version of [...versions, 'v9']) yield { name: name(`version ${version}`), manifest: { ...seed.manifest, apiVersion: `${group}/${version}` } };
    yield { name: name('unknown top field'), manifest: { ...seed.manifest, extra: 1 } };
    yield { name: name('status'), manifest: { ...seed.manifest, status: { observedGeneration: 1 } } };
    const { spec: _, ...bare } = seed.manifest;
    yield { name: name('no spec'), manifest: bare };
    yield { name: name('spec is null'), manifest: { ...bare, spec: null } };
    yield { name: name('spec is a list'), manifest: { ...bare, spec: [] } };
    const { namespace: __, ...metadata } = seed.manifest.metadata;
    yield { name: name('no namespace'), manifest: { ...seed.manifest, metadata } };
    yield { name: name('dry run'), manifest: { ...seed.manifest, metadata: { ...seed.manifest.metadata, annotations: { 'istio.io/dry-run': 'true' } } } };
  }
}

/** All single changes of all seeds; with `share` below 1 a seeded part of them, plus as many double changes. */
export function* corpus(seed: number, share: number, doubles: number): Generator<Mutant> {
  const random = randomOf(seed);
  yield* seeds;
  yield* envelopes();
  yield* probes();
  const kept: Mutant[] = [];
  for (const origin of seeds) {
    if (JSON.stringify(origin.manifest.spec).length > 50_000) continue; // its size is all it is about
    for (const mutant of mutantsOf(origin)) {
      if (random() >= share) continue;
      yield mutant;
      if (kept.length < doubles) kept.push(mutant);
      else if (random() < 0.2) kept[Math.floor(random() * doubles)] = mutant;
    }
  }
  for (const mutant of kept) {
    const twice = mutatedAgain(mutant, random);
    if (twice !== undefined) yield twice;
  }
}
