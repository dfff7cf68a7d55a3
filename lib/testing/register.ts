import * as answer from './matchers/answer';
import * as delivery from './matchers/delivery';
import * as manifest from './matchers/manifests';
import * as time from './matchers/time';
import * as validity from './matchers/validity';

/** All matchers, for `expect.extend(meshMatchers)`. */
export const meshMatchers = {
  toReach: delivery.toReach, toSplit: delivery.toSplit, toBeDelivered: delivery.toBeDelivered, toBeMirroredTo: delivery.toBeMirroredTo, toBeEncrypted: delivery.toBeEncrypted,
  toBeRefused: answer.toBeRefused, toRedirectTo: answer.toRedirectTo, toBeAnswered: answer.toBeAnswered,
  toRetry: time.toRetry, toTimeOutAfter: time.toTimeOutAfter,
  toHaveManifest: manifest.toHaveManifest, toMatchManifests: manifest.toMatchManifests, toBeValid: validity.toBeValid, toReport: validity.toReport,
};

/** Registers the matchers on an `expect`: of vitest, of `@jest/globals`, of anything that extends as they do. */
export function extendExpect(expect: { extend(matchers: any): unknown }): void { expect.extend(meshMatchers); }

/** The `expect` that a framework made global, if there is one. */
export function extendGlobal(): void {
  const found = (globalThis as { expect?: { extend?: unknown } }).expect;
  if (found && typeof found.extend === 'function') extendExpect(found as { extend(matchers: any): unknown });
}
