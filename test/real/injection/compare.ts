import { injectorConfig, injectorValues } from '../../../lib/control-plane/istio/injection';
import type { Injected, Injection, Oracle } from '../oracle';
import { differences } from './differences';
import { explain, type Subject } from './explained';
import { gateways, parameters, type GatewayCase } from './gateways';
import { normal, refusal } from './normal';
import { officialInjector, type InjectorConfigMap } from './official';
import type { PodCase } from './pods';
import type { SettingsCase } from './settings';

/** How istiod decides whether a proxy is a native sidecar. */
export const natives = [{ native: 'auto' }, { native: 'false' }, { native: 'auto', kubelet: 'v1.32.4' }, { native: 'true' }] as const;
export type Native = (typeof natives)[number];

const openshift = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'openshift', annotations: { 'openshift.io/sa.scc.uid-range': '1000620000/10000', 'openshift.io/sa.scc.supplemental-groups': '1000630000/10000' } } };
const namespaces = [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }, openshift];

export const ownInjector = ({ settings }: SettingsCase): InjectorConfigMap => ({ config: injectorConfig(settings), values: injectorValues(settings) });
const officials = new Map<SettingsCase, InjectorConfigMap>();
export function officialOf(given: SettingsCase): InjectorConfigMap {
  let found = officials.get(given);
  if (found === undefined) officials.set(given, found = officialInjector(given.values, given.settings.namespace));
  return found;
}

/** Everything that istiod is told beside the ConfigMap. */
export function injectionOf({ settings }: SettingsCase, injector: InjectorConfigMap, native: Native, pods: readonly PodCase[], deployed: readonly GatewayCase[]): Injection {
  return {
    ...injector, ...native, revision: settings.revision ?? '', compliance: settings.istiod.env.COMPLIANCE_POLICY ?? '', platform: settings.platform === 'openshift' ? 'openshift' : '', ambient: settings.ambient || settings.revision === undefined,
    namespaces, configMaps: parameters, pods: pods.map(({ pod, namespace, path }) => ({ pod, namespace, path: path ?? '' })), gateways: deployed.map((g) => g.gateway),
  };
}

export interface Verdict { readonly name: string; readonly problems: readonly string[] }

export interface CompareOptions {
  /** @default - the ConfigMap of our templates */
  readonly own?: InjectorConfigMap;
  /** @default - those of the classes that istiod always has */
  readonly deployed?: readonly GatewayCase[];
  /** Injects the results again, as the API server may. @default false */
  readonly twice?: boolean;
  /** Where differences that are meant are counted, by reason. */
  readonly meant?: Map<string, number>;
}

/** The same pods and Gateways under both ConfigMaps. */
export async function compare(oracle: Oracle, given: SettingsCase, native: Native, pods: readonly PodCase[], { own = ownInjector(given), deployed = gateways, twice = false, meant = new Map() }: CompareOptions = {}): Promise<readonly Verdict[]> {
  const ask = (injector: InjectorConfigMap): Promise<Injected> => oracle.inject(given.name, injectionOf(given, injector, native, pods, deployed), given.meshConfig);
  const [official, ours] = await Promise.all([remembered([given, native, pods, deployed], () => ask(officialOf(given))), ask(own)]);
  const kept = pods.map((_, i) => i).filter((i) => twice && official.pods[i]!.pod !== undefined && ours.pods[i]!.pod !== undefined);
  const again = (from: Injected, injector: InjectorConfigMap): Promise<Injected> => oracle.inject(`${given.name}, again`, injectionOf(given, injector, native, kept.map((i) => ({ ...pods[i]!, pod: from.pods[i]!.pod! })), []), given.meshConfig);
  const [officialAgain, oursAgain] = twice ? await Promise.all([again(official, officialOf(given)), again(ours, own)]) : [];
  const where = `${given.name}, native ${native.native}${'kubelet' in native ? ` on ${native.kubelet}` : ''}`;
  const judge = (name: string, template: string, a: unknown, b: unknown, annotation: Subject['annotation'] = () => undefined): Verdict => {
    const problems: string[] = [];
    for (const line of differences(a, b)) {
      const reason = explain(line, { settings: given.settings, template, annotation });
      if (reason === undefined) problems.push(line);
      else meant.set(reason, (meant.get(reason) ?? 0) + 1);
    }
    return { name: `${where}: ${name}`, problems };
  };
  return [
    ...pods.map((p, i) => judge(p.name, templateOf(p), outcome(official.pods[i]!), outcome(ours.pods[i]!), annotationOf(p))),
    ...kept.map((i, n) => judge(`${pods[i]!.name}, injected again`, templateOf(pods[i]!), outcome(officialAgain!.pods[n]!), outcome(oursAgain!.pods[n]!), annotationOf(pods[i]!))),
    ...deployed.map((g, i) => judge(`Gateway ${g.name}`, classOf(g.gateway), named(official.gateways[i]!), named(ours.gateways[i]!))),
  ];
}

/** The last question about Istio's own templates, which many comparisons in a row share. */
let last: { readonly key: readonly unknown[]; readonly answer: Promise<Injected> } | undefined;
function remembered(key: readonly unknown[], ask: () => Promise<Injected>): Promise<Injected> {
  if (!last?.key.every((part, i) => part === key[i])) last = { key, answer: ask() };
  return last!.answer;
}

const outcome = ({ pod, skipped, error }: Injected['pods'][number]): unknown => (pod === undefined ? { skipped, error: refusal(error) } : normal(pod));
const annotationOf = ({ pod }: PodCase) => (name: string): string | undefined => (pod as { metadata?: { annotations?: Record<string, string> } }).metadata?.annotations?.[name];
const templateOf = (p: PodCase): string => annotationOf(p)('inject.istio.io/templates') ?? 'sidecar';
const classOf = (gateway: object): string => TEMPLATES[(gateway as { spec: { gatewayClassName: string } }).spec.gatewayClassName] ?? 'waypoint';
const TEMPLATES: Readonly<Record<string, string>> = { istio: 'kube-gateway', 'istio-agentgateway': 'agentgateway', 'istio-agentgateway-waypoint': 'agentgateway-waypoint' };
const named = (objects: readonly object[]): unknown => Object.fromEntries(objects.map((o) => [(o as { kind: string }).kind, normal(o)]));
