import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPulumi } from '../build';
import { repository } from '../builds/place';
import type { RealCluster } from '../kube/cluster';

/** What the engine did, or would do, with one resource. */
export interface Step {
  /** `create`, `same`, `update`, `delete`, `replace`, `refresh`, … */
  readonly op: string;
  readonly type: string;
  readonly name: string;
  /** Paths of what differs. */
  readonly diffs: readonly string[];
}

/** One command of Pulumi. */
export interface Outcome {
  readonly code: number;
  /** What it says to people. */
  readonly text: string;
  readonly steps: readonly Step[];
  /** Names of resources in the order in which operations on them ended. */
  readonly done: readonly string[];
  /** Errors and warnings, with the resource that they are about. */
  readonly messages: readonly { readonly severity: string; readonly name: string; readonly text: string }[];
  readonly seconds: number;
}

/** What suites deploy. */
const PROGRAMS = join(__dirname, 'program');

/** Pulumi's engine, its Node host and the Kubernetes provider, inside of a cluster, with state in a folder of the run. */
export class Engine {
  /** Folder of plugins, state and events; in the environment of every process of it, as PULUMI_HOME. */
  readonly home: string;
  private readonly seconds: number;
  private readonly project: string;
  private readonly env: Record<string, string>;
  private runs = 0;

  /** `project`: folder of a Pulumi.yaml. `seconds`: of one command at most. */
  constructor(private readonly cluster: RealCluster, stack: string, { project = PROGRAMS, seconds = 300 }: { readonly project?: string; readonly seconds?: number } = {}) {
    this.seconds = seconds;
    const tools = buildPulumi();
    this.home = join(cluster.folder, `pulumi-${stack}`);
    this.project = join(this.home, 'project');
    const plugin = join(this.home, 'plugins', `resource-kubernetes-v${tools.providerVersion}`);
    for (const folder of [plugin, this.project, join(this.home, 'state')]) mkdirSync(folder, { recursive: true });
    symlinkSync(tools.provider, join(plugin, 'pulumi-resource-kubernetes'));
    // State and stack settings stay out of the repository.
    const settings = readFileSync(join(project, 'Pulumi.yaml'), 'utf8');
    writeFileSync(join(this.project, 'Pulumi.yaml'), settings.replace(/^main: (.*)$/m, (_, main: string) => `main: ${join(project, main)}`));
    symlinkSync(join(repository, 'tsconfig.json'), join(this.project, 'tsconfig.json'));
    this.env = {
      PATH: tools.bin, PULUMI_HOME: this.home, PULUMI_BACKEND_URL: `file://${join(this.home, 'state')}`, PULUMI_CONFIG_PASSPHRASE: 'of a test', PULUMI_SKIP_UPDATE_CHECK: 'true',
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true', PULUMI_NODEJS_TRANSPILE_ONLY: 'true', PULUMI_STACK: stack, NO_COLOR: '1',
      // This host is older than the engine, and does not hear of `nodeargs` (Pulumi.yaml).
      NODE_OPTIONS: `--conditions=cdk8s-mesh-source${project === PROGRAMS ? ` -r ${join(__dirname, 'transpile.cjs')}` : ''}`,
      TS_NODE_PROJECT: join(repository, 'tsconfig.json'),
      // It makes the engine write its events to a file.
      PULUMI_DEBUG_COMMANDS: 'true',
    };
  }

  async init(): Promise<void> {
    const { code, stderr } = await this.pulumi(['stack', 'init', this.env.PULUMI_STACK]);
    if (code !== 0) throw new Error(stderr);
  }

  /** `up`, `preview`, `refresh`, `destroy`; `program` is what `program/index.ts` reads. */
  async run(command: 'up' | 'preview' | 'refresh' | 'destroy', program: object = {}, flags: readonly string[] = []): Promise<Outcome> {
    const events = join(this.home, `events-${++this.runs}.json`), started = Date.now();
    const yes = command === 'preview' ? [] : ['--yes', '--skip-preview'];
    const { code, stdout, stderr } = await this.pulumi([command, '--non-interactive', '--color', 'never', '--event-log', events, ...yes, ...flags], { MESH_PROGRAM: JSON.stringify(program) });
    const read = existsSync(events) ? readFileSync(events, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)) : [];
    return { code, text: `${stdout}${stderr}`, ...outcomeOf(read), seconds: (Date.now() - started) / 1000 };
  }

  private pulumi(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    return this.cluster.run(['env', '-C', this.project, 'pulumi', ...args], { env: { ...this.env, ...env }, seconds: this.seconds });
  }

  /** The stack as it is kept. */
  async state(): Promise<string> { return (await this.pulumi(['stack', 'export'])).stdout; }
}

const nameOf = (urn = ''): string => urn.slice(urn.lastIndexOf('::') + 2);

function outcomeOf(events: readonly any[]): Pick<Outcome, 'steps' | 'done' | 'messages'> {
  const steps = events.filter((e) => e.resourcePreEvent).map(({ resourcePreEvent: { metadata: m } }): Step => ({ op: m.op, type: m.type, name: nameOf(m.urn), diffs: Object.keys(m.detailedDiff ?? {}).concat(m.detailedDiff ? [] : m.diffs ?? []) }));
  const done = events.filter((e) => e.resOutputsEvent).map((e) => nameOf(e.resOutputsEvent.metadata.urn));
  const messages = events.filter((e) => e.diagnosticEvent && /error|warning/.test(e.diagnosticEvent.severity)).map(({ diagnosticEvent: d }) => ({ severity: d.severity as string, name: nameOf(d.urn), text: String(d.message).replace(/<\{%[^%]*%\}>/g, '').trim() }));
  return { steps, done, messages };
}
