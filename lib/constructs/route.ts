import type { Construct } from 'constructs';
import type { RouteFacts, RuleFacts } from '../model';
import { dnsLabel, hostname, text } from './arguments';
import { CallError } from './call-error';
import { DECLARE, KIND, kindOf, type ModelBuilder } from './declare';
import { ABOUT, aboutOf, MeshElement } from './element';
import type { PropNames } from './known-props';
import type { MeshGateway } from './mesh-gateway';
import type { MeshService } from './mesh-service';

/** What all routes have. */
export interface RouteProps {
  /** Where requests are that the route is for: those to a service, or those that come in at a gateway. */
  readonly parent: MeshService<any> | MeshGateway;
  /** Port or listener by name. @default - all that speak the route's protocol */
  readonly port?: string;
  /** At a gateway: hosts it is for. On a service: the authority a request must name. @default - the hosts of the listeners; any name of the service */
  readonly hostnames?: readonly string[];
  /** Between routes of one host the more specific rule wins, as in Gateway API; where none is, the higher priority wins, and without it the overlap is an error. @default - none */
  readonly priority?: number;
}
/** @internal */
export const ROUTE_PROPS: PropNames<RouteProps> = { parent: 0, port: 0, hostnames: 0, priority: 0 };

/** Base of the routes. */
export abstract class MeshRoute extends MeshElement {
  readonly [KIND] = 'route';

  /** @internal */
  protected constructor(scope: Construct, id: string, private readonly kind: RouteFacts['kind'], private readonly props: RouteProps) {
    super(scope, id, `${{ http: 'Http', grpc: 'Grpc', tls: 'Tls', tcp: 'Tcp' }[kind]}Route`);
    const at = this[ABOUT].id;
    dnsLabel(at, 'the id of a route', id);
    const parent = kindOf(props?.parent);
    if (parent !== 'service' && parent !== 'gateway') throw new CallError(at, 'the parent of a route is a MeshService or a MeshGateway');
    if (props.port !== undefined) text(at, 'port', props.port);
    if (props.priority !== undefined && !Number.isSafeInteger(props.priority)) throw new CallError(at, `priority must be a whole number, not ${String(props.priority)}`);
    for (const h of props.hostnames ?? []) hostname(at, 'a hostname of a route', h);
  }

  /** @internal */
  protected abstract rules(): readonly RuleFacts[];

  /** @internal */
  [DECLARE](into: ModelBuilder): void {
    const { id, origin, mesh } = this[ABOUT];
    const { parent, port, hostnames, priority } = this.props;
    into.routes.push({
      id, origin, mesh, kind: this.kind, name: this.node.id, parent: { kind: kindOf(parent) as 'service' | 'gateway', id: aboutOf(parent)!.id },
      ...(port === undefined ? {} : { port }), hostnames: (hostnames ?? []).map((h) => h.toLowerCase()), ...(priority === undefined ? {} : { priority }), rules: this.rules(),
    });
  }
}
