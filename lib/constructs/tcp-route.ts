import type { Construct } from 'constructs';
import type { RuleFacts } from '../model';
import { type Backend, type Destination, passOn } from './destination';
import { ABOUT } from './element';
import { MeshRoute, type RouteProps } from './route';

/** Props of a TCP route. */
export interface TcpRouteProps extends RouteProps { readonly to: Destination | readonly Backend[] }

/** Sends on connections as they are, in front of a service or at a gateway. */
export class TcpRoute extends MeshRoute {
  private readonly given: readonly RuleFacts[];

  constructor(scope: Construct, id: string, props: TcpRouteProps) {
    super(scope, id, 'tcp', props);
    this.given = passOn(this[ABOUT].id, props.to);
  }

  /** @internal */
  protected rules(): readonly RuleFacts[] { return this.given; }
}
