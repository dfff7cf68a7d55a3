// Argo CD: one Application for what the platform runs, in which the waves that its objects carry are the order, and one for each mesh.
import { ApiObject, Chart, type App } from 'cdk8s';

/** Fields that istiod writes. Only needed where Argo CD compares without asking the API server (no ServerSideDiff). */
const writtenByIstiod = [
  { group: 'admissionregistration.k8s.io', kind: 'MutatingWebhookConfiguration', jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'] },
  { group: 'admissionregistration.k8s.io', kind: 'ValidatingWebhookConfiguration', jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle', '.webhooks[]?.failurePolicy'] },
];

export function build(app: App, repoURL: string, meshes: readonly string[]): Chart {
  const chart = new Chart(app, 'argocd');
  const application = (name: string, folders: readonly string[], syncOptions: readonly string[], spec: object = {}) => new ApiObject(chart, name, {
    apiVersion: 'argoproj.io/v1alpha1', kind: 'Application',
    metadata: { name, namespace: 'argocd', annotations: { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' } },
    spec: {
      project: 'default',
      sources: folders.map((folder) => ({ repoURL, targetRevision: 'main', path: `dist/${folder}` })),
      destination: { server: 'https://kubernetes.default.svc' },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['ServerSideApply=true', ...syncOptions],
        // A second or two pass until istiod answers its webhooks, and longer until a new cluster knows Istio's kinds.
        retry: { limit: 10, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
      },
      ...spec,
    },
  } as never);
  // Gateways are in the wave after the webhooks: apart from the control plane they might be made before istiod can inject them.
  application('istio', ['istio', 'ingress'], ['RespectIgnoreDifferences=true'], { ignoreDifferences: writtenByIstiod });
  for (const mesh of meshes) application(mesh, [mesh], ['SkipDryRunOnMissingResource=true']);
  return chart;
}
