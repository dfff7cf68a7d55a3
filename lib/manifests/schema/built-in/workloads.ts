import type { CronJobSpec, DaemonSetSpec, DeploymentSpec, PodSpec, StatefulSetSpec } from '../../types';
import { FORMS } from '../forms';
import { type Fault, below, fault, isGiven } from './fault';
import { isDnsLabel } from '../names';
import { forDebugging } from './pod';
import { isEmptySelector, unmet } from './selectors';
import { mounts } from './volumes';

type Amount = number | string | undefined | null;
const isNothing = (amount: Amount): boolean => amount === 0 || (typeof amount === 'string' && /^0+%$/.test(amount));

export function deployment(spec: DeploymentSpec): Fault | undefined {
  const { strategy, progressDeadlineSeconds, minReadySeconds } = spec;
  const rolling = strategy?.rollingUpdate;
  if (strategy?.type === 'Recreate' && rolling != null) return fault('strategy.rollingUpdate', 'a Deployment of type Recreate does not roll', 'remove it, or set type: RollingUpdate');
  if (rolling != null && isNothing(rolling.maxSurge) && isNothing(rolling.maxUnavailable)) return fault('strategy.rollingUpdate.maxUnavailable', 'no pod may be added and none may be away: nothing would ever be replaced', 'raise maxSurge or maxUnavailable');
  const deadline = progressDeadlineSeconds ?? 600;
  if (deadline <= (minReadySeconds ?? 0) && deadline !== 2 ** 31 - 1) return fault(progressDeadlineSeconds == null ? 'minReadySeconds' : 'progressDeadlineSeconds', `pods have to be ready for ${minReadySeconds ?? 0} s, and after ${deadline} s the roll-out has failed`, 'let progressDeadlineSeconds (600 where it is not set) be more than minReadySeconds');
  return selects(spec, 'Deployment') ?? staysUp(spec.template.spec);
}

export function daemonSet(spec: DaemonSetSpec): Fault | undefined {
  // How it rolls is read only where it does.
  const rolling = spec.updateStrategy?.type === 'OnDelete' ? undefined : spec.updateStrategy?.rollingUpdate;
  if (rolling != null) {
    const away: Amount = rolling.maxUnavailable ?? 1;
    const added: Amount = rolling.maxSurge ?? 0;
    const { is, message, help } = FORMS['count-or-share'];
    for (const [field, amount] of [['maxUnavailable', away], ['maxSurge', added]] as const) if (!(is as (value: Amount) => boolean)(amount)) return fault(`updateStrategy.rollingUpdate.${field}`, `${JSON.stringify(amount)} ${message}`, help);
    if (isNothing(away) && isNothing(added)) return fault('updateStrategy.rollingUpdate.maxUnavailable', 'no pod may be added and none may be away: nothing would ever be replaced', 'raise maxSurge or maxUnavailable');
    if (!isNothing(away) && !isNothing(added)) return fault('updateStrategy.rollingUpdate.maxSurge', `a node has a pod more or one less while it is replaced, not both (maxUnavailable is ${away})`, 'set one of the two to 0');
  }
  return selects(spec, 'DaemonSet') ?? staysUp(spec.template.spec);
}

export function statefulSet(spec: StatefulSetSpec): Fault | undefined {
  if (spec.updateStrategy?.type === 'OnDelete' && spec.updateStrategy.rollingUpdate != null) return fault('updateStrategy.rollingUpdate', 'a StatefulSet that is updated on delete does not roll', 'remove it, or set type: RollingUpdate');
  const unnamed = spec.volumeClaimTemplates?.findIndex(({ metadata }) => !isDnsLabel((metadata as { readonly name?: string } | undefined)?.name ?? '')) ?? -1;
  if (unnamed >= 0) return fault(`volumeClaimTemplates[${unnamed}].metadata.name`, 'a claim needs a name, as volumes have it', 'use at most 63 lower-case letters, digits and "-"');
  const unclaimed = spec.volumeClaimTemplates?.findIndex((one) => one.spec == null) ?? -1;
  if (unclaimed >= 0) return fault(`volumeClaimTemplates[${unclaimed}].spec`, 'nothing is claimed', 'set accessModes and resources.requests.storage');
  return selects(spec, 'StatefulSet') ?? staysUp(spec.template.spec, spec.volumeClaimTemplates?.map(({ metadata }) => metadata?.name));
}

/** A selector that selects the pods that are made. */
function selects({ selector, template }: { readonly selector: DeploymentSpec['selector']; readonly template: DeploymentSpec['template'] }, kind: string): Fault | undefined {
  if (isEmptySelector(selector)) return fault('selector', 'the selector is empty', `select the pods of this ${kind} by their labels, as app: web`);
  return unmet(selector, template);
}

/** Pods that are to run for ever. `claims`: volumes that a StatefulSet makes for each pod. */
function staysUp(pod: PodSpec | undefined, claims?: readonly (string | undefined)[]): Fault | undefined {
  if (pod == null) return fault('template.spec', 'the pods have no containers', 'name them in template.spec.containers');
  if (isGiven(pod.restartPolicy) && pod.restartPolicy !== 'Always') return fault('template.spec.restartPolicy', `pods that stay up are restarted always, not ${pod.restartPolicy}`, 'remove it; for work that ends there are Job and CronJob');
  if (pod.activeDeadlineSeconds != null) return fault('template.spec.activeDeadlineSeconds', 'pods that stay up have no end', 'remove it; for work that ends there are Job and CronJob');
  return below('template.spec', forDebugging(pod) ?? mounts(pod, claims));
}

/** A pod by itself. */
export function pod({ spec }: { readonly spec: PodSpec }): Fault | undefined {
  return below('spec', forDebugging(spec) ?? mounts(spec));
}

export function cronJob({ jobTemplate, timeZone }: CronJobSpec): Fault | undefined {
  if (timeZone != null && !/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/.test(timeZone)) return fault('timeZone', `${JSON.stringify(timeZone)} is not a time zone`, 'name it as the time zone database does, as Etc/UTC or Europe/Vienna');
  if (timeZone?.toLowerCase() === 'local') return fault('timeZone', 'the zone of the machine is not known', 'name one, as Etc/UTC');
  const job = jobTemplate.spec;
  if (job == null) return fault('jobTemplate.spec', 'the jobs have no pods', 'describe them in jobTemplate.spec.template');
  if (job.manualSelector === true || job.selector != null) return fault(`jobTemplate.spec.${job.manualSelector === true ? 'manualSelector' : 'selector'}`, 'jobs of a CronJob select their pods themselves', 'remove it');
  if (job.completionMode === 'Indexed' && job.completions == null) return fault('jobTemplate.spec.completions', 'an indexed job needs to know how many indexes there are', 'set completions');
  return undefined;
}
