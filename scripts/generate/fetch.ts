import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { type Message, meshConfigSchemas } from './mesh-config/schema';
import { type Crd, KEYWORDS, type KindEntry, type Mark, type Schema, SCHEMAS, type SchemaFile, type Source } from './schema-file';

/* Needs Go: takes the published schemas out of the Go modules that carry them, keeps what decides validity, and drops all prose. */

const license = 'Apache-2.0';
const ofApi = (file: string): Source => ({ module: 'istio.io/api', version: 'v1.31.1', file, license });
/** The same, byte for byte, as what the chart `base` of this version installs. */
const ISTIO: Source = ofApi('kubernetes/customresourcedefinitions.gen.yaml');
const KUBERNETES: Source = { module: 'k8s.io/kubernetes', version: 'v1.36.3', file: 'api/openapi-spec/swagger.json', license };

const KUBERNETES_KINDS: readonly (readonly [definition: string, plural: string, scope?: 'Cluster'])[] = [
  ['api.core.v1.Namespace', 'namespaces', 'Cluster'], ['api.core.v1.ServiceAccount', 'serviceaccounts'], ['api.core.v1.Service', 'services'],
  ['api.core.v1.ConfigMap', 'configmaps'], ['api.core.v1.Secret', 'secrets'], ['api.core.v1.Pod', 'pods'],
  ['api.apps.v1.Deployment', 'deployments'], ['api.apps.v1.StatefulSet', 'statefulsets'], ['api.apps.v1.DaemonSet', 'daemonsets'],
  ['api.batch.v1.Job', 'jobs'], ['api.batch.v1.CronJob', 'cronjobs'],
  ['api.rbac.v1.Role', 'roles'], ['api.rbac.v1.RoleBinding', 'rolebindings'],
  ['api.rbac.v1.ClusterRole', 'clusterroles', 'Cluster'], ['api.rbac.v1.ClusterRoleBinding', 'clusterrolebindings', 'Cluster'],
  ['api.autoscaling.v2.HorizontalPodAutoscaler', 'horizontalpodautoscalers'], ['api.policy.v1.PodDisruptionBudget', 'poddisruptionbudgets'],
  ['api.networking.v1.NetworkPolicy', 'networkpolicies'], ['api.core.v1.ResourceQuota', 'resourcequotas'],
  ['api.scheduling.v1.PriorityClass', 'priorityclasses', 'Cluster'], ['api.discovery.v1.EndpointSlice', 'endpointslices'],
  ['apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition', 'customresourcedefinitions', 'Cluster'],
  ['api.admissionregistration.v1.MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', 'Cluster'],
  ['api.admissionregistration.v1.ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', 'Cluster'],
  ['api.admissionregistration.v1.ValidatingAdmissionPolicy', 'validatingadmissionpolicies', 'Cluster'],
  ['api.admissionregistration.v1.ValidatingAdmissionPolicyBinding', 'validatingadmissionpolicybindings', 'Cluster'],
];

/** Definitions with a JSON form of their own; `ObjectMeta` is checked by hand-written code. */
const SPECIAL: Readonly<Record<string, Schema>> = {
  IntOrString: { 'x-kubernetes-int-or-string': true },
  Quantity: { 'x-kubernetes-int-or-string': true, format: 'quantity' },
  FieldsV1: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  // A schema within a schema has no end.
  JSONSchemaProps: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
};

export function fetchSchemas(): void {
  mkdirSync(SCHEMAS, { recursive: true });
  const crds = (loadAll(open(ISTIO)) as Crd[]).filter((doc) => doc?.kind === 'CustomResourceDefinition');
  write('istio-1.31', istio(crds));
  writeLists('istio-crds-1.31', ISTIO, { crds: crds.map((crd) => withoutProse(crd) as Crd) });
  write('istio-mesh-config-1.31', meshConfigSchemas(descriptors(), ofApi('mesh/v1alpha1')));
  writeLists('istio-annotations-1.31', ofApi('annotation, label'), { annotations: marks('annotation/annotations.yaml', 'annotations'), labels: marks('label/labels.yaml', 'labels') });
  write('kubernetes-1.36', kubernetes(open(KUBERNETES)));
}

function open(source: Source): string {
  const answer = execFileSync('go', ['mod', 'download', '-json', `${source.module}@${source.version}`], { encoding: 'utf8', env: { ...process.env, GOFLAGS: '-mod=mod' } });
  return readFileSync(join((JSON.parse(answer) as { Dir: string }).Dir, source.file), 'utf8');
}

/** Annotations or labels: their names and what they are read of. */
function marks(file: string, list: string): readonly Mark[] {
  const found = (load(open(ofApi(file))) as Record<string, { name: string; featureStatus: string; deprecated?: boolean; resources: string[] }[]>)[list]!;
  return found.map(({ name, resources, featureStatus, deprecated }): Mark => ({ name, on: resources, status: featureStatus, ...(deprecated ? { deprecated: true } : {}) })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The messages of mesh config, from the oracle's istio.io/api, which has the same version. */
function descriptors(): readonly Message[] {
  const cwd = join(__dirname, '../../test/real/istio-oracle');
  const env = { ...process.env, GOFLAGS: '-mod=readonly' };
  const version = execFileSync('go', ['list', '-m', '-f', '{{.Version}}', ISTIO.module], { cwd, encoding: 'utf8', env }).trim();
  if (version !== ISTIO.version) throw new Error(`the oracle has ${ISTIO.module} ${version}, not ${ISTIO.version}`);
  return JSON.parse(execFileSync('go', ['run', join(__dirname, 'mesh-config/main.go')], { cwd, encoding: 'utf8', env, maxBuffer: 1 << 26 })) as Message[];
}

/** A description is prose where it is text; `description` may be a field's name too. */
function withoutProse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutProse);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key, inner]) => key !== 'description' || typeof inner !== 'string').map(([key, inner]) => [key, withoutProse(inner)]));
}

