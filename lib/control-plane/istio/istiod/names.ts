import type { ObjectMeta } from '../../../manifests/manifest';
import { labelsOf } from '../labels';
import type { RevisionSettings } from '../settings/revision';

/** Value of `app`, of `app.kubernetes.io/name`, and what names begin with. */
export const NAME = 'istiod';

type Named = Pick<RevisionSettings, 'suffix' | 'namespace'>;
/** Deployment, Service, account, role and what scales and protects them. */
export const istiodName = ({ suffix }: Pick<Named, 'suffix'>): string => `${NAME}${suffix}`;
/** Names of what a cluster has one of: two control planes in two namespaces do not take them from each other. */
export const clusterName = (name: string, { suffix, namespace }: Named): string => `${name}${suffix}-${namespace}`;

type Labels = Readonly<Record<string, string>>;
interface Meta {
  /** Beside those that every object has. */
  readonly labels?: Labels;
  readonly annotations?: Labels;
  /** `undefined`: it is the cluster's. */
  readonly namespace?: string;
  /** Value of `app.kubernetes.io/name`. @default 'istiod' */
  readonly app?: string;
}
/** Metadata in printed order. */
export function metaOf(name: string, { labels, annotations = {}, namespace, app = NAME }: Meta): ObjectMeta {
  const keys = Object.keys(annotations).sort();
  return {
    ...(keys.length > 0 && { annotations: Object.fromEntries(keys.map((key) => [key, annotations[key]!])) }),
    labels: labelsOf(app, labels), name, ...(namespace !== undefined && { namespace }),
  };
}
