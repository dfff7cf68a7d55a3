import type { Container, PersistentVolumeClaimSpec, PodSpec, ProjectedVolumeSource } from '../../types';
import { numberOf } from '../quantity';
import { type Fault, fault, firstOf } from './fault';

/** What is mounted has to be there. `claims`: volumes that a StatefulSet makes for each pod. */
export function mounts({ containers, initContainers, volumes }: PodSpec, claims: readonly (string | undefined)[] = []): Fault | undefined {
  if (!containers.some(mountsSomething) && !initContainers?.some(mountsSomething)) return undefined;
  const known = new Set([...(volumes ?? []).map(({ name }) => name), ...claims]);
  const check = ({ volumeMounts, volumeDevices }: Container): Fault | undefined => firstOf('volumeMounts', volumeMounts, ({ name }) => unknown(name, known)) ?? firstOf('volumeDevices', volumeDevices, ({ name }) => unknown(name, known));
  return firstOf('containers', containers, check) ?? firstOf('initContainers', initContainers, check);
}

const mountsSomething = ({ volumeMounts, volumeDevices }: Container): boolean => (volumeMounts?.length ?? 0) > 0 || (volumeDevices?.length ?? 0) > 0;
const unknown = (name: string, known: ReadonlySet<string | undefined>): Fault | undefined => (known.has(name) ? undefined : fault('name', `the pod has no volume ${JSON.stringify(name)}`, known.size > 0 ? `use one of ${[...known].join(', ')}, or add it to volumes` : 'add it to volumes'));

/** Files of one volume have different paths, whoever they come from. */
export function projectedVolume({ sources }: ProjectedVolumeSource): Fault | undefined {
  const seen = new Set<string>();
  return firstOf('sources', sources, ({ configMap, secret, downwardAPI }) => {
    const paths = [...(configMap?.items ?? []), ...(secret?.items ?? []), ...(downwardAPI?.items ?? [])].map(({ path }) => path);
    const twice = paths.find((path) => seen.has(path) || !seen.add(path));
    return twice === undefined ? undefined : fault('', `a file ${JSON.stringify(twice)} is there already`, 'give every file of the volume its own path');
  });
}

export function claim({ resources }: PersistentVolumeClaimSpec): Fault | undefined {
  const storage = resources?.requests?.storage;
  if (storage == null) return fault('resources.requests.storage', 'a claim needs to say how much it claims', 'set it, as 10Gi');
  return numberOf(storage) > 0 ? undefined : fault('resources.requests.storage', `${storage} is nothing`, 'claim more than 0');
}
