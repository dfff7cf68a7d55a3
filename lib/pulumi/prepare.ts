import type { IConstruct } from 'constructs';
import { readOptionsOf } from '../cdk8s/effective-of';
import { diagnosticsOf, Host, validateTree } from '../cdk8s/host';
import { CallError } from '../constructs/call-error';
import { INSTALLATION, installationsIn, type Installation } from '../constructs/installation';
import { isMesh } from '../constructs/mesh';
import { renderDiagnostic } from '../diagnostics';
import type { MeshResourcesArgs } from './args';
import type { HeldPlaces, Inputs } from './inputs';
import { linksOf } from './link';
import { textOf } from './names';
import { objectsOf } from './objects';
import type { MeshNames } from './object-index';
import { planOf } from './plan';
import type { DeclaredObject, Plan } from './planned';
import { groupOf } from './stage';
import { unresolvedIn } from './unresolved';

export interface Prepared { readonly plan: Plan; readonly warnings: readonly string[] }

/** Everything that can go wrong before anything is registered: Outputs in the wrong place, errors of the mesh, objects without a name or with the same one. */
export function prepare<I extends Inputs>(component: string, scope: IConstruct, args: MeshResourcesArgs<I>, held: HeldPlaces): Prepared {
  const unresolved = unresolvedIn(scope);
  if (unresolved.length > 0) throw new CallError(undefined, `${many(unresolved.length, 'field is an Output', 'fields are Outputs')} of Pulumi, whose value no construct can read:\n  ${unresolved.join('\n  ')}`, OUTPUTS);
  validateTree(scope);
  const objects = objectsOf(scope), problems = [...misnamed(objects), ...heldBadly(objects, held)];
  if (problems.length > 0) throw new CallError(undefined, `${many(problems.length, 'object', 'objects')} cannot be registered:\n  ${problems.join('\n  ')}`);
  const names = namesOf(scope.node.root);
  const plan = planOf(component, objects, { links: linksOf(scope, objects), conflicts: args.conflicts, clusterDomain: names.clusterDomain, rootNamespace: args.rootNamespace ?? names.rootNamespace });
  return { plan, warnings: warningsOf(scope) };
}

/** Of the Istio that the app's first mesh is for; without a mesh on Istio, of the first that the app installs. */
function namesOf(app: IConstruct): MeshNames {
  const ofMesh: MeshNames = hasMesh(app) ? readOptionsOf(Host.of(app).compile()) : {};
  if (ofMesh.rootNamespace !== undefined) return ofMesh;
  for (const installation of installationsIn(app)) {
    const { settings } = installation[INSTALLATION].target as Installation['target'] & { readonly settings?: MeshNames };
    if (settings?.rootNamespace !== undefined) return settings;
  }
  return {};
}

const OUTPUTS = 'pass it as an input: new MeshResources(name, ({ value }) => build(value), { inputs: { value: output } })';

/** Of the meshes that are deployed, each once. */
function warningsOf(scope: IConstruct): string[] {
  const all = scope.node.scope === undefined ? (hasMesh(scope) ? diagnosticsOf(scope) : []) : meshesOf(scope).flatMap((m) => diagnosticsOf(m));
  return all.filter((d) => d.severity === 'warning').map((d) => renderDiagnostic(d));
}
const meshesOf = (scope: IConstruct): readonly IConstruct[] => scope.node.findAll().filter(isMesh);
const hasMesh = (scope: IConstruct): boolean => meshesOf(scope).length > 0;

function* misnamed(objects: readonly DeclaredObject[]): Iterable<string> {
  const seen = new Map<string, string>();
  for (const { manifest: m, path } of objects) {
    if (m.kind === 'List') { yield `${path}: a List is no object; write its items one by one`; continue; }
    if (typeof m.metadata?.name !== 'string' || !m.metadata.name) { yield `${path}: ${m.kind} has no name; set metadata.name`; continue; }
    const key = `${groupOf(m.apiVersion)}|${textOf(m)}`, other = seen.get(key);
    if (other !== undefined) yield `${path}: ${textOf(m)} is written by ${other} too; rename one of the two`;
    else seen.set(key, path);
  }
}

function* heldBadly(objects: readonly DeclaredObject[], held: HeldPlaces): Iterable<string> {
  for (const { manifest, path } of objects) for (const problem of held.problemsOf(manifest)) yield `${path}: ${textOf(manifest)}: ${problem}`;
}
const many = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`;
