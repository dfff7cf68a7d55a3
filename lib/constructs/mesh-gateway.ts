import type { Construct } from 'constructs';
import { notEmpty } from './arguments';
import { CallError } from './call-error';
import { DECLARE, KIND, kindOf, type ModelBuilder } from './declare';
import { ABOUT, MeshElement } from './element';
import { checkGateway, GATEWAY_NAMES, type GatewayDeployment, gatewayFacts } from './gateway-deployment';
import { knownProps, type PropNames } from './known-props';
import type { Listener } from './listener';

/** Props of a gateway. */
export type MeshGatewayProps = GatewayDeployment & {
  /** At least one. */
  readonly listeners: readonly Listener[];
};
const NAMES: PropNames<MeshGatewayProps> = { ...GATEWAY_NAMES, listeners: 0 };

/** Where requests come in from outside. Its base is open: anyone may send to its listeners. Its id is its name. */
export class MeshGateway extends MeshElement {
  readonly [KIND] = 'gateway';
  private readonly props: MeshGatewayProps;

  constructor(scope: Construct, id: string, props: MeshGatewayProps) {
    super(scope, id, 'MeshGateway');
    const at = this[ABOUT].id;
    if (new.target === MeshGateway) knownProps(at, NAMES, props);
    checkGateway(at, id, props);
    for (const l of notEmpty(at, 'listeners', props.listeners)) if (kindOf(l) !== 'listener') throw new CallError(at, 'listeners are written with Listener', 'as in Listener.http(80)');
    this.props = props;
  }

  /** @internal */
  [DECLARE](into: ModelBuilder): void { into.gateways.push(gatewayFacts(into, this, 'ingress', this.props, this.props.listeners)); }
}
