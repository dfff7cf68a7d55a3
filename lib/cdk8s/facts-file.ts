import * as fs from 'node:fs';
import { keyOf } from '../compile';
import { sourceLine, type Diagnostic, type Place, type SourceLine } from '../diagnostics';
import { fromConstruct, type SourceObject } from '../effective';
import type { Manifest } from '../manifests/manifest';
import type { MeshModel, Origin } from '../model';
import type { IstioSettings } from '../targets/istio/facts';
import { existingObjects } from './existing-objects';
import type { Compiled } from './host';

/** Name of the environment variable that says where an app writes what only its process knows. `mesh check` sets it for the app that it runs. */
export const FACTS_VARIABLE = 'CDK8S_MESH_FACTS';

/** What is known of an app beside its YAML: declared facts, constructs and source lines of its objects, and all that was found. Of one version of the library, for itself. */
export interface FactsFile {
  readonly model: MeshModel;
  readonly installation?: Pick<IstioSettings, 'rootNamespace' | 'clusterDomain' | 'trustDomain' | 'meshConfig'>;
  /** Objects that it says exist already: workloads, Services, gateways. */
  readonly assumed: readonly { readonly manifest: Manifest; readonly path?: string; readonly line?: SourceLine }[];
  /** By `keyOf` an object. */
  readonly origins: Readonly<Record<string, { readonly path?: string; readonly line?: SourceLine }>>;
  readonly diagnostics: readonly PlainDiagnostic[];
}
type PlainPlace = Omit<Place, 'source'> & { readonly source?: SourceLine };
export type PlainDiagnostic = Omit<Diagnostic, 'source' | 'related'> & { readonly source?: SourceLine; readonly related?: readonly (PlainPlace & { readonly message?: string })[] };

/** Writes the facts of a compilation, if somebody asked for them. `beside`: what other charts of the app hold, which is written with the rest. */
export function writeFacts(compiled: Compiled, installation: FactsFile['installation'], beside: () => Iterable<{ readonly manifest: Manifest; readonly origin: Origin }>): void {
  const file = process.env[FACTS_VARIABLE];
  if (!file) return;
  const origins: Record<string, FactsFile['origins'][string]> = {};
  let assumed: FactsFile['assumed'] = [];
  if (!compiled.diagnostics.some((d) => d.severity === 'error')) {
    const written: SourceObject[] = [];
    for (const mesh of compiled.model.meshes) compiled.lower(mesh.id, (manifest, origin) => { origins[keyOf(manifest)] = { path: origin.path, line: sourceLine(origin.source) }; written.push(fromConstruct(manifest, origin)); });
    for (const { manifest, origin } of beside()) written.push(fromConstruct(manifest, origin));
    assumed = existingObjects(compiled.resolved, written, installation).map(({ manifest, place }) => { const at = place(); return { manifest, path: at.path, line: sourceLine(at.source) }; });
  }
  const diagnostics = compiled.diagnostics.map(({ related, ...d }): PlainDiagnostic => ({ ...d, source: sourceLine(d.source), ...(related && { related: related.map((r) => ({ ...r, source: sourceLine(r.source) })) }) }));
  const facts: FactsFile = { model: compiled.model, ...(installation && { installation }), assumed, origins, diagnostics };
  // Source lines in the model are found when they are asked for; here that is now.
  fs.writeFileSync(file, JSON.stringify(facts, (key, value: unknown) => (key === 'source' && typeof value === 'function' ? sourceLine(value as () => SourceLine | undefined) : value)));
}
