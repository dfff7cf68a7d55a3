import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Context } from './context';
import type { Flows } from './flows';
import { frontendOf } from './frontends';
import { gatewayHostsOf } from './gateway-hosts';
import { collector, type Report } from './report';

type Rule = (ctx: Context, report: Report, flows: Flows) => void;

const routes: Rule = (ctx, report) => {
  for (const service of ctx.model.services) frontendOf(ctx, service, report);
  for (const gateway of ctx.model.gateways) gatewayHostsOf(ctx, gateway, report);
};

/** Everything that can be wrong with a mesh, in one run. */
const RULES: readonly Rule[] = [routes];

export function diagnose(ctx: Context, flows: Flows): readonly Diagnostic[] {
  const { report, found } = collector();
  for (const rule of RULES) rule(ctx, report, flows);
  return found();
}
