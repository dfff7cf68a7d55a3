import type { EnvVar } from '../../manifests/types';

/** A container's environment. A name is there once, the last one's: what users give follows what is set here, and a server-side apply refuses a list that names one twice. */
export const variables = (all: readonly EnvVar[]): readonly EnvVar[] => [...new Map(all.map((variable) => [variable.name, variable])).values()];

/** A variable that is a field of the pod. */
export const field = (name: string, fieldPath: string): EnvVar => ({ name, valueFrom: { fieldRef: { fieldPath } } });
/** A variable that is what the container asks for, or may use. */
export const amount = (name: string, resource: string): EnvVar => ({ name, valueFrom: { resourceFieldRef: { divisor: '1', resource } } });
