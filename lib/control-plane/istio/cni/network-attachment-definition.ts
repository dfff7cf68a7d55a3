import type { Manifest } from '../../../manifests/manifest';
import { labelsOf } from '../labels';
import { NAME } from './labels';

/** Multus runs plugins that a pod names, by this object. Injection names it without a namespace or as `default/istio-cni`. */
export const networkAttachmentDefinition = (): Manifest => ({ apiVersion: 'k8s.cni.cncf.io/v1', kind: 'NetworkAttachmentDefinition', metadata: { labels: labelsOf(NAME), name: NAME, namespace: 'default' } });
