import type { Manifest } from '../manifests/manifest';
import { groupOf } from './stage';

/** `<component>:<namespace>/<Kind>/<name>`: the object's own name, so that neither order nor construct ids are in it. The first part keeps several clusters of one program apart. */
export function resourceName(component: string, { kind, metadata }: Manifest): string {
  return `${component}:${metadata.namespace ? `${metadata.namespace}/` : ''}${kind}/${metadata.name}`;
}

/** `<component>:<namespace>/<Kind>/*`, of the first member of a gate; a number follows where that is taken. How many there are is no part of it: one more would make it another gate. */
export function gateNames(component: string): (first: Manifest) => string {
  const taken = new Map<string, number>();
  return ({ kind, metadata: { namespace } }) => {
    const name = `${component}:${namespace ? `${namespace}/` : ''}${kind}/*`, n = (taken.get(name) ?? 0) + 1;
    taken.set(name, n);
    return n === 1 ? name : `${name}${n}`;
  };
}

/** An object as messages say it: `Service shop/web`. */
export const textOf = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${String(metadata.name)}`;

/** The token that the typed classes send: core kinds are in `core/v1`, which `apiextensions.CustomResource` gets wrong. */
export function typeToken(apiVersion: string, kind: string): string {
  return `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

/** API versions in which one object can be read and written; a type is part of an identity, so a newer one would delete what it had just updated. */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  'networking.istio.io': ['v1', 'v1beta1', 'v1alpha3'],
  'security.istio.io': ['v1', 'v1beta1'],
  'telemetry.istio.io': ['v1', 'v1alpha1'],
  'gateway.networking.k8s.io': ['v1', 'v1beta1', 'v1alpha2'],
};

/** Tokens of the same kind in its group's other versions. */
export function otherTokens({ apiVersion, kind }: Manifest): readonly string[] {
  const group = groupOf(apiVersion);
  return (VERSIONS[group] ?? []).map((v) => `${group}/${v}`).filter((v) => v !== apiVersion).map((v) => typeToken(v, kind));
}
