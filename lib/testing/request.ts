import type { IConstruct } from 'constructs';
import { kindOf } from '../constructs/declare';
import type { MeshGateway } from '../constructs/mesh-gateway';
import type { MeshService, ServiceVersion } from '../constructs/mesh-service';
import type { MeshWorkload } from '../constructs/mesh-workload';
import type { EffectiveMesh, ReadOptions } from '../effective';
import type { Outcome, RequestInput } from '../simulate';
import { workloadsOf } from './names';
import { effective, isConstruct, type MeshSubject } from './subject';

/** Who sends: a service (its pods), a version of one, a workload, one that is named by `namespace/name`, or somebody outside, who comes in through a gateway. */
export type Sender = MeshService<any> | MeshWorkload | ServiceVersion | MeshGateway | 'outside' | (string & {});
export interface RequestOptions {
  /** The mesh that it is sent in: an App, Chart or Mesh, YAML, manifests, an effective mesh. @default - that of the sender, where it is a construct */
  readonly mesh?: MeshSubject;
  /** Of YAML and manifests: the installation, and whether what they do not hold does not exist. @default - Istio's defaults; it may exist */
  readonly read?: ReadOptions;
}

/** Its own brand: a test framework may load this module twice. */
const REQUEST: unique symbol = Symbol.for('cdk8s-mesh.request') as never;

/** A request that is sent to nobody: what would become of it is worked out when a matcher asks. Each method gives another one. */
export class SimulatedRequest {
  /** @internal */
  readonly [REQUEST] = true;
  private known?: { readonly mesh: EffectiveMesh; readonly outcome: Outcome };
  /** @internal */
  constructor(readonly sender: Sender, readonly options: RequestOptions, readonly input: Partial<RequestInput> = {}, private readonly gateway?: MeshGateway | string) {}

  get(url: string): SimulatedRequest { return this.send('GET', url); }
  head(url: string): SimulatedRequest { return this.send('HEAD', url); }
  post(url: string): SimulatedRequest { return this.send('POST', url); }
  put(url: string): SimulatedRequest { return this.send('PUT', url); }
  patch(url: string): SimulatedRequest { return this.send('PATCH', url); }
  delete(url: string): SimulatedRequest { return this.send('DELETE', url); }
  /** With any method. */
  send(method: string, url: string): SimulatedRequest { return this.with({ method, to: url }); }
  /** What has no method: `tcp://redis:6379`, `tls://…`, `grpc://host:port/package.Service/Method`. */
  to(url: string): SimulatedRequest { return this.with({ to: url }); }

  /** `host` overrides the URL's. */
  header(name: string, value: string): SimulatedRequest { return this.with({ headers: { ...this.input.headers, [name]: value } }); }
  /** A token that its issuer signed; `invalid: true`: one that it did not. */
  token(token: NonNullable<RequestInput['token']>): SimulatedRequest { return this.with({ token }); }
  /** Name that a TLS connection of the caller's own asks for. */
  sni(name: string): SimulatedRequest { return this.with({ sni: name }); }
  /** Of the caller, for rules about addresses. */
  address(ip: string): SimulatedRequest { return this.with({ address: ip }); }
  /** Gateway that a request from outside arrives at; needed where several would take it. */
  via(gateway: MeshGateway | string): SimulatedRequest { return new SimulatedRequest(this.sender, this.options, this.input, gateway); }

  /** What becomes of it. */
  get outcome(): Outcome {
    const mesh = this.mesh;
    if (this.known?.mesh !== mesh) this.known = { mesh, outcome: (require('../simulate') as typeof import('../simulate')).simulate(mesh, this.request) };
    return this.known.outcome;
  }
  /** As the simulator takes it. */
  get request(): RequestInput {
    if (this.input.to === undefined) throw new Error("the request goes nowhere: say where, as in request(web).get('http://cart:8080/items')");
    const via = this.gateway === undefined ? undefined : typeof this.gateway === 'string' ? this.gateway : workloadsOf(this.gateway)[0];
    if (this.sender === 'outside') return { ...this.input, to: this.input.to, ...(via !== undefined && { via }) };
    if (typeof this.sender === 'string') return { ...this.input, to: this.input.to, from: this.sender };
    if (kindOf(this.sender) === 'gateway') return { ...this.input, to: this.input.to, via: workloadsOf(this.sender)[0] };
    return { ...this.input, to: this.input.to, from: workloadsOf(this.sender)[0] };
  }
  /** Construct whose app it is sent in, if it is one. */
  get scope(): IConstruct | undefined {
    const named = this.options.mesh ?? (typeof this.sender === 'string' ? undefined : kindOf(this.sender) === 'version' ? (this.sender as ServiceVersion).service : this.sender as IConstruct) ?? (typeof this.gateway === 'object' ? this.gateway : undefined);
    return isConstruct(named) ? named : undefined;
  }
  /** How a message calls who sends it. */
  get from(): string {
    if (typeof this.sender === 'string') return this.sender;
    switch (kindOf(this.sender)) {
      case 'gateway': return 'outside';
      case 'version': return `${(this.sender as ServiceVersion).service.node.id} ${(this.sender as ServiceVersion).name}`;
      default: return (this.sender as MeshService<any>).node.id;
    }
  }

  private get mesh(): EffectiveMesh {
    const subject = this.options.mesh ?? this.scope;
    if (subject === undefined) throw new Error(`${this.from} is in no mesh that is known: name it, as in request('${this.from}', { mesh })`);
    return effective(subject, this.options.read);
  }
  private with(more: Partial<RequestInput>): SimulatedRequest { return new SimulatedRequest(this.sender, this.options, { ...this.input, ...more }, this.gateway); }
}

/** A request of somebody: `request(web).get('http://cart:8080/items')`. A gateway as sender means somebody outside who arrives there. */
export function request(from: Sender = 'outside', options: RequestOptions = {}): SimulatedRequest {
  const kinds = ['service', 'mesh-workload', 'version', 'gateway'];
  if (typeof from !== 'string' && !kinds.includes(kindOf(from) ?? '')) throw new Error("a request comes from a service, a version of one, a workload, a gateway (of somebody outside), 'outside', or 'namespace/name'");
  return new SimulatedRequest(from, options);
}
export const isRequest = (x: unknown): x is SimulatedRequest => typeof x === 'object' && x !== null && (x as { [REQUEST]?: boolean })[REQUEST] === true;
