import { groupOf } from '../stage';
import { at } from '../object-index';
import type { Need } from './need';

/** An autoscaler: what it scales. */
export const scaled: Need = ({ group, manifest }, index) => {
  const target = at(manifest, 'spec', 'scaleTargetRef');
  if (group !== 'autoscaling' || target === undefined) return [];
  return [index.find(groupOf(String(at(target, 'apiVersion') ?? '')), String(at(target, 'kind')), manifest.metadata.namespace ?? '', String(at(target, 'name')))];
};
