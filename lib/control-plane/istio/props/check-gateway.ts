import { show } from '../../../constructs/arguments';
import type { Findings } from '../../../manifests/rules/findings';
import { isAddress } from '../../../manifests/rules/syntax/address';
import { labelValueProblem } from '../../../manifests/rules/syntax/label';
import { addressFamiliesRule, familyOf } from './address-families';
import { namedTwiceProblem, nameProblem, variablesProblem } from './forms';
import { booleans, groupOf, groups, lists, plain, wholes, type Given } from './kinds';
import { rolloutRule } from './rollout';

/** Labels that say which proxy its pods get, and where they are. */
const OWN_LABELS: Readonly<Record<string, string>> = { 'istio.io/rev': 'say whose proxy it gets with revision', 'sidecar.istio.io/inject': 'its pods are always injected', 'topology.istio.io/network': 'say it with networkGateway' };

/** Props of a gateway that the API server would take, and the injector would not, or nobody would heed. `templates` are those of the injector. */
export function gatewayRule(f: Findings, given: Given, templates: readonly string[]): void {
  plain(f, given, false);
  booleans(f, given, ['createNamespace', 'daemonSet', 'networkPolicy']);
  groups(f, given, ['labels', 'resources', 'annotations', 'podAnnotations', 'serviceAccountAnnotations', 'env', 'nodeSelector']);
  groups(f, given, ['autoscaling', 'disruptionBudget', 'service'], false);
  lists(f, given, ['envFrom', 'volumes', 'volumeMounts', 'initContainers', 'additionalContainers', 'tolerations', 'topologySpreadConstraints'], 'object');
  lists(f, given, ['exposes'], 'string');
  wholes(f, given, { minReadySeconds: 0 });
  rolloutRule(f, given);
  f.check('env', variablesProblem(given.env));
  f.check('envFrom', namedTwiceProblem(given.env, given.envFrom));
  for (const [label, help] of Object.entries(OWN_LABELS)) if (label in groupOf(given.labels)) f.error('labels', `has ${label}`, help);
  const asked = groupOf(given.podAnnotations)['inject.istio.io/templates'];
  const unknown = typeof asked === 'string' ? asked.split(',').map((name) => name.trim()).find((name) => !templates.includes(name)) : undefined;
  if (unknown !== undefined) f.error('podAnnotations', `asks for the injection template '${unknown}', which there is none of`, `there are: ${templates.join(', ')}`);
  if (given.networkGateway !== undefined) f.check('networkGateway', nameProblem(given.networkGateway) ?? labelValueProblem(String(given.networkGateway)));
  const service = groupOf(given.service);
  f.enter('service');
  lists(f, service, ['ports'], 'object');
  lists(f, service, ['loadBalancerSourceRanges', 'externalIPs'], 'string');
  addressFamiliesRule(f, service);
  const { loadBalancerIP, type = 'LoadBalancer' } = service;
  if (loadBalancerIP !== undefined && !isAddress(String(loadBalancerIP))) f.error('loadBalancerIP', `must be an address, not ${show(loadBalancerIP)}`, "as '203.0.113.7'");
  else if (loadBalancerIP !== undefined && type !== 'LoadBalancer') f.error('loadBalancerIP', `says nothing of a ${String(type)}`, 'leave it out, or leave out type');
  const { clusterIP, ipFamilies } = service;
  const family = isAddress(String(clusterIP)) ? familyOf(String(clusterIP)) : undefined;
  if (family !== undefined && Array.isArray(ipFamilies) && ipFamilies.length > 0 && ipFamilies[0] !== family) f.error('clusterIP', `is an address of ${family}, and ipFamilies begins with ${String(ipFamilies[0])}`, `write ${family} first`);
  f.leave();
}
