import * as fc from 'fast-check';

/** Choices of a generator, so that one generator serves seeded runs and fast-check's shrinking alike. */
export interface Pick {
  /** True with this probability in percent. */
  chance(percent: number): boolean;
  int(min: number, max: number): number;
  one<T>(list: readonly T[]): T;
  /** Each element with this probability, in list order. */
  some<T>(list: readonly T[], percent: number): T[];
}

function fromInt(int: (min: number, max: number) => number): Pick {
  const chance = (percent: number): boolean => int(0, 99) >= 100 - percent;
  return { chance, int, one: (list) => list[int(0, list.length - 1)], some: (list, percent) => list.filter(() => chance(percent)) };
}

/** Choices that fast-check can shrink: towards 0, so the first of a list and "no". */
export const pickFrom = (g: fc.GeneratorValue): Pick => fromInt((min, max) => g(fc.integer, { min, max }));

/** The same choices for the same seed, everywhere (mulberry32). */
export function pickSeeded(seed: number): Pick {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return fromInt((min, max) => min + Math.floor(next() * (max - min + 1)));
}
