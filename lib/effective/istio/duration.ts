import type { Millis } from '../mesh';

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 1e-3, 'µs': 1e-3, ns: 1e-6 };

/** `1h30m`, `1.5s`, `100ms` in milliseconds; undefined where it is no duration. */
export function millisOf(duration: unknown): Millis | undefined {
  if (typeof duration !== 'string') return undefined;
  const simple = /^(\d{1,9})(h|ms|m|s)$/.exec(duration);
  if (simple) return Number(simple[1]) * UNITS[simple[2]];
  const text = duration.startsWith('+') || duration.startsWith('-') ? duration.slice(1) : duration;
  if (text === '0') return 0;
  if (!/^(\d+(\.\d*)?|\.\d+)(h|ms|m|s|us|µs|ns)((\d+(\.\d*)?|\.\d+)(h|ms|m|s|us|µs|ns))*$/.test(text)) return undefined;
  let total = 0;
  for (const [, number, unit] of text.matchAll(/([\d.]+)(h|ms|m|s|us|µs|ns)/g)) total += Number(number) * UNITS[unit];
  // Sums of fractions: no more digits than a duration can have.
  return (duration.startsWith('-') ? -1 : 1) * Math.round(total * 1e6) / 1e6;
}
