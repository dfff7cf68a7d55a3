import { readYaml } from '../../../lib/manifests/yaml';

type Map = Readonly<Record<string, unknown>>;
export const isMap = (x: unknown): x is Map => typeof x === 'object' && x !== null && !Array.isArray(x);

/** An object as the API server would understand it: what two spellings mean alike is one. */
export function normalised(object: Map): Map {
  const copy = structuredClone(object) as { [key: string]: any };
  withDefaults(copy);
  return walk(copy, '', String(copy.kind)) as Map;
}

/** What the API server fills in, where one of the two sides says it. */
function withDefaults(o: { [key: string]: any }): void {
  if (o.kind === 'Service') for (const port of o.spec?.ports ?? []) { port.protocol ??= 'TCP'; port.targetPort ??= port.port; }
  if (o.kind === 'DaemonSet' && o.spec) { o.spec.updateStrategy ??= { rollingUpdate: { maxUnavailable: 1 } }; o.spec.updateStrategy.type ??= 'RollingUpdate'; }
  if (o.kind === 'Deployment' && o.spec?.strategy) o.spec.strategy.type ??= 'RollingUpdate';
  if (/^(Cluster)?RoleBinding$/.test(o.kind)) for (const subject of o.subjects ?? []) if (o.kind === 'RoleBinding') subject.namespace ??= o.metadata.namespace;
  if (/WebhookConfiguration$/.test(o.kind)) for (const hook of o.webhooks ?? []) if (hook.clientConfig?.service) hook.clientConfig.service.port ??= 443;
}

/** Lists whose order says nothing, by the field that tells their items apart; `''`: the items themselves. */
const SETS: Readonly<Record<string, string>> = {
  env: 'name', volumes: 'name', volumeMounts: 'mountPath', webhooks: 'name', containers: 'name', initContainers: 'name',
  verbs: '', resources: '', apiGroups: '', resourceNames: '', operations: '', add: '', drop: '', policyTypes: '', rules: '', ingress: '', matchExpressions: '', sources: '', imagePullSecrets: '', subjects: '', validations: '',
};
/** Fields that say nothing when they are empty. */
const SILENT = new Set(['annotations', 'labels', 'env', 'tolerations', 'volumes', 'volumeMounts', 'ipFamilies', 'imagePullSecrets', 'alwaysInjectSelector', 'neverInjectSelector', 'injectedAnnotations', 'initContainers', 'topologySpreadConstraints', 'affinity', 'nodeSelector', 'securityContext', 'resources', 'limits', 'requests', 'meshNetworks', 'networks']);
/** Texts that somebody reads as YAML or JSON. */
const YAML_TEXT = new Set(['mesh', 'meshNetworks', 'config', 'values', 'AMBIENT_ENABLEMENT_SELECTOR', 'deployment', 'service', 'horizontalPodAutoscaler', 'podDisruptionBudget', 'serviceAccount']);

function walk(value: unknown, key: string, kind: string): unknown {
  if (Array.isArray(value)) return list(value.map((item) => walk(item, '', kind)), key);
  if (isMap(value)) {
    const out: Record<string, unknown> = {};
    const amounts = key === 'limits' || key === 'requests' || key === 'hard';
    for (const name of Object.keys(value).sort()) {
      const inner = value[name];
      if (inner === null || inner === undefined) continue;
      // Where each is the default.
      if ((name === 'scope' && inner === '*' && 'apiVersions' in value) || (name === 'apiVersion' && key === 'fieldRef') || (name === 'defaultMode' && inner === 420)) continue;
      const done = amounts ? quantity(inner) : kind === 'ConfigMap' && key === 'data' && YAML_TEXT.has(name) && typeof inner === 'string' ? walk(readYaml(inner).documents[0]?.value, name, 'text') : walk(inner, name, kind);
      if ((SILENT.has(name) || kind === 'text') && (isMap(done) ? Object.keys(done).length === 0 : Array.isArray(done) ? done.length === 0 : done === undefined)) continue;
      out[name] = key === 'annotations' || key === 'labels' ? String(done) : done;
    }
    return out;
  }
  return typeof value === 'string' && value.includes('\n') ? value.trimEnd() : value;
}

function list(items: unknown[], key: string): unknown {
  const by = SETS[key];
  if (by === undefined) return items;
  // A set: what is in it, and how often is no matter.
  if (by === '') return Object.fromEntries(items.map((item) => typeof item === 'string' ? item : JSON.stringify(item)).sort().map((text) => [text, true]));
  const out: Record<string, unknown> = {};
  for (const item of items) {
    if (!isMap(item)) return items;
    const { [by]: name, ...rest } = item;
    // Of two variables of one name the last one counts, as in a container.
    // No value is an empty one.
    out[String(name)] = key === 'env' && rest.value === '' ? {} : rest;
  }
  return out;
}

const UNITS: Readonly<Record<string, number>> = { n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };
/** `2Gi` and `2048Mi` are one. */
function quantity(value: unknown): unknown {
  const [, number, unit] = /^([0-9.]+)([a-zA-Z]*)$/.exec(String(value)) ?? [];
  return number === undefined || UNITS[unit!] === undefined ? value : Number(number) * UNITS[unit!]!;
}
