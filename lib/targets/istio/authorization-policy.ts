import type { ObjectMeta } from '../../manifests/manifest';
import type { AuthorizationPolicy, AuthorizationPolicyRule, AuthorizationPolicySpec, Mutable } from '../../manifests/types';
import type { GatewayFacts, Labels, ListenerFacts, MeshFacts, Origin, PolicyFacts, RequestFacts, WorkloadFacts } from '../../model';
import type { JwtFact } from '../../model/policies/jwt-policy';
import type { Emit } from '../target';
import { checkAuthorizers } from './authorization-policy-check';
import { listenerPorts, servicePorts, type PolicyPorts } from './authorization-policy-operation';
import { allowRules, customRules, denyRules, inOrder, tokenRules } from './authorization-policy-rules';
import type { SourceContext } from './authorization-policy-source';
import { metaOf, sortKeys, type EmitContext } from './context';
import { listenersOf } from './gateway-listeners';
import type { Kind } from './kind';
import { gatewayNamespace, onGateway, onWorkload, ownsNamespaceWide, policedNamespace, policyName, wideName } from './policy-scope';
import { judgesHttpOnly } from './providers';

const supports: Kind['supports'] = {
  call: 'full', 'call.requests': 'full', 'call.claims': 'full', 'call.other-owner': 'full', grant: 'full', 'access.audit': 'full', 'access.open': 'full',
  'access.allow': 'full', 'access.require': 'full', 'access.deny': 'full', 'access.claims': 'full', 'access.policy-audit': 'full', 'jwt.required': 'full', 'external-authorizer': 'full',
};

/** One policy of a workload or gateway. ALLOW where no action is named. */
interface Said {
  readonly name: string;
  readonly action?: 'DENY' | 'CUSTOM';
  readonly rules: readonly AuthorizationPolicyRule[];
  readonly dryRun: boolean;
  readonly origin: Origin;
  readonly provider?: string;
}
type Write = (said: Said) => void;

/**
 * Who may call whom: nothing is allowed in the namespace, each workload allows what is declared, and what a policy requires or denies
 * is a DENY named after workload and policy, so that the proxy's log names the construct that refused a request.
 */
export const authorizationPolicy: Kind = { supports, emit, check: checkAuthorizers };

function emit(context: EmitContext, mesh: MeshFacts, out: Emit): void {
  const { resolved, facts } = context;
  const parts = context.parts(mesh);
  const denies = mesh.access !== 'OPEN', rehearsed = mesh.access === 'AUDIT';
  const inside: SourceContext = { index: context.index, trustDomain: facts.trustDomain, clientAddress: false };
  const edge: SourceContext = { ...inside, clientAddress: true };
  for (const workload of parts.workloads) {
    const namespace = policedNamespace(context, workload);
    if (!namespace) continue;
    const write = writer(context, mesh, namespace.name, workload.selector, out);
    if (denies) write({ name: workload.name, rules: allowRules(resolved.admissions(workload), inside), dryRun: rehearsed, origin: workload.origin });
    for (const p of onWorkload(context, 'AccessPolicy', workload)) {
      write({ name: policyName(workload, p.policy), action: 'DENY', rules: denyRules(p.value, servicePorts(p.ports, p.allPorts), inside), dryRun: rehearsed || p.value.audit, origin: p.policy.origin });
    }
    tokens(workload, onWorkload(context, 'JwtPolicy', workload).map((p) => ({ policy: p.policy, value: p.value, on: servicePorts(p.ports, p.allPorts) })), rehearsed, write);
    authorizers(context, workload, onWorkload(context, 'ExternalAuthorizer', workload).map((p) => ({ policy: p.policy, ...p.value, on: servicePorts(p.ports, p.allPorts) })), write);
  }
  for (const gateway of parts.gateways) {
    const namespace = gatewayNamespace(context, gateway);
    if (!namespace) continue;
    const write = writer(context, mesh, namespace.name, gateway.labels, out);
    const listeners = listenersOf(context, gateway), on = listenerPorts(listeners, gateway.managed !== undefined);
    if (denies && ownsNamespaceWide(namespace)) write({ name: gateway.name, rules: openRules(listeners), dryRun: rehearsed, origin: gateway.origin });
    for (const p of onGateway(context, 'AccessPolicy', gateway)) {
      write({ name: policyName(gateway, p.policy), action: 'DENY', rules: denyRules(p.value, on, edge), dryRun: rehearsed || p.value.audit, origin: p.policy.origin });
    }
    tokens(gateway, onGateway(context, 'JwtPolicy', gateway).map((p) => ({ ...p, on })), rehearsed, write);
    authorizers(context, gateway, onGateway(context, 'ExternalAuthorizer', gateway).map((p) => ({ policy: p.policy, ...p.value, on })), write);
  }
  // A gateway that another owner uses in this namespace is under its default deny, which only this mesh may lift.
  for (const gateway of denies ? context.resolved.model.gateways : []) {
    const namespace = gateway.mesh === mesh.id || gateway.namespace === undefined ? undefined : context.index.namespace.get(gateway.namespace);
    if (namespace?.mesh !== mesh.id || !ownsNamespaceWide(namespace)) continue;
    const name = `${context.index.mesh.get(gateway.mesh)!.name}.${gateway.name}`;
    writer(context, mesh, namespace.name, gateway.labels, out)({ name, rules: openRules(listenersOf(context, gateway)), dryRun: rehearsed, origin: gateway.origin });
  }
  // Last: while this is applied, nobody who may call is turned away.
  for (const namespace of parts.namespaces) {
    if (denies && ownsNamespaceWide(namespace)) out(manifest(context, metaOf(mesh, wideName.defaultDeny, namespace.name), {}, rehearsed), namespace.origin);
  }
}

