import type { Check } from './checks/check';
import { runChecks } from './checks/run';
import { sortDiagnostics, type Diagnostic } from './diagnostics';
import type { IstioMesh, ReadOptions } from './effective';
import type { Manifest } from './manifests/manifest';
import { judge, type Seen } from './manifests/judge';
import type { Id, MeshFacts, MeshModel, Origin } from './model';
import { featuresOf } from './model/features-of';
import { resolve } from './resolve/resolve';
import type { Resolved } from './resolve/resolved';
import type { CompileTarget, Emit } from './targets/target';

/** What goes in: the model, what each mesh is compiled to, and what its author does to the result. */
export interface Program {
  readonly model: MeshModel;
  readonly targetOf: (mesh: MeshFacts) => CompileTarget;
  /** Found while the program was read. */
  readonly diagnostics: readonly Diagnostic[];
  /** The author's changes of what is emitted (labels, patches, handles) and whole manifests besides; pure. */
  readonly customize?: (mesh: MeshFacts, out: Emit, report: (d: Diagnostic) => void) => { readonly each: Emit; readonly end: () => void };
  readonly checks?: readonly Check[];
  /** Objects that are written beside the meshes; checks see them too. */
  readonly others?: () => Iterable<{ readonly manifest: Manifest; readonly origin: Origin }>;
  /** What checks are told of the installation. @default - Istio's defaults */
  readonly installation?: () => ReadOptions;
}

/** What comes out. Manifests are lowered when they are asked for, again each time: that is cheaper than to hold them. */
export interface Compilation {
  readonly model: MeshModel;
  readonly resolved: Resolved;
  /** Everything found, the worst first. */
  readonly diagnostics: readonly Diagnostic[];
  /** All that one mesh writes, in an order that can be applied. */
  lower(mesh: Id, out: Emit): void;
}

/** constructs → model (given) → resolve → target → manifests → validation. The whole pipeline; nothing is written here. */
export function compile(program: Program): Compilation {
  const { model } = program;
  const resolved = resolve(model);
  const found: Diagnostic[] = [...program.diagnostics, ...resolved.diagnostics];

  /** `emitted`: told of each object before its author has a word. */
  const lower = (id: Id, out: Emit, report: (d: Diagnostic) => void = () => {}, emitted?: (manifest: Manifest | undefined) => void): void => {
    const mesh = resolved.index.mesh.get(id);
    if (!mesh) throw new Error(`no mesh '${id}' was declared`);
    const author = program.customize?.(mesh, out, report);
    const each = author?.each ?? out;
    program.targetOf(mesh).emit(resolved, mesh, emitted ? (manifest, origin) => { emitted(manifest); each(manifest, origin); } : each);
    emitted?.(undefined);
    author?.end();
  };

  // A mesh that contradicts itself has no manifests to judge: what is wrong with it has been said.
  const sound = !found.some((d) => d.severity === 'error');
  for (const [target, meshes] of byTarget(program)) {
    found.push(...unsupported(model, target, meshes));
    if (sound) found.push(...target.check(resolved, meshes));
  }
  if (!found.some((d) => d.severity === 'error')) {
    const seen: Seen = new Map();
    // What the target wrote is its own to answer for: its checks say what users should know of it. What an author changed or added is warned of.
    let own: Manifest | undefined;
    for (const mesh of model.meshes) {
      lower(mesh.id, (manifest, origin) => judge(manifest, origin, own && manifest.spec === own.spec ? 'errors' : 'all', seen, found), (d) => found.push(d), (manifest) => { own = manifest; });
    }
    // The mesh is read back only if there is a check, and only when it asks for it.
    const mesh = lazily(() => readBack(program, lower));
    found.push(...runChecks({ get mesh() { return mesh(); }, declared: { model, resolved } }, { checks: program.checks ?? [], profile: 'strict' }).diagnostics);
  }
  return { model, resolved, diagnostics: sortDiagnostics(found), lower: (id, out) => lower(id, out) };
}

function byTarget(program: Program): Map<CompileTarget, MeshFacts[]> {
  const groups = new Map<CompileTarget, MeshFacts[]>();
  for (const mesh of program.model.meshes) {
    const target = program.targetOf(mesh);
    const group = groups.get(target);
    if (group) group.push(mesh); else groups.set(target, [mesh]);
  }
  return groups;
}

/** What the mesh asks for against what the target says it can do. */
function* unsupported(model: MeshModel, target: CompileTarget, meshes: readonly MeshFacts[]): Iterable<Diagnostic> {
  for (const [feature, origin] of featuresOf(model, meshes.map((m) => m.id))) {
    const support = target.supports[feature] ?? 'absent';
    if (support === 'full') continue;
    yield {
      code: 'MESH1401', severity: 'error', path: origin.path, source: origin.source,
      message: support === 'absent' ? `${target.id} ${target.version} cannot express '${feature}'` : `${target.id} ${target.version} expresses '${feature}' only in part: ${support.degraded}`,
      help: 'leave it out, or compile this mesh to a target that has it',
    };
  }
}

/** Name of an object among all that are written. */
export const keyOf = (m: Manifest): string => `${m.kind} ${m.metadata.namespace ?? ''}/${m.metadata.name} ${m.apiVersion.slice(0, m.apiVersion.indexOf('/') + 1)}`;

/** What proxies make of all that is written. */
function readBack(program: Program, lower: Compilation['lower']): IstioMesh {
  const { fromConstruct, readIstio } = require('./effective') as typeof import('./effective');   // loaded for checks only
  const objects: ReturnType<typeof fromConstruct>[] = [];
  for (const mesh of program.model.meshes) lower(mesh.id, (manifest, origin) => objects.push(fromConstruct(manifest, origin)));
  for (const { manifest, origin } of program.others?.() ?? []) objects.push(fromConstruct(manifest, origin));
  return readIstio(objects, program.installation?.());
}
function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
