import type { Workload, World } from '../effective';
import { selects } from '../effective/istio/names';
import { finding, type Check } from './check';
import { destinationRules, type WrittenRule } from './parts/destination-rules';
import { fields, numberOf, textOf } from './parts/fields';
import { knownHosts } from './parts/known-hosts';
import { policiesOf, type WrittenPolicy } from './parts/policies';

/** Whoever takes out endpoints that fail must leave some. */
export const outlierDetectionLeavesEndpoints: Check = {
  code: 'MESH2208',
  title: 'outlier detection leaves endpoints to send to',
  severity: 'warning',
  docs: `Outlier detection takes an endpoint out after some failures. At least one may be taken out whatever \`maxEjectionPercent\` says: with one replica, a few errors become an outage. With \`maxEjectionPercent: 100\` all of them may be, and since Istio's
\`minHealthPercent\` is 0, requests then get 503 rather than an endpoint that may work.

Run more replicas, keep \`maxEjectionPercent\` below 100, or set \`minHealthPercent\`. Replicas that an autoscaler chooses count as its \`minReplicas\`. With failover between localities all of one may go: the next one takes over.`,
  *run({ world, closed }) {
    for (const rule of destinationRules(world).all) for (const one of policiesOf(rule)) {
      const outlier = fields(one.policy.outlierDetection);
      if (!outlier || isOff(outlier)) continue;
      const percent = outlier.maxEjectionPercent === undefined ? 10 : numberOf(outlier.maxEjectionPercent), { replicas, said } = replicasOf(world, rule, one, closed), at = `${one.field}.outlierDetection`;
      if (replicas === 1) yield finding(rule.object, at, `'${rule.written}'${one.subset === undefined ? '' : `, subset '${one.subset}',`} has one replica: when it is taken out, nobody is left`, { severity: said ? 'warning' : 'info', help: 'run at least two replicas, or leave outlier detection out' });
      else if (percent >= 100 && numberOf(outlier.minHealthPercent) <= 0 && !failsOver(one)) yield finding(rule.object, `${at}.maxEjectionPercent`, `all endpoints of '${rule.written}' may be taken out at once`, { help: 'set it to 50, or set minHealthPercent' });
    }
  },
};

/** Those of a locality may all go: that is what sends requests to the next one. */
const failsOver = ({ policy }: WrittenPolicy): boolean => { const l = fields(fields(policy.loadBalancer)?.localityLbSetting); return l?.failover !== undefined || l?.failoverPriority !== undefined; };

/** All of its conditions are switched off. */
const isOff = (o: Readonly<Record<string, unknown>>): boolean => o.consecutive5xxErrors === 0 && (o.consecutiveGatewayErrors === undefined || o.consecutiveGatewayErrors === 0);

/** How many there are at least, and whether somebody wrote it; Kubernetes runs one where nobody says. */
function replicasOf(world: World, rule: WrittenRule, one: WrittenPolicy, closed: boolean): { readonly replicas?: number; readonly said: boolean } {
  const unknown = { said: false };
  if (rule.host.startsWith('*')) return unknown;
  const host = knownHosts(world).find(rule.host).find((h) => h.kind === 'Service' && h.selector !== undefined);
  if (!host) return unknown;
  const labels = rule.subsets.find((s) => s.name === one.subset)?.labels ?? {};
  let total = 0, said = true;
  for (const w of world.workloadsBehind(host)) {
    if (!selects(labels, w.labels)) continue;
    const n = countOf(world, w, closed);
    if (n === undefined) return unknown;
    total += n;
    said &&= w.replicas !== undefined || w.kind !== 'Deployment';
  }
  return total === 0 ? unknown : { replicas: total, said };
}
function countOf(world: World, w: Workload, closed: boolean): number | undefined {
  const scaled = world.of('autoscaling/HorizontalPodAutoscaler', w.namespace).find(({ manifest }) => { const ref = fields(fields(manifest.spec)?.scaleTargetRef); return textOf(ref?.name) === w.name && textOf(ref?.kind) === w.kind; });
  if (scaled) return numberOf(fields(scaled.manifest.spec)?.minReplicas) || 1;
  if (w.kind === 'DaemonSet') return undefined;
  return w.replicas ?? (closed && (w.kind === 'Deployment' || w.kind === 'StatefulSet') ? 1 : undefined);
}
