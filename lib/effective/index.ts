// What a mesh will really do
export type * from './mesh';
export { isHttp } from './mesh';
export type { Provenance, Sourced } from './provenance';
export type { Condition, Subject, TextMatch } from './condition';
export { all, always, any, never, not, text } from './condition';
export { describe, subjectText } from './describe';
export { evaluate, pathOf, queryOf, textMatches, valuesOf, type Verdict } from './evaluate';
export type { SeenRequest } from './request';
export { addressIn, isAddress } from './address';

// Read from manifests
export { Objects, fromConstruct, fromFile, KIND, namespaceOf, refOf, sourceOf, type SourceObject } from './objects';
export { World } from './istio/world';
export { readIstio, IstioMesh } from './istio/read';
export type { MeshConfig, ReadOptions, Settings } from './istio/settings';
