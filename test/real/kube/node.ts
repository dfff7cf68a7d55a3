import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { kubernetesVersion } from '../builds/kubebox';
import { addresses } from './addresses';
import { writeCredentials } from './pki';
import { type Image, nodeSources, type Parts, searchPath, type Tools } from './tools';

/** What a command said. */
export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input. */
  readonly stdin?: string;
  /** Working folder; default: the cluster's own. */
  readonly cwd?: string;
  /** After how many seconds it is killed; default 120. */
  readonly seconds?: number;
}

export interface NodeOptions {
  readonly parts: Parts;
  readonly tools: Tools;
  readonly images: readonly Image[];
  readonly folders: readonly string[];
}

/** The namespaces of a node with Kubernetes in them. They end with this process, however it ends. */
export class Node {
  private constructor(readonly folder: string, private readonly child: ChildProcess, private readonly tools: string) {}

  static async start({ parts, tools, images, folders }: NodeOptions): Promise<Node> {
    const folder = mkdtempSync(join(tmpdir(), 'kube-'));
    const { token, ca } = writeCredentials(folder);
    writeFileSync(join(folder, 'kubelet.json'), JSON.stringify({
      api: addresses.server, token, ca, run: folder, node: 'node', nodeIp: addresses.node, podNet: prefixOf(addresses.pods), loadBalancerNet: prefixOf(addresses.loadBalancers),
      dns: addresses.dns, apiService: addresses.api, version: kubernetesVersion, folders, images: [...images, ...tools.images],
    }));
    const errors = openSync(join(folder, 'node.log'), 'w');
    const env = {
      ...process.env, PATH: searchPath, RUN: folder, TOOLS: tools.path, PYTHON: nodeSources, PARTS: parts,
      IP: addresses.node, SERVICES: addresses.services, SERVICES6: addresses.services6, PODS: addresses.pods, LOAD_BALANCERS: addresses.loadBalancers,
    };
    const spaces = ['--net', '--pid', '--mount', '--uts', '--ipc', '--fork', '--kill-child', '--mount-proc'];
    const child = spawn('unshare', [...spaces, 'bash', join(nodeSources, 'node.sh')], { stdio: ['pipe', 'pipe', errors], env, detached: true });
    closeSync(errors);
    const node = new Node(folder, child, tools.path);
    try {
      await node.ready();
    } catch (error) {
      const said = readFileSync(join(folder, 'node.log'), 'utf8').trim();
      await node.stop();
      throw new Error(`the cluster does not start: ${(error as Error).message} ${said}`);
    }
    return node;
  }

  private ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('not ready after 60 s')), 60_000);
      this.child.stdout!.once('data', () => { clearTimeout(timer); resolve(); });
      this.child.once('exit', (code, signal) => { clearTimeout(timer); reject(new Error(`ended with ${code ?? signal}`)); });
      this.child.once('error', (error) => { clearTimeout(timer); reject(error); });
    });
  }

  get kubeconfig(): string { return join(this.folder, 'admin.kubeconfig'); }

  /** Runs a command in the node's namespaces, with the tools on its PATH and KUBECONFIG set. */
  run(command: readonly string[], { env = {}, stdin, cwd = this.folder, seconds = 120 }: RunOptions = {}): Promise<Said> {
    const enter = ['-t', String(this.first()), '-n', '-p', '-m', '-u', '-i', `--wd=${cwd}`, '--'];
    const path = [this.tools, ...(env.PATH === undefined ? [] : [env.PATH]), searchPath].join(delimiter);
    const whole = { ...process.env, KUBECONFIG: this.kubeconfig, KUBERC: 'off', KUBECACHEDIR: join(this.folder, 'cache'), ...env, PATH: path };
    return new Promise((resolve) => {
      const child = execFile('nsenter', [...enter, ...command], { env: whole, maxBuffer: 1 << 28, timeout: seconds * 1000, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ code, stdout, stderr: code === -1 && error !== null ? `${stderr}\n${error.killed ? `killed after ${seconds} s` : error.message}` : stderr });
      });
      child.stdin!.on('error', () => {}); // a command may end before it has read everything
      child.stdin!.end(stdin ?? '');
    });
  }

  /** Process id, as seen from here, of the first process inside. */
  private first(): number {
    const children = readFileSync(`/proc/${this.child.pid}/task/${this.child.pid}/children`, 'utf8').trim();
    if (children === '') throw new Error('the cluster has ended');
    return Number(children.split(' ')[0]);
  }

  /** The last lines of what a part of the cluster wrote: `apiserver`, `controller-manager`, `kubelet`, … */
  log(part: string, lines = 40): string {
    try {
      return readFileSync(join(this.folder, `${part}.log`), 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
    } catch {
      return '';
    }
  }

  async stop(): Promise<void> {
    if (this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise<void>((done) => { this.child.once('exit', () => done()); });
      this.child.stdin!.end();
      const timer = setTimeout(() => this.child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(timer);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const prefixOf = (range: string): string => range.split('.').slice(0, 3).join('.');
