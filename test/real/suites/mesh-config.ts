import type { Violation } from '../../../lib/manifests/violation';
import { type MeshConfigCase, meshConfigCases } from '../mesh-config/cases';
import { explained } from '../mesh-config/explained';
import { generatedCases } from '../mesh-config/generated';
import { randomCases } from '../mesh-config/random';
import { ourVerdict, ourViolations, recordVerdicts, verdictOf } from '../mesh-config/verdicts';
import type { MeshConfigVerdict } from '../oracle';
import type { Suite, SuiteContext } from '../suite';

const chunk = 500;

/** Istio's parser and its validation of mesh config, against ours. */
export const meshConfig: Suite = {
  name: 'mesh-config',
  title: 'our check of MeshConfig, ProxyConfig and MeshNetworks says what Istio\'s own says',
  async run(context) {
    const byHand = await judge(context, meshConfigCases, 'by hand');
    const generated = await judge(context, generatedCases(), 'generated');
    const random = await judge(context, [...randomCases(context.full ? 20_000 : 2000, context.seed)], 'merged at random');
    if (context.record) recordVerdicts(byHand.verdicts.join(''));
    const reasons = new Map<string, number>();
    for (const one of [byHand, generated, random]) for (const [why, count] of one.reasons) reasons.set(why, (reasons.get(why) ?? 0) + count);
    context.section('Differences that are meant', [...reasons].map(([why, count]) => `- ${count} configurations: ${why}`));
    context.figure('configurations by hand', meshConfigCases.length);
    context.figure('configurations by hand that Istio refuses', byHand.verdicts.filter((verdict) => verdict === 'x').length);
    context.figure('generated configurations, every field of every message', generated.verdicts.length);
    context.figure('configurations merged at random', random.verdicts.length);
    context.figure('differences with a known reason', [...reasons.values()].reduce((sum, count) => sum + count, 0));
  },
};

interface Judged { readonly verdicts: readonly string[]; readonly reasons: ReadonlyMap<string, number> }

async function judge(context: SuiteContext, cases: readonly MeshConfigCase[], what: string): Promise<Judged> {
  const verdicts: string[] = [];
  const reasons = new Map<string, number>();
  const open = new Map<string, string[]>();
  for (let i = 0; i < cases.length; i += chunk) {
    const part = cases.slice(i, i + chunk);
    const answers = await context.oracle().meshConfigs(`mesh config ${i}`, part);
    part.forEach((one, j) => {
      const [istio, ours] = [answers[j]!, ourViolations(one)];
      if (!open.has(one.kind)) open.set(one.kind, []);
      const differ = verdictOf(istio) !== ourVerdict(ours);
      const why = differ ? explained(istio, ours) : undefined;
      verdicts.push(why === undefined ? verdictOf(istio) : 'm');
      for (const reason of why ?? []) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      if (differ && why === undefined) open.get(one.kind)!.push(lineOf(one, istio, ours));
    });
  }
  for (const [kind, differences] of open) {
    const own = verdicts.filter((_, i) => cases[i]!.kind === kind);
    context.check(`${kind}: verdicts equal on ${own.length} configurations (${what})`, differences.slice(0, 10));
    context.check(`${kind}: both verdicts occur (${what})`, own.includes('x') && own.includes('.') ? [] : [own.join('')]);
  }
  return { verdicts, reasons };
}

const lineOf = (one: MeshConfigCase, istio: MeshConfigVerdict, ours: readonly Violation[]): string => `${one.name} — Istio: ${JSON.stringify(istio)} — ours: ${ours.map(({ path, message }) => `${path}: ${message}`).join(' | ') || 'nothing'}`;
