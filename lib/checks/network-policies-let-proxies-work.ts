import { KIND, type SourceObject } from '../effective';
import { finding, type Check, type CheckContext } from './check';
import { entries, fields, texts, type Fields } from './parts/fields';
import { meets } from './parts/injection';

/** Where istiod gives proxies their certificates and configuration. */
const ISTIOD = 15012;

/** A proxy that does not reach its control plane never becomes ready. */
export const networkPoliciesLetProxiesWork: Check = {
  code: 'MESH2706',
  title: 'network policies let proxies reach their control plane',
  severity: 'error',
  docs: `A NetworkPolicy that limits what pods may open (\`egress\`) holds for their proxies too. They need port 15012 of the control plane for certificates and configuration; without it pods do not become ready. The policies of a pod add up: one that allows it is enough.

Only a closed inventory says so: in an open one another policy may allow it.`,
  *run(context) {
    if (!context.closed) return;
    const { world } = context;
    for (const namespace of new Set(world.objects.of(KIND.networkPolicy).map((p) => p.manifest.metadata.namespace ?? 'default'))) {
      const policies = world.of(KIND.networkPolicy, namespace).filter(limitsEgress);
      const open = policies.filter((p) => opensControlPlane(p, namespace === world.settings.rootNamespace)), told = new Set<SourceObject>();
      for (const workload of policies.length === 0 ? [] : world.workloadsOfNamespace(namespace)) {
        if (workload.proxy === 'none') continue;
        const selecting = policies.filter((p) => selects(p, workload.labels));
        if (selecting.length === 0 || open.some((p) => selects(p, workload.labels)) || told.has(selecting[0])) continue;
        told.add(selecting[0]);
        yield finding(selecting[0], 'spec.egress', `the proxy of ${workload.name} cannot reach its control plane: no network policy of ${namespace} lets it open port ${ISTIOD}`, { help: helpFor(context) });
      }
    }
  },
};
const helpFor = ({ world }: CheckContext): string => `allow egress to port ${ISTIOD} of namespace ${world.settings.rootNamespace}`;

const specOf = (policy: SourceObject): Fields => fields(policy.manifest.spec) ?? {};
/** Types that are not said: egress, where there is such a part. */
const limitsEgress = (policy: SourceObject): boolean => (texts(specOf(policy).policyTypes).length > 0 ? texts(specOf(policy).policyTypes).includes('Egress') : specOf(policy).egress !== undefined);
const selects = (policy: SourceObject, labels: Readonly<Record<string, string>>): boolean => meets(specOf(policy).podSelector, labels);

/** To whom is not looked at, but for what surely is another place. */
function opensControlPlane(policy: SourceObject, beside: boolean): boolean {
  return entries(specOf(policy).egress).some(([rule]) => {
    const ports = entries(rule.ports).map(([p]) => p), to = entries(rule.to).map(([t]) => t);
    const port = ports.length === 0 || ports.some((p) => (p.protocol === undefined || p.protocol === 'TCP') && (p.port === undefined || typeof p.port === 'string' || (typeof p.endPort === 'number' ? p.port <= ISTIOD && p.endPort >= ISTIOD : p.port === ISTIOD)));
    // Pods of the policy's own namespace are not the control plane, unless it is the one of the control plane.
    return port && (to.length === 0 || to.some((t) => t.ipBlock !== undefined || t.namespaceSelector !== undefined || beside));
  });
}
