// The control plane moves to the next release while requests flow. Each step is one deployment; between two of them you watch, and each step back is the rollback.
import type { App } from 'cdk8s';
import { AccessPolicy, Call, IstioControlPlane, IstioGateway, IstioRevision, Mesh, MeshService, Port, RevisionTag, Source, Workload } from 'cdk8s-mesh';

/**
 * before: one istiod. Namespaces carry tags, never revisions: `canary` those that go first, `stable` the others and the gateways.
 * beside: the next istiod runs; it serves nobody.
 * canary: the tag `canary` names it. Pods get their proxy from it when they are restarted.
 * moved: so does `stable`; objects that name no revision are validated by it.
 * retired: the old istiod is gone.
 */
export type Step = 'before' | 'beside' | 'canary' | 'moved' | 'retired';
export const STEPS: readonly Step[] = ['before', 'beside', 'canary', 'moved', 'retired'];

const OLD = { revision: '1-31-0', image: { tag: '1.31.0' } };
const NEXT = { revision: '1-31-1', image: { tag: '1.31.1' } };

export function build(app: App, step: Step = 'retired'): IstioControlPlane {
  const reached = (other: Step): boolean => STEPS.indexOf(step) >= STEPS.indexOf(other);
  // What a cluster has once (CRDs, the CNI plugin) goes with the control plane itself, so it moves when the old istiod retires.
  const istio = new IstioControlPlane(app, 'istio', {
    ...(reached('retired') ? NEXT : OLD),
    defaultRevision: reached('moved') ? NEXT.revision : OLD.revision,
    cni: true,
  });
  const old = istio.revision;
  const next = reached('retired') || !reached('beside') ? istio.revision : new IstioRevision(istio, NEXT.revision, { image: NEXT.image });
  const canary = new RevisionTag(istio, 'canary', { revision: reached('canary') ? next : old });
  const stable = new RevisionTag(istio, 'stable', { revision: reached('moved') ? next : old });

  // A gateway's pods are made anew by themselves when the tag moves: their template says where it points.
  new IstioGateway(istio, 'istio-ingress', { revision: stable, podAnnotations: { 'example.com/revision': stable.revision.rev } });

  tenant(app, 'search', canary);
  tenant(app, 'checkout', stable);
  return istio;
}

/** Nothing in it changes during the upgrade. */
function tenant(app: App, name: string, tag: RevisionTag): void {
  const mesh = new Mesh(app, name, { target: tag.sidecar() });
  const pods = Workload.container({ image: `registry.example.com/${name}:1`, readiness: { httpGet: { path: '/healthz', port: 8080 } } });   // a restart loses no request
  const service = new MeshService(mesh, name, { ports: [Port.http(8080)], workload: pods });
  new AccessPolicy(service, 'users', { allow: [{ from: [Source.anyone], to: [Call.get('/')] }] });
}
