import { hinted } from '../../../lib/control-plane/istio/hints';
import { istioCrds } from '../../../lib/control-plane/istio/base/crds';
import { base, istiod, one } from '../istiod/objects';

const annotations = (kind: string, hints?: Parameters<typeof hinted>[1]) => hinted(one([...base(), ...istiod()].filter((o) => o.metadata.name !== 'istio-validator-istio-system' && !o.metadata.name.startsWith('istio-sidecar-injector') || o.kind === 'MutatingWebhookConfiguration'), kind), hints).metadata.annotations;

test('a CRD is waited for, kept, and applied on the server', () => {
  expect(hinted(istioCrds()[0]!).metadata.annotations).toMatchObject({
    'argocd.argoproj.io/sync-options': 'Delete=false,Prune=false,ServerSideApply=true', 'argocd.argoproj.io/sync-wave': '-5', 'kustomize.toolkit.fluxcd.io/prune': 'disabled', 'pulumi.com/waitFor': 'condition=Established',
  });
});
test('webhooks come last, and wait for istiod to write its certificate', () => {
  expect(annotations('ValidatingWebhookConfiguration')).toEqual({
    'argocd.argoproj.io/sync-options': 'ServerSideApply=true', 'argocd.argoproj.io/sync-wave': '-1', 'pulumi.com/patchForce': 'true', 'pulumi.com/waitFor': 'jsonpath={.webhooks[0].clientConfig.caBundle}',
  });
});
test('nothing waits for an autoscaler or a budget, which are not healthy before the pods, nor for the address of a load balancer', () => {
  expect(hinted({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'g' }, spec: { type: 'LoadBalancer' } }, ['argocd', 'pulumi']).metadata.annotations).toBeUndefined();
  expect(annotations('HorizontalPodAutoscaler')).toBeUndefined();
  expect(annotations('PodDisruptionBudget')).toBeUndefined();
  expect(annotations('Deployment')).toEqual({ 'argocd.argoproj.io/sync-wave': '-2' });
});
test('Pulumi does not wait for the pods of a Service that comes before them', () => { expect(annotations('Service', ['pulumi'])).toEqual({ 'pulumi.com/skipAwait': 'true' }); });
test('only for the tools that are named, and never over what the object says', () => {
  expect(annotations('Namespace', ['flux'])).toEqual({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' });
  expect(annotations('Namespace', [])).toBeUndefined();
  const own = { apiVersion: 'v1', kind: 'Namespace', metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '7', a: 'b' }, name: 'n' } };
  expect(hinted(own, ['argocd']).metadata).toEqual({ annotations: { a: 'b', 'argocd.argoproj.io/sync-options': 'Delete=false,Prune=false', 'argocd.argoproj.io/sync-wave': '7' }, name: 'n' });
});
test("Flux leaves text alone that looks like its variables", () => {
  const map = (text: string) => hinted({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm' }, data: { text } }, ['flux']).metadata.annotations;
  expect(map('${HOSTNAME}')).toEqual({ 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' });
  expect(map('$(HOSTNAME)')).toBeUndefined();
  const args = { spec: { template: { spec: { containers: [{ args: ['--name=${POD}'] }] } } } };
  expect(hinted({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' }, ...args }, ['flux']).metadata.annotations).toEqual({ 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' });
});
