import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { MeshFacts, PolicyFacts } from '../../model';
import type { ExternalAuthorizerFact } from '../../model/policies/external-authorizer';
import type { EmitContext } from './context';
import { onGateway, onWorkload } from './policy-scope';
import { providersFor } from './providers';

type Authorizer = PolicyFacts<'ExternalAuthorizer', ExternalAuthorizerFact>;

/** Authorizers are asked by name: a proxy whose policy names one that is not there refuses every request. */
export function checkAuthorizers(context: EmitContext, mesh: MeshFacts): readonly Diagnostic[] {
  const known = providersFor(context.facts, 'authorizer');
  const found = new Map<string, Diagnostic>();
  const report = (code: string, policy: PolicyFacts, message: string, help: string, other?: PolicyFacts): void => {
    const { path, source } = policy.origin;
    found.set(`${code} ${policy.id}`, { code, severity: 'error', path, source, message, help, ...(other && { related: [{ path: other.origin.path, source: other.origin.source, message: 'the other is' }] }) });
  };
  const judge = (at: string, policies: readonly Authorizer[]): void => {
    for (const policy of policies) {
      const value = policy.value as ExternalAuthorizerFact;
      if (!known.includes(value.provider)) {
        report('MESH1651', policy, `the mesh config has no authorizer '${value.provider}'`, known.length
          ? `name one of its authorizers: ${known.join(', ')}`
          : `declare it, in the props of the control plane or of Istio.sidecar: meshConfig: { extensionProviders: [{ name: '${value.provider}', envoyExtAuthzGrpc: { service: '${value.provider}.${value.provider}.svc.cluster.local', port: 9191 } }] }`);
      }
      if (value.only.some((r) => Object.keys(r.claims).length > 0)) {
        report('MESH1654', policy, 'an authorizer is asked before tokens are read: its requests cannot be told by claims', 'leave the claims to the authorizer, or say them in an AccessPolicy');
      }
      const first = policies[0].value as ExternalAuthorizerFact;
      if (value.provider !== first.provider) {
        report('MESH1652', policy, `${at} would ask two authorizers, '${first.provider}' and '${value.provider}': Istio asks one`, 'let one of them cover it, or have one authorizer ask the other', policies[0]);
      }
    }
  };
  const { workloads, gateways } = context.parts(mesh);
  for (const workload of workloads) if (workload.meshed) judge(workload.name, onWorkload(context, 'ExternalAuthorizer', workload).map((p) => p.policy as Authorizer));
  for (const gateway of gateways) judge(gateway.name, onGateway(context, 'ExternalAuthorizer', gateway).map((p) => p.policy as Authorizer));
  return [...found.values()];
}
