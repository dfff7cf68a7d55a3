import * as fs from 'node:fs';
import * as path from 'node:path';
import type { MeshConfig } from '../effective';
import { readYaml } from '../manifests/yaml';
import { CannotRun } from './exit';
import type { Io } from './io';

/** Istio's MeshConfig from a file: the config itself, a ConfigMap that holds it under `mesh`, or values with `meshConfig`. */
export function readMeshConfig(file: string, io: Io): MeshConfig {
  let text: string;
  try { text = fs.readFileSync(path.resolve(io.cwd, file), 'utf8'); } catch (error) { throw new CannotRun(`the mesh config ${file} cannot be read: ${(error as Error).message}`); }
  return configOf(mapIn(text, file), file);
}

function configOf(value: Record<string, unknown>, file: string): MeshConfig {
  if (value.kind === 'ConfigMap') {
    const mesh = (value.data as Record<string, unknown> | undefined)?.mesh;
    if (typeof mesh !== 'string') throw new CannotRun(`the ConfigMap in ${file} has no entry 'mesh'`, 'give the ConfigMap istio of the control plane, or MeshConfig itself');
    return mapIn(mesh, file) as MeshConfig;
  }
  if (typeof value.meshConfig === 'object' && value.meshConfig !== null && !Array.isArray(value.meshConfig)) return value.meshConfig as MeshConfig;
  if (value.apiVersion !== undefined && value.kind !== undefined) throw new CannotRun(`${file} holds a ${String(value.kind)}, no mesh config`, 'give Istio\'s MeshConfig, or the ConfigMap that holds it');
  return value as MeshConfig;
}

function mapIn(text: string, file: string): Record<string, unknown> {
  const { documents, findings } = readYaml(text, { file });
  const broken = findings.find((f) => f.level === 'error');
  if (broken) throw new CannotRun(`the mesh config ${file}:${broken.line} is not readable as YAML: ${broken.message}`);
  const value = documents.length === 0 ? {} : documents[0].value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new CannotRun(`the mesh config ${file} is no map`, 'give the fields of Istio\'s MeshConfig, as outboundTrafficPolicy: { mode: REGISTRY_ONLY }');
  return value as Record<string, unknown>;
}
