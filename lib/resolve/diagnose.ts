import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Context } from './context';
import { calls } from './findings/calls';
import { grants } from './findings/grants';
import { names } from './findings/names';
import { policies } from './findings/policies';
import { policyValues } from './findings/policy-values';
import { references } from './findings/references';
import { routes } from './findings/routes';
import { workloads } from './findings/workloads';
import type { Flows } from './flows';
import { collector, type Report } from './report';

type Finder = (ctx: Context, report: Report, flows: Flows) => void;

/** Everything that can be wrong with a mesh; all of it is looked for in one run. */
const FINDERS: readonly Finder[] = [names, references, routes, policies, policyValues, workloads, calls, grants];

export function diagnose(ctx: Context, flows: Flows): readonly Diagnostic[] {
  const { report, found } = collector();
  for (const find of FINDERS) find(ctx, report, flows);
  return found();
}
