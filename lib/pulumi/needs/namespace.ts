import type { Need } from './need';

/** A namespaced object: its Namespace. */
export const namespace: Need = ({ manifest }, index) => (manifest.metadata.namespace === undefined ? [] : [index.find('', 'Namespace', '', manifest.metadata.namespace)]);
