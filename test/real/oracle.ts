import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { buildOracle } from './build';
import type { ProxyConfig } from './mesh/envoy';

/** What the API server or Istio's webhook says of one object. */
export interface Finding {
  readonly kind: string;
  readonly ns: string;
  readonly name: string;
  readonly source: 'yaml' | 'schema' | 'cel' | 'webhook';
  readonly level: 'error' | 'warning';
  readonly path?: string;
  readonly message: string;
}

/** What one of Istio's analyzers says. */
export interface AnalyzerMessage {
  readonly code: string;
  readonly level: 'Error' | 'Warning' | 'Info';
  readonly message: string;
  readonly resource?: string;
  readonly reference?: string;
}

/** Whose configuration is asked for; what is left out gets a plain sidecar's value. */
export interface Proxy {
  readonly type?: 'sidecar' | 'router' | 'waypoint';
  readonly id?: string;
  readonly namespace?: string;
  readonly ip?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly serviceAccount?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** What Istio's injection webhook and its deployment controller are asked. */
export interface Injection {
  /** Of the injector's ConfigMap, as `values`. */
  readonly config: string;
  readonly values: string;
  /** istiod's revision. @default - the default one */
  readonly revision?: string;
  /** Whether istiod makes proxies native sidecars: always, never, or by the version of the nodes. */
  readonly native?: 'true' | 'false' | 'auto';
  /** @default 'v1.33.0' */
  readonly kubelet?: string;
  readonly compliance?: string;
  readonly platform?: string;
  readonly ambient?: boolean;
  readonly namespaces?: readonly object[];
  readonly pods?: readonly { readonly pod: object; readonly namespace: string; readonly path?: string }[];
  readonly gateways?: readonly object[];
  readonly configMaps?: readonly object[];
}
/** In the order of what was asked: a pod with a proxy, one that is left as it is, or a refusal; and the objects made for each Gateway. */
export interface Injected {
  readonly pods: readonly { readonly pod?: object; readonly skipped?: boolean; readonly error?: string }[];
  readonly gateways: readonly (readonly object[])[];
}

/** What Istio's code says of a MeshConfig, a ProxyConfig or MeshNetworks. */
export interface MeshConfigVerdict {
  /** Fields that no message has; Istio ignores them. */
  readonly unknown?: string;
  readonly errors?: readonly string[];
  /** Providers that do not work; Istio logs them. */
  readonly providers?: readonly string[];
  readonly warnings?: readonly string[];
}

interface Answer { readonly name: string; readonly error?: string; readonly [field: string]: unknown }
interface Pending { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }

/** A mesh's discovery server leaves about 5 MB behind, an analysis some less, so a process is replaced when it has done so much. */
const workPerProcess = 150;
const workOf: Readonly<Record<string, number>> = { config: 1, analyze: 0.3, inject: 0.3 };

/** How long an answer may take, with all that was asked before it; in ms. */
const patience = 300_000;

/** One oracle process: answers come in the order of the requests. */
class Worker {
  readonly pending: Pending[] = [];
  done = 0;
  /** istiod may panic of what no validation would have let pass. */
  dead = false;
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private stderr = '';

  constructor(binary: string, env: NodeJS.ProcessEnv) {
    this.child = spawn(binary, ['batch'], { stdio: ['pipe', 'pipe', 'pipe'], env });
    createInterface({ input: this.child.stdout! }).on('line', (line) => {
      const answer = JSON.parse(line) as Answer;
      const waiting = this.pending.shift()!;
      if (answer.error === undefined) waiting.resolve(answer);
      else waiting.reject(new Error(`istio-oracle, ${answer.name}: ${answer.error}`));
    });
    this.child.stderr!.on('data', (chunk) => { this.stderr = (this.stderr + chunk).slice(-4000); });
    this.ended = new Promise((done) => {
      const end = (why: string) => {
        this.dead = true;
        for (const { reject } of this.pending.splice(0)) reject(new Error(`istio-oracle ended (${why}): ${this.stderr}`));
        done();
      };
      this.child.once('error', (error) => end(error.message));
      this.child.once('close', (code, signal) => end(String(code ?? signal)));
    });
  }

  ask(request: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      // Istio's code may stop for good inside of a request (a panic of one of its own threads): nobody waits for ever.
      const timer = setTimeout(() => { this.child.kill('SIGKILL'); }, patience);
      const settled = <T>(then: (value: T) => void) => (value: T): void => { clearTimeout(timer); then(value); };
      this.pending.push({ resolve: settled(resolve), reject: settled(reject) });
      this.child.stdin!.write(`${JSON.stringify(request)}\n`);
    });
  }

  /** Answers what was asked, then ends; coverage counters are written on the way out. */
  close(): Promise<void> {
    this.child.stdin!.end();
    return this.ended;
  }
}

