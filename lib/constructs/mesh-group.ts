import type { Construct } from 'constructs';
import { DECLARE, KIND } from './declare';
import { MeshElement } from './element';

/** Base class of your own bundles: a policy declared in a group covers what is declared below the group. */
export class MeshGroup extends MeshElement {
  readonly [KIND] = 'group';

  constructor(scope: Construct, id: string) { super(scope, id, 'MeshGroup'); }

  /** A group is no fact of its own: what is in it names it. @internal */
  [DECLARE](): void { /* nothing */ }
}
