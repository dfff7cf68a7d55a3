import type { Manifest } from '../../../manifests/manifest';

interface Version { schema: unknown }
interface Definition extends Manifest { readonly spec: { readonly versions: readonly Version[] } }

let known: readonly Manifest[] | undefined;

/**
 * Istio's custom resource definitions: all that the chart `base` installs, without the descriptions. They are read when they are
 * first asked for, and frozen; versions with the same schema share it.
 */
export const istioCrds = (): readonly Manifest[] => (known ??= read());

function read(): readonly Manifest[] {
  const { CRDS } = require('../generated/crds-1.31') as typeof import('../generated/crds-1.31');
  return Object.freeze(CRDS.map((text) => {
    const crd = JSON.parse(text) as Definition;
    const { versions } = crd.spec;
    // Of a schema that an earlier version has too stands that version's number.
    for (const version of versions) if (typeof version.schema === 'number') version.schema = versions[version.schema]!.schema;
    return frozen(crd);
  }));
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const key in value) frozen(value[key]);
  return Object.freeze(value);
}
