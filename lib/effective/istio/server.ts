import { isHttp, type Server, type ServerPort, type Workload } from '../mesh';
import { sourceOf } from '../objects';
import type { Provenance } from '../provenance';
import { gateOf } from './authorization';
import { inboundPorts, type InboundPort } from './inbound-ports';
import { peerModeOf } from './peer-authentication';
import { unreadOn } from './policies-on';
import type { World } from './world';

export { gateOf } from './authorization';
export { peerModeOf } from './peer-authentication';

/** How the sidecar of a workload takes requests. */
export const serverOf = (world: World, workload: Workload): Server => new IstioServer(world, workload);

/** EnvoyFilters and extensions that change a workload's proxy. */
export const unreadOf = (world: World, workload: Workload): readonly Provenance[] => unreadOn(world, workload).map((object) => sourceOf(object));

class IstioServer implements Server {
  private told?: ReadonlyMap<number, InboundPort>;
  private readonly made = new Map<number, ServerPort>();

  constructor(private readonly world: World, readonly workload: Workload) {}

  /** What its proxy is told of, then what its containers declare besides. */
  get ports(): readonly ServerPort[] { return (this.all ??= this.list()); }
  private all?: readonly ServerPort[];
  private list(): readonly ServerPort[] {
    const declared = this.workload.ports.filter((p) => p.protocol === undefined || p.protocol === 'TCP').map((p) => p.number);
    return [...new Set([...this.known.keys(), ...declared])].map((number) => this.port(number));
  }
  get unread(): readonly Provenance[] { return unreadOf(this.world, this.workload); }

  port(number: number): ServerPort {
    let port = this.made.get(number);
    if (!port) this.made.set(number, (port = this.make(number)));
    return port;
  }
  private make(number: number): ServerPort {
    const { protocol, forwardTo } = this.known.get(number) ?? { protocol: 'auto' as const }, auto = protocol === 'auto';
    const { world, workload } = this;
    // What it asks of requests is read when it is asked for: many want to know the port alone.
    return {
      number, protocol, tls: peerModeOf(world, workload, number), get gate() { return gateOf(world, workload, auto || isHttp(protocol)); }, ...(auto && { bytesGate: gateOf(world, workload, false) }),
      ...(forwardTo && { forwardTo }),
    };
  }

  private get known(): ReadonlyMap<number, InboundPort> { return (this.told ??= inboundPorts(this.world, this.workload)); }
}
