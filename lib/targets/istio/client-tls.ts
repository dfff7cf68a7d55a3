import type { MtlsModeFact, ServiceFacts } from '../../model';
import type { EmitContext } from './context';

/** What clients have to be told of a service's mTLS, because they do not find it out by themselves. */
export interface ClientTls {
  /** For every port that is not named. */
  readonly mode?: 'DISABLE' | 'ISTIO_MUTUAL';
  /** By port of the service; undefined: what clients find out is right. */
  readonly ports: ReadonlyMap<number, 'DISABLE' | 'ISTIO_MUTUAL' | undefined>;
}

/** Clients know the mode of a namespace, and whether a pod has a proxy. A mode of single workloads or ports is told to them. */
export function clientTls(context: EmitContext, service: ServiceFacts): ClientTls {
  const workload = context.workloadOf(service);
  const { mode, ports, inherited } = context.resolved.mtls(workload);
  // The pods of a headless service are told apart by nobody: their namespace's mode decides for all of them.
  if (!workload.meshed) return service.headless && inherited === 'STRICT' ? { mode: 'DISABLE', ports: NONE } : { ports: NONE };
  const all = told(mode, inherited, service.headless);
  if (ports.size === 0) return all === undefined ? NOTHING : { mode: all, ports: NONE };
  const byPort = new Map<number, 'DISABLE' | 'ISTIO_MUTUAL' | undefined>();
  for (const port of service.ports) {
    const own = told(ports.get(port.containerPort) ?? mode, inherited, service.headless);
    if (own !== all) byPort.set(port.number, own);
  }
  return { ...(all !== undefined && { mode: all }), ports: byPort };
}
const NONE: ClientTls['ports'] = new Map();
const NOTHING: ClientTls = { ports: NONE };

function told(mode: MtlsModeFact, inherited: MtlsModeFact, headless: boolean): 'DISABLE' | 'ISTIO_MUTUAL' | undefined {
  if (mode === inherited) return undefined;
  if (mode === 'DISABLE') return 'DISABLE';
  // Without a proxy's word on every pod, clients of a headless service send plaintext unless the namespace is strict.
  return inherited === 'DISABLE' || (headless && mode === 'STRICT') ? 'ISTIO_MUTUAL' : undefined;
}
