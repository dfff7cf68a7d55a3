import { sorted } from '../../manifests/customize';
import type { Deployment } from '../../manifests/types';
import type { ContainerFacts, Labels, PortFacts, VersionFacts, WorkloadFacts } from '../../model';
import { containerPorts, isEmpty, mergeKeys, metaOf, sortKeys, type EmitContext } from './context';
import type { Kind } from './kind';

/** One Deployment per version of a workload that is given by its container. */
export const deployment: Kind = {
  supports: {
    'workload.container': 'full', 'workload.construct': 'full', 'workload.existing': 'full', 'workload.unmeshed': 'full', 'workload.without-service': 'full', 'workload.shared': 'full',
  },
  emit(context, mesh, out) {
    for (const w of context.parts(mesh).workloads) {
      let ports: readonly PortFacts[] | undefined;
      for (const v of w.versions) {
        if (v.pods.kind !== 'container') continue;
        ports ??= containerPorts(context, w);
        const own = mergeKeys(sortKeys(w.selector), sortKeys(v.labels));
        const labels = podLabels(w, v, own);
        out({
          apiVersion: 'apps/v1', kind: 'Deployment', metadata: metaOf(mesh, v.podsName, context.namespaceOf(w), labels),
          spec: {
            ...(v.pods.container.replicas !== undefined && { replicas: v.pods.container.replicas }),
            selector: { matchLabels: own },
            template: { metadata: { labels: injection(context, w, labels) }, spec: podOf(w, v.pods.container, ports) },
          },
        } satisfies Deployment, w.origin);
      }
    }
  },
};

type PodSpec = Deployment['spec']['template']['spec'];
function podOf(w: WorkloadFacts, c: ContainerFacts, ports: readonly PortFacts[]): PodSpec {
  return {
    containers: [{
      ...(!isEmpty(c.env) && { env: Object.keys(c.env).sort().map((name) => ({ name, value: c.env[name]! })) }),
      image: c.image,
      name: w.name,
      ...(ports.length > 0 && { ports: ports.map((p) => (p.targetPortName === undefined ? { containerPort: p.containerPort } : { containerPort: p.containerPort, name: p.targetPortName })) }),
      ...(c.readiness !== undefined && { readinessProbe: sorted(c.readiness) as object }),
      ...(c.resources !== undefined && { resources: sorted(c.resources) as object }),
      // As strict as any image can bear: not to run as root, or without capabilities, is for the image to say.
      securityContext: { allowPrivilegeEscalation: false },
    }],
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    serviceAccountName: w.serviceAccount,
  };
}

/** What tells the version, and the labels that telemetry names a workload by. */
function podLabels(w: WorkloadFacts, v: VersionFacts, own: Labels): Labels {
  return mergeKeys({ 'app.kubernetes.io/name': w.name, 'app.kubernetes.io/version': v.name }, own);
}

/** Pods follow their namespace; those that may not, or whose namespace is labelled by others, say it themselves. */
function injection(context: EmitContext, w: WorkloadFacts, labels: Labels): Labels {
  if (!w.meshed) return mergeKeys(labels, { 'sidecar.istio.io/inject': 'false' });
  const { manage } = context.index.namespace.get(w.namespace)!;
  if (manage === 'create' || manage === 'label') return labels;
  const { revision } = context.facts;
  return mergeKeys(labels, revision === undefined ? { 'sidecar.istio.io/inject': 'true' } : { 'istio.io/rev': revision });
}
