import type { RequestAuthentication, RequestAuthenticationJwtRule } from '../../manifests/types';
import type { Labels, MeshFacts, Origin } from '../../model';
import type { JwtFact } from '../../model/policies/jwt-policy';
import type { Emit } from '../target';
import { metaOf, sortKeys, type EmitContext } from './context';
import type { Kind } from './kind';
import { gatewayNamespace, onGateway, onWorkload, policedNamespace } from './policy-scope';

/**
 * How tokens are verified: one object for a workload or gateway, with all issuers. A bad token is refused here, on every HTTP port of
 * the pods (the kind knows no ports); whether one is needed is an AuthorizationPolicy's matter.
 */
export const requestAuthentication: Kind = { supports: { jwt: 'full' }, emit };

function emit(context: EmitContext, mesh: MeshFacts, out: Emit): void {
  const parts = context.parts(mesh);
  const write = (name: string, namespace: string, selector: Labels, tokens: readonly JwtFact[], origin: Origin): void => {
    if (tokens.length === 0) return;
    out({
      apiVersion: context.version.api.security, kind: 'RequestAuthentication', metadata: metaOf(mesh, name, namespace),
      spec: { jwtRules: rulesOf(tokens), selector: { matchLabels: sortKeys(selector) } },
    } satisfies RequestAuthentication, origin);
  };
  for (const workload of parts.workloads) {
    const namespace = policedNamespace(context, workload);
    if (!namespace) continue;
    const policies = onWorkload(context, 'JwtPolicy', workload);
    write(workload.name, namespace.name, workload.selector, policies.map((p) => p.value), policies.length === 1 ? policies[0].policy.origin : workload.origin);
  }
  for (const gateway of parts.gateways) {
    const namespace = gatewayNamespace(context, gateway);
    if (!namespace) continue;
    const policies = onGateway(context, 'JwtPolicy', gateway);
    write(gateway.name, namespace.name, gateway.labels, policies.map((p) => p.value), policies.length === 1 ? policies[0].policy.origin : gateway.origin);
  }
}

/** By issuer; what two policies say alike is one rule, and what they say differently are two, of which a token must satisfy one. */
function rulesOf(tokens: readonly JwtFact[]): readonly RequestAuthenticationJwtRule[] {
  const rules = new Map<string, RequestAuthenticationJwtRule>();
  for (const token of tokens) {
    const rule = ruleOf(token);
    rules.set(`${token.issuer} ${JSON.stringify(rule)}`, rule);
  }
  return [...rules.keys()].sort().map((key) => rules.get(key)!);
}
/** The token goes on to the application: what a hop verified, the next one may verify again. */
function ruleOf({ issuer, audiences, jwks, from }: JwtFact): RequestAuthenticationJwtRule {
  const cookies = from.flatMap((f) => ('cookie' in f ? [f.cookie] : []));
  const headers = from.flatMap((f) => ('header' in f ? [f.prefix === undefined ? { name: f.header } : { name: f.header, prefix: f.prefix }] : []));
  const params = from.flatMap((f) => ('query' in f ? [f.query] : []));
  const rule = {
    ...(audiences.length > 0 && { audiences }), forwardOriginalToken: true,
    ...(cookies.length > 0 && { fromCookies: cookies }), ...(headers.length > 0 && { fromHeaders: headers }), ...(params.length > 0 && { fromParams: params }), issuer,
  };
  if (!jwks) return rule;
  return 'uri' in jwks ? { ...rule, jwksUri: jwks.uri } : { ...withJwks(rule, jwks.inline) };
}
const withJwks = (rule: RequestAuthenticationJwtRule & { jwksUri?: never }, jwks: string): RequestAuthenticationJwtRule => ({ ...rule, jwks });
