import type { Construct } from 'constructs';
import { whole } from './arguments';
import { CallError } from './call-error';
import { DECLARE, KIND, kindOf, type ModelBuilder } from './declare';
import { ABOUT, aboutOf, MeshElement } from './element';
import type { MeshService } from './mesh-service';

/** Weights by version; a service without versions has none to give. */
export type Weights<V extends string> = [V] extends [never] ? { readonly [version: string]: never } : Readonly<Partial<Record<V, number>>>;

/** Props of a split. */
export interface TrafficSplitProps<V extends string> {
  readonly service: MeshService<V>;
  /** Whole percent by version, 100 in total; a version that is not named gets none. */
  readonly weights: Weights<NoInfer<V>>;
}

/** The service's default rule: how requests that no route takes are shared out to its versions. */
export class TrafficSplit<V extends string> extends MeshElement {
  readonly [KIND] = 'split';
  private readonly props: TrafficSplitProps<V>;

  constructor(scope: Construct, id: string, props: TrafficSplitProps<V>) {
    super(scope, id, 'TrafficSplit');
    const at = this[ABOUT].id;
    if (kindOf(props?.service) !== 'service') throw new CallError(at, 'a split shares out the requests of a MeshService');
    if (!props.weights || Object.keys(props.weights).length === 0) throw new CallError(at, 'weights must name at least one version');
    for (const [version, weight] of Object.entries(props.weights)) { props.service.version(version as V); whole(at, `the weight of ${version}`, weight as number, 0); }
    this.props = props;
  }

  /** @internal */
  [DECLARE](into: ModelBuilder): void {
    const { id, origin, mesh } = this[ABOUT];
    const weights = Object.fromEntries(Object.entries(this.props.weights as unknown as Record<string, number>).sort(([a], [b]) => (a < b ? -1 : 1)));
    into.splits.push({ id, origin, mesh, service: aboutOf(this.props.service)!.id, weights });
  }
}
