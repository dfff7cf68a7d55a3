import { Construct, type IConstruct } from 'constructs';
import type { Id, Origin } from '../model';
import { CallError } from './call-error';
import { type Declares, DECLARE, KIND, kindOf, type ModelBuilder } from './declare';
import { captureSource } from './source';
import { Tree } from './tree';

/** What every construct of the language knows of itself; worked out once, because paths are costly to ask for. */
export interface About {
  readonly id: Id;
  readonly origin: Origin;
  /** Path of the mesh it is in. */
  readonly mesh: Id;
  /** Enclosing MeshGroups, the innermost first. */
  readonly groups: readonly Id[];
  /** The mesh, as a construct. */
  readonly owner: IConstruct;
}
export const ABOUT: unique symbol = Symbol('cdk8s-mesh.about');
export const aboutOf = (x: unknown): About | undefined => (typeof x === 'object' && x !== null ? (x as { [ABOUT]?: About })[ABOUT] : undefined);

const NO_GROUPS: readonly Id[] = Object.freeze([]);

/** What is around a scope: the mesh it is in and the groups between. */
function surroundings(scope: IConstruct, id: string, what: string): { path: string; mesh: Id; groups: readonly Id[]; owner: IConstruct } {
  const parent = aboutOf(scope);
  const path = parent ? `${parent.id}/${id}` : scope.node.path ? `${scope.node.path}/${id}` : id;
  let at: IConstruct | undefined = scope;
  for (; at; at = at.node.scope) {
    const about = aboutOf(at);
    if (!about) continue;
    return { path, mesh: about.mesh, owner: about.owner, groups: kindOf(at) === 'group' ? Object.freeze([about.id, ...about.groups]) : about.groups };
  }
  throw new CallError(path, `a ${what} belongs into a Mesh`, `declare it below one: new ${what}(mesh, '${id}', …)`);
}

/** Base of the constructs that are declared in a mesh. */
export abstract class MeshElement extends Construct implements Declares {
  abstract readonly [KIND]: string;
  /** @internal */
  readonly [ABOUT]: About;

  /** @internal */
  protected constructor(scope: Construct, id: string, what: string) {
    const { path, mesh, groups, owner } = surroundings(scope, id, what);
    super(scope, id);
    this[ABOUT] = { id: path, origin: { path, source: captureSource() }, mesh, groups, owner };
    Tree.of(this).changed();
  }

  /** @internal */
  abstract [DECLARE](into: ModelBuilder): void;
}

/** The same for the mesh itself, which is a Chart. */
export function aboutMesh(mesh: IConstruct): About {
  const id = mesh.node.path;
  return { id, origin: { path: id, source: captureSource() }, mesh: id, groups: NO_GROUPS, owner: mesh };
}
