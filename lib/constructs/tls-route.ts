import type { Construct } from 'constructs';
import type { RuleFacts } from '../model';
import { type Backend, type Destination, passOn } from './destination';
import { ABOUT } from './element';
import { MeshRoute, type RouteProps } from './route';

/** Props of a TLS route. */
export interface TlsRouteProps extends RouteProps { readonly to: Destination | readonly Backend[] }

/** Sends on connections by their server name, without ending TLS, in front of a service or at a gateway. */
export class TlsRoute extends MeshRoute {
  private readonly given: readonly RuleFacts[];

  constructor(scope: Construct, id: string, props: TlsRouteProps) {
    super(scope, id, 'tls', props);
    this.given = passOn(this[ABOUT].id, props.to);
  }

  /** @internal */
  protected rules(): readonly RuleFacts[] { return this.given; }
}
