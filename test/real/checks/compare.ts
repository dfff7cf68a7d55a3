import { checks, runChecks } from '../../../lib/checks';
import { fromFile, readIstio } from '../../../lib/effective';
import { templateOf } from '../../../lib/effective/istio/workloads';
import { readManifests } from '../../../lib/manifests/yaml';
import { asYaml, clusterObjects, podsOf, readYaml, type KubeObject } from '../mesh/cluster';
import { injector, istiod } from '../mesh/existing';
import type { Oracle } from '../oracle';
import type { Input } from './inputs';

/** What one side says of an object, by Istio's code. */
export interface Said { readonly code: string; readonly object: string; readonly message: string; /** Of ours: our code. */ readonly own?: string }
export interface Comparison { readonly input: Input; readonly missed: readonly Said[]; readonly more: readonly Said[]; readonly agreed: readonly Said[] }

const refOf = (o: { readonly kind: string; readonly namespace?: string; readonly name: string }): string => `${o.kind} ${o.namespace ? `${o.namespace}/` : ''}${o.name}`;
const ANALYZERS = /^IST\d{4}$/;

/** Codes of Istio that some check of ours stands for. */
export const covered: ReadonlySet<string> = new Set(checks.flatMap((c) => c.equals ?? []).filter((c) => ANALYZERS.test(c)));

/** Istio's analyzers and our checks on the same objects; the cluster adds its pods for Istio, we read templates. undefined: Istio cannot decode an object. */
export async function compare(oracle: Oracle, input: Input): Promise<Comparison | undefined> {
  const istio = await analyzed(oracle, input);
  if (!istio) return undefined;
  const ours = checked(input);
  const key = (s: Pick<Said, 'code' | 'object'>): string => `${s.code} ${s.object}`;
  const theirs = new Map(istio.map((s) => [key(s), s] as const));
  // A conflict is told once, at one of those that take part; the others are named.
  const own = new Set(ours.flatMap((s) => s.codes.flatMap((code) => s.objects.map((object) => key({ code, object })))));
  return {
    input,
    missed: [...theirs.values()].filter((s) => covered.has(s.code) && !own.has(key(s))),
    agreed: [...theirs.values()].filter((s) => own.has(key(s))),
    // One of the codes that a finding equals is enough: they name kinds of the same mistake.
    more: ours.filter((s) => s.codes.length > 0 && !s.codes.some((code) => s.objects.some((object) => theirs.has(key({ code, object }))))).map((s) => ({ code: s.codes.join('/'), object: s.objects[0] ?? '', message: s.message, own: s.own })),
  };
}

async function analyzed(oracle: Oracle, input: Input): Promise<Said[] | undefined> {
  // Without a namespace an object is in `default`, for which the oracle has no flag.
  const objects = readYaml(input.yaml).map((o) => (o.metadata.namespace === undefined && !CLUSTER_WIDE.has(o.kind) ? { ...o, metadata: { ...o.metadata, namespace: 'default' } } : o) as KubeObject);
  const declared = new Set(objects.filter((o) => o.kind === 'Namespace').map((o) => o.metadata.name));
  const namespaces = [...new Set([...objects.map((o) => o.metadata.namespace ?? ''), 'istio-system'])].filter((n) => n !== '' && !declared.has(n)).map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: name === 'istio-system' ? {} : { 'istio-injection': 'enabled' } } }));
  // An input without injectors is about what the usual one injects.
  const owners = new Map<string, KubeObject>(objects.flatMap((o): [string, KubeObject][] => (templateOf(o as never) && o.kind !== 'Pod' ? [[`Pod ${o.metadata.namespace}/${o.metadata.name}-0`, o]] : [])));
  const control = objects.some((o) => o.kind === 'MutatingWebhookConfiguration') ? [] : [injector, istiod];
  const yaml = asYaml([...control, ...objects.filter((o) => o.kind !== 'Pod').map(served), ...namespaces, ...(clusterObjects(objects, podsOf(objects)) as KubeObject[]).map((o) => annotated(o, owners))]);
  const messages = await oracle.analyze(input.name, yaml, JSON.stringify({ ...(input.trustDomain !== undefined && { trustDomain: input.trustDomain }), ...input.meshConfig })).catch((error: Error) => { if (/error(s)? (parsing|processing)/.test(error.message)) return undefined; throw error; });
  if (!messages) return undefined;
  const given = new Set(objects.map((o) => refOf({ kind: o.kind, namespace: o.metadata.namespace, name: o.metadata.name })));
  // What is said of objects that only the cluster adds is not about the input.
  return messages.map((m) => { const owner = owners.get(m.resource ?? ''); return { code: m.code, object: owner ? refOf({ kind: owner.kind, namespace: owner.metadata.namespace, name: owner.metadata.name }) : m.resource ?? '', message: m.message }; }).filter((m) => given.has(m.object));
}
/** A pod has the annotations of the template that it is made of; what is said of it is said of that. */
function annotated(pod: KubeObject, owners: ReadonlyMap<string, KubeObject>): KubeObject {
  const owner = pod.kind === 'Pod' ? owners.get(`Pod ${pod.metadata.namespace}/${pod.metadata.name}`) : undefined;
  return owner ? { ...pod, metadata: { ...pod.metadata, annotations: { ...templateOf(owner as never)?.metadata?.annotations, ...pod.metadata.annotations } } } : pod;
}
const CLUSTER_WIDE = new Set(['Namespace', 'CustomResourceDefinition', 'ClusterRole', 'ClusterRoleBinding', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'Node', 'GatewayClass']);
/** As the API server gives it back: text data of a Secret encoded, ports with their protocol. */
function served(o: KubeObject): KubeObject {
  if (o.kind === 'Secret' && o.stringData) { const { stringData, ...rest } = o; return { ...rest, data: { ...o.data, ...Object.fromEntries(Object.entries(stringData as Record<string, string>).map(([k, v]) => [k, Buffer.from(v).toString('base64')])) } } as KubeObject; }
  if (o.kind === 'Service' && Array.isArray(o.spec?.ports)) return { ...o, spec: { ...o.spec, ports: o.spec.ports.map((p: object) => ({ protocol: 'TCP', ...p })) } };
  return o;
}

function checked(input: Input): { readonly codes: readonly string[]; readonly objects: readonly string[]; readonly message: string; readonly own: string }[] {
  const { manifests } = readManifests(input.yaml, `${input.name}.yaml`);
  const mesh = readIstio(manifests.map(fromFile), { inventory: 'closed', ...(input.meshConfig && { meshConfig: input.meshConfig }), ...(input.trustDomain !== undefined && { trustDomain: input.trustDomain }) });
  const { diagnostics } = runChecks({ mesh }, { checks, profile: 'strict' });
  return diagnostics.map((d) => ({ codes: (d.equals ?? []).filter((c) => ANALYZERS.test(c)), objects: [d, ...(d.related ?? [])].flatMap((p) => (p.object ? [refOf({ ...p.object, namespace: p.object.namespace ?? (CLUSTER_WIDE.has(p.object.kind) ? undefined : 'default') })] : [])), message: d.message, own: d.code }));
}
