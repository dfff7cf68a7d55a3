import type { Container, ResourceRequirements, SecurityContext } from '../../types';
import { fieldPath } from '../path';
import { isMore, isSame, numberOf } from '../quantity';
import { type Fault, fault, firstOf, isGiven } from './fault';

/** What the fields of one container ask of each other. */
export function container({ livenessProbe, readinessProbe, startupProbe, restartPolicy, restartPolicyRules, ports, resizePolicy, volumeMounts }: Container): Fault | undefined {
  return once('livenessProbe', livenessProbe) ?? once('startupProbe', startupProbe)
    ?? (readinessProbe?.terminationGracePeriodSeconds == null ? undefined : fault('readinessProbe.terminationGracePeriodSeconds', 'a readiness probe ends no container', 'remove it: it is for livenessProbe and startupProbe'))
    ?? (restartPolicyRules?.length && restartPolicy == null ? fault('restartPolicy', 'rules of restarting stand beside no policy', 'set restartPolicy') : undefined)
    ?? firstOf('volumeMounts', volumeMounts, ({ subPath, subPathExpr }) => (isGiven(subPath) && isGiven(subPathExpr) ? fault('subPathExpr', 'subPath says already what is mounted', 'keep one of the two') : undefined))
    ?? (ports == null || ports.length < 2 ? undefined : twice('ports', ports.map(({ name }) => name), '.name'))
    ?? (resizePolicy == null || resizePolicy.length < 2 ? undefined : twice('resizePolicy', resizePolicy.map(({ resourceName }) => resourceName)));
}

function once(field: string, probe: Container['livenessProbe']): Fault | undefined {
  const successes = probe?.successThreshold;
  return successes == null || successes < 2 ? undefined : fault(`${field}.successThreshold`, `${successes} successes are asked for; here one is enough`, 'remove it: it is for readinessProbe');
}

function twice(field: string, values: readonly (string | undefined)[], tail = ''): Fault | undefined {
  const seen = new Map<string, number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value == null || value === '') continue;
    const first = seen.get(value);
    if (first !== undefined) return fault(`${field}[${i}]${tail}`, `${JSON.stringify(value)} is already at ${field}[${first}]`, 'keep one, or name the other differently');
    seen.set(value, i);
  }
  return undefined;
}

/** No privileges beside all of them. */
export function securityContext({ allowPrivilegeEscalation, privileged, capabilities }: SecurityContext): Fault | undefined {
  if (allowPrivilegeEscalation !== false) return undefined;
  if (privileged === true) return fault('allowPrivilegeEscalation', 'a privileged container has all privileges already', 'remove privileged, or allowPrivilegeEscalation: false');
  return capabilities?.add?.includes('CAP_SYS_ADMIN') ? fault('allowPrivilegeEscalation', 'CAP_SYS_ADMIN brings more privileges than a container may gain', 'remove the capability, or allowPrivilegeEscalation: false') : undefined;
}

export interface Profile { readonly type: string; readonly localhostProfile?: string }
/** A profile of the node has a name, and no other has. */
function profile({ type, localhostProfile }: Profile): Fault | undefined {
  if (type !== 'Localhost') return localhostProfile == null ? undefined : fault('localhostProfile', `the profile ${type} has no file`, 'remove it, or set type: Localhost');
  return localhostProfile == null ? fault('localhostProfile', 'a profile of the node needs its name', 'name it') : undefined;
}
export const seccompProfile = (own: Profile): Fault | undefined => profile(own) ?? (own.localhostProfile != null && (own.localhostProfile.startsWith('/') || own.localhostProfile.split('/').includes('..'))
  ? fault('localhostProfile', `${JSON.stringify(own.localhostProfile)} is not a relative path`, 'write it below the folder of profiles') : undefined);
export const appArmorProfile = (own: Profile): Fault | undefined => profile(own) ?? (own.type === 'Localhost' && (own.localhostProfile === '' || own.localhostProfile !== own.localhostProfile!.trim())
  ? fault('localhostProfile', `${JSON.stringify(own.localhostProfile)} is not a name of a profile`, 'name it, without spaces around it') : undefined);

/** Nobody may ask for more than he may use, and for what cannot be shared exactly for that. */
export function resources({ limits, requests }: ResourceRequirements): Fault | undefined {
  let huge = false;
  for (const name in limits) huge ||= isHuge(name);
  for (const name in requests) {
    const asked = requests[name];
    if (asked == null) continue;
    huge ||= isHuge(name);
    const most = limits?.[name];
    const shared = isShared(name);
    if (most == null) { if (!shared) return fault('limits', `${name} cannot be shared: what is asked for has to be the limit, too`, `set limits.${name} to the same`); continue; }
    if (isMore(asked, most)) return fault(fieldPath('requests', name), `${asked} is more than the limit, ${most}`, 'ask for less, or raise the limit');
    if (!shared && !isSame(asked, most)) return fault(fieldPath('requests', name), `${name} cannot be shared: ${asked} is asked for and the limit is ${most}`, 'let both be the same');
  }
  if (huge && !['cpu', 'memory'].some((name) => limits?.[name] != null || requests?.[name] != null)) return fault('', 'huge pages need cpu or memory beside them', 'set limits of cpu or memory');
  return wholeNumbers('limits', limits) ?? wholeNumbers('requests', requests);
}

const isHuge = (name: string): boolean => name.startsWith('hugepages-');
const isShared = (name: string): boolean => !isHuge(name) && (!name.includes('/') || name.includes('kubernetes.io/'));
function wholeNumbers(field: string, amounts: ResourceRequirements['limits']): Fault | undefined {
  for (const name in amounts) {
    const amount = amounts[name];
    if (amount != null && !isShared(name) && !isHuge(name) && !Number.isInteger(numberOf(amount))) return fault(fieldPath(field, name), `${amount} is no whole number`, `${name} is counted in pieces`);
  }
  return undefined;
}
