export { MeshResources } from './mesh-resources';
export type { MeshResourcesArgs, MeshSource } from './args';
export type { Conflicts } from './conflicts';
export type { Inputs } from './inputs';
export { KubernetesObject } from './kubernetes-object';
