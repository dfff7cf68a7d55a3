import type { IConstruct } from 'constructs';

/** What a host does for the meshes of a construct tree. The host fills the slot; constructs never import it. */
export interface MeshHost {
  /** Errors of one mesh, as its construct's validation hook gives them. */
  validate(mesh: IConstruct): string[];
  /** Manifests of one mesh, as `Chart.toJson()` gives them. */
  toJson(mesh: IConstruct): object[];
}
export type HostFactory = (root: IConstruct) => MeshHost;

let factory: HostFactory | undefined;
/** Called once by the host's module. */
export function installHost(f: HostFactory): void { factory = f; }

const trees = new WeakMap<IConstruct, Tree>();

/** State of one construct tree: a revision that every constructor and mutator of the language bumps, and the host. */
export class Tree {
  static of(construct: IConstruct): Tree {
    const root = construct.node.root;
    let tree = trees.get(root);
    if (!tree) trees.set(root, (tree = new Tree(root)));
    return tree;
  }
  revision = 0;
  private filled?: MeshHost;
  private constructor(private readonly root: IConstruct) {}

  changed(): void { this.revision++; }

  get host(): MeshHost {
    if (!factory) throw new Error('cdk8s-mesh: no host is installed; import the constructs from "cdk8s-mesh"');
    return (this.filled ??= factory(this.root));
  }
}
