import type { Problem } from '../findings';
import { memo } from './memo';

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n, us: 1_000n, 'µs': 1_000n, 'μs': 1_000n, ms: 1_000_000n, s: 1_000_000_000n, m: 60_000_000_000n, h: 3_600_000_000_000n,
};
const COMPONENT = /([0-9]*)(?:\.([0-9]*))?([^0-9.]+)/y;
const MILLISECOND = 1_000_000n;
const LONGEST = 1n << 63n;

/** Nanoseconds of a duration such as `1.5s` or `1m30s`, or undefined. */
export const nanoseconds = memo((value: string): bigint | undefined => {
  const negative = value.startsWith('-');
  const digits = negative || value.startsWith('+') ? value.slice(1) : value;
  if (digits === '0') return 0n;
  if (digits === '') return undefined;
  let total = 0n;
  COMPONENT.lastIndex = 0;
  while (COMPONENT.lastIndex < digits.length) {
    const match = COMPONENT.exec(digits);
    const unit = match === null ? undefined : UNITS[match[3]!];
    if (match === null || unit === undefined || (match[1] === '' && !match[2])) return undefined;
    total += BigInt(match[1] || '0') * unit;
    const fraction = match[2] ?? '';
    if (fraction !== '') total += (BigInt(fraction) * unit) / 10n ** BigInt(fraction.length);
    if (total > LONGEST) return undefined;
  }
  if (total === LONGEST && !negative) return undefined;
  return negative ? -total : total;
}, 1024);

/** Written as a duration, of whatever length. */
export function durationSyntaxProblem(value: unknown): Problem | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && nanoseconds(value) !== undefined) return undefined;
  return { message: `${JSON.stringify(value)} is not a duration`, help: 'write a number and a unit, as 500ms, 2.5s, 1m or 1h30m' };
}

const judge = memo((value: string): Problem | undefined => {
  const length = nanoseconds(value);
  if (length === undefined) return durationSyntaxProblem(value);
  if (length < MILLISECOND) return { message: `duration ${value} is too short`, help: 'use at least 1ms' };
  if (length % MILLISECOND !== 0n) return { message: `duration ${value} is finer than a millisecond`, help: 'use whole milliseconds' };
  return undefined;
}, 1024);

/** At least 1ms, in whole milliseconds. Absent is well. */
export function durationProblem(value: unknown): Problem | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? judge(value) : durationSyntaxProblem(value);
}

/** As `durationProblem`, but a duration below a millisecond switches the feature off. */
export function durationOrOffProblem(value: unknown): Problem | undefined {
  if (typeof value !== 'string') return durationProblem(value);
  const length = nanoseconds(value);
  return length !== undefined && length > -MILLISECOND && length < MILLISECOND ? undefined : judge(value);
}
