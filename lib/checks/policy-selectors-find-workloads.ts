import { KIND, namespaceOf, type SourceObject, type World } from '../effective';
import { finding, type Check } from './check';
import { entries, fields, textMap, textOf, type Fields } from './parts/fields';
import { labelsText, selectedWorkloads } from './parts/selected';

/** Kinds with a selector, the field of its labels, and what other tools say where it finds nobody. `root`: in the root namespace it reaches into all. */
const KINDS = [
  { kind: KIND.authorizationPolicy, field: 'spec.selector.matchLabels', equals: ['IST0127', 'KIA0004'], root: true },
  { kind: KIND.peerAuthentication, field: 'spec.selector.matchLabels', equals: ['KIA0004'], root: true },
  { kind: KIND.requestAuthentication, field: 'spec.selector.matchLabels', equals: ['KIA0004'], root: true },
  { kind: KIND.telemetry, field: 'spec.selector.matchLabels', equals: ['IST0101'], root: true },
  { kind: KIND.sidecar, field: 'spec.workloadSelector.labels', equals: ['IST0101', 'KIA0004'], root: false },
  { kind: KIND.envoyFilter, field: 'spec.workloadSelector.labels', equals: [], root: true },
  { kind: KIND.wasmPlugin, field: 'spec.selector.matchLabels', equals: [], root: true },
  { kind: KIND.proxyConfig, field: 'spec.selector.matchLabels', equals: [], root: true },
] as const;

/** A policy for nobody: often a label that is misspelt, and then the workload that was meant is not protected. */
export const policySelectorsFindWorkloads: Check = {
  code: 'MESH2054',
  title: 'a policy selects a workload, or names a target, that is there',
  severity: 'warning',
  equals: ['IST0127', 'IST0101', 'KIA0004'],
  docs: `A selector chooses workloads by labels *of their pods* in the namespace of the policy; in the root namespace, in all of them. \`targetRefs\` name a Service, ServiceEntry or Gateway beside the policy. A policy that finds nobody holds for nobody: a misspelt label
leaves the workload that was meant without it.

A policy without selector in a namespace without workloads is information: it may wait for them.`,
  *run({ world, closed }) {
    if (!closed) return;
    for (const { kind, field, equals, root } of KINDS) for (const object of world.objects.of(kind)) {
      const spec = fields(object.manifest.spec) ?? {}, namespace = namespaceOf(object.manifest);
      const targets = [...entries(spec.targetRefs).map(([t, i]) => [t, `spec.targetRefs[${i}]`] as const), ...(fields(spec.targetRef) ? [[fields(spec.targetRef)!, 'spec.targetRef'] as const] : [])];
      for (const [target, at] of targets) if (isMissing(world, target, namespace)) yield finding(object, `${at}.name`, `there is no ${textOf(target.kind)} '${textOf(target.name)}' in ${namespace}`, { help: 'name one that is there, in the namespace of the policy', equals: [] });
      if (targets.length > 0) continue;
      const everywhere = root && namespace === world.settings.rootNamespace;
      const selector = field.split('.').slice(1).reduce<unknown>((at, key) => fields(at)?.[key], spec), labels = textMap(selector);
      if (Object.keys(labels).length === 0) {
        if (kind === KIND.authorizationPolicy && !everywhere && !hasProxies(world, namespace)) yield finding(object, undefined, `namespace ${namespace} has no workload with a proxy: this policy holds for nobody`, { severity: 'info', help: 'put it into the namespace of the workloads', equals: ['IST0127'] });
        continue;
      }
      const found = selectedWorkloads(world, labels, everywhere ? undefined : namespace);
      if (found.some((w) => w.proxy !== 'none')) continue;
      if (found.length > 0 && kind !== KIND.authorizationPolicy) continue;   // whose proxy is missing is another question
      yield finding(object, field, found.length > 0 ? `${found[0].name} has no proxy: this policy holds for nobody` : `no workload${everywhere ? '' : ` of ${namespace}`} has the labels ${labelsText(labels)}: this holds for nobody`, {
        equals: found.length > 0 ? equals.filter((e) => e === 'IST0127') : equals, help: hintFor(world, labels, everywhere ? undefined : namespace),
      });
    }
  },
};

const hasProxies = (world: World, namespace: string): boolean => world.workloadsOfNamespace(namespace).some((w) => w.proxy !== 'none');

const TARGETS: Readonly<Record<string, string>> = { Service: KIND.service, ServiceEntry: KIND.serviceEntry, Gateway: 'gateway.networking.k8s.io/Gateway', GatewayClass: 'gateway.networking.k8s.io/GatewayClass' };
function isMissing(world: World, target: Fields, namespace: string): boolean {
  const kind = TARGETS[textOf(target.kind)], name = textOf(target.name);
  if (kind === undefined || name === '' || textOf(target.kind) === 'GatewayClass') return false;
  return world.objects.named(kind, textOf(target.namespace) || namespace, name) === undefined;
}

function hintFor(world: World, labels: Readonly<Record<string, string>>, namespace: string | undefined): string {
  const elsewhere = namespace === undefined ? undefined : selectedWorkloads(world, labels)[0];
  if (elsewhere) return `${elsewhere.name} of ${elsewhere.namespace} has them: a policy holds in its own namespace`;
  const object: SourceObject | undefined = world.objects.of(KIND.service).find((s) => labelsText(textMap(s.manifest.metadata.labels)) === labelsText(labels));
  return object ? 'they are labels of a Service: selectors go by the labels of pods' : 'give labels of the pod template';
}
