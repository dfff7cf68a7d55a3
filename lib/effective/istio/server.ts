import { isHttp, type PortProtocol, type Server, type ServerPort, type Workload } from '../mesh';
import { KIND, sourceOf, type SourceObject } from '../objects';
import type { Provenance } from '../provenance';
import { gateOf } from './authorization';
import { entries, fields, items, numberOf, textMap, textOf } from './fields';
import { selects } from './names';
import { byAge } from './order';
import { peerModeOf } from './peer-authentication';
import { protocolNamed } from './protocol';
import { sidecarOf } from './sidecar-scope';
import type { World } from './world';

export { gateOf } from './authorization';
export { peerModeOf } from './peer-authentication';

/** How the sidecar of a workload takes requests. */
export const serverOf = (world: World, workload: Workload): Server => new IstioServer(world, workload);

interface Declared { readonly number: number; readonly protocol: PortProtocol; readonly forwardTo?: ServerPort['forwardTo'] }

class IstioServer implements Server {
  private declared?: ReadonlyMap<number, Declared>;
  private readonly made = new Map<number, ServerPort>();

  constructor(private readonly world: World, readonly workload: Workload) {}

  get ports(): readonly ServerPort[] { return [...this.known.keys()].map((n) => this.port(n)); }
  get unread(): readonly Provenance[] { return unreadOf(this.world, this.workload); }

  port(number: number): ServerPort {
    let found = this.made.get(number);
    if (!found) {
      const { protocol, forwardTo } = this.known.get(number) ?? { protocol: 'auto' as const };
      found = { number, protocol, tls: peerModeOf(this.world, this.workload, number), gate: gateOf(this.world, this.workload, isHttp(protocol) || protocol === 'auto'), ...(forwardTo && { forwardTo }) };
      this.made.set(number, found);
    }
    return found;
  }

  private get known(): ReadonlyMap<number, Declared> { return (this.declared ??= this.find()); }

  /** Of a Sidecar that lists some, those; else what Services send to, the first of a port deciding, and what its containers declare besides. */
  private find(): ReadonlyMap<number, Declared> {
    const out = new Map<number, Declared>(), { world, workload } = this;
    const sidecar = sidecarOf(world, workload), ingress = entries(fields(sidecar?.manifest.spec)?.ingress);
    if (sidecar && ingress.length > 0) {
      for (const [listener, i] of ingress) {
        const port = fields(listener.port) ?? {}, number = numberOf(port.number), to = textOf(listener.defaultEndpoint);
        if (number > 0 && !out.has(number)) out.set(number, { number, protocol: protocolNamed(textOf(port.protocol)) ?? 'auto', ...(to !== '' && { forwardTo: { value: to, from: sourceOf(sidecar, `spec.ingress[${i}].defaultEndpoint`) } }) });
      }
      return out;
    }
    for (const host of world.hostsBefore(workload)) for (const port of host.ports) {
      if (port.protocol === 'udp') continue;
      const number = typeof port.targetPort === 'number' ? port.targetPort : /^\d+$/.test(port.targetPort) ? Number(port.targetPort) : workload.ports.find((p) => p.name === port.targetPort)?.number;
      if (number !== undefined && !out.has(number)) out.set(number, { number, protocol: port.protocol });
    }
    for (const p of workload.ports) if (!out.has(p.number) && p.protocol !== 'UDP') out.set(p.number, { number: p.number, protocol: 'auto' });
    return out;
  }
}

const UNREAD = [KIND.envoyFilter, KIND.wasmPlugin, KIND.trafficExtension] as const;
/** EnvoyFilters and extensions that select a workload: what they change is not read. */
export function unreadOf(world: World, workload: Workload): readonly Provenance[] {
  const root = world.settings.rootNamespace;
  const touches = (o: SourceObject): boolean => {
    const spec = fields(o.manifest.spec) ?? {};
    if (spec.targetRef !== undefined || items(spec.targetRefs).length > 0) return false;
    return selects(textMap(fields(spec.workloadSelector)?.labels ?? fields(spec.selector)?.matchLabels), workload.labels);
  };
  return UNREAD.flatMap((kind) => [...new Set([root, workload.namespace])].flatMap((n) => [...world.of(kind, n)].sort(byAge).filter(touches).map((o) => sourceOf(o))));
}
