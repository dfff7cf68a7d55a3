import type { Workload } from '../mesh';
import { KIND, namespaceOf, sourceOf, type Objects, type SourceObject } from '../objects';
import { selects } from './names';
import type { Settings } from './settings';

const TEMPLATE_KINDS = [KIND.deployment, KIND.statefulSet, KIND.daemonSet, KIND.replicaSet, KIND.job, KIND.cronJob, KIND.pod] as const;
type Fields = Readonly<Record<string, any>>;

/** Pod template of an object, with the path of its pod spec. */
export function templateOf(manifest: Fields): { readonly metadata?: Fields; readonly spec?: Fields; readonly field: string } | undefined {
  switch (manifest.kind) {
    case 'Pod': return { metadata: manifest.metadata, spec: manifest.spec, field: 'spec' };
    case 'CronJob': return withField(manifest.spec?.jobTemplate?.spec?.template, 'spec.jobTemplate.spec.template.spec');
    case 'Deployment': case 'StatefulSet': case 'DaemonSet': case 'ReplicaSet': case 'Job': return withField(manifest.spec?.template, 'spec.template.spec');
    default: return undefined;
  }
}
const withField = (template: Fields | undefined, field: string) => (template === undefined || template === null ? undefined : { metadata: template.metadata as Fields, spec: template.spec as Fields, field });

/** One for each pod template and each WorkloadEntry. Pods that a template of the input makes are no workloads of their own. */
export function workloadsOf(objects: Objects, settings: Settings): Workload[] {
  const out: Workload[] = [], templates = new Map<string, Workload>();
  const injection = injectionOf(objects, settings);
  for (const kind of TEMPLATE_KINDS) for (const object of objects.of(kind)) {
    const workload = fromTemplate(object, settings, injection);
    if (!workload) continue;
    if (kind === KIND.pod) { if (isMade(workload, templates)) continue; } else if (!templates.has(workload.id)) templates.set(workload.id, workload);
    out.push(workload);
  }
  for (const object of objects.of(KIND.workloadEntry)) out.push(fromEntry(object, settings));
  return out;
}

/** Whether a template made a pod: its name begins with the template's, and it has the template's labels. */
function isMade(pod: Workload, templates: ReadonlyMap<string, Workload>): boolean {
  for (let dash = pod.id.lastIndexOf('-'); dash > pod.namespace.length; dash = pod.id.lastIndexOf('-', dash - 1)) {
    const template = templates.get(pod.id.slice(0, dash));
    if (template && Object.keys(template.labels).length > 0 && selects(template.labels, pod.labels)) return true;
  }
  return false;
}

function fromTemplate(object: SourceObject, settings: Settings, injected: (namespace: string) => boolean | undefined): Workload | undefined {
  const { manifest } = object;
  const template = templateOf(manifest);
  if (!template?.spec) return undefined;
  const namespace = namespaceOf(manifest), labels = template.metadata?.labels ?? {}, annotations = template.metadata?.annotations ?? {};
  const own = list(template.spec.containers), beside = list(template.spec.initContainers).filter((c) => c.restartPolicy === 'Always'), containers = beside.length === 0 ? own : [...own, ...beside];
  const serviceAccount = template.spec.serviceAccountName || 'default';
  const replicas = manifest.spec && typeof (manifest.spec as Fields).replicas === 'number' && manifest.kind !== 'Job' ? (manifest.spec as Fields).replicas as number : undefined;
  return {
    id: `${namespace}/${manifest.metadata.name}`, namespace, name: manifest.metadata.name, kind: manifest.kind, labels, annotations, serviceAccount,
    principal: `${settings.trustDomain}/ns/${namespace}/sa/${serviceAccount}`,
    proxy: proxyOf(template.spec, labels, annotations, injected(namespace) ?? settings.injectedByDefault),
    ports: containers.flatMap((c) => list(c.ports).map(portOf)),
    ...(replicas !== undefined && { replicas }),
    from: sourceOf(object),
  };
}

function portOf({ containerPort, name, protocol }: Fields): Workload['ports'][number] {
  const number = Number(containerPort);
  if (name === undefined && protocol === undefined) return { number };
  return { number, ...(name !== undefined && { name: String(name) }), ...(protocol !== undefined && { protocol: String(protocol) }) };
}

/** A gateway is injected from the gateway template, or runs a proxy and nothing else. */
function proxyOf(spec: Fields, labels: Fields, annotations: Fields, namespaceInjects: boolean): Workload['proxy'] {
  const templates = String(annotations['inject.istio.io/templates'] ?? '').split(',');
  if (templates.includes('gateway')) return 'gateway';
  const names = list(spec.containers).map((c) => c.name);
  const manual = names.includes('istio-proxy') || list(spec.initContainers).some((c) => c.name === 'istio-proxy' && c.restartPolicy === 'Always');
  if (manual && names.length === 1 && names[0] === 'istio-proxy') return 'gateway';
  if (manual) return 'sidecar';
  if (spec.hostNetwork === true) return 'none';
  const wanted = labels['sidecar.istio.io/inject'] ?? annotations['sidecar.istio.io/inject'];
  if (wanted !== undefined) return String(wanted) === 'true' ? 'sidecar' : 'none';
  if (labels['istio.io/rev'] !== undefined) return 'sidecar';
  return namespaceInjects ? 'sidecar' : 'none';
}

/** Whether a namespace's labels ask for proxies; undefined: it has none of them, or is not in the input. */
function injectionOf(objects: Objects, settings: Settings): (namespace: string) => boolean | undefined {
  const known = new Map<string, boolean | undefined>();
  // Where some namespaces say that they are injected, those that say nothing are not.
  let said = false;
  for (const { manifest } of objects.of(KIND.namespace)) {
    const labels = manifest.metadata.labels ?? {};
    const wanted = labels['istio-injection'] === 'enabled' ? true : labels['istio-injection'] === 'disabled' ? false : labels['istio.io/rev'] !== undefined ? true : undefined;
    said ||= wanted === true;
    known.set(manifest.metadata.name, wanted);
  }
  return (namespace) => (namespace === settings.rootNamespace && known.get(namespace) === undefined ? false : known.has(namespace) ? known.get(namespace) ?? (said ? false : undefined) : undefined);
}

function fromEntry(object: SourceObject, settings: Settings): Workload {
  const { manifest } = object;
  const spec = (manifest.spec ?? {}) as Fields, namespace = namespaceOf(manifest);
  const serviceAccount = spec.serviceAccount || 'default';
  const labels = { ...(manifest.metadata.labels ?? {}), ...(spec.labels ?? {}) };
  return {
    id: `${namespace}/${manifest.metadata.name}`, namespace, name: manifest.metadata.name, kind: 'WorkloadEntry', labels, annotations: {}, serviceAccount,
    principal: `${settings.trustDomain}/ns/${namespace}/sa/${serviceAccount}`,
    // It has a proxy if somebody gave it an identity; that is all an entry says.
    proxy: spec.serviceAccount || labels['security.istio.io/tlsMode'] === 'istio' ? 'sidecar' : 'none',
    ports: Object.entries((spec.ports ?? {}) as Fields).map(([name, number]) => ({ name, number: Number(number) })),
    from: sourceOf(object),
  };
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const list = (value: unknown): readonly Fields[] => (!Array.isArray(value) ? [] : value.every(isObject) ? value : value.filter(isObject));
