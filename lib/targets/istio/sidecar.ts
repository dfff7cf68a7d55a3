import type { Sidecar } from '../../manifests/types';
import type { Id, MeshFacts, NamespaceFacts, WorkloadFacts } from '../../model';
import type { Emit, SupportTable } from '../target';
import { providerHosts } from './providers';
import { metaOf, ownsNamespaceWide, wideName, type SecurityContext } from './security-context';

export const sidecarSupports: SupportTable = { 'visibility.namespace': 'full', 'visibility.all': 'full', 'egress.any': 'full', 'call.kubernetes-api': 'full', 'call.external': 'full' };

/**
 * What each proxy knows of, and what it does with other hosts. One for the namespace says what holds for whoever calls nothing;
 * workloads that reach more have their own, which replaces it.
 */
export function emitSidecars(context: SecurityContext, mesh: MeshFacts, out: Emit): void {
  const { resolved } = context;
  const parts = resolved.index.ofMesh.get(mesh.id)!;
  const mode = outboundMode(context, mesh);
  if (mesh.visibility === 'ALL' && !mode) return;
  const wide = new Map<Id, string>();
  for (const namespace of parts.namespaces) {
    if (!ownsNamespaceWide(namespace)) continue;
    const hosts = mesh.visibility === 'ALL' ? ['*/*'] : hostsOf(context, mesh, namespace);
    wide.set(namespace.id, hosts.join());
    out(sidecar(context, mesh, namespace, wideName.sidecar, hosts, mode), namespace.origin);
  }
  if (mesh.visibility === 'ALL') return;
  for (const workload of parts.workloads) {
    const inherited = wide.get(workload.namespace);
    if (!workload.meshed || inherited === undefined) continue;
    const namespace = resolved.index.namespace.get(workload.namespace)!;
    const hosts = hostsOf(context, mesh, namespace, workload);
    if (hosts.join() !== inherited) out(sidecar(context, mesh, namespace, workload.name, hosts, mode, workload), workload.origin);
  }
}

type OutboundMode = 'REGISTRY_ONLY' | 'ALLOW_ANY';
/** Absent: what the installation says is what the mesh wants. */
function outboundMode({ facts }: SecurityContext, mesh: MeshFacts): OutboundMode | undefined {
  if (mesh.egress === 'DECLARED') return 'REGISTRY_ONLY';
  return facts.meshConfig?.outboundTrafficPolicy?.mode === 'REGISTRY_ONLY' ? 'ALLOW_ANY' : undefined;
}

function hostsOf(context: SecurityContext, mesh: MeshFacts, namespace: NamespaceFacts, workload?: WorkloadFacts): readonly string[] {
  const { resolved, facts } = context;
  const { clusterDomain } = facts;
  const hosts = new Set<string>();
  // Name look-ups over TCP go through the proxy too.
  if (mesh.egress === 'DECLARED') hosts.add(`kube-system/kube-dns.kube-system.svc.${clusterDomain}`);
  for (const host of providerHosts(context, workload ?? namespace)) hosts.add(host);
  if (workload) {
    const reach = resolved.reach(workload);
    const nameOf = (id: Id): string => resolved.index.namespace.get(id)!.name;
    for (const service of reach.services) hosts.add(`${nameOf(service.namespace)}/${service.name}.${nameOf(service.namespace)}.svc.${clusterDomain}`);
    for (const external of reach.externals) {
      for (const host of external.hosts) hosts.add(`${nameOf(external.namespace)}/${host}`);
      const gateway = external.via === undefined ? undefined : resolved.index.gateway.get(external.via);
      if (gateway) hosts.add(`${gateway.namespaceName}/${gateway.name}.${gateway.namespaceName}.svc.${clusterDomain}`);
    }
    if (reach.kubernetesApi) hosts.add(`default/kubernetes.default.svc.${clusterDomain}`);
  }
  if (mesh.visibility === 'NAMESPACE') {
    const own = `${namespace.name}/`;
    return ['./*', ...[...hosts].filter((h) => !h.startsWith(own)).sort()];
  }
  return hosts.size === 0 ? ['~/*'] : [...hosts].sort();
}

function sidecar(context: SecurityContext, mesh: MeshFacts, namespace: NamespaceFacts, name: string, hosts: readonly string[], mode?: OutboundMode, workload?: WorkloadFacts): Sidecar {
  return {
    apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: metaOf(context, mesh, name, namespace.name),
    spec: { egress: [{ hosts }], ...(mode && { outboundTrafficPolicy: { mode } }), ...(workload && { workloadSelector: { labels: workload.selector } }) },
  };
}
