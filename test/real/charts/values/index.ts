import type { SuiteContext } from '../../suite';
import type { Case } from '../case';
import type { Charts } from '../render';
import { CHARTS, leavesOf } from './leaves';
import { PropsOfLeaves } from './props';
import { matters, proven } from './prove';
import type { Proof } from './row';
import { rows } from './rows';

/** Every value of the charts: the prop that says it, or why there is none; each of them tried. */
export function values(context: SuiteContext, charts: Charts, cases: readonly Case[]): void {
  const leaves = new Map(CHARTS.map((chart) => [chart as string, leavesOf(charts.folder, chart)]));
  const known = new PropsOfLeaves(cases, leaves);
  const lines: string[] = [];
  const counts = { all: 0, props: 0, others: 0, nothing: 0, none: 0 };
  for (const [chart, names] of leaves) {
    for (const [i, leaf] of names.entries()) {
      counts.all++;
      const said = known.where(chart, leaf), row = rows.find((r) => r.chart === chart && r.leaves.includes(leaf));
      if (row) { counts[kindOf(row.proof)]++; lines.push(`- ${chart} \`${leaf}\`: ${told(row.proof)}`); continue; }
      counts.props++;
      const props = known.of(chart, leaf);
      lines.push(`- ${chart} \`${leaf}\`: ${props.slice(0, 3).map((name) => `\`${name}\``).join(', ')}`);
      const problems = said.length === 0 ? ['no prop says it, and no row why'] : props.length === 0 ? ['no prop is known without which it would not be said'] : context.full || i % 6 === 0 ? matters(charts, leaf, said) : undefined;
      if (problems) context.check(`value ${chart} ${leaf}`, problems);
    }
  }
  for (const row of rows) {
    const unknown = row.leaves.filter((leaf) => !leaves.get(row.chart)!.includes(leaf));
    context.check(`row ${row.chart} ${row.leaves.join(', ')}`, unknown.length > 0 ? unknown.map((leaf) => `the chart has no ${leaf}`) : tried(() => proven(charts, row)));
  }
  context.figure('values of the charts', counts.all);
  context.figure('of these said by a prop', counts.props);
  context.figure('… by another prop or a patch', counts.others);
  context.figure('… that change nothing, or are refused', counts.nothing);
  context.figure('… that nothing says, with a reason', counts.none);
  context.section('Values of the charts, and what says them', lines);
}

const kindOf = (proof: Proof): 'others' | 'nothing' | 'none' => ('nothing' in proof || 'refused' in proof ? 'nothing' : 'why' in proof ? 'none' : 'others');
const told = (proof: Proof): string => ('refused' in proof ? `refused by the chart: ${proof.refused}` : 'nothing' in proof ? `changes nothing: ${proof.nothing}` : 'why' in proof ? `none: ${proof.why}` : 'props' in proof ? `the same by \`${JSON.stringify(proof.gateways ?? proof.props)}\`` : `the same by ${proof.as}`);
function tried(run: () => readonly string[]): readonly string[] {
  try { return run(); } catch (error) { return [String((error as Error).message).slice(0, 600)]; }
}
