import * as os from 'os';
import { median } from './measure';
import type { Ratio, Run, Suite } from './suite';

export interface RatioResult { readonly title: string; readonly median: number; readonly low: number; readonly high: number; readonly goal?: string; readonly met?: boolean }

interface Measured {
  readonly name: string;
  readonly title: string;
  readonly date: string;
  readonly services: number;
  readonly rounds: number;
  readonly machine: { readonly cpus: number; readonly model: string; readonly node: string; readonly load: number };
  readonly cases: readonly { readonly name: string; readonly rounds: number; readonly median: Readonly<Record<string, number>>; readonly bytes?: number; readonly md5?: string; readonly samples: readonly Run[] }[];
  readonly ratios: readonly RatioResult[];
}

export type SuiteResult = Measured | { readonly name: string; readonly title: string; readonly skipped: string };

const FIGURES = ['wallMs', 'ms', 'warmMs', 'cpuMs', 'processCpuMs', 'maxRssMiB'] as const;
const round = (x: number) => Number(x.toPrecision(4));

export function resultOf(suite: Suite, runs: ReadonlyMap<string, readonly Run[]>, { services, rounds }: { services: number; rounds: number }): SuiteResult {
  return {
    name: suite.name, title: suite.title, date: new Date().toISOString().slice(0, 16) + 'Z', services, rounds,
    machine: { cpus: os.cpus().length, model: os.cpus()[0]?.model ?? '', node: process.version, load: round(os.loadavg()[0]) },
    cases: suite.cases.map(({ name }) => {
      const samples = runs.get(name)!;
      const medians = FIGURES.flatMap(f => { const xs = samples.map(s => s[f]).filter((x): x is number => typeof x === 'number' && !Number.isNaN(x)); return xs.length > 0 ? [[f, round(median(xs))] as const] : []; });
      return { name, rounds: samples.length, median: { ...Object.fromEntries(medians), ...stagesOf(samples) }, bytes: samples[0].bytes, md5: samples[0].md5, samples };
    }),
    ratios: suite.ratios.map(r => ratioOf(r, runs)),
  };
}

/** Medians of the figures that a case tells, and of its stages, as `stage: emit`. */
function stagesOf(samples: readonly Run[]): Record<string, number> {
  const of = (field: 'stages' | 'figures', prefix: string) => [...new Set(samples.flatMap(s => Object.keys(s[field] ?? {})))].map(n => [`${prefix}${n}`, round(median(samples.map(s => s[field]?.[n] ?? 0)))]);
  return Object.fromEntries([...of('figures', ''), ...of('stages', 'stage: ')]);
}

/** Of the rounds in which both ran: quotients within a round, then their median. */
function ratioOf(ratio: Ratio, runs: ReadonlyMap<string, readonly Run[]>): RatioResult {
  const over = runs.get(ratio.over)!, under = runs.get(ratio.under)!;
  const quotients = over.slice(0, under.length).map((run, i) => run[ratio.of]! / under[i][ratio.of]!);
  const value = median(quotients), { goal } = ratio;
  return {
    title: ratio.title, median: round(value), low: round(Math.min(...quotients)), high: round(Math.max(...quotients)),
    ...(goal && ('atLeast' in goal ? { goal: `≥ ${goal.atLeast}`, met: value >= goal.atLeast } : { goal: `≤ ${goal.atMost}`, met: value <= goal.atMost })),
  };
}

/** The result as people read it. */
export function tableOf(result: SuiteResult): string {
  if ('skipped' in result) return `## ${result.title}\n\nSKIPPED: ${result.skipped}\n`;
  const columns = [...new Set(result.cases.flatMap(c => Object.keys(c.median)))];
  const cell = (x: number | undefined) => (x === undefined ? '' : x >= 100 ? x.toFixed(0) : x.toFixed(1));
  const rows = result.cases.map(c => [c.name, ...columns.map(f => cell(c.median[f])), c.bytes === undefined ? '' : (c.bytes / 1e6).toFixed(1)]);
  const ratios = result.ratios.map(r => [r.title, `**${r.median.toFixed(2)}**`, `${r.low.toFixed(2)} – ${r.high.toFixed(2)}`, r.goal ?? '', r.met === undefined ? '' : r.met ? 'met' : 'MISSED']);
  return [
    `## ${result.title}`, '',
    `${result.date}, ${result.services} services, ${result.rounds} rounds of cold processes in turn, medians; ${result.machine.cpus} × ${result.machine.model}, Node ${result.machine.node}, load ${result.machine.load}`, '',
    ...table(['case', ...columns, 'MB'], rows), '', ...table(['quotient', 'median', 'range', 'goal', ''], ratios), '',
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((h, i) => Math.max(h.length, ...rows.map(r => r[i].length)));
  const line = (cells: readonly string[]) => `| ${cells.map((c, i) => (i === 0 ? c.padEnd(widths[i]) : c.padStart(widths[i]))).join(' | ')} |`;
  return [line(head), `|${widths.map((w, i) => (i === 0 ? ':' + '-'.repeat(w + 1) : '-'.repeat(w + 1) + ':')).join('|')}|`, ...rows.map(line)];
}
