/** The typed kinds, in the versions that are written today. */
export type * from './type-helpers';
export type * from './generated/istio-1.31';
export type * from './generated/kubernetes-1.36';
