import { isHttp, type Gate, type PortProtocol, type Server, type ServerPort, type Workload } from '../mesh';
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
    const { protocol, forwardTo } = this.known.get(number) ?? UNTOLD;
    const port = new IstioServerPort({ world: this.world, workload: this.workload }, number, protocol, peerModeOf(this.world, this.workload, number));
    return forwardTo ? Object.assign(port, { forwardTo }) : port;
  }

  private get known(): ReadonlyMap<number, InboundPort> { return (this.told ??= inboundPorts(this.world, this.workload)); }
}
const UNTOLD: Omit<InboundPort, 'number'> = { protocol: 'auto' };

/** What it asks of requests is read when it is asked for: many want to know the port alone. */
class IstioServerPort implements ServerPort {
  readonly #site: { readonly world: World; readonly workload: Workload };
  constructor(site: { readonly world: World; readonly workload: Workload }, readonly number: number, readonly protocol: PortProtocol, readonly tls: ServerPort['tls']) { this.#site = site; }

  get gate(): Gate { return gateOf(this.#site.world, this.#site.workload, this.protocol === 'auto' || isHttp(this.protocol)); }
  get bytesGate(): Gate | undefined { return this.protocol === 'auto' ? gateOf(this.#site.world, this.#site.workload, false) : undefined; }
}
