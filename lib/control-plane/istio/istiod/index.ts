import { dnsLabel } from '../../../constructs/arguments';
import { CallError } from '../../../constructs/call-error';
import type { Manifest } from '../../../manifests/manifest';
import { isAddress } from '../../../manifests/rules/syntax/address';
import { keepsConfig, runsHere } from '../settings/remote';
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
import { remoteEndpointSlice, remoteService } from './remote-service';
import { role } from './role';
import { roleBinding } from './role-binding';
import { service, tagService } from './service';
import { serviceAccount } from './service-account';
import { revisionStableApis } from './stable-apis';
import { validatingWebhookConfiguration } from './validating-webhook-configuration';

/** One istiod: everything that the chart `istiod` writes for a revision, in an order that can be applied. Of an istiod elsewhere that is what it needs here, and what leads to it. */
export const istiodObjects = (s: RevisionSettings): readonly Manifest[] => [
  ...(keepsConfig(s) ? rights(s) : []),
  ...(s.reader ? [readerClusterRole(s), readerClusterRoleBinding(s, s.reader)] : []),
  ...(keepsConfig(s) ? [role(s), roleBinding(s), configMap(s), injectorConfigMap(s)] : []),
  ...(s.istiod.jwksCa === undefined ? [] : [jwksConfigMap(s, s.istiod.jwksCa)]),
  ...Object.keys(s.gatewayClasses).sort().map((name) => gatewayClassConfigMap(s, name, s.gatewayClasses[name]!)),
  ...(s.remote?.address === undefined ? [] : leadingTo(s, s.remote.address)),
  ...(runsHere(s) ? workload(s) : []),
  ...(s.webhooks.injection ? [mutatingWebhookConfiguration(s)] : []),
  ...(s.webhooks.validation && keepsConfig(s) ? [validatingWebhookConfiguration(s)] : []),
  ...(s.stableApisOnly && keepsConfig(s) ? revisionStableApis(s) : []),
];

/** Its account, and what that may do in the whole cluster. */
const rights = (s: RevisionSettings): readonly Manifest[] => [
  serviceAccount(s),
  clusterRole(s), clusterRoleBinding(s),
  ...(deploysGateways(s) ? [gatewayControllerClusterRole(s), gatewayControllerClusterRoleBinding(s)] : []),
];
/** Its pods, and what stands before them. */
const workload = (s: RevisionSettings): readonly Manifest[] => [
  service(s),
  ...(s.networkPolicy ? [networkPolicy(s)] : []),
  ...(s.istiod.disruptionBudget ? [podDisruptionBudget(s, s.istiod.disruptionBudget)] : []),
  ...(s.istiod.autoscaling ? [horizontalPodAutoscaler(s, s.istiod.autoscaling)] : []),
  deployment(s),
];
/** Of an address the Service says only the ports. */
const leadingTo = (s: RevisionSettings, address: string): readonly Manifest[] => [remoteService(s, address), ...(isAddress(address) ? [remoteEndpointSlice(s, address)] : [])];

/** A name that namespaces carry, for this revision: what the chart writes for one of its `revisionTags`. */
export function revisionTagObjects(s: RevisionSettings, tag: string, at?: string): readonly Manifest[] {
  dnsLabel(at, 'a tag', tag);
  if (tag.length > 43) throw new CallError(at, `a tag must be up to 43 characters, not ${tag.length}`, 'the Service istiod-revision-tag-<tag> is named after it');
  if (tag === s.rev) throw new CallError(at, `'${tag}' is what this revision is called already`, tag === 'default' ? "the tag 'default' is for a revision with a name" : 'give the tag another name');
  return [tagService(s, tag), ...(s.webhooks.injection ? [tagMutatingWebhookConfiguration(s, tag)] : [])];
}
