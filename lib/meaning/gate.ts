import { all, any, not, text, type Condition } from '../effective/condition';
import type { Authorization, Gate, JwtRule } from '../effective/mesh';
import type { GatewayFacts, MeshFacts, Origin, RequestFacts, WorkloadFacts } from '../model';
import type { AccessFact, AccessRuleFact } from '../model/policies/access-policy';
import type { ExternalAuthorizerFact } from '../model/policies/external-authorizer';
import type { JwtFact } from '../model/policies/jwt-policy';
import type { Admission, Closure } from './closure';
import { anySource, claimsAre, looksAtHttp, methodIn, pathIs, requestIs, requestsOf, sourceIs, type Identities } from './conditions';
import { declared, type Context } from './context';
import { gatewayPolicies, serverPolicies } from './server-policies';

/** A port as policies see it: with its names (several services may share it), and whether its requests are seen. Nobody declares a port without names. */
export interface GatePort { readonly number: number; readonly names: readonly string[]; readonly http: boolean }
interface Said<V> { readonly value: V; readonly origin: Origin; /** Whether it is about this port. */ readonly here: boolean }

/** What is asked of a request to a workload. */
export function workloadGate(ctx: Context, closure: Closure, workload: WorkloadFacts, port: GatePort): Gate {
  const mesh = ctx.index.mesh.get(workload.mesh)!, who = identities(ctx, 'peer');
  // A policy that says nothing of single requests, on all services of a workload, is about ports that nobody declares too.
  const services = ctx.index.servicesOf.get(workload.id) ?? [], declaredPorts = new Set(services.flatMap((s) => s.ports.map((p) => p.containerPort)));
  const of = <V extends object>(found: readonly { readonly value: V; readonly policy: { readonly origin: Origin }; readonly ports: readonly { readonly containerPort: number }[] }[]): readonly Said<V>[] => found.map(({ value, policy, ports }) => ({
    value, origin: policy.origin, here: ports.some((p) => p.containerPort === port.number) || (port.names.length === 0 && new Set(ports.map((p) => p.containerPort)).size === declaredPorts.size),
  }));
  const allow: Authorization[] = mesh.access === 'OPEN' ? [] : [{
    action: 'ALLOW', dryRun: mesh.access === 'AUDIT', from: declared(workload.origin),
    rules: closure.admissions(workload).filter((a) => a.port === undefined || a.port === port.number).map((a) => ({ when: admitted(a, who), from: declared(a.origin) })),
  }];
  return gateOf(ctx, { mesh, port, who, access: of(serverPolicies(ctx, 'AccessPolicy', workload)), jwt: of(serverPolicies(ctx, 'JwtPolicy', workload)), authorizers: of(serverPolicies(ctx, 'ExternalAuthorizer', workload)) }, allow);
}

/** A gateway is open to all who reach its listeners; policies on it say what must hold besides. A listener that only redirects refuses nobody. */
export function gatewayGate(ctx: Context, gateway: GatewayFacts, port: GatePort & { readonly redirects: boolean }): Gate {
  const mesh = ctx.index.mesh.get(gateway.mesh)!, who = identities(ctx, 'client');
  const of = <V extends object>(found: readonly { readonly value: V; readonly policy: { readonly origin: Origin } }[]): readonly Said<V>[] => found.map(({ value, policy }) => ({ value, origin: policy.origin, here: !port.redirects }));
  return gateOf(ctx, { mesh, port, who, access: of(gatewayPolicies(ctx, 'AccessPolicy', gateway)), jwt: of(gatewayPolicies(ctx, 'JwtPolicy', gateway)), authorizers: of(gatewayPolicies(ctx, 'ExternalAuthorizer', gateway)) }, []);
}

