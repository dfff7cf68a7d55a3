import type { MtlsModeFact, ServiceFacts } from '../../model';
import type { EmitContext } from './context';

/** What clients have to be told of a service's mTLS, because they do not find it out by themselves. */
export interface ClientTls {
  /** For every port that is not named. */
  readonly mode?: 'DISABLE' | 'ISTIO_MUTUAL';
  /** By port of the service, where it differs. */
  readonly ports: ReadonlyMap<number, 'DISABLE' | 'ISTIO_MUTUAL'>;
}

/** Clients know the mode of a namespace, and whether a pod has a proxy. A mode of single workloads or ports is told to them. */
export function clientTls(context: EmitContext, service: ServiceFacts): ClientTls {
  const workload = context.workloadOf(service);
  const { mode, ports, inherited } = context.resolved.mtls(workload);
  // The pods of a headless service are told apart by nobody: their namespace's mode decides for all of them.
  if (!workload.meshed) return service.headless && inherited === 'STRICT' ? { mode: 'DISABLE', ports: NONE } : { ports: NONE };
  const all = told(mode, inherited, service.headless);
  if (ports.size === 0) return all === undefined ? NOTHING : { mode: all, ports: NONE };
  const each = service.ports.map((port) => [port.number, told(ports.get(port.containerPort) ?? mode, inherited, service.headless)] as const);
  // Where clients are right about one port, the others are named: settings of a port cannot say "as found out".
  const common = each.some(([, own]) => own === undefined) ? undefined : all;
  const byPort = new Map<number, 'DISABLE' | 'ISTIO_MUTUAL'>();
  for (const [port, own] of each) if (own !== undefined && own !== common) byPort.set(port, own);
  return { ...(common !== undefined && { mode: common }), ports: byPort };
}
const NONE: ClientTls['ports'] = new Map();
const NOTHING: ClientTls = { ports: NONE };

function told(mode: MtlsModeFact, inherited: MtlsModeFact, headless: boolean): 'DISABLE' | 'ISTIO_MUTUAL' | undefined {
  if (mode === inherited) return undefined;
  if (mode === 'DISABLE') return 'DISABLE';
  // Without a proxy's word on every pod, clients of a headless service send plaintext unless the namespace is strict.
  return inherited === 'DISABLE' || (headless && mode === 'STRICT') ? 'ISTIO_MUTUAL' : undefined;
}
