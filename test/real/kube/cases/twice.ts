import type { SuiteContext } from '../../suite';
import type { Applied, ApplyOptions } from '../apply';
import type { RealCluster } from '../cluster';
import { notKept } from './kept';

const shown = 8;

/** Applies objects in their order, and again: nothing may be refused, and the second time nothing may change. `expected` finds warnings that are meant. */
export async function appliesTwice(context: SuiteContext, cluster: RealCluster, name: string, objects: readonly object[], options: ApplyOptions & { readonly expected?: RegExp } = {}): Promise<readonly Applied[]> {
  const first = await cluster.tryApply(objects, options);
  context.check(`${name}: ${objects.length} objects accepted`, refusals(first));
  const warnings = first.flatMap(({ id, warnings: all }) => all.filter((warning) => options.expected?.test(warning) !== true).map((warning) => `${id}: ${warning}`));
  context.check(`${name}: no warning of the server`, capped(warnings));
  const before = new Map(first.flatMap(({ id, object }) => (object === undefined ? [] : [[id, object] as const])));
  await appliesUnchanged(context, cluster, name, objects, { ...options, before });
  return first;
}

/** What cdk8s-plus writes into the Deployments of generated meshes and fixtures, in its own words. */
const foreign = / Deployment .* (spec\.minReadySeconds: 0|spec\.template\.spec\.hostNetwork: false|\S+\.resources\.limits\.memory: "2048Mi"|\S+\.resources\.requests\.cpu: "1000m") is kept/;

/** Everything is kept as it is written. */
export function keeps(context: SuiteContext, name: string, objects: readonly object[], applied: readonly Applied[]): void {
  const lines = applied.flatMap(({ id, object }, i) => (object === undefined ? [] : notKept(objects[i], object).map((line) => `${id} ${line}`)));
  context.check(`${name}: kept as it is written`, capped(lines.filter((line) => !foreign.test(line))));
}

export async function appliesUnchanged(context: SuiteContext, cluster: RealCluster, name: string, objects: readonly object[], options?: ApplyOptions): Promise<void> {
  const again = await cluster.tryApply(objects, options);
  context.check(`${name}: applied again, nothing changes`, capped(again.filter(({ change }) => change !== 'unchanged').map(({ id, change, message }) => `${id}: ${change} ${message ?? ''}`)));
}

export const refusals = (applied: readonly Applied[]): readonly string[] => capped(applied.filter(({ change }) => change === 'refused').map(({ id, message }) => `${id}: ${message}`));

export const capped = (lines: readonly string[]): readonly string[] => (lines.length <= shown ? lines : [...lines.slice(0, shown), `… ${lines.length - shown} more`]);
