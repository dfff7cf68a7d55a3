import type { PeerAuthentication, PeerAuthenticationMtls } from '../../manifests/types';
import type { MeshFacts, MtlsModeFact, Origin, WorkloadFacts } from '../../model';
import type { Resolved } from '../../resolve/resolved';
import type { Emit, SupportTable } from '../target';
import { metaOf, ownsNamespaceWide, wideName, type SecurityContext } from './security-context';

export const peerAuthenticationSupports: SupportTable = { mtls: 'full', 'mtls.port': 'full', 'metrics-scraping': 'full', 'owns-cluster': 'full' };

/** mTLS: one for the namespace, and one for each workload that differs from it. */
export function emitPeerAuthentications(context: SecurityContext, mesh: MeshFacts, out: Emit): void {
  const { resolved, facts } = context;
  const parts = resolved.index.ofMesh.get(mesh.id)!;
  const write = (name: string, namespace: string, origin: Origin, spec: PeerAuthentication['spec']): void =>
    out({ apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: metaOf(context, mesh, name, namespace), spec } satisfies PeerAuthentication, origin);
  if (mesh.ownsCluster) {
    const policy = resolved.effective('MtlsPolicy', mesh)?.value;
    write(wideName.peerAuthentication, facts.rootNamespace, mesh.origin, { mtls: { mode: policy && policy !== 'off' ? policy.mode : mesh.mtls } });
  }
  for (const namespace of parts.namespaces) {
    if (!ownsNamespaceWide(namespace) || (mesh.ownsCluster && namespace.name === facts.rootNamespace)) continue;
    write(wideName.peerAuthentication, namespace.name, namespace.origin, { mtls: { mode: resolved.namespaceMtls(namespace) } });
  }
  for (const workload of parts.workloads) {
    const namespace = resolved.index.namespace.get(workload.namespace)!;
    if (!workload.meshed || namespace.mesh !== mesh.id || !ownsNamespaceWide(namespace)) continue;
    const { mode, inherited } = resolved.mtls(workload);
    const ports = portModes(resolved, workload, mode);
    if (mode === inherited && !ports) continue;
    write(workload.name, namespace.name, workload.origin, {
      ...(mode !== inherited && { mtls: { mode } }),
      ...(ports && { portLevelMtls: ports }),
      selector: { matchLabels: workload.selector },
    });
  }
}

/** Container ports that differ from the workload; a scraped one accepts plaintext. Numbers as keys stand in their order. */
function portModes(resolved: Resolved, workload: WorkloadFacts, mode: MtlsModeFact): Readonly<Record<string, PeerAuthenticationMtls>> | undefined {
  const modes = new Map<number, MtlsModeFact>(resolved.mtls(workload).ports);
  for (const { value } of resolved.serverPolicies('MetricsScraping', workload)) {
    if ((modes.get(value.port) ?? mode) === 'STRICT') modes.set(value.port, 'PERMISSIVE');
  }
  const written: Record<string, PeerAuthenticationMtls> = {};
  let any = false;
  for (const [port, m] of modes) if (m !== mode) { written[port] = { mode: m }; any = true; }
  return any ? written : undefined;
}
