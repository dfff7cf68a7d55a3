import { Command, CommanderError, Option } from 'commander';
import { checkCommand } from './commands/check';
import { explainCommand } from './commands/explain';
import { graphCommand } from './commands/graph';
import { simulateCommand } from './commands/simulate';
import { CannotRun, EXIT, type ExitCode } from './exit';
import type { Io } from './io';
import { version } from './version';

/** In the order of the help text. */
const commands = [checkCommand, simulateCommand, explainCommand, graphCommand] as const;

const EXIT_HELP = `
Exit codes: 0 fine, 1 could not run, 2 the simulated request is denied or lost, 3 findings`;

/** One run of the command line. Nothing here ends the process. */
export function run(args: readonly string[], io: Io): ExitCode {
  let code: ExitCode = EXIT.fine;
  const program = new Command('mesh').description('proves what each request of a service mesh will meet, before it is deployed').version(version()).addHelpText('after', EXIT_HELP)
    .exitOverride().configureOutput({ writeOut: (text) => io.out(text.replace(/\n$/, '')), writeErr: (text) => io.err(text.replace(/\n$/, '')) });
  for (const one of commands) {
    const command = one.define(program.command(one.name)).addHelpText('after', EXIT_HELP).exitOverride();
    command.addOption(new Option('-o, --format <format>', 'how it is printed').choices([...one.formats]).default('text'))
      .option('--app [command]', 'run this cdk8s app; without a command: app of cdk8s.yaml')
      .option('--mesh-config <file>', 'Istio\'s MeshConfig, or the ConfigMap that holds it')
      .addOption(new Option('--inventory <kind>', 'closed: what the input does not hold does not exist').choices(['open', 'closed']))
      .option('--root-namespace <name>', 'left out: istio-system, or what the mesh config says')
      .option('--cluster-domain <domain>', 'left out: cluster.local')
      .option('--trust-domain <domain>', 'left out: cluster.local, or what the mesh config says')
      .option('--config <file>', 'left out: mesh.config.yaml, where there is one');
    command.action((...given: unknown[]) => { code = one.run(given.slice(0, -2), command.opts(), io); });
  }
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CannotRun) { io.err(`error: ${error.message}${error.help ? `\nhelp: ${error.help}` : ''}`); return EXIT.couldNotRun; }
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.couldNotRun;
    throw error;
  }
  return code;
}
