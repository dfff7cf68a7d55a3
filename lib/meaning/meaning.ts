import type { Client, EffectiveMesh, Gateway, Host, Installation, PortProtocol, Server, ServerPort, Workload } from '../effective/mesh';
import type { MeshModel, WorkloadFacts } from '../model';
import { MeantClient } from './client';
import { Closure } from './closure';
import type { Context } from './context';
import type { MeaningFacts } from './facts';
import { workloadGate } from './gate';
import { MeantGateway } from './gateway';
import { ModelIndex } from './model-index';
import { mtlsOf } from './mtls';
import { isHttp } from './order';
import { Policies } from './policies';
import { Things } from './things';

/** What a model means, as the mesh that it asks for. */
export function meaningOf(model: MeshModel, facts: MeaningFacts): EffectiveMesh { return new MeantMesh(model, facts); }

class MeantMesh implements EffectiveMesh {
  readonly installation: Installation;
  readonly workloads: readonly Workload[];
  private readonly ctx: Context;
  private readonly things: Things;
  private readonly closure: Closure;
  private readonly made = new Map<string, unknown>();

  constructor(model: MeshModel, facts: MeaningFacts) {
    this.installation = { rootNamespace: facts.rootNamespace, clusterDomain: facts.clusterDomain, trustDomain: facts.trustDomain, inventory: 'closed' };
    this.ctx = { index: new ModelIndex(model), policies: new Policies(model.policies), facts };
    this.things = new Things(this.ctx);
    this.closure = new Closure(this.ctx);
    this.workloads = this.things.workloads;
  }

  workload(id: string): Workload | undefined { return this.workloads.find((w) => w.id === id); }
  hosts(name: string): readonly Host[] { return this.things.hosts.filter((h) => h.name === name); }
  client(workload: Workload): Client { return this.once(`client ${workload.id}`, () => new MeantClient(this.ctx, this.things, this.closure, workload, this.modelOf(workload))); }
  server(workload: Workload): Server { return this.once(`server ${workload.id}`, () => this.serverOf(workload, this.modelOf(workload))); }
  gateway(workload: Workload): Gateway {
    const of = this.things.gatewayOf.get(workload);
    if (!of) throw new Error(`${workload.id} is no gateway`);
    return this.once(`gateway ${workload.id}`, () => new MeantGateway(this.ctx, this.things, this.closure, workload, of));
  }

  private modelOf(workload: Workload): WorkloadFacts {
    const of = this.things.modelOf.get(workload);
    if (!of) throw new Error(`${workload.id} is no workload of the model`);
    return of;
  }
  private serverOf(workload: Workload, of: WorkloadFacts): Server {
    const declared = new Map<number, { names: string[]; protocol: PortProtocol }>();
    for (const s of this.ctx.index.servicesOf.get(of.id) ?? []) for (const p of s.ports) {
      const same = declared.get(p.containerPort);
      if (same) same.names.push(p.name); else declared.set(p.containerPort, { names: [p.name], protocol: p.protocol });
    }
    const port = (number: number): ServerPort => {
      const known = declared.get(number), protocol = known?.protocol ?? 'auto';
      return { number, protocol, tls: mtlsOf(this.ctx, of, number), gate: workloadGate(this.ctx, this.closure, of, { number, names: known?.names ?? [], http: known === undefined || isHttp({ protocol }) }) };
    };
    return { workload, ports: [...declared.keys()].sort((a, b) => a - b).map(port), port, unread: [] };
  }
  private once<T>(key: string, make: () => T): T {
    if (!this.made.has(key)) this.made.set(key, make());
    return this.made.get(key) as T;
  }
}
