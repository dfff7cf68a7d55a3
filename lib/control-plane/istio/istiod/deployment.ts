import { sorted } from '../../../manifests/customize';
import type { Affinity, Container, Deployment, PodTemplateSpec, Toleration, TopologySpreadConstraint } from '../../../manifests/types';
import { labelsOf } from '../labels';
import { selector } from '../settings/istiod';
import type { RevisionSettings } from '../settings/revision';
import { container } from './container';
import { NOT_READY } from './env';
import { NAME, istiodName, metaOf } from './names';
import { METRICS } from './ports';
import { volumesOf } from './volumes';

export const deployment = (s: RevisionSettings): Deployment => ({
  apiVersion: 'apps/v1', kind: 'Deployment',
  metadata: metaOf(istiodName(s), { namespace: s.namespace, labels: { app: NAME, istio: 'pilot', 'istio.io/rev': s.rev, ...s.istiod.deploymentLabels }, annotations: s.istiod.deploymentAnnotations }),
  spec: {
    // Where an autoscaler decides, a number here would undo it with every apply.
    ...(s.istiod.replicas !== undefined && { replicas: s.istiod.replicas }),
    selector: { matchLabels: selector(s.revision) },
    // kubectl sends a strategy without a type again with every apply.
    strategy: { rollingUpdate: { maxSurge: s.istiod.rollout.maxSurge, maxUnavailable: s.istiod.rollout.maxUnavailable }, type: 'RollingUpdate' },
    template: template(s),
  },
});

/** Istiod's own pods have no proxy, neither beside them nor on their node. */
function template(s: RevisionSettings): PodTemplateSpec {
  const { affinity, topologySpreadConstraints, nodeSelector, tolerations, initContainers, priorityClassName, podAnnotations, podLabels } = s.istiod;
  return {
    metadata: {
      annotations: sorted({ 'prometheus.io/port': String(METRICS), 'prometheus.io/scrape': 'true', 'sidecar.istio.io/inject': 'false', ...podAnnotations }) as Record<string, string>,
      labels: labelsOf(NAME, { app: NAME, istio: s.revision === undefined ? 'pilot' : NAME, 'istio.io/dataplane-mode': 'none', 'istio.io/rev': s.rev, 'sidecar.istio.io/inject': 'false', ...podLabels }),
    },
    spec: {
      ...(affinity && { affinity: sorted(affinity) as Affinity }),
      containers: [container(s)],
      ...(initContainers.length > 0 && { initContainers: sorted(initContainers) as readonly Container[] }),
      ...(Object.keys(nodeSelector).length > 0 && { nodeSelector: sorted(nodeSelector) as Record<string, string> }),
      ...(priorityClassName !== undefined && { priorityClassName }),
      serviceAccountName: istiodName(s),
      // Nodes without a CNI agent yet: were istiod to wait for it, an agent that waits for istiod would never start.
      tolerations: [...new Set([NOT_READY, s.istiod.untaint?.taint ?? NOT_READY])].map((key): Toleration => ({ key, operator: 'Exists' })).concat(sorted(tolerations) as readonly Toleration[]),
      ...(topologySpreadConstraints.length > 0 && { topologySpreadConstraints: sorted(topologySpreadConstraints) as readonly TopologySpreadConstraint[] }),
      volumes: volumesOf(s),
    },
  };
}
