import { isObject } from '../../manifests/is-object';
import { once } from '../../manifests/maps';
import { at, listOf, type IndexedObject, type ObjectIndex } from '../object-index';
import { Stage } from '../stage';
import type { Need } from './need';

const GROUP = 'admissionregistration.k8s.io';

/** A webhook configuration: the pods that answer it. With none of them every request it matches would be refused. */
export const answeredBy: Need = ({ stage, manifest }, index) => (stage === Stage.Webhook ? index.behind(manifest) : []);

/** Pods: the webhooks that inject them. An object: the webhooks that judge it. */
export const webhook: Need = ({ group, pods, stage }, index) => {
  if (stage <= Stage.Webhook) return [];
  return [judging(index, group), ...(pods && group !== '' ? [judging(index, '')] : [])];
};

/** Webhook configurations by the API group they ask about. */
function judging(index: ObjectIndex, group: string): readonly IndexedObject[] {
  return once(index.part(byGroup), group, () => [...index.ofKind(GROUP, 'MutatingWebhookConfiguration'), ...index.ofKind(GROUP, 'ValidatingWebhookConfiguration')].filter(({ manifest }) =>
    listOf(manifest.webhooks).some((hook) => isObject(hook) && listOf(at(hook, 'rules')).some((rule) => listOf(at(rule, 'apiGroups')).some((g) => g === group || g === '*')))));
}
const byGroup = (): Map<string, readonly IndexedObject[]> => new Map();
