import type { Millis } from '../../model';

/** As Istio writes it: whole seconds where it is some, else milliseconds. */
export const duration = (ms: Millis): string => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`);
