import { randomOf } from '../../real/corpus/random';
import { envelopes } from './envelopes';
import { mutantsOf, mutatedAgain, type Mutant } from './mutate';
import { seeds, type Seed } from './seeds';

/** Every single change of every seed, by the seed's name, and of the metadata of every kind. */
export const singles = (): ReadonlyMap<string, readonly Mutant[]> => new Map([...seeds.map((seed) => [seed.name, [...mutantsOf(seed)]] as const), ...envelopes()]);

/** A seeded part of the single changes of some objects, and another part of them that is changed a second time. */
export function* sample(origins: readonly Seed[], seed: number, share: number, doubles: number): Generator<Mutant> {
  const random = randomOf(seed);
  for (const origin of origins) {
    for (const mutant of mutantsOf(origin)) {
      if (random() < share) yield mutant;
      if (random() < doubles) yield mutatedAgain(mutant, random);
    }
  }
}
