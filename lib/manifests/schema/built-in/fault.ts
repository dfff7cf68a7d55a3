import { joinedPath } from '../path';
import type { Fault } from '../shape';

export type { Fault } from '../shape';

export const fault = (at: string, message: string, help: string): Fault => ({ at, message, help });

/** The same fault, seen from above. */
export const below = (path: string, found: Fault | undefined): Fault | undefined => (found === undefined ? undefined : { ...found, at: joinedPath(path, found.at) });

/** The first fault of a list's items. */
export function firstOf<T>(field: string, items: readonly T[] | undefined | null, check: (item: T, index: number) => Fault | undefined): Fault | undefined {
  if (items == null) return undefined;
  for (let i = 0; i < items.length; i++) {
    const found = check(items[i]!, i);
    if (found !== undefined) return below(`${field}[${i}]`, found);
  }
  return undefined;
}

/** Set to something: Kubernetes reads an empty text as nothing. */
export const isGiven = (value: unknown): boolean => value != null && value !== '';
