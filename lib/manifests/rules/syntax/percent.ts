import type { Problem } from '../findings';
import { fields, number } from '../fields';

/** A whole percentage. */
export function percentProblem(value: number): Problem | undefined {
  return value >= 0 && value <= 100 ? undefined : { message: `${value} is not a percentage`, help: 'use a number from 0 to 100' };
}

/** `{ value: 0.1 }`: zero, or fine enough that Envoy can express it. */
export function fractionProblem(percentage: unknown): Problem | undefined {
  const message = fields(percentage);
  if (message === undefined) return undefined;
  const value = number(message.value);
  if (value === 0 || (value >= 0.0001 && value <= 100)) return undefined;
  return { message: `${value} is not a percentage that can be injected`, help: 'use 0, or a number from 0.0001 to 100' };
}
