import type { Findings } from '../../../manifests/rules/findings';
import { templateMetadataViolations } from '../../../manifests/schema/metadata';
import { errorAt } from './check';
import { imageNameProblem } from './check-image';
import { containerRule, podRule } from './container';
import { componentLevelProblem } from './forms';
import { booleans, groupOf, groups, lists, wholes, words, type Given } from './kinds';
import { labelSelectorRule } from './selector';

/** Ports on which the proxy and its agent listen already: Envoy's administration, traffic out and in, HBONE, health, names, metrics. */
const TAKEN = [15000, 15001, 15004, 15006, 15008, 15021, 15053, 15090];

export function proxyRule(f: Findings, given: Given): void {
  words(f, given, { logLevel: ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'] });
  booleans(f, given, ['holdApplicationUntilProxyStarts', 'privileged', 'forceApplyIptables', 'nftables', 'seccomp']);
  groups(f, given, ['resources', 'readiness', 'lifecycle']);
  groups(f, given, ['startup'], false);
  lists(f, given, ['includeOutboundIpRanges', 'excludeOutboundIpRanges'], 'string');
  lists(f, given, ['includeOutboundPorts', 'excludeOutboundPorts', 'excludeInboundPorts', ...(given.includeInboundPorts === '*' ? [] : ['includeInboundPorts'])], 'number');
  if (given.componentLogLevel !== undefined) f.check('componentLogLevel', componentLevelProblem(given.componentLogLevel));
  if (given.image !== undefined) f.check('image', imageNameProblem(given.image, 'proxyv2'));
  if (TAKEN.includes(given.statusPort as number)) f.error('statusPort', `must not be ${String(given.statusPort)}, on which the proxy listens for something else`, `leave it out for 15020; taken are ${TAKEN.join(', ')}`);
  wholes(f, given, { stsPort: 1 });
  const taken = [...TAKEN, given.statusPort ?? 15020], { stsPort } = given;
  if (typeof stsPort === 'number' && (taken.includes(stsPort) || stsPort > 65535)) f.error('stsPort', `must be a port that is free, not ${String(stsPort)}`, `taken are ${taken.join(', ')}`);
  f.enter('readiness');
  wholes(f, groupOf(given.readiness), { failureThreshold: 1, initialDelaySeconds: 0, periodSeconds: 1 });
  f.leave();
  f.enter('startup');
  wholes(f, groupOf(given.startup), { failureThreshold: 1 });
  f.leave();
  // The templates' text hides it from the API server until a pod comes.
  if (given.resources !== undefined || given.lifecycle !== undefined) containerRule(f, { ...(given.resources !== undefined && { resources: given.resources }), ...(given.lifecycle !== undefined && { lifecycle: given.lifecycle }) });
}

/** Waypoints are deployed by istiod, from a template too. */
export function waypointRule(f: Findings, given: Given): void {
  groups(f, given, ['resources', 'nodeSelector', 'affinity']);
  lists(f, given, ['tolerations', 'topologySpreadConstraints'], 'object');
  const { resources, ...pod } = given;
  if (resources !== undefined) containerRule(f, { resources });
  if (Object.keys(pod).length > 0) podRule(f, pod);
}

export function injectionRule(f: Findings, given: Given): void {
  words(f, given, { policy: ['enabled', 'disabled'], reinvocation: ['Never', 'IfNeeded'] });
  booleans(f, given, ['everyNamespace', 'rewriteProbes', 'nativeSidecars']);
  groups(f, given, ['annotations', 'templates', 'webhookAnnotations']);
  lists(f, given, ['always', 'never'], 'object');
  lists(f, given, ['defaultTemplates'], 'string');
  for (const which of ['always', 'never']) if (Array.isArray(given[which])) for (const [index, selector] of given[which].entries()) labelSelectorRule(which, selector, f, { empty: which === 'always' ? 'istiod passes it over; for all pods say everyNamespace: true' : "istiod passes it over; for no pod say policy: 'disabled'", index });
  if (Array.isArray(given.defaultTemplates) && given.defaultTemplates.length === 0) f.error('defaultTemplates', 'must name at least one', "pods would be left as they are; to have them so, say policy: 'disabled'");
  // Every injected pod gets them.
  templateMetadataViolations({ annotations: given.annotations }, '', (path, message, help) => errorAt(f, path, message, help ?? ''));
}
