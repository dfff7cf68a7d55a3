// Argo CD: an Application for each folder. Inside the control plane's, the waves that its objects carry are the order.
import { ApiObject, Chart, type App } from 'cdk8s';

/** Fields that istiod writes. Only needed where Argo CD compares without asking the API server (no ServerSideDiff). */
const writtenByIstiod = [
  { group: 'admissionregistration.k8s.io', kind: 'MutatingWebhookConfiguration', jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'] },
  { group: 'admissionregistration.k8s.io', kind: 'ValidatingWebhookConfiguration', jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle', '.webhooks[]?.failurePolicy'] },
];

export function build(app: App, repoURL: string, meshes: readonly string[]): Chart {
  const chart = new Chart(app, 'argocd');
  const application = (folder: string, spec: object, syncOptions: readonly string[]) => new ApiObject(chart, folder, {
    apiVersion: 'argoproj.io/v1alpha1', kind: 'Application',
    metadata: { name: folder, namespace: 'argocd', annotations: { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' } },
    spec: {
      project: 'default',
      source: { repoURL, targetRevision: 'main', path: `dist/${folder}`, directory: { recurse: false } },
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
  application('istio', { ignoreDifferences: writtenByIstiod }, ['RespectIgnoreDifferences=true']);
  for (const mesh of meshes) application(mesh, {}, ['SkipDryRunOnMissingResource=true']);
  return chart;
}