function istio(crds: readonly Crd[]): SchemaFile {
  const kinds: KindEntry[] = [];
  for (const { spec } of crds) {
    const bySchema = new Map<string, string[]>();
    for (const version of spec.versions.filter((v) => v.served)) {
      const key = JSON.stringify(strip(version.schema.openAPIV3Schema, spec.names.kind));
      bySchema.set(key, [...bySchema.get(key) ?? [], version.name]);
    }
    const storage = spec.versions.find((v) => v.storage)!.name;
    for (const [schema, versions] of bySchema) {
      kinds.push({
        group: spec.group, kind: spec.names.kind, plural: spec.names.plural, namespaced: spec.scope === 'Namespaced', versions,
        storage: versions.includes(storage) ? storage : versions[0]!, schema: JSON.parse(schema) as Schema,
      });
    }
  }
  kinds.sort((a, b) => (a.kind < b.kind ? -1 : 1));
  return { source: ISTIO, kinds, definitions: {} };
}

function kubernetes(text: string): SchemaFile {
  const all = (JSON.parse(text) as { definitions: Record<string, unknown> }).definitions;
  const definitions: Record<string, Schema> = {};
  const origin = new Map<string, string>();
  const include = (id: string): string => {
    const name = id.slice(id.lastIndexOf('.') + 1);
    if (origin.has(name)) {
      // Two groups may have the same definition, word for word.
      if (origin.get(name) !== id && JSON.stringify(definitions[name]) !== JSON.stringify(strip(all[id], name, include))) throw new Error(`two definitions are called ${name}: ${origin.get(name)} and ${id}`);
      return name;
    }
    origin.set(name, id);
    if (name === 'ObjectMeta') return name;
    definitions[name] = SPECIAL[name] ?? strip(all[id], name, include);
    return name;
  };
  const kinds = KUBERNETES_KINDS.map(([id, plural, scope]): KindEntry => {
    const gvk = (all[`io.k8s.${id}`] as Record<string, { group: string; version: string; kind: string }[]>)['x-kubernetes-group-version-kind']![0]!;
    return { group: gvk.group, kind: gvk.kind, plural, namespaced: scope !== 'Cluster', versions: [gvk.version], storage: gvk.version, schema: { $ref: include(`io.k8s.${id}`) } };
  });
  return { source: KUBERNETES, kinds, definitions: Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

const PROSE = new Set(['description', 'title', 'example', 'x-kubernetes-patch-strategy', 'x-kubernetes-patch-merge-key', 'x-kubernetes-group-version-kind', 'x-kubernetes-unions', 'x-kubernetes-map-type']);

/** Keeps the keywords that decide validity, in one order; an unknown keyword stops the fetch rather than being lost. */
function strip(input: unknown, at: string, include?: (id: string) => string): Schema {
  const schema = input as Record<string, unknown>;
  const out: Record<string, unknown> = {};
  for (const keyword of Object.keys(schema).sort()) {
    const value = schema[keyword];
    if (PROSE.has(keyword)) continue;
    if (!KEYWORDS.has(keyword)) throw new Error(`${at}: unknown keyword ${keyword}`);
    if (keyword === 'properties') {
      out.properties = Object.fromEntries(Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, property]) => [name, include && name === 'status' ? SPECIAL.FieldsV1 : strip(property, `${at}.${name}`, include)]));
    } else if (keyword === 'items' || keyword === 'not' || (keyword === 'additionalProperties' && typeof value === 'object')) out[keyword] = strip(value, `${at}.${keyword}`, include);
    else if (keyword === 'oneOf' || keyword === 'anyOf' || keyword === 'allOf') out[keyword] = (value as unknown[]).map((part) => strip(part, `${at}.${keyword}`, include));
    else if (keyword === 'x-kubernetes-validations') out[keyword] = (value as { rule: string }[]).map((rule) => rule.rule);
    else if (keyword === '$ref') out.$ref = include!((value as string).slice('#/definitions/'.length));
    else out[keyword] = value;
  }
  return out as Schema;
}

/** One kind or definition per line: small, and a new version shows as a readable difference. */
function write(name: string, file: SchemaFile): void {
  const lines = [
    '{', `"source": ${JSON.stringify(file.source)},`, '"kinds": [', file.kinds.map((kind) => JSON.stringify(kind)).join(',\n'), '],',
    '"definitions": {', Object.entries(file.definitions).map(([key, schema]) => `${JSON.stringify(key)}: ${JSON.stringify(schema)}`).join(',\n'), '}', '}',
  ];
  writeFileSync(join(SCHEMAS, `${name}.json`), `${lines.join('\n')}\n`);
}

function writeLists(name: string, source: Source, lists: Readonly<Record<string, readonly unknown[]>>): void {
  const parts = Object.entries(lists).map(([key, items]) => `${JSON.stringify(key)}: [\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`);
  writeFileSync(join(SCHEMAS, `${name}.json`), `{\n"source": ${JSON.stringify(source)},\n${parts.join(',\n')}\n}\n`);
}
