import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromFile, type IstioMesh, readIstio } from 'cdk8s-mesh/effective';
import { readManifests } from 'cdk8s-mesh/manifests';
import { type Outcome, renderOutcome, type RequestInput, simulate } from 'cdk8s-mesh/simulate';
import { RealCluster } from '../kube/cluster';
import type { Image } from '../kube/tools';
import { nodeSources } from '../kube/tools';
import { differences, isPodOf } from './expected';
import { folders, programs } from './images';
import { outsideAddress, outsideNames } from './outside';
import { type Answer, type Arrived, isServed, type Job, type Stream, type Tally } from './program-output';

/** One request, and how it is sent. */
export interface Probe {
  readonly name: string;
  readonly input: RequestInput;
  /** Service of the gateway that a request from outside dials. */
  readonly dial?: string;
  /** What the server is asked to do. */
  readonly orders?: string;
  /** The token that `input.token` describes. */
  readonly jwt?: string;
  /** PEM text of the authority of a server with https. */
  readonly ca?: string;
}

/** How long a change may take until every proxy has it. */
const patience = 10_000;

/** A cluster whose mesh is known from what was applied to it, and programs in it that send. */
export class RunningMesh {
  /** Requests that were sent. */
  sent = 0;
  private mesh?: IstioMesh;
  private cases = 0;

  private constructor(readonly cluster: RealCluster) {}

  static async start(images: readonly Image[], log: (line: string) => void): Promise<RunningMesh> {
    const cluster = await RealCluster.start({ images, folders, log });
    return new RunningMesh(cluster);
  }

  /** CoreDNS, with names of the world outside. */
  async startDns(): Promise<void> {
    const text = readFileSync(join(nodeSources, 'dns.yaml'), 'utf8');
    const hosts = `hosts {\n            ${outsideAddress} ${outsideNames.join(' ')}\n            fallthrough\n        }`;
    await this.cluster.apply(text.replace('cache 2', `${hosts}\n        cache 2`));
    await this.cluster.waitForCondition('Deployment', 'coredns', 'Available', 'kube-system');
  }

  /** Waits until everything that makes pods has as many as it wants. */
  async ready(seconds = 90): Promise<void> {
    let missing: readonly string[] = [];
    const complete = async (): Promise<boolean> => {
      const all = [...await this.cluster.list('Deployment'), ...await this.cluster.list('StatefulSet')];
      missing = all.filter(({ spec, status }) => (status?.readyReplicas ?? 0) < spec.replicas || status.observedGeneration === undefined).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
      return missing.length === 0;
    };
    await this.cluster.waitFor('all pods to be ready', complete, seconds).catch((error: Error) => { throw new Error(`${error.message}: ${missing.join(', ')} are not`); });
  }