/** Istio's own code, in as many processes as there are cores. */
export class Oracle {
  private readonly workers: (Worker | undefined)[];
  private readonly closing: Promise<void>[] = [];

  private constructor(private readonly binary: string, private readonly env: NodeJS.ProcessEnv, processes: number) {
    this.workers = new Array<Worker | undefined>(processes).fill(undefined);
  }

  /** `coverage` is an existing folder for Go's coverage counters; it takes the instrumented build. */
  static start(options: { /** What istiod is told besides. */ readonly env?: Readonly<Record<string, string>>; readonly coverage?: string; readonly processes?: number; readonly log?: (line: string) => void } = {}): Oracle {
    const binary = buildOracle(options.coverage === undefined ? 'plain' : 'cover', options.log);
    // istiod keeps clusters by name: of two hosts with one name a proxy may get the one that another proxy asked for first.
    const env = { ...process.env, PILOT_ENABLE_XDS_CACHE: 'false', ...options.env, ...(options.coverage !== undefined && { GOCOVERDIR: options.coverage }) };
    return new Oracle(binary, env, options.processes ?? Math.min(availableParallelism(), 4));
  }

  /** One list of findings per document of the YAML. */
  async validate(name: string, yaml: string): Promise<readonly (readonly Finding[])[]> {
    return (await this.ask({ op: 'validate', name, yaml })).results as Finding[][];
  }

  /** One list of findings per object. */
  async validateObjects(name: string, objects: readonly object[]): Promise<readonly (readonly Finding[])[]> {
    return (await this.ask({ op: 'validate', name, objects })).results as Finding[][];
  }

  /** All findings of all analyzers; objects that Istio cannot decode are an error here, because they would be left out. */
  async analyze(name: string, yaml: string, meshConfig?: string): Promise<readonly AnalyzerMessage[]> {
    const answer = await this.ask({ op: 'analyze', name, yaml, meshConfig });
    if (answer.undecoded !== undefined) throw new Error(`analyze, ${name}: ${JSON.stringify(answer.undecoded)}`);
    return answer.messages as AnalyzerMessage[];
  }

  /** What istiod sends to each of these proxies, in their order. */
  async config(name: string, yaml: string, proxies: readonly Proxy[], meshConfig?: string): Promise<readonly ProxyConfig[]> {
    return (await this.ask({ op: 'config', name, yaml, meshConfig, proxies })).proxies as ProxyConfig[];
  }

  /** What istiod injects, and what it deploys for Gateways. */
  async inject(name: string, injection: Injection, meshConfig?: string): Promise<Injected> {
    const { pods, gateways } = await this.ask({ op: 'inject', name, meshConfig, injection: { kubelet: 'v1.33.0', ...injection } });
    return { pods, gateways } as unknown as Injected;
  }

  /** One verdict per configuration. */
  async meshConfigs(name: string, configs: readonly { readonly kind: string; readonly value: unknown }[]): Promise<readonly MeshConfigVerdict[]> {
    return (await this.ask({ op: 'validate-mesh-config', name, objects: configs.map(({ kind, value }) => ({ kind, value })) })).results as MeshConfigVerdict[];
  }

  private pair?: Promise<{ readonly cert: string; readonly key: string }>;
  /** A certificate that is good for a day, in PEM: it stands for those that a cluster's operators provide. */
  certificate(): Promise<{ readonly cert: string; readonly key: string }> {
    return (this.pair ??= this.ask({ op: 'certificate', name: 'certificate' }).then((answer) => ({ cert: answer.cert as string, key: answer.key as string })));
  }

  async close(): Promise<void> {
    await Promise.all([...this.closing, ...this.workers.map((worker) => worker?.close())]);
  }

  private ask(request: { readonly op: string; readonly [field: string]: unknown }): Promise<Answer> {
    let best = 0;
    for (let i = 1; i < this.workers.length; i++) if (load(this.workers[i]) < load(this.workers[best])) best = i;
    if (this.workers[best]?.dead) this.workers[best] = undefined;
    const worker = (this.workers[best] ??= new Worker(this.binary, this.env));
    worker.done += workOf[request.op] ?? 0;
    if (worker.done >= workPerProcess) {
      this.workers[best] = undefined;
      const answer = worker.ask(request);
      this.closing.push(worker.close());
      return answer;
    }
    return worker.ask(request);
  }
}

const load = (worker: Worker | undefined): number => worker?.pending.length ?? 0;
