// Kubernetes objects as data
export type { Manifest, ObjectMeta } from './manifest';
export type * from './types';

// Judged one by one
export { validate } from './validate';
export type { Violation, ViolationSource } from './violation';

// Written and read as YAML
export { YamlWriter, stringify, stringifyAll, writeYamlFile } from './yaml';
export { readManifests, readYaml } from './yaml';
export type { FieldPath, Position, ReadManifest, ReadManifests, YamlDocument, YamlFile, YamlFinding } from './yaml';
