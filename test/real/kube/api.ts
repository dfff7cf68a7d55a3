import { Agent, request } from 'node:http';
import { join } from 'node:path';

/** An object of Kubernetes. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: any;
  /** Warnings that the server sends besides its answer. */
  readonly warnings: readonly string[];
}

/** Where objects of a kind live. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

const discovery = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** The API server, asked directly: about 2 ms for a call, where kubectl takes 100 or more. */
export class Api {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });
  private readonly socket: string;
  private known: readonly Resource[] = [];

  constructor(folder: string) { this.socket = join(folder, 'api.sock'); }

  call(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const options = {
        socketPath: this.socket, agent: this.agent, method, path, timeout: 60_000,
        headers: { host: 'localhost', accept: 'application/json', ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }), ...headers },
      };
      const sent = request(options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const said = Buffer.concat(chunks).toString();
          const warning = answer.headersDistinct.warning ?? [];
          resolve({ status: answer.statusCode ?? 0, body: parse(said), warnings: warning.map((line) => line.replace(/^299 - "(.*)"$/, '$1').replace(/\\"/g, '"')) });
        });
      });
      sent.on('timeout', () => sent.destroy(new Error(`the API server does not answer ${method} ${path}`)));
      sent.on('error', reject);
      sent.end(text);
    });
  }

  /** Every kind that is served. */
  async resources(): Promise<readonly Resource[]> {
    const found: Resource[] = [];
    for (const root of ['/api', '/apis']) {
      const { body } = await this.call('GET', root, undefined, { accept: discovery });
      for (const group of body.items ?? []) {
        for (const version of group.versions) {
          const apiVersion = group.metadata?.name ? `${group.metadata.name}/${version.version}` : version.version as string;
          for (const { resource, responseKind, scope, verbs } of version.resources ?? []) {
            found.push({ apiVersion, kind: responseKind.kind, plural: resource, namespaced: scope === 'Namespaced', verbs });
          }
        }
      }
    }
    this.known = found;
    return found;
  }

  /** The kind, as `apps/v1` and `Deployment`; without a version the one that the server prefers. A kind that a CRD has just defined is waited for. */
  async resource(kind: string, apiVersion?: string): Promise<Resource | undefined> {
    const find = () => this.known.find((one) => one.kind === kind && (apiVersion === undefined || one.apiVersion === apiVersion));
    for (let tries = 0; tries < 60; tries++) {
      const found = find();
      if (found !== undefined) return found;
      await this.resources();
      if (find() === undefined) {
        if (tries > 0 && !await this.isDefined(kind, apiVersion)) return undefined;
        await new Promise((done) => setTimeout(done, 50));
      }
    }
    return undefined;
  }

  private async isDefined(kind: string, apiVersion: string | undefined): Promise<boolean> {
    const { body } = await this.call('GET', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions');
    return (body.items ?? []).some((crd: any) => crd.spec.names.kind === kind && (apiVersion === undefined || apiVersion.startsWith(`${crd.spec.group}/`)));
  }

  /** Path of an object, or of all objects of a kind (in a namespace) when no name is given. */
  pathOf({ apiVersion, plural, namespaced }: Resource, namespace?: string, name?: string): string {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const within = namespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
    return `${root}${within}/${plural}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;
  }

  close(): void { this.agent.destroy(); }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.trim() };
  }
}
