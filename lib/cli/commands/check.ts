import { Option, type Command } from 'commander';
import { EXIT, type ExitCode } from '../exit';
import type { Io } from '../io';
import { load, type InputFlags } from '../load';
import type { Report } from '../output/report';

interface Flags extends InputFlags { readonly format: 'text' | 'json' | 'sarif'; readonly profile?: 'default' | 'strict'; readonly failOn: 'error' | 'warning' | 'info'; readonly quiet?: true }

const RANK = { error: 0, warning: 1, info: 2 } as const;

export const checkCommand = {
  name: 'check',
  define: (command: Command): Command => command.description('what is wrong with a mesh: references, routing, resilience, security, ports, gateways, scoping, workloads')
    .argument('[inputs...]', 'files and folders of YAML, - for standard input; none: the cdk8s app of this folder')
    .addOption(new Option('--fail-on <severity>', 'what ends it with exit code 3').choices(['error', 'warning', 'info']).default('error'))
    .addOption(new Option('--profile <profile>', 'strict adds checks that are opinions').choices(['default', 'strict']))
    .option('-q, --quiet', 'only errors and warnings'),
  formats: ['text', 'json', 'sarif'],
  run(args: readonly unknown[], flags: Flags, io: Io): ExitCode {
    // Secrets and the like are made by others: their absence from an app is no mistake.
    const loaded = load(args[0] as string[], flags, io, 'open');
    const { configuration } = loaded;
    const { runChecks, checks } = require('../../checks') as typeof import('../../checks');
    const all = [...checks, ...configuration.own];
    const result = runChecks({ mesh: loaded.mesh, ...(loaded.declared && { declared: loaded.declared }) }, {
      checks: all, profile: flags.profile ?? configuration.profile ?? 'default',
      ...(configuration.severity && { severity: configuration.severity }), ...(configuration.ignore && { ignore: configuration.ignore }), ...(configuration.options && { options: configuration.options }),
    });
    const found = [...loaded.diagnostics, ...result.diagnostics];
    const report: Report = { diagnostics: flags.quiet ? found.filter((d) => d.severity !== 'info') : found, objects: loaded.objects.length, suppressed: result.suppressed.length, texts: loaded.texts };
    io.out(render(flags.format, report, all, io));
    return found.some((d) => RANK[d.severity] <= RANK[flags.failOn]) ? EXIT.findings : EXIT.fine;
  },
};

function render(format: Flags['format'], report: Report, checks: Parameters<typeof import('../output/sarif').sarifReport>[1], io: Io): string {
  switch (format) {
    case 'json': return (require('../output/json') as typeof import('../output/json')).jsonReport(report);
    case 'sarif': return (require('../output/sarif') as typeof import('../output/sarif')).sarifReport(report, checks, (require('../version') as typeof import('../version')).version());
    default: return (require('../output/human') as typeof import('../output/human')).humanReport(report, io.colour);
  }
}
