import type { Manifest } from '../manifests/manifest';

/** An object that a chart writes, and the construct that wrote it. */
export interface DeclaredObject {
  readonly manifest: Manifest;
  /** Construct path. */
  readonly path: string;
}

/** What is registered for one object. */
export interface PlannedObject extends DeclaredObject {
  /** Name of the resource: `<component>:<namespace>/<Kind>/<name>`. */
  readonly name: string;
  /** Type token, as `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  /** Other types under which the same object may be known to a stack: the same kind in other API versions. */
  readonly formerTypes: readonly string[];
  /** Positions in the plan of what has to be there first. */
  readonly dependsOn: readonly number[];
  /** Gates that have to be open first. */
  readonly gates: readonly number[];
  /** Fields that something in the cluster writes after us. */
  readonly ignoreChanges: readonly string[];
}

/** Many objects that many others wait for, as one: n + m edges instead of n × m. Open when all its members are there. */
export interface Gate {
  readonly name: string;
  /** Positions in the plan. */
  readonly members: readonly number[];
}

/** All that a component registers, every object behind what it depends on. */
export interface Plan {
  readonly objects: readonly PlannedObject[];
  readonly gates: readonly Gate[];
}
