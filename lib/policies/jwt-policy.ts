import type { Construct } from 'constructs';
import { text } from '../constructs/arguments';
import { type Call, requestFacts } from '../constructs/call';
import { CallError } from '../constructs/call-error';
import type { MeshGateway } from '../constructs/mesh-gateway';
import type { MeshService } from '../constructs/mesh-service';
import type { JwtFact } from '../model/policies/jwt-policy';
import { type Here, MeshPolicy, type Named, policyNames, type Scope } from './policy';

/** Props of token verification. */
export interface JwtPolicyProps {
  /** Who issues the tokens (`iss`). */
  readonly issuer: string;
  /** A token must be for one of these (`aud`). @default - any audience */
  readonly audiences?: readonly string[];
  /** Keys of the issuer. @default - found by OpenID discovery of the issuer */
  readonly jwks?: { readonly uri: string } | { readonly inline: string };
  /** Where the token is looked for. @default - the Authorization header as a Bearer token, and the query parameter `access_token` */
  readonly from?: readonly ({ readonly header: string; readonly prefix?: string } | { readonly query: string } | { readonly cookie: string })[];
  /** Requests that need no token. @default - required on every path */
  readonly requiredExcept?: readonly Call[];
  /** Whether a request without a token passes; a bad token is refused in any case. @default false */
  readonly optional?: boolean;
}
const NAMES = policyNames<JwtPolicyProps>({ issuer: 0, audiences: 0, jwks: { uri: 0, inline: 0 }, from: [{ header: 0, prefix: 0, query: 0, cookie: 0 }], requiredExcept: 0, optional: 0 });

/** Verifies tokens of one issuer; several add up. A bad token is a 401, a missing one a 403. Server side. */
export class JwtPolicy extends MeshPolicy {
  constructor(scope: Scope<MeshService<any> | MeshGateway>, id: string, props: Here<JwtPolicyProps>);
  constructor(scope: Construct, id: string, props: Named<JwtPolicyProps, MeshService<any> | MeshGateway>);
  constructor(scope: Construct, id: string, props: JwtPolicyProps) {
    super('JwtPolicy', scope, id, props, 'JwtPolicy');
    this.reads(JwtPolicy, NAMES, props);
    this.says('JwtPolicy', props, (at) => fact(at, props));
  }
}

function fact(at: string, { issuer, audiences = [], jwks, from = [], requiredExcept, optional = false }: JwtPolicyProps): JwtFact {
  if (optional && requiredExcept?.length) throw new CallError(at, 'requiredExcept names exceptions, but no token is required', 'leave out one of optional and requiredExcept');
  if (jwks && 'uri' in jwks && !/^https?:\/\/\S+$/.test(jwks.uri)) throw new CallError(at, 'jwks.uri must be a URL');
  if (jwks && 'inline' in jwks) text(at, 'jwks.inline', jwks.inline);
  return {
    issuer: text(at, 'issuer', issuer), audiences: [...audiences], ...(jwks ? { jwks: { ...jwks } } : {}), required: !optional, requiredExcept: requestFacts(at, requiredExcept),
    from: from.map((place) => {
      if ('header' in place) return { header: text(at, 'from.header', place.header).toLowerCase(), ...(place.prefix === undefined ? {} : { prefix: place.prefix }) };
      return 'query' in place ? { query: text(at, 'from.query', place.query) } : { cookie: text(at, 'from.cookie', place.cookie) };
    }),
  };
}
