import { show } from '../../../constructs/arguments';
import type { Problem } from '../../../manifests/rules/findings';

/* Forms of texts that the API server takes as they are, and Istio's own programs do not. */

const LEVELS = ['debug', 'info', 'warn', 'error', 'fatal', 'none'];
/** `--log_output_level` of Istio's programs, which end when they cannot read it. */
export function logLevelProblem(given: unknown): Problem | undefined {
  if (given === '') return undefined;
  return typeof given === 'string' && given.split(',').every((part) => /^([^:\s]+:)?[a-z]+$/.test(part) && LEVELS.includes(part.slice(part.indexOf(':') + 1))) ? undefined
    : { message: `must be a level, or levels by scope, not ${show(given)}`, help: `as 'default:info,ads:debug'; levels are ${LEVELS.join(', ')}` };
}

const ENVOY_LEVELS = ['trace', 'debug', 'info', 'warning', 'warn', 'error', 'critical', 'off'];
/** `--component-log-level` of Envoy. */
export function componentLevelProblem(given: unknown): Problem | undefined {
  if (given === '') return undefined;
  return typeof given === 'string' && given.split(',').every((part) => /^[a-z0-9_]+:[a-z]+$/.test(part) && ENVOY_LEVELS.includes(part.slice(part.indexOf(':') + 1))) ? undefined
    : { message: `must be levels by component of Envoy, not ${show(given)}`, help: `as 'misc:error,jwt:debug'; levels are ${ENVOY_LEVELS.join(', ')}` };
}

/** How many pods change at a time. Both of a rollout must not be nothing. */
export function amountProblem(given: unknown, most = Infinity): Problem | undefined {
  const isAmount = typeof given === 'number' ? Number.isSafeInteger(given) && given >= 0 : typeof given === 'string' && /^\d+%$/.test(given) && Number.parseInt(given, 10) <= most;
  return isAmount ? undefined : { message: `must be a number of pods or a part of them, not ${show(given)}`, help: "write it as 1 or as '25%'" };
}
export const isNothing = (amount: number | string | undefined): boolean => amount !== undefined && Number.parseInt(String(amount), 10) === 0;

/** A folder or file on the nodes. */
export const nodePathProblem = (given: unknown): Problem | undefined => (typeof given === 'string' && /^\/[^\s:]*$/.test(given) && !given.split('/').includes('..') ? undefined
  : { message: `must be a whole path on the nodes, not ${show(given)}`, help: "it begins with a slash and has no '..', as '/opt/cni/bin'" });

/** A file of CNI, beside which the kubelet looks. */
export const confFileProblem = (given: unknown): Problem | undefined => (typeof given === 'string' && /^[^/\s]+\.(conf|conflist)$/.test(given) ? undefined
  : { message: `must be the name of a CNI configuration, not ${show(given)}`, help: "a file name that ends in .conf or .conflist, as '02-istio-cni.conflist'" });

/** Names, ids: anything that can be seen, in one piece. */
export const nameProblem = (given: unknown): Problem | undefined => (typeof given === 'string' && /^\S+$/.test(given) ? undefined : { message: `must be a name without spaces, not ${show(given)}`, help: "as 'prod-eu-1'" });

/** Environment variables: what is set by a number or a boolean in YAML is text. */
export function variablesProblem(given: unknown): Problem | undefined {
  for (const [name, value] of Object.entries((given ?? {}) as object)) {
    if (!/^[ -<>-~]+$/.test(name)) return { message: `has a variable ${show(name)}`, help: "a name is plain ASCII without '='" };
    if (typeof value !== 'string') return { message: `has ${name} = ${show(value)}, and variables are text`, help: `write it in quotes: { ${name}: '${String(value)}' }` };
  }
  return undefined;
}

/** The API server's own merge refuses a list that names a variable twice, and a container takes the last one without a word. */
export function namedTwiceProblem(env: unknown, envFrom: unknown): Problem | undefined {
  if (!Array.isArray(envFrom)) return undefined;
  const seen = new Set(Object.keys((env ?? {}) as object));
  for (const one of envFrom as readonly ({ readonly name?: unknown } | null)[]) {
    const name = one?.name;
    if (typeof name === 'string' && seen.has(name)) return { message: `names ${name}, which ${Object.hasOwn((env ?? {}) as object, name) ? 'env has, too' : 'it has already'}`, help: 'name a variable once' };
    seen.add(String(name));
  }
  return undefined;
}
