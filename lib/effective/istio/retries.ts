import type { Retries } from '../mesh';
import { defaultOf } from '../objects';
import type { Provenance, Sourced } from '../provenance';
import { millisOf } from './duration';
import { fields, numberOf, textOf, type Fields } from './fields';
import type { Settings } from './settings';

/** Conditions of a policy that names none. */
const DEFAULT_ON = ['cancelled', 'connect-failure', 'refused-stream', 'retriable-status-codes', 'unavailable'] as const;
const NONE: Retries = { attempts: 0, perTryTimeout: 0, on: [] };

/** How requests are tried again: as the route says, else as the mesh config does, else as Istio does. `hashed`: consistent hashing picks the endpoint, so tries may meet the same one again. */
export function retriesOf(written: unknown, from: () => Provenance, settings: Settings, hashed: boolean): Sourced<Retries> {
  const policy = fields(written);
  if (policy) return { value: fromPolicy(policy, hashed), from: from() };
  const mesh = fields(settings.config.defaultHttpRetryPolicy);
  if (mesh) return { value: fromPolicy(mesh, hashed), from: defaultOf('MeshConfig') };
  return { value: { attempts: 2, perTryTimeout: 0, on: DEFAULT_ON, ...(!hashed && { avoidPrevious: true }) }, from: defaultOf('Istio') };
}

function fromPolicy(policy: Fields, hashed: boolean): Retries {
  const attempts = numberOf(policy.attempts);
  if (attempts <= 0) return NONE;
  const avoid = typeof policy.retryIgnorePreviousHosts === 'boolean' ? policy.retryIgnorePreviousHosts : !hashed;
  const backoff = millisOf(policy.backoff);
  return {
    attempts, perTryTimeout: millisOf(policy.perTryTimeout) ?? 0, on: textOf(policy.retryOn) === '' ? DEFAULT_ON : conditions(policy.retryOn),
    ...(backoff !== undefined && { backoff }), ...(policy.retryRemoteLocalities === true && { remoteLocalities: true }), ...(avoid && { avoidPrevious: true }),
  };
}

/** Status codes among the conditions switch their own condition on. */
function conditions(on: string): readonly string[] {
  const words = new Set(on.split(',').map((w) => w.trim()).filter((w) => w !== ''));
  if ([...words].some((w) => /^[1-5]\d\d$/.test(w))) words.add('retriable-status-codes');
  return [...words].sort();
}