  /** Starts a CronJob's job now, as `kubectl create job --from` does. */
  async runNow(namespace: string, cronJob: string): Promise<void> {
    const { spec } = await this.cluster.get('CronJob', cronJob, namespace);
    await this.cluster.apply([{ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: `${cronJob}-now`, namespace }, spec: spec.jobTemplate.spec }]);
    await this.cluster.waitFor(`the job ${cronJob}`, async () => (await this.cluster.list('Pod', namespace)).some(({ metadata, status }) => isPodOf(metadata.name, cronJob) && (status?.conditions ?? []).some((c: any) => c.type === 'Ready' && c.status === 'True')));
  }

  /** What the simulator works with from now on: exactly these manifests, and nothing besides. */
  knows(yaml: string): void {
    this.mesh = readMesh(yaml);
  }

  get effective(): IstioMesh {
    if (this.mesh === undefined) throw new Error('nothing is known yet: call knows()');
    return this.mesh;
  }

  simulate(input: RequestInput): Outcome { return simulate(this.effective, input); }

  /** A name that no other case has. */
  caseName(): string { return `case-${++this.cases}`; }

  /** Sends jobs from a workload, one after the other. */
  async send<T = Answer>(from: string, jobs: readonly Job[], seconds = 120): Promise<readonly T[]> {
    const [namespace, name] = from.split('/') as [string, string];
    const container = await this.containerOf(namespace, name);
    this.sent += jobs.reduce((sum, job) => sum + (job.count ?? 1), 0);
    const { code, stdout, stderr } = await this.cluster.inPod(namespace, `${name}-`, container, [process.execPath, join(programs, 'client.js')], { stdin: JSON.stringify({ jobs }), seconds });
    if (code !== 0) throw new Error(`the client in ${from} ended with ${code}: ${stderr.trim().slice(-500)}`);
    return JSON.parse(stdout) as T[];
  }

  /** Sends a request until what comes back is what the simulator says; what differs at the last, when it never is. */
  async probe(probe: Probe): Promise<readonly string[]> {
    const outcome = this.simulate(probe.input);
    const found = await this.until(probe, (answer) => differences(outcome, answer));
    return found.length === 0 ? [] : [...found, ...renderOutcome(outcome, { input: probe.input }).split('\n')];
  }

  /** Sends a request until there is nothing wrong with the answer; what is wrong at the last. */
  async until(probe: Probe, problems: (answer: Answer) => readonly string[]): Promise<readonly string[]> {
    const limit = Date.now() + patience;
    for (;;) {
      const [answer] = await this.send(senderOf(probe), [jobOf(probe)]);
      const found = problems(answer!);
      if (found.length === 0 || Date.now() > limit) return found;
    }
  }

  async tally(from: string, job: Job): Promise<Tally['tally']> { return (await this.send<Tally>(from, [job]))[0]!.tally; }

  /** Sends without an end, until `stop` is called, which says what was lost. It starts when a request is served: a pod that has just become ready is in kube-proxy's rules a moment later. */
  async stream(from: string, job: Omit<Job, 'until'>): Promise<{ stop(): Promise<Stream> }> {
    const limit = Date.now() + patience;
    for (;;) {
      const [answer] = await this.send(from, [job]);
      if (isServed(answer!)) break;
      if (Date.now() > limit) throw new Error(`no request from ${from} to ${job.url} is served: ${JSON.stringify(answer)}`);
    }
    const until = `/tmp/stop-${this.caseName()}`;
    const running = this.send<Stream>(from, [{ ...job, until }], 300);
    running.catch(() => {}); // said by stop()
    return {
      stop: async () => {
        const [namespace, name] = from.split('/') as [string, string];
        await this.cluster.inPod(namespace, `${name}-`, await this.containerOf(namespace, name), ['touch', until]);
        const [stream] = await running;
        this.sent += stream!.sent;
        return stream!;
      },
    };
  }

  /** What the program in a workload's newest pod saw of a case. */
  async arrived(workload: string, name: string): Promise<readonly Arrived[]> {
    const [namespace, pods] = workload.split('/') as [string, string];
    const lines = this.cluster.podLog(namespace, `${pods}-`, await this.containerOf(namespace, pods)).split('\n');
    return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Arrived).filter((seen) => seen.case === name);
  }

  private readonly containers = new Map<string, string>();
  private async containerOf(namespace: string, workload: string): Promise<string> {
    const key = `${namespace}/${workload}`;
    const known = this.containers.get(key);
    if (known !== undefined) return known;
    const pods = await this.cluster.list('Pod', namespace);
    const pod = pods.find(({ metadata }) => isPodOf(metadata.name, workload));
    if (pod === undefined) throw new Error(`there is no pod of ${key}`);
    const name = pod.spec.containers.find((container: any) => container.name !== 'istio-proxy').name as string;
    this.containers.set(key, name);
    return name;
  }
}

/** What these manifests do, and nothing besides. */
export const readMesh = (yaml: string): IstioMesh => readIstio(readManifests(yaml, 'applied.yaml').manifests.map(fromFile), { inventory: 'closed' });

/** Where it is sent from: whoever is outside of the mesh sits in a pod without a proxy. */
export const senderOf = ({ input: { from } }: Probe): string => (typeof from === 'string' ? from : 'outside/client');

export function jobOf({ input, dial, orders, jwt, ca }: Probe, name?: string): Job {
  return {
    url: input.to, method: input.method, connect: dial, ca,
    headers: { ...input.headers, ...(name !== undefined && { 'x-case': name }), ...(orders !== undefined && { 'x-do': orders }), ...(jwt !== undefined && { authorization: `Bearer ${jwt}` }) },
  };
}
