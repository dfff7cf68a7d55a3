import type { ObjectMeta } from '../../../manifests/manifest';
import { labelsOf } from '../labels';
import type { GatewaySettings } from '../settings/gateway';

/** Metadata of one of its objects. */
export const metaOf = ({ labels, name, namespace, selector }: GatewaySettings, own: { readonly annotations?: ObjectMeta['annotations']; readonly labels?: ObjectMeta['labels']; readonly name?: string } = {}): ObjectMeta => ({
  ...(own.annotations !== undefined && Object.keys(own.annotations).length > 0 && { annotations: own.annotations }),
  labels: labelsOf(name, { ...labels, ...selector, ...own.labels }), name: own.name ?? name, namespace,
});
