import type { Construct } from 'constructs';
import { serviceName, text } from './arguments';
import { CallError } from './call-error';
import { CallingElement } from './caller';
import { DECLARE, KIND, kindOf, type ModelBuilder } from './declare';
import { ABOUT } from './element';
import { knownProps, type PropNames } from './known-props';
import type { MeshNamespace } from './mesh-namespace';
import { checkNamespace, namespaceIdOf } from './namespace-of';
import { Pods } from './pods';
import { PODS } from './pods-of';
import type { Workload } from './workload';

/** Props of a workload without a service. */
export interface MeshWorkloadProps {
  /** What runs. */
  readonly workload: Workload;
  /** @default - the mesh's own namespace */
  readonly namespace?: MeshNamespace;
  /** Name of a ServiceAccount that is there already. @default - that of its own pods, if they name one; else one of the workload's name, emitted with it */
  readonly serviceAccount?: string;
}
const NAMES: PropNames<MeshWorkloadProps> = { workload: 0, namespace: 0, serviceAccount: 0 };

/** Something that calls and offers no service: a consumer, a Job, a CronJob. Its id is its name. */
export class MeshWorkload extends CallingElement {
  readonly [KIND] = 'mesh-workload';
  /** @internal */
  readonly [PODS]: Pods;
  private readonly namespace: MeshNamespace | undefined;

  constructor(scope: Construct, id: string, props: MeshWorkloadProps) {
    super(scope, id, 'MeshWorkload');
    const about = this[ABOUT];
    if (new.target === MeshWorkload) knownProps(about.id, NAMES, props);
    serviceName(about.id, 'the id of a workload', id);
    checkNamespace(about.id, props.namespace);
    if (kindOf(props.workload) !== 'workload') throw new CallError(about.id, 'a MeshWorkload needs a Workload', "as in Workload.container({ image: '…' })");
    if (props.serviceAccount !== undefined) text(about.id, 'serviceAccount', props.serviceAccount);
    this.namespace = props.namespace;
    this[PODS] = Pods.of(this.node.root, { about, name: id, versions: { v1: props.workload }, namespace: props.namespace, serviceAccount: props.serviceAccount });
  }

  /** @internal */
  [DECLARE](into: ModelBuilder): void {
    this.declareCalls(into, this[PODS].declare(into, namespaceIdOf(into, this, this.namespace)).id);
  }
}
