import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit';
import type { Io } from '../io';
import { load, type InputFlags } from '../load';

interface Flags extends InputFlags { readonly format: 'text' | 'mermaid' | 'dot' | 'json'; readonly namespace?: readonly string[] }

export const graphCommand = {
  name: 'graph',
  define: (command: Command): Command => command.description('who may call whom, and what gateways lead to').argument('[inputs...]', 'files and folders of YAML, - for standard input; none: the cdk8s app of this folder').option('-n, --namespace <name...>', 'only what is in these namespaces, and what it meets'),
  formats: ['text', 'mermaid', 'dot', 'json'],
  run(args: readonly unknown[], flags: Flags, io: Io): ExitCode {
    const { mesh } = load(args[0] as string[], flags, io);
    const { graphDot, graphJson, graphMermaid, graphOf, graphText } = require('../../graph') as typeof import('../../graph');
    const graph = graphOf(mesh, flags.namespace ? { namespaces: flags.namespace } : {});
    io.out({ text: graphText, mermaid: graphMermaid, dot: graphDot, json: graphJson }[flags.format](graph));
    return EXIT.fine;
  },
};
