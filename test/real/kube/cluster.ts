import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Api, type KubeObject } from './api';
import { type Applied, applyOne, type ApplyOptions, deleteOne, idOf, placeOf } from './apply';
import { Node, type RunOptions, type Said } from './node';
import { type Image, nodeSources, type Parts, toolsOf } from './tools';

export interface ClusterOptions {
  /** How much of it runs; default `node`: everything, with pods that run. Without controllers no namespace is ever deleted, without a node no pod is ever scheduled. */
  readonly only?: Exclude<Parts, 'node'>;
  /** What images hold, before the known ones (Istio's and CoreDNS). An image that nobody knows does nothing, unless its container names a command. */
  readonly images?: readonly Image[];
  /** Folders of this machine that containers see, besides /usr; default: none. */
  readonly folders?: readonly string[];
  readonly log?: (line: string) => void;
}

/**
 * A real Kubernetes in namespaces of Linux: nothing of it is seen outside, and from inside there is no way out. Every cluster is on its own, so any
 * number may run beside each other.
 */
export class RealCluster {
  private constructor(private readonly node: Node, readonly api: Api) {}

  /** Up in 3 to 6 s. `stop()` has to follow, whatever happens. */
  static async start({ only, images = [], folders = [], log }: ClusterOptions = {}): Promise<RealCluster> {
    const parts = only ?? 'node';
    const node = await Node.start({ parts, tools: toolsOf(parts, log), images, folders });
    const cluster = new RealCluster(node, new Api(node.folder));
    try {
      if (parts !== 'api') await cluster.waitFor('the default ServiceAccount', async () => (await cluster.get('ServiceAccount', 'default', 'default')) !== undefined);
      if (parts === 'node') await cluster.waitFor('the node to be ready', async () => isTrue(await cluster.get('Node', 'node'), 'Ready'));
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** Ends every process of the cluster and removes its folder. */
  async stop(): Promise<void> {
    this.api.close();
    await this.node.stop();
  }

  /** Of an administrator; of use inside of the cluster only (`run`). */
  get kubeconfig(): string { return this.node.kubeconfig; }

  /** Folder of this run; it goes away with the cluster. */
  get folder(): string { return this.node.folder; }

  /** Runs a program inside of the node, where the API server and the Services are reached; `env.PATH` comes before the PATH of this process. */
  run(command: readonly string[], options?: RunOptions): Promise<Said> { return this.node.run(command, options); }

  /** What kubectl says; an error with its words when it fails. 0.1 to 0.3 s for each call: prefer `apply`, `get` and `list` where there are many. */
  async kubectl(args: readonly string[], stdin?: string): Promise<string> {
    const { code, stdout, stderr } = await this.run(['kubectl', ...args], { stdin });
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr.trim() || stdout.trim() || `code ${code}`}`);
    return stdout;
  }

  /** Server-side apply, in the given order, of objects or YAML; an error names everything that is refused. */
  async apply(objects: string | readonly object[], options: ApplyOptions = {}): Promise<readonly Applied[]> {
    const applied = await this.tryApply(objects, options);
    const refused = applied.filter(({ change }) => change === 'refused');
    if (refused.length > 0) throw new Error(refused.map(({ id, message }) => `${id}: ${message}`).join('\n'));
    return applied;
  }

  /** As `apply`, for those who want to see what is refused. */
  async tryApply(objects: string | readonly object[], options: ApplyOptions = {}): Promise<readonly Applied[]> {
    const applied: Applied[] = [];
    for (const object of objectsOf(objects)) applied.push(await applyOne(this.api, object, options));
    return applied;
  }

  /** The object, or undefined. */
  async get(kind: string, name: string, namespace?: string, apiVersion?: string): Promise<any> {
    const resource = await this.api.resource(kind, apiVersion);
    if (resource === undefined) return undefined;
    const { status, body } = await this.api.call('GET', this.api.pathOf(resource, namespace, name));
    return status === 200 ? body : undefined;
  }

  /** All objects of a kind, in a namespace or everywhere. */
  async list(kind: string, namespace?: string, apiVersion?: string): Promise<readonly any[]> {
    const resource = await this.api.resource(kind, apiVersion);
    if (resource === undefined) return [];
    const { body } = await this.api.call('GET', this.api.pathOf(resource, namespace));
    return (body.items ?? []).map((item: object) => ({ apiVersion: resource.apiVersion, kind: resource.kind, ...item }));
  }

  /** Deletes objects, the last first, and waits until they are gone. */
  async delete(objects: string | readonly object[], seconds = 30): Promise<void> {
    const all = [...objectsOf(objects)].reverse();
    const going: KubeObject[] = [];
    for (const object of all) if (await deleteOne(this.api, object)) going.push(object);
    for (const object of going) await this.waitFor(`${idOf(object)} to be gone`, async () => !await this.exists(object), seconds);
  }

  private async exists(object: KubeObject): Promise<boolean> {
    const resource = await this.api.resource(object.kind, object.apiVersion);
    return resource !== undefined && (await this.api.call('GET', placeOf(this.api, resource, object))).status !== 404;
  }

  /** Asks until it holds; an error when it does not in time. */
  async waitFor(what: string, holds: () => Promise<boolean>, seconds = 30): Promise<void> {
    const limit = Date.now() + seconds * 1000;
    while (!await holds()) {
      if (Date.now() > limit) throw new Error(`waited ${seconds} s for ${what}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** Waits until a condition of an object is true, as `Available` of a Deployment or `Established` of a CRD. */
  waitForCondition(kind: string, name: string, condition: string, namespace?: string, seconds = 60): Promise<void> {
    return this.waitFor(`${kind} ${name} to be ${condition}`, async () => isTrue(await this.get(kind, name, namespace), condition), seconds);
  }

  /** CoreDNS, as a cluster has it; pods need it to find Services by name. */
  async startDns(): Promise<void> {
    await this.apply(readFileSync(join(nodeSources, 'dns.yaml'), 'utf8'));
    await this.waitForCondition('Deployment', 'coredns', 'Available', 'kube-system');
  }

  /** Runs a command inside of a container (what `kubectl exec` would do) of the newest pod whose name starts so. */
  inPod(namespace: string, podPrefix: string, container: string, command: readonly string[], options?: RunOptions): Promise<Said> {
    return this.run([join(nodeSources, 'in-pod.sh'), join(this.podFolder(namespace, podPrefix), `${container}.pid`), ...command], options);
  }

  /** What a container has written, of the newest pod whose name starts so. */
  podLog(namespace: string, podPrefix: string, container: string): string {
    const file = join(this.podFolder(namespace, podPrefix), `${container}.log`);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  private podFolder(namespace: string, podPrefix: string): string {
    const pods = join(this.folder, 'pods');
    const found = (existsSync(pods) ? readdirSync(pods) : []).filter((name) => name.startsWith(`${namespace}_${podPrefix}`)).map((name) => join(pods, name));
    if (found.length === 0) throw new Error(`no pod ${podPrefix}… has started in ${namespace}`);
    return found.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  }

  /** The last lines of a part of the cluster: `apiserver`, `controller-manager`, `scheduler`, `kube-proxy`, `kubelet`. */
  log(part: string, lines?: number): string { return this.node.log(part, lines); }
}

/** Objects of a YAML stream, or the given ones. */
export function objectsOf(source: string | readonly object[]): readonly KubeObject[] {
  if (typeof source !== 'string') return source as readonly KubeObject[];
  return parseAllDocuments(source).flatMap((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    const value = document.toJS() as KubeObject | null;
    return value === null ? [] : [value];
  });
}

function isTrue(object: any, condition: string): boolean {
  return (object?.status?.conditions ?? []).some((one: any) => one.type === condition && one.status === 'True');
}
