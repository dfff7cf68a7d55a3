import type { Job, JobSpec } from '../../types';
import { below, type Fault, fault, isGiven } from './fault';
import { forDebugging } from './pod';
import { isEmptySelector, unmet } from './selectors';
import { mounts } from './volumes';

/** A job's name becomes a label of its pods, with which it finds them. */
export function jobName({ metadata: { name }, spec }: Job): Fault | undefined {
  return name != null && name.length > 63 && spec.manualSelector !== true ? fault('metadata.name', `the name has ${name.length} characters, and is a label of pods, which has 63`, 'shorten it') : undefined;
}

/** Work that ends: how often, when it has failed, whose pods they are. */
export function job(spec: JobSpec): Fault | undefined {
  const pod = spec.template.spec;
  if (pod == null) return fault('template.spec', 'the pods have no containers', 'name them in template.spec.containers');
  if (pod.restartPolicy !== 'OnFailure' && pod.restartPolicy !== 'Never') return fault('template.spec.restartPolicy', isGiven(pod.restartPolicy) ? `pods of a job end, and are not restarted ${pod.restartPolicy}` : 'pods of a job end, and have to say what follows a failure', 'set restartPolicy: OnFailure or Never');
  return below('template.spec', forDebugging(pod)) ?? selectorOf(spec) ?? (spec.completionMode === 'Indexed' ? indexed(spec) : notIndexed(spec)) ?? failures(spec) ?? below('template.spec', mounts(pod));
}

function selectorOf({ manualSelector, selector, template }: JobSpec): Fault | undefined {
  if (manualSelector !== true) return selector == null || isEmptySelector(selector) ? undefined : fault('selector', 'a job selects its pods itself', 'remove it, or set manualSelector: true');
  if (selector == null) return fault('selector', 'the job selects no pods', 'select them by their labels, or remove manualSelector');
  return unmet(selector, template);
}

function notIndexed({ backoffLimitPerIndex, maxFailedIndexes, successPolicy }: JobSpec): Fault | undefined {
  const wrong = backoffLimitPerIndex != null ? 'backoffLimitPerIndex' : maxFailedIndexes != null ? 'maxFailedIndexes' : successPolicy != null ? 'successPolicy' : undefined;
  return wrong === undefined ? undefined : fault(wrong, 'it is about the indexes of a job that has none', 'set completionMode: Indexed, or remove it');
}

/** Most that an indexed job may have of its own. */
const MOST = 100_000;
function indexed({ completions: given, parallelism, backoffLimitPerIndex, maxFailedIndexes, successPolicy }: JobSpec): Fault | undefined {
  // Where nothing is said of either, both are 1.
  if (given == null && parallelism != null) return fault('completions', 'an indexed job needs to know how many indexes there are', 'set completions');
  const completions = given ?? 1;
  if (maxFailedIndexes != null && backoffLimitPerIndex == null) return fault('backoffLimitPerIndex', 'failed indexes are counted, and none ever fails', 'set backoffLimitPerIndex');
  if (maxFailedIndexes != null && maxFailedIndexes > completions) return fault('maxFailedIndexes', `${maxFailedIndexes} may fail, and there are ${completions}`, 'let it be at most completions');
  if (parallelism != null && parallelism > MOST) return fault('parallelism', `${parallelism} pods of an indexed job at once`, `use at most ${MOST}`);
  if (completions > MOST && (parallelism ?? 1) > 10_000) return fault('parallelism', `with ${completions} indexes at most 10000 run at once`, 'use less of one');
  for (const [i, { succeededCount, succeededIndexes }] of (successPolicy?.rules ?? []).entries()) {
    const found = indexesOf(succeededIndexes, completions);
    if (typeof found !== 'number') return below(`successPolicy.rules[${i}].succeededIndexes`, found);
    if (succeededCount != null && succeededCount > found) return fault(`successPolicy.rules[${i}].succeededCount`, `${succeededCount} are to succeed, of ${found}`, 'ask for fewer');
  }
  return undefined;
}

/** How many indexes a list as `0-2,5` names. */
function indexesOf(text: string | undefined, completions: number): number | Fault {
  if (text == null) return completions;
  let count = 0;
  let last = -1;
  for (const part of text.split(',')) {
    const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    const first = Number(from);
    const end = Number(to ?? from);
    if (from === undefined || first <= last || end < first || (to !== undefined && end === first)) return fault('', `${JSON.stringify(text)} is not a list of indexes`, 'write it in order, as 0-2,5');
    if (end >= completions) return fault('', `the index ${end} is not there: there are ${completions}`, 'let it be less than completions');
    count += end - first + 1;
    last = end;
  }
  return count;
}

function failures({ podFailurePolicy, podReplacementPolicy, template, backoffLimitPerIndex }: JobSpec): Fault | undefined {
  if (podFailurePolicy == null) return undefined;
  if (template.spec!.restartPolicy !== 'Never') return fault('template.spec.restartPolicy', 'a policy of failures looks at pods that have ended', 'set restartPolicy: Never, or remove podFailurePolicy');
  if (podReplacementPolicy === 'TerminatingOrFailed') return fault('podReplacementPolicy', 'a policy of failures waits until pods have failed', 'remove it, or use Failed');
  for (const [i, { action, onExitCodes, onPodConditions }] of (podFailurePolicy.rules ?? []).entries()) {
    const at = `podFailurePolicy.rules[${i}]`;
    if (action === 'FailIndex' && backoffLimitPerIndex == null) return fault(`${at}.action`, 'no index can fail by itself', 'set backoffLimitPerIndex, or use FailJob');
    const conditions = onPodConditions?.length ?? 0;
    if (onExitCodes == null && conditions === 0) return fault(at, 'the rule looks at nothing', 'set onExitCodes or onPodConditions');
    if (onExitCodes == null) continue;
    if (conditions > 0) return fault(at, 'a rule looks at exit codes or at conditions, here at both', 'make two rules of it');
    const { containerName, operator, values } = onExitCodes;
    if (operator === 'In' && values.includes(0)) return fault(`${at}.onExitCodes.values`, 'the code 0 is no failure', 'remove 0');
    if (values.some((value, n) => n > 0 && value <= values[n - 1]!)) return fault(`${at}.onExitCodes.values`, 'the codes are not in order, or not different', 'write each once, the lowest first');
    if (containerName != null && ![...template.spec!.containers, ...template.spec!.initContainers ?? []].some(({ name }) => name === containerName)) return fault(`${at}.onExitCodes.containerName`, `the pod has no container ${JSON.stringify(containerName)}`, 'name one of it');
  }
  return undefined;
}
