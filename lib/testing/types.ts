import type { Diagnostic } from '../diagnostics';
import type { Refusal } from './matchers/answer';
import type { Retry, Timespan } from './matchers/time';
import type { Reachable } from './names';

/** What `expect(…)` can do besides. */
export interface MeshMatchers<R = unknown> {
  // On a request
  /** Every share ends there. */
  toReach(to: Reachable): R;
  /** Its shares, by version, service or workload, as weights: `{ v1: 90, v3: 10 }`. */
  toSplit(weights: Readonly<Record<string, number>>): R;
  toBeDelivered(): R;
  /** Every share is refused by the mesh; whatever refuses it, or as named. */
  toBeRefused(how?: Refusal): R;
  toRedirectTo(url: string, status?: number): R;
  /** A proxy answers by itself. */
  toBeAnswered(how?: { readonly status?: number; readonly body?: string }): R;
  /** How often it is tried again at most, besides the first time. */
  toRetry(how: number | Retry): R;
  toTimeOutAfter(time: Timespan): R;
  /** By mutual TLS of the mesh or by TLS. */
  toBeEncrypted(by?: 'mutual TLS' | 'TLS'): R;
  toBeMirroredTo(to: Reachable, percent?: number): R;

  // On a Mesh, Chart or App, on YAML, on manifests
  /** An object of a kind that has these fields. */
  toHaveManifest(kind: string, partial?: object): R;
  /** The objects of the snapshot, as readable YAML. */
  toMatchManifests(hint?: string): R;
  /** No error: of the compiler, of the schemas, of the checks. */
  toBeValid(): R;
  /** A finding of the compiler or of a check. */
  toReport(code: string, partial?: Readonly<Partial<Record<keyof Diagnostic, unknown>>>): R;
}

declare global {
  // Merges with the types of jest, where they are installed; stands for itself where they are not.
  namespace jest {
    interface Matchers<R, T = {}> extends MeshMatchers<R> {}
  }
}
