/**
 * A Kubernetes object as plain data. Emitters write the keys of every object in the order in which they are printed
 * (apiVersion, kind, metadata, spec, …; below that alphabetical), so nothing has to sort, copy or resolve them again.
 */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

export interface ObjectMeta {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly name: string;
  readonly namespace?: string;
  readonly [field: string]: unknown;
}
