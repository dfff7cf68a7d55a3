import { plantedIn, type Mutant } from './mutant';

const CHECK = 'test/cli/check.test.ts', COMMANDS = 'test/cli/commands.test.ts', APP = 'test/cli/app.test.ts', GRAPH = 'test/graph', TESTING = 'test/testing';
const m = plantedIn('lib/');

/** Bugs in the command line, the graph and the matchers. */
export const commands: readonly Mutant[] = [
  // exit codes
  m('errors are no findings', 'cli/commands/check.ts', 'RANK[d.severity] <= RANK[flags.failOn]', 'RANK[d.severity] < RANK[flags.failOn]', CHECK),
  m('what is not shown is not found', 'cli/commands/check.ts', 'return found.some((d) =>', 'return report.diagnostics.some((d) =>', CHECK),
  m('what was found while reading does not count', 'cli/commands/check.ts', '[...loaded.diagnostics, ...result.diagnostics]', '[...result.diagnostics]', CHECK),
  m('what is not known is fine', 'cli/commands/simulate.ts', "kind === 'unknown' ? EXIT.couldNotRun", "kind === 'unknown' ? EXIT.fine", COMMANDS),
  m('a redirect is a refusal', 'cli/commands/simulate.ts', " || kind === 'redirected'", '', COMMANDS),
  m('a refusal is fine', 'cli/commands/simulate.ts', 'EXIT.couldNotRun : EXIT.refused', 'EXIT.couldNotRun : EXIT.fine', COMMANDS),
  m('help is a failure', 'cli/run.ts', 'error.exitCode === 0 ? EXIT.fine : EXIT.couldNotRun', 'EXIT.couldNotRun', COMMANDS, CHECK),
  m('wrong flags are findings', 'cli/run.ts', 'error.exitCode === 0 ? EXIT.fine : EXIT.couldNotRun', 'error.exitCode === 0 ? EXIT.fine : EXIT.findings', COMMANDS, CHECK),

  // what is read
  m('the configuration before the flag', 'cli/load.ts', 'flags.inventory ?? configuration.inventory', 'configuration.inventory ?? flags.inventory', CHECK, COMMANDS),
  m('files are a complete inventory', 'cli/load.ts', "app && inputs.length === 0 ? ofApps : 'open'", 'ofApps', CHECK, COMMANDS),
  m('an app is never a complete inventory', 'cli/load.ts', "? ofApps : 'open'", "? 'open' : 'open'", APP),
  m('the mesh config of the app is lost', 'cli/load.ts', 'app?.installation?.meshConfig', 'undefined', APP),
  m('hidden folders are read', 'cli/files.ts', "entry.name.startsWith('.') || ", '', CHECK, COMMANDS),
  m('what is no object passes by name, too', 'cli/files.ts', '!named && d.code === NO_OBJECT', 'd.code === NO_OBJECT', CHECK, COMMANDS),
  m('a file is read twice', 'cli/files.ts', '  if (into.texts.has(name)) return;', '  if (into.texts.has(text)) return;', CHECK, COMMANDS),
  m('an empty reason is one', 'cli/configuration.ts', " || one.reason.trim() === ''", '', CHECK),
  m('codes of the library may be taken', 'cli/configuration.ts', '/^MESH\\d/', '/^MESH-/', CHECK),
  m('unknown fields of the configuration pass', 'cli/configuration.ts', 'if (!FIELDS.includes(field)) out.push(', 'if (field === \'\') out.push(', CHECK),
  m('any of several workloads is meant', 'cli/pick.ts', 'w.principal === first.principal && w.namespace === first.namespace', 'w.namespace === first.namespace', COMMANDS),
  m('a failing app is read', 'cli/app.ts', 'run.status !== 0 && !found.some(', 'run.status === null && !found.some(', APP),

  // the graph
  m('a rehearsed ALLOW lets in', 'graph/graph-of.ts', "policy.action !== 'ALLOW' || policy.dryRun", "policy.action !== 'ALLOW'", GRAPH),
  m('a service calls itself', 'graph/graph-of.ts', '    if (edge.from === edge.to) return;\n', '', GRAPH),
  m('only calls inside of a namespace', 'graph/graph-of.ts', 'inside.has(e.from) || inside.has(e.to)', 'inside.has(e.from) && inside.has(e.to)', GRAPH),
  m('weights of the graph are percent', 'graph/graph-of.ts', '(s.weight * 1000) / total', 's.weight * 10', GRAPH),
  m('who knows a host that keeps him out', 'graph/graph-of.ts', 'if (host.external || open.has(to))', 'if (host.external || to)', GRAPH),
  m('an unnamed identity is anyone', 'graph/callers.ts', "about.length > 0 ? ['mesh'] : ['anyone']", "['anyone']", GRAPH),
  m('the requests of a rule are not said', 'graph/callers.ts', '...(requests !== undefined && { requests })', '', GRAPH),

  // matchers
  m('one share that arrives is all', 'testing/matchers/delivery.ts', "outcome.kind === 'delivered' && outcome.deliveries.length > 0 && outcome.deliveries.every(", 'outcome.deliveries.length > 0 && outcome.deliveries.some(', TESTING),
  m('one share that is refused is all', 'testing/matchers/answer.ts', 'outcome.ends.length > 0 && outcome.ends.every(', 'outcome.ends.length > 0 && outcome.ends.some(', TESTING),
  m('whatever refuses', 'testing/matchers/answer.ts', '(by === undefined || e.refusedBy === by) && ', '', TESTING),
  m('any redirect will do', 'testing/matchers/answer.ts', "outcome.kind === 'redirected' && outcome.location === url", "outcome.kind === 'redirected'", TESTING),
];
