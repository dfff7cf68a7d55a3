import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { Manifest } from '../manifest';
import { type FieldPath, segmentsOf } from './field-path';
import { type YamlDocument, readYaml } from './reader';

/** A Kubernetes object as it was found in a file. */
export interface ReadManifest {
  readonly manifest: Manifest;
  readonly file: string;
  /** Its first line. */
  readonly line: number;
  /** The line of a field of it, or of the closest thing around that field. */
  lineOf(path: FieldPath): number;
}

export interface ReadManifests { readonly manifests: ReadManifest[]; readonly diagnostics: Diagnostic[] }

/** Code of what is no Kubernetes object. */
export const NO_OBJECT = 'MESH1903';

/** The Kubernetes objects of a text, those inside lists (`kind: List`, `ServiceList`, …) as well. What is none, or cannot be read, is reported. */
export function readManifests(text: string, file: string): ReadManifests {
  const result: ReadManifests = { manifests: [], diagnostics: [] };
  const { diagnostics } = result;
  const { documents, findings } = readYaml(text, { file });
  for (const f of findings) {
    const source = { file, line: f.line, column: f.column };
    diagnostics.push(f.level === 'error'
      ? { code: 'MESH1901', severity: 'error', message: `this is not readable as YAML: ${f.message}`, source }
      : { code: 'MESH1902', severity: 'warning', message: f.message, help: 'remove one of the two', source });
  }
  for (const document of documents) collect({ document, value: document.value, at: WHOLE }, file, result);
  return result;
}

const WHOLE: Found['at'] = [];
interface Found { readonly document: YamlDocument; readonly value: unknown; readonly at: readonly (string | number)[] }

function collect({ document, value, at }: Found, file: string, into: ReadManifests): void {
  const wrong = whatIsWrong(value);
  if (wrong !== undefined) {
    into.diagnostics.push({ code: NO_OBJECT, severity: 'error', message: `this is not a Kubernetes object: ${wrong}`, source: () => ({ file, ...document.positionOf(at) }) });
    return;
  }
  const manifest = value as Manifest;
  if (manifest.kind.endsWith('List') && Array.isArray(manifest.items)) {
    manifest.items.forEach((item, i) => collect({ document, value: item, at: [...at, 'items', i] }, file, into));
    return;
  }
  into.manifests.push(new FoundManifest(manifest, file, document, at));
}

class FoundManifest implements ReadManifest {
  constructor(readonly manifest: Manifest, readonly file: string, private readonly document: YamlDocument, private readonly at: Found['at']) {}
  get line(): number { return this.document.lineOf(this.at); }
  lineOf(path: FieldPath): number { return this.document.lineOf(this.at.length === 0 ? path : [...this.at, ...segmentsOf(path)]); }
}

function whatIsWrong(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `expected a map with apiVersion, kind and metadata, found ${value === null ? 'nothing' : Array.isArray(value) ? 'a list' : `a ${typeof value}`}`;
  const { apiVersion, kind, metadata, items } = value as Record<string, unknown>;
  if (typeof apiVersion !== 'string' || apiVersion === '') return 'expected a text in apiVersion';
  if (typeof kind !== 'string' || kind === '') return 'expected a text in kind';
  if (kind.endsWith('List') && Array.isArray(items)) return undefined;
  return typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata) ? undefined : 'expected a map in metadata';
}
