import type { Construct } from 'constructs';
import { DECLARE, KIND, type ModelBuilder } from './declare';
import { ABOUT, MeshElement } from './element';
import { checkGateway, GATEWAY_NAMES, type GatewayDeployment, gatewayFacts } from './gateway-deployment';
import { knownProps } from './known-props';

/** Where requests to the outside leave, for the ExternalServices that go `via` it. Its id is its name. */
export class EgressGateway extends MeshElement {
  readonly [KIND] = 'egress-gateway';
  private readonly props: GatewayDeployment;

  constructor(scope: Construct, id: string, props: GatewayDeployment = {}) {
    super(scope, id, 'EgressGateway');
    if (new.target === EgressGateway) knownProps(this[ABOUT].id, GATEWAY_NAMES, props);
    checkGateway(this[ABOUT].id, id, props);
    this.props = props;
  }

  /** @internal */
  [DECLARE](into: ModelBuilder): void { into.gateways.push(gatewayFacts(into, this, 'egress', this.props, [])); }
}
