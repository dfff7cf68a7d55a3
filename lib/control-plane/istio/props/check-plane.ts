import { show } from '../../../constructs/arguments';
import { isObject } from '../../../manifests/is-object';
import type { Findings } from '../../../manifests/rules/findings';
import { dnsLabelProblem, labelKeyProblem, labelValueProblem } from '../../../manifests/rules/syntax/label';
import { PLATFORMS } from '../settings/platforms';
import { addressFamiliesRule } from './address-families';
import { CertificateAuthority } from './authority';
import { imageNameProblem, imageRule } from './check-image';
import { meshConfigRule } from './check-mesh-config';
import { injectionRule, proxyRule, waypointRule } from './check-proxy';
import { overlayRule } from './container';
import { amountProblem, confFileProblem, isNothing, logLevelProblem, namedTwiceProblem, nameProblem, nodePathProblem, variablesProblem } from './forms';
import { booleans, groupOf, groups, lists, plain, words, type Given } from './kinds';
import { certificatesProblem } from './pem';
import { rolloutRule } from './rollout';
import { labelSelectorRule } from './selector';

/** Props of a control plane that the API server would take, and Istio would not, or would take for something else. Whatever else is wrong with an object is said of the object. */
export function planeRule(f: Findings, given: Given): void {
  plain(f, given, false);
  words(f, given, { platform: Object.keys(PLATFORMS), compatibilityVersion: ['1.25', '1.26', '1.27', '1.28', '1.29', '1.30'], validationFailurePolicy: ['Fail', 'Ignore'] });
  booleans(f, given, ['createNamespace', 'logAsJson', 'networkPolicy', 'restricted', 'servesRemotes', 'stableApisOnly']);
  groups(f, given, ['istiod', 'proxy', 'waypoint', 'injection', 'image', 'meshConfig', 'meshNetworks', 'gatewayClasses', 'remote', 'webhooks']);
  groups(f, given, ['ambient', 'cni', 'reader'], true, false);
  lists(f, given, ['hints'], 'string');
  if (Array.isArray(given.hints)) for (const [i, hint] of given.hints.entries()) if (!['pulumi', 'argocd', 'flux'].includes(hint as string)) f.error('hints', `must be one of pulumi, argocd, flux, not ${show(hint)}`, '', i);
  if (given.ca !== undefined && !(given.ca instanceof CertificateAuthority)) f.error('ca', `must be a CertificateAuthority, not ${show(given.ca)}`, 'one of CertificateAuthority.selfSigned(), secret(), istioCsr(), kubernetesSigner(signer)');
  for (const name of ['clusterName', 'meshId', 'network']) if (given[name] !== undefined) f.check(name, nameProblem(given[name]));
  if (typeof given.network === 'string' && nameProblem(given.network) === undefined) f.check('network', labelValueProblem(given.network));
  if (given.logLevel !== undefined) f.check('logLevel', logLevelProblem(given.logLevel));
  within(f, given, 'image', (image) => imageRule(f, image, isObject(given.ambient) || given.ambient === true));
  within(f, given, 'istiod', (istiod) => istiodRule(f, istiod));
  within(f, given, 'proxy', (proxy) => { plain(f, proxy, true); proxyRule(f, proxy); });
  within(f, given, 'waypoint', (waypoint) => { plain(f, waypoint, true); waypointRule(f, waypoint); });
  within(f, given, 'meshNetworks', (networks) => groups(f, networks, Object.keys(networks)));
  within(f, given, 'webhooks', (webhooks) => booleans(f, webhooks, ['injection', 'validation']));
  within(f, given, 'injection', (injection) => injectionRule(f, injection));
  within(f, given, 'meshConfig', (config) => meshConfigRule(f, config));
  within(f, given, 'cni', (cni) => cniRule(f, cni));
  within(f, given, 'ambient', (ambient) => { agentRule(f, ambient); booleans(f, ambient, ['crl']); if (ambient.logLevel !== undefined) f.check('logLevel', nameProblem(ambient.logLevel)); });
  within(f, given, 'gatewayClasses', (classes) => { groups(f, classes, Object.keys(classes)); for (const [name, overlays] of Object.entries(classes)) within(f, classes, name, () => { for (const [kind, overlay] of Object.entries(groupOf(overlays))) { f.enter(kind); overlayRule(f, kind, overlay); f.leave(); } }); });
}

