import type { Mutable, Sidecar } from '../../manifests/types';
import type { Id, MeshFacts, NamespaceFacts, WorkloadFacts } from '../../model';
import type { Emit } from '../target';
import { metaOf, sortKeys, type EmitContext } from './context';
import { isToldByAddress } from './external-addresses-check';
import { gatewayService } from './gateway-listeners';
import type { Kind } from './kind';
import { ownsNamespaceWide, policedNamespace, wideName } from './policy-scope';
import { providerHosts } from './providers';

/**
 * What each proxy knows of, and what it does with other hosts. One for the namespace says what holds for whoever calls nothing;
 * workloads that reach more have their own, which replaces it, and comes before it: who applies objects one by one never leaves a workload with the namespace's word only.
 */
export const sidecar: Kind = {
  supports: { 'visibility.namespace': 'full', 'visibility.all': 'full', 'egress.any': 'full', 'call.kubernetes-api': 'full', 'call.external': 'full' },
  emit,
};

function emit(context: EmitContext, mesh: MeshFacts, out: Emit): void {
  const parts = context.parts(mesh);
  const mode = outboundMode(context, mesh);
  if (mesh.visibility === 'ALL' && !mode) return;
  const wide = new Map<Id, readonly string[]>();
  for (const namespace of parts.namespaces) {
    if (!ownsNamespaceWide(namespace)) continue;
    wide.set(namespace.id, mesh.visibility === 'ALL' ? ['*/*'] : hostsOf(context, mesh, namespace));
  }
  for (const workload of mesh.visibility === 'ALL' ? [] : parts.workloads) {
    const inherited = wide.get(workload.namespace);
    const namespace = policedNamespace(context, workload);
    if (!namespace || inherited === undefined) continue;
    const hosts = hostsOf(context, mesh, namespace, workload);
    if (hosts.join() !== inherited.join()) out(manifest(context, mesh, namespace, { hosts, mode, workload }), workload.origin);
  }
  for (const namespace of parts.namespaces) {
    const hosts = wide.get(namespace.id);
    if (hosts) out(manifest(context, mesh, namespace, { hosts, mode }), namespace.origin);
  }
}

type OutboundMode = 'REGISTRY_ONLY' | 'ALLOW_ANY';
/** Absent: what the installation says is what the mesh wants. */
function outboundMode({ facts }: EmitContext, mesh: MeshFacts): OutboundMode | undefined {
  if (mesh.egress === 'DECLARED') return 'REGISTRY_ONLY';
  return facts.meshConfig.outboundTrafficPolicy?.mode === 'REGISTRY_ONLY' ? 'ALLOW_ANY' : undefined;
}

function hostsOf(context: EmitContext, mesh: MeshFacts, namespace: NamespaceFacts, workload?: WorkloadFacts): readonly string[] {
  const { resolved, facts: { clusterDomain } } = context;
  const hosts = new Set<string>();
  // Name look-ups over TCP go through the proxy too.
  if (mesh.egress === 'DECLARED') hosts.add(`kube-system/kube-dns.kube-system.svc.${clusterDomain}`);
  for (const host of providerHosts(context, workload ?? namespace)) hosts.add(host);
  if (workload) {
    const reach = resolved.reach(workload);
    for (const service of reach.services) hosts.add(`${context.namespaceOf(service)}/${context.host(service)}`);
    for (const external of reach.externals) {
      // A host with several addresses is several services to istiod, of which a name with its namespace means one, another one each time; of any namespace it means all of them.
      const scope = isToldByAddress(external) && external.addresses.length > 1 ? '*' : context.namespaceOf(external);
      for (const host of external.hosts) hosts.add(`${scope}/${host}`);
      const gateway = external.via === undefined ? undefined : context.index.gateway.get(external.via);
      if (gateway) hosts.add(`${gateway.namespaceName}/${gatewayService(context, gateway)}`);
    }
    if (reach.kubernetesApi) hosts.add(`default/kubernetes.default.svc.${clusterDomain}`);
  }
  if (mesh.visibility === 'NAMESPACE') {
    const own = `${namespace.name}/`;
    return ['./*', ...[...hosts].filter((h) => !h.startsWith(own)).sort()];
  }
  return hosts.size === 0 ? ['~/*'] : [...hosts].sort();
}

interface Said { readonly hosts: readonly string[]; readonly mode?: OutboundMode; readonly workload?: WorkloadFacts }
function manifest(context: EmitContext, mesh: MeshFacts, namespace: NamespaceFacts, { hosts, mode, workload }: Said): Sidecar {
  const spec: Mutable<Sidecar['spec']> = { egress: [{ hosts }] };
  if (mode) spec.outboundTrafficPolicy = { mode };
  if (workload) spec.workloadSelector = { labels: sortKeys(workload.selector) };
  return { apiVersion: context.version.api.networking, kind: 'Sidecar', metadata: metaOf(mesh, workload?.name ?? wideName.sidecar, namespace.name), spec };
}
