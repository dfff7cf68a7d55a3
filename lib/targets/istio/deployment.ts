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
          spec: specOf(v.pods.container.replicas, { matchLabels: own }, { metadata: { labels: injection(context, w, labels) }, spec: podOf(w, v.pods.container, ports) }),
        } satisfies Deployment, w.origin);
      }
    }
  },
};

type Spec = Deployment['spec'];
const specOf = (replicas: number | undefined, selector: Spec['selector'], template: Spec['template']): Spec => (replicas === undefined ? { selector, template } : { replicas, selector, template });

type PodSpec = Spec['template']['spec'];
// Field by field, in the order in which they are printed: objects that are spread together are slow to make and to read.
function podOf(w: WorkloadFacts, c: ContainerFacts, ports: readonly PortFacts[]): PodSpec {
  const container: Record<string, unknown> & { image: string; name: string } = isEmpty(c.env) ? { image: c.image, name: w.name }
    : { env: Object.keys(c.env).sort().map((name) => ({ name, value: c.env[name]! })), image: c.image, name: w.name };
  if (ports.length > 0) container.ports = ports.map((p) => (p.targetPortName === undefined ? { containerPort: p.containerPort } : { containerPort: p.containerPort, name: p.targetPortName }));
  if (c.readiness !== undefined) container.readinessProbe = sorted(c.readiness);
  if (c.resources !== undefined) container.resources = sorted(c.resources);
  // As strict as any image can bear: not to run as root, or without capabilities, is for the image to say.
  container.securityContext = { allowPrivilegeEscalation: false };
  return { containers: [container], securityContext: { seccompProfile: { type: 'RuntimeDefault' } }, serviceAccountName: w.serviceAccount };
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
