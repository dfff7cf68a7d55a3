import { Construct, type IConstruct } from 'constructs';
import type { Id, Origin } from '../model';
import { CallError } from './call-error';
import type { Declares, DECLARE, KIND, ModelBuilder } from './declare';
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
  /** The same for what is declared in it: with itself in front, if it is a group. */
  readonly groupsBelow: readonly Id[];
  /** The mesh, as a construct. */
  readonly owner: IConstruct;
  readonly tree: Tree;
}
export const ABOUT: unique symbol = Symbol('cdk8s-mesh.about');
export const aboutOf = (x: unknown): About | undefined => (typeof x === 'object' && x !== null ? (x as { [ABOUT]?: About })[ABOUT] : undefined);

const NO_GROUPS: readonly Id[] = Object.freeze([]);

/** What is around a scope: the mesh it is in and the groups between. */
function surroundings(scope: IConstruct, id: string, what: string): About {
  for (let at: IConstruct | undefined = scope; at; at = at.node.scope) {
    const about = aboutOf(at);
    if (about) return about;
  }
  throw new CallError(scope.node.path ? `${scope.node.path}/${id}` : id, `a ${what} belongs into a Mesh`, `declare it below one: new ${what}(mesh, '${id}', …)`);
}

/** Base of the constructs that are declared in a mesh. */
export abstract class MeshElement extends Construct implements Declares {
  abstract readonly [KIND]: string;
  /** @internal */
  readonly [ABOUT]: About;

  /** @internal */
  protected constructor(scope: Construct, id: string, what: string) {
    const around = surroundings(scope, id, what);
    super(scope, id);
    const path = `${aboutOf(scope)?.id ?? scope.node.path}/${this.node.id}`;
    const groups = around.groupsBelow;
    const { mesh, owner, tree } = around;
    this[ABOUT] = { id: path, origin: { path, source: captureSource() }, mesh, groups, groupsBelow: what === 'MeshGroup' ? Object.freeze([path, ...groups]) : groups, owner, tree };
    tree.changed();
  }

  /** @internal */
  abstract [DECLARE](into: ModelBuilder): void;
}

/** The same for the mesh itself, which is a Chart. */
export function aboutMesh(mesh: IConstruct): About {
  const id = mesh.node.path;
  return { id, origin: { path: id, source: captureSource() }, mesh: id, groups: NO_GROUPS, groupsBelow: NO_GROUPS, owner: mesh, tree: Tree.of(mesh) };
}
