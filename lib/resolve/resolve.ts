import type { MeshModel } from '../model';
import { admissionsOf } from './admissions';
import { clientsWithOwnConnectionOf, connectionOf } from './connection';
import type { Context } from './context';
import { diagnose } from './diagnose';
import { Flows } from './flows';
import { externalRulesOf, frontendOf } from './frontends';
import { gatewayHostsOf } from './gateway-hosts';
import { indexModel } from './index-model';
import { mtlsOf, namespaceMtlsOf } from './mtls';
import { Policies } from './policies';
import { reachOf } from './reach';
import type { Resolved } from './resolved';
import { gatewayPoliciesOf, serverPoliciesOf, writesAt } from './server-policies';
import { isGateway } from './subject';

/** Works out what the model means, as far as no target is needed for it, and all that is wrong with it. */
export function resolve(model: MeshModel): Resolved {
  const index = indexModel(model);
  const ctx: Context = { model, index, policies: new Policies(model.policies, index) };
  const flows = new Flows(ctx);
  return {
    model,
    index,
    diagnostics: diagnose(ctx, flows),
    frontend: (service) => frontendOf(ctx, service),
    externalRules: (external) => externalRulesOf(ctx, external),
    gatewayHosts: (gateway) => gatewayHostsOf(ctx, gateway),
    connection: (to, client, version) => connectionOf(ctx, to, client.id, version),
    clientsWithOwnConnection: (to) => clientsWithOwnConnectionOf(ctx, to),
    admissions: (workload) => admissionsOf(ctx, flows, workload),
    reach: (workload) => reachOf(ctx, flows, workload),
    mtls: (workload) => mtlsOf(ctx, workload),
    namespaceMtls: (namespace) => namespaceMtlsOf(ctx, namespace),
    serverPolicies: (kind, workload) => serverPoliciesOf(ctx, kind, workload),
    gatewayPolicies: (kind, gateway) => gatewayPoliciesOf(ctx, kind, gateway),
    effective: (kind, subject) => {
      const found = ctx.policies.effective(kind, subject);
      return found && found.level !== 'gateway' && isGateway(subject) && !writesAt(ctx, subject) ? undefined : found;
    },
  };
}
