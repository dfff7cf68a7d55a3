import { type MeshConfigCase, meshConfigCases } from './cases';
import { generatedCases } from './generated';
import { ourVerdict, ourViolations } from './verdicts';

type Fields = Readonly<Record<string, unknown>>;

/** Configurations merged from several sound ones, a third of them with one more that may be unsound. The same seed gives the same. */
export function* randomCases(count: number, seed: number): Generator<MeshConfigCase> {
  const all = [...meshConfigCases, ...generatedCases()];
  const kinds = ['MeshConfig', 'ProxyConfig', 'MeshNetworks'] as const;
  const pools = new Map(kinds.map((kind) => {
    const any = all.filter((one) => one.kind === kind);
    return [kind, { any, sound: any.filter((one) => ourVerdict(ourViolations(one)) !== 'x') }];
  }));
  const random = numbers(seed);
  for (let i = 0; i < count; i++) {
    const kind = kinds[i % 8 === 0 ? 2 : i % 3 === 0 ? 1 : 0]!;
    const { any, sound } = pools.get(kind)!;
    let value: unknown = {};
    for (let parts = 1 + random(6); parts > 0; parts--) value = merged(value, sound[random(sound.length)]!.value);
    if (random(3) === 0) value = merged(value, any[random(any.length)]!.value);
    yield { name: JSON.stringify(value), kind, value };
  }
}

const isMap = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

function merged(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b] as unknown[];
  if (!isMap(a) || !isMap(b)) return b;
  return Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, key in a && key in b ? merged(a[key], b[key]) : key in a ? a[key] : b[key]]));
}

/** A small generator of numbers (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
