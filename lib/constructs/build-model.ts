import type { IConstruct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import type { CallFacts, GrantFacts, Id, MeshModel, MeshTarget } from '../model';
import type { MeshPatch, MeshRawManifest } from './customization';
import { DECLARE, type Declares, kindOf, type ModelBuilder } from './declare';

/** What a construct tree says. */
export interface BuiltModel {
  readonly model: MeshModel;
  /** What each mesh is compiled to; undefined stands for the default. */
  readonly targets: ReadonlyMap<Id, MeshTarget | undefined>;
  readonly diagnostics: readonly Diagnostic[];
  /** Changes of what a mesh emits, in the order in which they were made. */
  readonly patches: ReadonlyMap<Id, readonly MeshPatch[]>;
  /** By construct path. */
  readonly rawManifests: readonly MeshRawManifest[];
  /** What was taken from objects that are not ours (pods of the user's), as it is now: differs when the model would. */
  fingerprint(): string;
}

/** Reads the constructs below a root into a model, in one walk. */
export function buildModel(root: IConstruct): BuiltModel {
  const into: ModelBuilder = {
    meshes: [], namespaces: [], workloads: new Map(), services: [], externals: [], gateways: [], routes: [], splits: [], calls: [], grants: [], policies: [],
    namespaceOf: new Map(), targets: new Map(), patches: new Map(), rawManifests: [], diagnostics: [], inputs: [],
  };
  // What others refer to is there first: namespaces, then meshes, which may add theirs.
  const rest: Declares[] = [];
  const meshes: Declares[] = [];
  for (const c of root.node.findAll()) {
    if (!(DECLARE in c)) continue;
    const kind = kindOf(c);
    if (kind === 'namespace') (c as Declares)[DECLARE](into);
    else (kind === 'mesh' ? meshes : rest).push(c as Declares);
  }
  for (const mesh of meshes) mesh[DECLARE](into);
  for (const c of rest) c[DECLARE](into);

  const model: MeshModel = {
    meshes: byId(into.meshes), namespaces: byId(into.namespaces), workloads: byId([...into.workloads.values()]), services: byId(into.services), externals: byId(into.externals),
    gateways: byId(into.gateways), routes: byId(into.routes), splits: byId(into.splits), calls: sortCalls(into.calls), grants: sortGrants(into.grants), policies: byId(into.policies),
  };
  return {
    model: deepFreeze(model), targets: into.targets, diagnostics: into.diagnostics, patches: into.patches,
    rawManifests: deepFreeze(into.rawManifests.sort((a, b) => compare(a.origin.path, b.origin.path))), fingerprint: () => into.inputs.map((read) => read()).join(),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byId = <T extends { readonly id: Id }>(list: T[]): T[] => list.sort((a, b) => compare(a.id, b.id));
const calleeKey = (c: CallFacts): string => (c.to.kind === 'kubernetes-api' ? '' : c.to.id);
/** Content without provenance; asked for only where two are otherwise alike. */
const content = (x: CallFacts | GrantFacts): string => JSON.stringify({ ...x, origin: undefined });
const sortCalls = (list: CallFacts[]): CallFacts[] => list.sort((a, b) => compare(a.from, b.from) || compare(calleeKey(a), calleeKey(b)) || compare(a.origin.path, b.origin.path) || compare(content(a), content(b)));
const sortGrants = (list: GrantFacts[]): GrantFacts[] => list.sort((a, b) => compare(a.service, b.service) || compare(content(a), content(b)));

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) deepFreeze(value[i]);
  else for (const key in value) { const part = value[key]; if (typeof part === 'object') deepFreeze(part); }
  return Object.freeze(value);
}
