import { KIND, namespaceOf, type Condition, type SourceObject, type Workload, type World } from '../../effective';
import { ruleCondition } from '../../effective/istio/authorization-condition';
import { entries, fields, items, textMap, textOf, texts, type Fields } from './fields';
import { selectedWorkloads } from './selected';

/** `at`: where it stands. `ports`: those of containers that it is limited to. @default - any */
interface WrittenRule { readonly rule: Fields; readonly at: string; readonly values: readonly RuleValues[]; readonly ports?: readonly { readonly number: number; readonly field: string }[] }

/** An AuthorizationPolicy as written, and the workloads with a proxy that it holds for. */
export interface WrittenPolicy {
  readonly object: SourceObject;
  readonly namespace: string;
  readonly action: 'ALLOW' | 'DENY' | 'CUSTOM' | 'AUDIT';
  readonly dryRun: boolean;
  /** `spec.rules[0]`. */
  readonly rules: readonly WrittenRule[];
  readonly workloads: readonly Workload[];
}

export const writtenPolicies = (world: World): readonly WrittenPolicy[] => world.part(readPolicies);
const readPolicies = (world: World): readonly WrittenPolicy[] => world.objects.of(KIND.authorizationPolicy).map((object) => {
  const spec = fields(object.manifest.spec) ?? {}, namespace = namespaceOf(object.manifest), action = textOf(spec.action);
  return {
    object, namespace, action: action === 'DENY' || action === 'CUSTOM' || action === 'AUDIT' ? action : 'ALLOW', dryRun: object.manifest.metadata.annotations?.['istio.io/dry-run'] === 'true',
    rules: entries(spec.rules).map(([rule, i]): WrittenRule => { const at = `spec.rules[${i}]`, values = valuesIn(rule, at); return { rule, at, values, ports: portsOf(rule, values) }; }), workloads: workloadsOf(world, object),
  };
});

/** Workloads with a proxy that a policy of security selects; of the root namespace: everywhere. Attached to something, it selects nobody. */
export function workloadsOf(world: World, object: SourceObject): readonly Workload[] {
  const spec = fields(object.manifest.spec) ?? {}, namespace = namespaceOf(object.manifest);
  if (spec.targetRef !== undefined || items(spec.targetRefs).length > 0) return [];
  return selectedWorkloads(world, textMap(fields(spec.selector)?.matchLabels), namespace === world.settings.rootNamespace ? undefined : namespace).filter((w) => w.proxy !== 'none');
}

/** What a rule asks, where requests are read as HTTP. */
export const conditionOfRule = (world: World, policy: WrittenPolicy, rule: Fields): Condition | undefined => ruleCondition(rule, { http: true, action: policy.action, namespace: policy.namespace, settings: world.settings });

/** A list of values in a rule, by its path: `from[0].source.principals`. */
export interface RuleValues { readonly field: string; readonly key: string; readonly values: readonly string[] }
function valuesIn(rule: Fields, at: string): readonly RuleValues[] {
  const out: RuleValues[] = [];
  const add = (of: Fields, list: string, path: string, key: string): void => { const values = texts(of[list]); if (values.length > 0) out.push({ field: `${path}.${list}`, key, values }); };
  const addAll = (of: unknown, path: string): void => { const lists = fields(of); if (lists) for (const key of Object.keys(lists)) add(lists, key, path, key); };
  for (const [f, i] of entries(rule.from)) addAll(f.source, `${at}.from[${i}].source`);
  for (const [t, i] of entries(rule.to)) addAll(t.operation, `${at}.to[${i}].operation`);
  for (const [w, i] of entries(rule.when)) for (const list of ['values', 'notValues']) add(w, list, `${at}.when[${i}]`, textOf(w.key));
  return out;
}

const HTTP = /^(requestPrincipals|notRequestPrincipals|hosts|notHosts|methods|notMethods|paths|notPaths|request\..*)$/;
/** Whether a list is about what only HTTP has. */
export const isAboutHttp = (values: RuleValues): boolean => HTTP.test(values.key);
const IDENTITY = /^((not)?(principals|namespaces|serviceAccounts|trustDomains|Principals|Namespaces|ServiceAccounts|TrustDomains)|source\.(principal|namespace|serviceAccount|trustDomain))$/;
/** Whether a list is about what only mutual TLS tells. */
export const isAboutIdentity = (values: RuleValues): boolean => IDENTITY.test(values.key);
function portsOf(rule: Fields, values: readonly RuleValues[]): WrittenRule['ports'] {
  const named = values.filter((v) => v.key === 'ports' || (v.key === 'destination.port' && v.field.endsWith('.values')));
  if (named.length === 0) return undefined;
  const to = items(rule.to), open = to.length === 0 || to.some((t) => texts(fields(t.operation)?.ports).length === 0);
  if (open && !named.some((v) => v.key === 'destination.port')) return undefined;
  return named.flatMap((v) => v.values.map((value, i) => ({ number: Number(value), field: `${v.field}[${i}]` })));
}
