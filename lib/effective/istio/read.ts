import type { Client, EffectiveMesh, Gateway, Host, Installation, Server, Workload } from '../mesh';
import { Objects, type SourceObject } from '../objects';
import { once } from '../../manifests/maps';
import { clientOf } from './client';
import { gatewayOf } from './gateway';
import { serverOf } from './server';
import type { ReadOptions } from './settings';
import { World } from './world';

/** What Istio's proxies make of these objects. Nothing is resolved before it is asked for. */
export function readIstio(objects: readonly SourceObject[], options: ReadOptions = {}): IstioMesh {
  return new IstioMesh(new World(new Objects(objects), options));
}

export class IstioMesh implements EffectiveMesh {
  readonly installation: Installation;
  readonly workloads: readonly Workload[];
  private readonly clients = new Map<Workload, Client>();
  private readonly servers = new Map<Workload, Server>();
  private readonly gateways = new Map<Workload, Gateway>();

  constructor(readonly world: World) {
    this.installation = world.settings;
    this.workloads = world.workloads;
  }

  workload(id: string): Workload | undefined { return this.world.workload(id); }
  hosts(name: string): readonly Host[] { return this.world.hostsNamed(name); }
  client(workload: Workload): Client { return once(this.clients, workload, () => clientOf(this.world, workload)); }
  server(workload: Workload): Server { return once(this.servers, workload, () => serverOf(this.world, workload)); }
  gateway(workload: Workload): Gateway { return once(this.gateways, workload, () => gatewayOf(this.world, workload)); }
}
