import type { IConstruct } from 'constructs';
import type { Check } from '../checks/check';
import { Tree } from '../constructs/tree';

const registered = new WeakMap<IConstruct, MeshChecks>();

/** Your own checks on the meshes of an app: `MeshChecks.of(app).add(everyServiceHasATimeout)`. They run with every synth. */
export class MeshChecks {
  /** The checks of the app that this construct is in. */
  static of(scope: IConstruct): MeshChecks {
    const root = scope.node.root;
    let checks = registered.get(root);
    if (!checks) registered.set(root, (checks = new MeshChecks(root)));
    return checks;
  }

  private readonly checks: Check[] = [];
  private constructor(private readonly root: IConstruct) {}

  /** Throws if a code is one of the library's own or taken. */
  add(...checks: Check[]): this {
    for (const check of checks) {
      if (/^MESH\d/.test(check.code)) throw new Error(`check '${check.code}': codes that start with MESH are the library's own; use a prefix of yours`);
      if (this.checks.some((c) => c.code === check.code)) throw new Error(`check '${check.code}' is registered already`);
      this.checks.push(check);
    }
    Tree.of(this.root).changed();
    return this;
  }

  get all(): readonly Check[] { return this.checks; }
}