interface Parts {
  readonly mesh: MeshFacts;
  readonly port: GatePort;
  readonly who: Identities;
  readonly access: readonly Said<AccessFact>[];
  readonly jwt: readonly Said<JwtFact>[];
  readonly authorizers: readonly Said<ExternalAuthorizerFact>[];
}
function gateOf(ctx: Context, parts: Parts, allow: readonly Authorization[]): Gate {
  const { mesh, port, who } = parts, rehearsed = mesh.access === 'AUDIT';
  const denials = parts.access.filter((p) => p.here).map(({ value, origin }): Authorization => ({
    action: 'DENY', dryRun: rehearsed || value.audit, from: declared(origin),
    rules: [...value.deny.flatMap((r) => denied(r, port, who)), ...value.require.flatMap((r) => required(r, port, who))].map((when) => ({ when, from: declared(origin) })),
  }));
  const issuers = [...new Set(parts.jwt.filter((p) => p.here).map((p) => p.value.issuer))];
  const tokens = parts.jwt.filter((p) => p.here && p.value.required && port.http && port.names.length > 0).map(({ value, origin }): Authorization => ({
    action: 'DENY', dryRun: rehearsed, from: declared(origin), rules: [{ when: untokened(value, port, issuers), from: declared(origin) }],
  }));
  const asked = parts.authorizers.filter((p) => p.here).flatMap(({ value, origin }): Authorization[] => {
    const seesBytes = ctx.facts.authorizers.get(value.provider) === 'connections';
    const rules = requestsOf(value.only).filter((r) => isAbout(r, port, !seesBytes)).map((r) => ({ when: requestIs(r), from: declared(origin) }));
    return rules.length === 0 ? [] : [{ action: 'CUSTOM', dryRun: false, provider: value.provider, rules, from: declared(origin) }];
  });
  return { jwt: port.http ? jwtRules(parts.jwt) : [], authorization: [...asked, ...denials, ...tokens, ...allow] };
}

const admitted = (a: Admission, who: Identities): Condition => all([sourceIs(a.from, who), methodIn(a.methods), ...(a.paths.length > 0 ? [any(a.paths.map(pathIs))] : []), claimsAre(a.claims)]);

/** Whether requests of a policy are about a port. `http`: the policy asks for something that only HTTP has. */
function isAbout(r: RequestFacts, port: GatePort, http = false): boolean {
  if (r.port !== undefined && !port.names.includes(r.port)) return false;
  return (port.http && port.names.length > 0) || !(http || looksAtHttp(r));
}
function denied(rule: AccessRuleFact, port: GatePort, who: Identities): readonly Condition[] {
  const claims = Object.keys(rule.claims).length > 0;
  return requestsOf(rule.to).filter((r) => isAbout(r, port, claims)).map((r) => all([anySource(rule.from, who), requestIs(r), claimsAre(rule.claims)]));
}
/** What a `require` asks for must hold of the requests that it is about. */
function required(rule: AccessRuleFact, port: GatePort, who: Identities): readonly Condition[] {
  const claims = Object.keys(rule.claims).length > 0;
  return requestsOf(rule.to).filter((r) => isAbout(r, port, claims)).map((r) => all([requestIs(r), not(all([anySource(rule.from, who), claimsAre(rule.claims)]))]));
}

/** A request without a token of an issuer that covers the port, unless it is one of the exceptions. One that asks for a claim excepts no request without a token. */
function untokened({ requiredExcept }: JwtFact, port: GatePort, issuers: readonly string[]): Condition {
  const excepted = requiredExcept.filter((r) => (r.port === undefined || port.names.includes(r.port)) && Object.keys(r.claims).length === 0).map(requestIs);
  return all([not(any(issuers.map((issuer) => text({ on: 'requestPrincipal' }, { kind: 'prefix', value: `${issuer}/` })))), not(any(excepted))]);
}
/** Bad tokens are refused on every port whose requests are seen. */
function jwtRules(policies: readonly Said<JwtFact>[]): readonly JwtRule[] {
  return policies.map(({ value: { issuer, audiences, from }, origin }): JwtRule => ({
    issuer, audiences, from: declared(origin),
    headers: from.flatMap((f) => ('header' in f ? [{ name: f.header, prefix: f.prefix ?? '' }] : [])),
    params: from.flatMap((f) => ('query' in f ? [f.query] : [])), cookies: from.flatMap((f) => ('cookie' in f ? [f.cookie] : [])),
  })).map((rule, i) => (policies[i].value.from.length > 0 ? rule : { ...rule, headers: [{ name: 'authorization', prefix: 'Bearer ' }], params: ['access_token'] }));
}

export function identities({ index, facts }: Context, address: Identities['address']): Identities {
  const principal = (namespace: string, account: string): string => `${facts.trustDomain}/ns/${namespace}/sa/${account}`;
  return {
    address,
    principal: (name) => { const slash = name.indexOf('/'); return facts.trustDomainAliases.includes(name.slice(0, slash)) ? facts.trustDomain + name.slice(slash) : name; },
    workload: (id) => { const w = index.workload.get(id); return w ? principal(index.namespaceName(w), w.serviceAccount) : ''; },
    gateway: (id) => { const g = index.gateway.get(id); return g ? principal(g.namespaceName, g.serviceAccount) : ''; },
  };
}
