import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { MatchFacts, RuleFacts } from '../model';
import { millis, notEmpty, text } from './arguments';
import { grpcPaths } from './call';
import { CallError } from './call-error';
import { type Backend, backendFacts, type Destination, type Mirror, mirrorFact } from './destination';
import { ABOUT } from './element';
import { FAULT_OPTIONS, faultFactOrOff, type FaultOptions } from './fault-options';
import { knownProps, type PropNames } from './known-props';
import { RETRY_OPTIONS, retryFactOrOff, type RetryOptions } from './retry-options';
import { MeshRoute, ROUTE_PROPS, type RouteProps } from './route';

/** A rule for gRPC calls. */
export interface GrpcRule {
  /** Full name, `shop.Rank`. @default - every service */
  readonly service?: string;
  /** Any of these methods of the service. @default - every method */
  readonly methods?: readonly string[];
  /** Headers with exactly these values, all of them. @default - any */
  readonly headers?: Readonly<Record<string, string>>;
  readonly to: Destination | readonly Backend[];
  /** @default - no copies */
  readonly mirror?: Mirror;
  /** For the whole call, retries included. @default - that of the destination */
  readonly timeout?: Duration | 'off';
  /** @default - those of the destination */
  readonly retries?: RetryOptions | 'off';
  /** @default - those of the destination */
  readonly fault?: FaultOptions | 'off';
}
/** Props of a gRPC route. */
export interface GrpcRouteProps extends RouteProps {
  /** The first that matches decides. At least one. */
  readonly rules: readonly GrpcRule[];
}
const NAMES: PropNames<GrpcRouteProps> = {
  ...ROUTE_PROPS, rules: [{ service: 0, methods: 0, headers: 0, to: 0, mirror: { to: 0, percent: 0 }, timeout: 0, retries: RETRY_OPTIONS, fault: FAULT_OPTIONS }],
};

/** Rules for gRPC calls, in front of a service or at a gateway. */
export class GrpcRoute extends MeshRoute {
  private readonly given: readonly RuleFacts[];

  constructor(scope: Construct, id: string, props: GrpcRouteProps) {
    super(scope, id, 'grpc', props);
    if (new.target === GrpcRoute) knownProps(this[ABOUT].id, NAMES, props);
    this.given = notEmpty(this[ABOUT].id, 'rules', props.rules).map((r) => grpcRuleFacts(this[ABOUT].id, r));
  }

  /** @internal */
  protected rules(): readonly RuleFacts[] { return this.given; }
}

function grpcRuleFacts(at: string, { service, methods, headers = {}, to, mirror, timeout, retries, fault }: GrpcRule): RuleFacts {
  if (methods?.length && service === undefined) throw new CallError(at, 'methods belong to a service', "name it: service: 'shop.Rank'");
  const conditions = Object.entries(headers).map(([name, value]) => ({ name: text(at, 'the name of a header', name).toLowerCase(), kind: 'exact' as const, value, not: false }));
  const match = { methods: [], headers: conditions, cookies: [], query: [], from: [] };
  const matches: MatchFacts[] = service === undefined ? (conditions.length ? [match] : []) : grpcPaths(service, methods ?? []).map((path) => ({ ...match, path }));
  return {
    matches,
    action: {
      kind: 'forward', backends: backendFacts(at, to), ...(mirror ? { mirror: mirrorFact(at, mirror) } : {}), ...(timeout === undefined ? {} : { timeout: timeout === 'off' ? 'off' : millis(at, 'timeout', timeout) }),
      ...(retries === undefined ? {} : { retries: retryFactOrOff(at, retries) }), ...(fault === undefined ? {} : { fault: faultFactOrOff(at, fault) }),
    },
  };
}
