import type { Duration } from 'cdk8s';
import type { Millis } from '../model';
import { CallError } from './call-error';

/** Checks of arguments: each returns the value as a fact, or throws with what was expected. `at` is the construct path, if there is one. */
type At = string | undefined;

export function millis(at: At, what: string, value: Duration): Millis {
  if (typeof (value as Partial<Duration> | undefined)?.toMilliseconds !== 'function') throw new CallError(at, `${what} must be a Duration, not ${show(value)}`, 'write it with its unit: Duration.seconds(3)');
  const ms = value.toMilliseconds({ integral: false });
  if (!(ms > 0)) throw new CallError(at, `${what} must be longer than nothing, not ${ms} ms`, "to have none, say 'off' in a rule or { off: true } in a policy");
  if (!Number.isSafeInteger(ms)) throw new CallError(at, `${what} must be whole milliseconds, not ${ms} ms`);
  return ms;
}
export const optionalMillis = (at: At, what: string, value: Duration | undefined): Millis | undefined => (value === undefined ? undefined : millis(at, what, value));

export function whole(at: At, what: string, value: number, min: number, max = Number.MAX_SAFE_INTEGER): number {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw new CallError(at, `${what} must be a whole number ${max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`}, not ${show(value)}`);
  }
  return value;
}
export const optionalWhole = (at: At, what: string, value: number | undefined, min: number, max?: number): number | undefined => (value === undefined ? undefined : whole(at, what, value, min, max));
export const portNumber = (at: At, what: string, value: number): number => whole(at, what, value, 1, 65535);

export function percent(at: At, what: string, value: number): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= 100)) throw new CallError(at, `${what} must be a percentage from 0 to 100, not ${show(value)}`);
  return value;
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
/** A name that Kubernetes takes everywhere. */
export function dnsLabel(at: At, what: string, value: string): string {
  if (typeof value !== 'string' || value.length > 63 || !LABEL.test(value)) {
    throw new CallError(at, `${what} must be up to 63 lower-case letters, digits and inner dashes, not ${show(value)}`, 'objects are named after the ids of constructs');
  }
  return value;
}
export function serviceName(at: At, what: string, value: string): string {
  dnsLabel(at, what, value);
  if (/^[0-9]/.test(value)) throw new CallError(at, `${what} must start with a letter, not ${show(value)}`, 'a Kubernetes Service is named after it');
  return value;
}

const HOSTNAME = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
export function hostname(at: At, what: string, value: string, star = true): string {
  if (typeof value !== 'string' || value === '') throw new CallError(at, value ? `${what} must be text, not ${show(value)}` : `${what} must not be empty`);
  const lower = value.toLowerCase();
  if (lower === '*' && star) return lower;
  if (lower.length > 253 || !HOSTNAME.test(lower) || (!star && lower.startsWith('*'))) {
    throw new CallError(at, `${what} must be a host name${star ? ', whole or as *.example.com' : ''}, not ${show(value)}`, /[/:]/.test(value) ? 'leave out scheme, port and path' : undefined);
  }
  return lower;
}

export function text(at: At, what: string, value: string): string {
  if (typeof value !== 'string' && value) throw new CallError(at, `${what} must be text, not ${show(value)}`);
  if (typeof value !== 'string' || value.trim() === '') throw new CallError(at, `${what} must not be empty`);
  return value;
}
export function oneOf<T extends string>(at: At, what: string, value: T, allowed: readonly T[]): T {
  if (!allowed.includes(value)) throw new CallError(at, `${what} must be one of ${allowed.join(', ')}, not ${show(value)}`);
  return value;
}
export function notEmpty<T>(at: At, what: string, list: readonly T[]): readonly T[] {
  if (list !== undefined && list !== null && !Array.isArray(list)) throw new CallError(at, `${what} must be a list, not ${show(list)}`, 'write brackets around it: [ … ]');
  if (!list?.length) throw new CallError(at, `${what} must name at least one`);
  return list;
}
export const show = (value: unknown): string => (isPulumiOutput(value) ? 'an Output of Pulumi (pass it as an input of MeshResources)' : typeof value === 'string' ? `'${value}'` : typeof value === 'object' && value !== null ? JSON.stringify(value)?.slice(0, 80) ?? 'an object' : String(value));

/** A copy of data that is written as it is. */
export function plainCopy<T>(at: At, what: string, value: T): T {
  try { return structuredClone(value); } catch {
    throw new CallError(at, `${what} must be plain data: objects, lists, text, numbers`, 'a function, or an Output of Pulumi, cannot be written; an Output is passed as an input of MeshResources');
  }
}

/** A value that Pulumi learns later, or the text that it becomes in a template. */
export function isPulumiOutput(value: unknown): boolean {
  return typeof value === 'string' ? /^[^]{0,200}Calling \[to(String|JSON)\] on an \[Output/.test(value) : (value as { __pulumiOutput?: unknown } | null | undefined)?.__pulumiOutput === true;
}

/** Without the properties that are undefined: facts compare equal whether a prop was left out or given as undefined. */
export function defined<T extends object>(value: T): T {
  const out: Partial<T> = {};
  for (const key of Object.keys(value) as (keyof T)[]) if (value[key] !== undefined) out[key] = value[key];
  return out as T;
}
