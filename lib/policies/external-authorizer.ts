import type { Construct } from 'constructs';
import { text } from '../constructs/arguments';
import { type Call, requestFacts } from '../constructs/call';
import type { MeshGateway } from '../constructs/mesh-gateway';
import { type Everywhere, type Here, MeshPolicy, type Named, policyNames, type Scope } from './policy';

/** Props of an external authorizer. */
export interface ExternalAuthorizerProps {
  /** Name of the provider in the installation's mesh config. */
  readonly provider: string;
  /** Any of these. @default - every request */
  readonly only?: readonly Call[];
}
const NAMES = policyNames<ExternalAuthorizerProps>({ provider: 0, only: 0 });

/** Asks an authorization service about requests; its no is final, its yes no substitute for what else must hold. Enforced in AccessMode.AUDIT too. Server side. */
export class ExternalAuthorizer extends MeshPolicy {
  constructor(scope: Scope<Everywhere | MeshGateway>, id: string, props: Here<ExternalAuthorizerProps>);
  constructor(scope: Construct, id: string, props: Named<ExternalAuthorizerProps, Everywhere | MeshGateway>);
  constructor(scope: Construct, id: string, props: ExternalAuthorizerProps) {
    super('ExternalAuthorizer', scope, id, props, 'ExternalAuthorizer');
    this.reads(ExternalAuthorizer, NAMES, props);
    this.says('ExternalAuthorizer', props, (at) => ({ provider: text(at, 'provider', props.provider), only: requestFacts(at, props.only) }));
  }
}
