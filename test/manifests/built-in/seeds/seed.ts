import type { Manifest } from '../../../../lib/manifests/manifest';

/** An object that the API server takes, of which mutants are made. */
export interface Seed { readonly name: string; readonly manifest: Manifest }

export type Fields = Readonly<Record<string, unknown>>;

/** Makes seeds of one kind, named `Kind` or `Kind, what is special`. */
export const of = (apiVersion: string, kind: string, metadata: Fields = {}) => (what: string, fields: Fields): Seed =>
  ({ name: what === '' ? kind : `${kind}, ${what}`, manifest: { apiVersion, kind, metadata: { name: 'web', namespace: 'default', ...metadata }, ...fields } as Manifest });

/** The same for what belongs to a whole cluster. */
export const ofCluster = (apiVersion: string, kind: string, name = 'web') => (what: string, fields: Fields): Seed =>
  ({ name: what === '' ? kind : `${kind}, ${what}`, manifest: { apiVersion, kind, metadata: { name }, ...fields } as Manifest });