function within(f: Findings, given: Given, name: string, rule: (group: Given) => void): void {
  f.enter(name);
  rule(groupOf(given[name]));
  f.leave();
}

/** By these its Service and its webhooks find its pods, or leave them alone. */
const OWN_LABELS = ['app', 'istio', 'istio.io/rev', 'sidecar.istio.io/inject'];

function istiodRule(f: Findings, given: Given): void {
  groups(f, given, ['resources', 'env', 'podLabels', 'podAnnotations', 'deploymentLabels', 'deploymentAnnotations', 'serviceAnnotations', 'serviceAccountAnnotations', 'nodeSelector']);
  groups(f, given, ['autoscaling', 'disruptionBudget'], false);
  groups(f, given, ['untaintNodes'], true, false);
  booleans(f, given, ['analysis']);
  lists(f, given, ['extraArgs'], 'string');
  lists(f, given, ['envFrom', 'volumes', 'volumeMounts', 'initContainers', 'tolerations', 'topologySpreadConstraints'], 'object');
  words(f, given, { trafficDistribution: ['PreferClose', 'PreferSameZone', 'PreferSameNode'] });
  addressFamiliesRule(f, given);
  f.check('env', variablesProblem(given.env));
  f.check('envFrom', namedTwiceProblem(given.env, given.envFrom));
  if (given.jwksCa !== undefined) f.check('jwksCa', certificatesProblem(given.jwksCa, false));
  const taken = OWN_LABELS.find((label) => label in groupOf(given.podLabels));
  if (taken !== undefined) f.error('podLabels', `has ${taken}, which is what istiod's pods are found by`, 'leave it out');
  rolloutRule(f, given);
  if (given.image !== undefined) f.check('image', imageNameProblem(given.image, 'pilot'));
  const { namespace, taint } = groupOf(given.untaintNodes);
  f.enter('untaintNodes');
  if (taint !== undefined) f.check('taint', labelKeyProblem(String(taint)));
  if (namespace !== undefined) f.check('namespace', dnsLabelProblem('the namespace', String(namespace)));
  f.leave();
}

/** What both node agents have. */
function agentRule(f: Findings, given: Given): void {
  groups(f, given, ['resources', 'env', 'podLabels', 'podAnnotations', 'labels']);
  groups(f, given, ['resourceQuota'], false);
  lists(f, given, ['tolerations'], 'object');
  f.check('env', variablesProblem(given.env));
  if (given.maxUnavailable === undefined) return;
  f.check('maxUnavailable', amountProblem(given.maxUnavailable, 100));
  if (isNothing(given.maxUnavailable as number | string)) f.error('maxUnavailable', 'must let one node at least change at a time', "write it as 1 or as '10%'");
}

function cniRule(f: Findings, given: Given): void {
  agentRule(f, given);
  booleans(f, given, ['chained']);
  groups(f, given, ['ambient']);
  lists(f, given, ['excludeNamespaces'], 'string');
  for (const folder of ['binDir', 'confDir', 'netnsDir']) if (given[folder] !== undefined) f.check(folder, nodePathProblem(given[folder]));
  for (const file of ['confFileName', 'ownedConfig']) if (given[file] !== undefined) f.check(file, confFileProblem(given[file]));
  if (given.logLevel !== undefined) f.check('logLevel', logLevelProblem(given.logLevel));
  within(f, given, 'ambient', (ambient) => {
    booleans(f, ambient, ['dnsCapture', 'ipv6', 'reconcileIptablesOnStartup', 'shareHostNetworkNamespace']);
    lists(f, ambient, ['enablementSelectors'], 'object');
    if (!Array.isArray(ambient.enablementSelectors)) return;
    for (const [i, selector] of (ambient.enablementSelectors as readonly Given[]).entries()) {
      f.enter('enablementSelectors', i);
      for (const which of ['podSelector', 'namespaceSelector']) if (groupOf(selector)[which] !== undefined) labelSelectorRule(which, selector[which], f, { empty: '' });
      f.leave();
    }
  });
}
