/** What the rules of one VirtualService have to know of it. */
export interface RouteContext {
  readonly hosts: readonly unknown[];
  readonly delegate: boolean;
  /** Bound to gateways and not to the mesh. */
  readonly atGateway: boolean;
  readonly converted: boolean;
}
