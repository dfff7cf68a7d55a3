import { dnsLabel } from '../../../constructs/arguments';
import { CallError } from '../../../constructs/call-error';
import type { Manifest } from '../../../manifests/manifest';
import type { RevisionSettings } from '../settings/revision';
import { clusterRole } from './cluster-role';
import { clusterRoleBinding, gatewayControllerClusterRoleBinding, readerClusterRoleBinding } from './cluster-role-binding';
import { configMap } from './config-map';
import { deployment } from './deployment';
import { gatewayClassConfigMap } from './gateway-class-config-map';
import { deploysGateways, gatewayControllerClusterRole } from './gateway-controller-cluster-role';
import { injectorConfigMap } from './injector-config-map';
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import { jwksConfigMap } from './jwks-config-map';
import { mutatingWebhookConfiguration, tagMutatingWebhookConfiguration } from './mutating-webhook-configuration';
import { networkPolicy } from './network-policy';
import { podDisruptionBudget } from './pod-disruption-budget';
import { readerClusterRole } from './reader-cluster-role';
import { role } from './role';
import { roleBinding } from './role-binding';
import { service, tagService } from './service';
import { serviceAccount } from './service-account';
import { revisionStableApis } from './stable-apis';
import { validatingWebhookConfiguration } from './validating-webhook-configuration';

/** One istiod: everything that the chart `istiod` writes for a revision, in an order that can be applied. */
export const istiodObjects = (s: RevisionSettings): readonly Manifest[] => [
  serviceAccount(s),
  clusterRole(s), clusterRoleBinding(s),
  ...(deploysGateways(s) ? [gatewayControllerClusterRole(s), gatewayControllerClusterRoleBinding(s)] : []),
  readerClusterRole(s), readerClusterRoleBinding(s),
  role(s), roleBinding(s),
  configMap(s), injectorConfigMap(s),
  ...(s.istiod.jwksCa === undefined ? [] : [jwksConfigMap(s, s.istiod.jwksCa)]),
  ...Object.keys(s.gatewayClasses).sort().map((name) => gatewayClassConfigMap(s, name, s.gatewayClasses[name]!)),
  service(s),
  ...(s.networkPolicy ? [networkPolicy(s)] : []),
  ...(s.istiod.disruptionBudget ? [podDisruptionBudget(s, s.istiod.disruptionBudget)] : []),
  ...(s.istiod.autoscaling ? [horizontalPodAutoscaler(s, s.istiod.autoscaling)] : []),
  deployment(s),
  mutatingWebhookConfiguration(s), validatingWebhookConfiguration(s),
  ...(s.stableApisOnly ? revisionStableApis(s) : []),
];

/** A name that namespaces carry, for this revision: what the chart writes for one of its `revisionTags`. */
export function revisionTagObjects(s: RevisionSettings, tag: string, at?: string): readonly Manifest[] {
  dnsLabel(at, 'a tag', tag);
  if (tag.length > 43) throw new CallError(at, `a tag must be up to 43 characters, not ${tag.length}`, 'the Service istiod-revision-tag-<tag> is named after it');
  if (tag === s.rev) throw new CallError(at, `'${tag}' is what this revision is called already`, tag === 'default' ? "the tag 'default' is for a revision with a name" : 'give the tag another name');
  return [tagService(s, tag), tagMutatingWebhookConfiguration(s, tag)];
}