/** A gateway is open to anyone on the ports it listens on; its Gateway and routes say what happens there. */
const openRules = (listeners: readonly ListenerFacts[]): readonly AuthorizationPolicyRule[] =>
  (listeners.length ? [{ to: [{ operation: { ports: [...new Set(listeners.map((l) => l.podPort))].sort((a, b) => a - b).map(String) } }] }] : []);

/** Writes policies of one workload or gateway; without rules there is nothing to say, because the namespace already denies. */
function writer(context: EmitContext, mesh: MeshFacts, namespace: string, selector: Labels, out: Emit): Write {
  const matchLabels = sortKeys(selector);
  return ({ name, action, rules, dryRun, origin, provider }) => {
    if (rules.length === 0) return;
    const spec: Mutable<AuthorizationPolicySpec> = {};
    if (action) spec.action = action;
    if (provider !== undefined) spec.provider = { name: provider };
    spec.rules = rules;
    spec.selector = { matchLabels };
    out(manifest(context, metaOf(mesh, name, namespace), spec, dryRun), origin);
  };
}
const manifest = (context: EmitContext, metadata: ObjectMeta, spec: AuthorizationPolicySpec, dryRun: boolean): AuthorizationPolicy => ({
  apiVersion: context.version.api.security, kind: 'AuthorizationPolicy', metadata: dryRun ? { annotations: { 'istio.io/dry-run': 'true' }, ...metadata } : metadata, spec,
});

interface Covering<V> { readonly policy: PolicyFacts; readonly value: V; readonly on: PolicyPorts }
/** A request needs a token of an issuer that covers its port, unless each policy there makes it optional or excepts the request. */
function tokens(subject: WorkloadFacts | GatewayFacts, all: readonly Covering<JwtFact>[], dryRun: boolean, write: Write): void {
  for (const { policy: p, value, on } of all) {
    if (!value.required) continue;
    const here = new Set(on.ports.map((port) => port.number));
    const issuers = [...new Set(all.filter((o) => o.on.ports.some((port) => here.has(port.number))).map((o) => o.value.issuer))].sort();
    const foreign = all.some((o) => !issuers.includes(o.value.issuer));
    write({ name: policyName(subject, p), action: 'DENY', rules: tokenRules(value, on, issuers, foreign), dryRun, origin: p.origin });
  }
}

interface Authorizer { readonly policy: PolicyFacts; readonly provider: string; readonly only: readonly RequestFacts[]; readonly on: PolicyPorts }
/** One per provider. It is asked in earnest also where access is only rehearsed. */
function authorizers(context: EmitContext, subject: WorkloadFacts | GatewayFacts, all: readonly Authorizer[], write: Write): void {
  const byProvider = new Map<string, Authorizer[]>();
  for (const a of all) {
    const same = byProvider.get(a.provider);
    if (same) same.push(a); else byProvider.set(a.provider, [a]);
  }
  for (const [provider, same] of byProvider) {
    const http = judgesHttpOnly(context.facts, provider);
    const rules = inOrder(same.flatMap((a) => customRules(a.only, a.on, http)));
    write({ name: policyName(subject, same[0].policy), action: 'CUSTOM', rules, dryRun: false, origin: same[0].policy.origin, provider });
  }
}
