import { InvalidArgumentError, type Command } from 'commander';
import type { Outcome, RequestInput } from '../../simulate/outcome';
import { CannotRun, EXIT, type ExitCode } from '../exit';
import type { Io } from '../io';
import { load, type InputFlags } from '../load';
import { workloadNamed } from '../pick';

interface Flags extends InputFlags {
  readonly format: 'text' | 'json';
  readonly from?: string; readonly via?: string; readonly to: string; readonly method?: string; readonly header?: readonly [string, string][];
  readonly address?: string; readonly issuer?: string; readonly subject?: string; readonly claim?: readonly [string, string][]; readonly audience?: readonly string[]; readonly sni?: string;
}

const pairOf = (separator: string) => (text: string, before: [string, string][] = []): [string, string][] => {
  const at = text.indexOf(separator);
  if (at <= 0) throw new InvalidArgumentError(`write name${separator === ':' ? ': ' : separator}value`);
  return [...before, [text.slice(0, at).trim(), text.slice(at + 1).trim()]];
};

export const simulateCommand = {
  name: 'simulate',
  define: (command: Command): Command => command.description('what one request meets: where it goes, who refuses it, how often it is tried')
    .argument('[inputs...]', 'files and folders of YAML, - for standard input; none: the cdk8s app of this folder')
    .requiredOption('-t, --to <url>', 'as http://reviews:9080/reviews/1, tcp://redis:6379')
    .option('-f, --from <workload>', 'name or namespace/name of the caller; left out: from outside of the mesh, through a gateway')
    .option('--via <gateway>', 'gateway that a request from outside arrives at')
    .option('-X, --method <method>', 'HTTP method; left out: GET')
    .option('-H, --header <header>', 'as "end-user: jason"; may be repeated', pairOf(':'))
    .option('--address <ip>', 'address of a caller from outside')
    .option('--issuer <issuer>', 'issuer of the verified token that the request carries')
    .option('--subject <subject>', 'subject of the token')
    .option('--audience <audience...>', 'audiences of the token')
    .option('--claim <claim>', 'as role=admin; may be repeated', pairOf('='))
    .option('--sni <name>', 'SNI of the connection; left out: the host of the URL'),
  formats: ['text', 'json'],
  run(args: readonly unknown[], flags: Flags, io: Io): ExitCode {
    const { mesh } = load(args[0] as string[], flags, io);
    const { simulate, renderOutcome, outcomeJson } = require('../../simulate') as typeof import('../../simulate');
    const input = requestOf(flags, (name) => workloadNamed(mesh, name).id);
    let outcome: Outcome;
    // A request that is none is the caller's mistake.
    try { outcome = simulate(mesh, input); } catch (error) { throw new CannotRun((error as Error).message); }
    io.out(flags.format === 'json' ? JSON.stringify(outcomeJson(outcome), null, 2) : renderOutcome(outcome, { colour: io.colour, input }));
    return exitOf(outcome);
  },
};

function requestOf(flags: Flags, workload: (name: string) => string): RequestInput {
  if (flags.issuer === undefined && (flags.claim || flags.subject !== undefined || flags.audience)) throw new CannotRun('claims, audiences and the subject belong to a token', 'name its issuer: --issuer https://issuer.example.com');
  const claims = flags.claim && Object.fromEntries(flags.claim);
  return {
    ...(flags.from !== undefined ? { from: workload(flags.from) } : { from: { outside: true, ...(flags.address !== undefined && { address: flags.address }) } }),
    to: flags.to, ...(flags.via !== undefined && { via: workload(flags.via) }), ...(flags.method !== undefined && { method: flags.method }),
    ...(flags.header && { headers: Object.fromEntries(flags.header) }), ...(flags.sni !== undefined && { sni: flags.sni }),
    ...(flags.issuer !== undefined && { token: { issuer: flags.issuer, ...(flags.subject !== undefined && { subject: flags.subject }), ...(flags.audience && { audiences: flags.audience }), ...(claims && { claims }) } }),
  };
}

/** What cannot be decided is no success: it could not be run to its end. */
function exitOf({ kind }: Outcome): ExitCode {
  return kind === 'delivered' || kind === 'answered' || kind === 'redirected' ? EXIT.fine : kind === 'unknown' ? EXIT.couldNotRun : EXIT.refused;
}
