import type { MutatingWebhook, MutatingWebhookConfiguration } from '../../../manifests/types';
import type { RevisionSettings } from '../settings/revision';
import { istiodName, metaOf } from './names';
import { namedBy, unnamed, type Selected } from './webhook-selectors';

/** Has istiod inject the pods of its revision. */
export const mutatingWebhookConfiguration = (s: RevisionSettings): MutatingWebhookConfiguration =>
  configuration(s, `istio-sidecar-injector${s.suffix}`, {}, [...namedBy(s.rev), ...(s.revision === undefined ? unnamed(s.injection.everyNamespace) : [])]);

/** Has the istiod of this revision inject the pods of a tag. */
export const tagMutatingWebhookConfiguration = (s: RevisionSettings, tag: string): MutatingWebhookConfiguration =>
  configuration(s, `istio-revision-tag-${tag}`, { 'istio.io/tag': tag }, [...namedBy(tag), ...(tag === 'default' ? unnamed(s.injection.everyNamespace) : [])]);

/** istiod looks for the label `istio.io/rev` of its revision and for names that end so, and writes its CA bundle; here is none, so nothing takes it away again. */
function configuration(s: RevisionSettings, name: string, own: Readonly<Record<string, string>>, selected: readonly Selected[]): MutatingWebhookConfiguration {
  // Those of other namespaces say so: the names are the cluster's.
  const suffix = s.namespace === 'istio-system' ? '' : `-${s.namespace}`;
  return {
    apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration',
    metadata: metaOf(`${name}${suffix}`, { labels: { app: 'sidecar-injector', 'istio.io/rev': s.rev, ...own }, annotations: s.injection.webhookAnnotations }),
    webhooks: selected.map((one) => webhook(s, one)),
  };
}

const webhook = (s: RevisionSettings, { prefix, namespaces, pods }: Selected): MutatingWebhook => ({
  admissionReviewVersions: ['v1'],
  clientConfig: clientConfigOf(s),
  // A pod that should have a proxy never runs without one.
  failurePolicy: 'Fail',
  name: `${prefix}.sidecar-injector.istio.io`,
  namespaceSelector: { matchExpressions: namespaces },
  objectSelector: { matchExpressions: pods },
  reinvocationPolicy: s.injection.reinvocation,
  rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'], scope: '*' }],
  sideEffects: 'None',
});

/** Where pods are sent: to the istiod of this cluster, or to another one with word of where they are. */
function clientConfigOf({ remote, ...s }: RevisionSettings): MutatingWebhook['clientConfig'] {
  const path = remote?.injectionPath ?? '/inject';
  return {
    ...(remote?.caBundle !== undefined && { caBundle: remote.caBundle }),
    ...(remote?.webhookUrl === undefined ? { service: { name: istiodName(s), namespace: s.namespace, path, port: 443 } } : { url: `${remote.webhookUrl}${path}` }),
  };
}
