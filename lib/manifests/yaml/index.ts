/*
 * YAML of manifests, written and read.
 *
 *   new YamlWriter(sink: (chunk: Buffer) => void)            .document(value)  .end()      chunks are valid during the call only
 *   writeYamlFile(path, iterate: (put: (doc: unknown) => void) => void): void              all or nothing
 *   stringify(value): string     stringifyAll(values): string                              bytes of cdk8s's Yaml.stringify
 *   selfRendering(manifest): manifest    selfRenderingBundle(manifests): object            what stock cdk8s prints with our writer
 *
 *   readYaml(text, { file }): { documents: { value, line, lineOf(path), positionOf(path) }[], findings }
 *   readManifests(text, file): { manifests: { manifest, file, line, lineOf(path) }[], diagnostics }
 */
export { YamlWriter, stringify, stringifyAll } from './writer';
export { stageYamlFile, writeYamlFile } from './write-file';
export { selfRendering, selfRenderingBundle } from './self-rendering';
export { readYaml } from './reader';
export type { YamlDocument, YamlFile, YamlFinding } from './reader';
export { Lines } from './lines';
export type { Position } from './lines';
export { NO_OBJECT, readManifests } from './read-manifests';
export type { ReadManifest, ReadManifests } from './read-manifests';
export type { FieldPath } from './field-path';
