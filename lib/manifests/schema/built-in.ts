import type { Manifest } from '../manifest';
import type { Deployment, Service } from '../types';
import type { Violation } from '../violation';
import { CLUSTER_RULES } from './built-in-cluster';
import { containerResources } from './built-in-resources';
import { fieldPath } from './path';

/* What Kubernetes asks of its own kinds beyond their schemas, as far as it matters to a mesh. The structure is known to be sound. */

const NONE: readonly Violation[] = Object.freeze([]);

type Rule = (manifest: Manifest) => readonly Violation[];

const problem = (path: string, message: string, help: string): readonly Violation[] => [{ path, message, help, source: 'schema', level: 'error' }];

const RULES: Readonly<Record<string, Rule>> = { Service: servicePorts, Deployment: workload, StatefulSet: workload, DaemonSet: workload, ...CLUSTER_RULES };

export const builtInViolations = (manifest: Manifest): readonly Violation[] => RULES[manifest.kind]?.(manifest) ?? NONE;

function servicePorts(manifest: Manifest): readonly Violation[] {
  const { spec } = manifest as Service;
  const ports = spec?.ports ?? [];
  if (spec != null && ports.length === 0 && spec.clusterIP !== 'None' && spec.type !== 'ExternalName') {
    return problem('spec.ports', 'a Service with an address needs a port', "name its ports, or make it headless (clusterIP: 'None')");
  }
  if (ports.length < 2) return NONE;
  const first = new Map<string, number>();
  for (let i = 0; i < ports.length; i++) {
    const { name } = ports[i]!;
    if (name == null || name === '') return problem(`spec.ports[${i}].name`, 'a port among several needs a name', 'name every port, as http or grpc');
    const before = first.get(name);
    if (before !== undefined) return problem(`spec.ports[${i}].name`, `the port name "${name}" is already at spec.ports[${before}]`, 'give every port its own name');
    first.set(name, i);
  }
  return NONE;
}

/** Deployments, StatefulSets and DaemonSets are alike here. */
function workload(manifest: Manifest): readonly Violation[] {
  const wrong = selector(manifest);
  const resources = containerResources(manifest);
  return resources === undefined ? wrong : [...wrong, resources];
}

function selector(manifest: Manifest): readonly Violation[] {
  const spec = (manifest as Deployment).spec;
  if (spec == null) return NONE;
  const { matchLabels, matchExpressions } = spec.selector;
  const labels = spec.template.metadata?.labels;
  let selects = matchExpressions != null && matchExpressions.length > 0;
  for (const key in matchLabels) {
    if (matchLabels[key] == null) continue;
    selects = true;
    if (labels?.[key] === matchLabels[key]) continue;
    const has = labels?.[key] === undefined ? `no label ${key}` : `${key}: ${labels[key]}`;
    return problem(fieldPath('spec.selector.matchLabels', key), `the selector asks for ${key}: ${matchLabels[key]}, the pods have ${has}`, 'give spec.template.metadata.labels and the selector the same labels');
  }
  return selects ? NONE : problem('spec.selector', 'the selector is empty', `select the pods of this ${manifest.kind} by their labels, as app: web`);
}
