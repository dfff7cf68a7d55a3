import type { Construct } from 'constructs';
import type { RuleFacts } from '../model';
import { notEmpty } from './arguments';
import { ABOUT } from './element';
import { HTTP_RULE, type HttpRule, httpRuleFacts } from './http-rule';
import { knownProps, type PropNames } from './known-props';
import { MeshRoute, ROUTE_PROPS, type RouteProps } from './route';

/** Props of an HTTP route. */
export interface HttpRouteProps extends RouteProps {
  /** The first that matches decides. At least one. */
  readonly rules: readonly HttpRule[];
}
const NAMES: PropNames<HttpRouteProps> = { ...ROUTE_PROPS, rules: [HTTP_RULE] };

/** Rules for HTTP requests, in front of a service or at a gateway. */
export class HttpRoute extends MeshRoute {
  private readonly given: readonly HttpRule[];

  constructor(scope: Construct, id: string, props: HttpRouteProps) {
    super(scope, id, 'http', props);
    if (new.target === HttpRoute) knownProps(this[ABOUT].id, NAMES, props);
    this.given = notEmpty(this[ABOUT].id, 'rules', props.rules);
    this.rules();
  }

  /** @internal */
  protected rules(): readonly RuleFacts[] { return this.given.map((r) => httpRuleFacts(this[ABOUT].id, r)); }
}
