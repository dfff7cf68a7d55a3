import { isObject } from '../../manifests/is-object';
import { at, listOf, push, type IndexedObject, type ObjectIndex } from '../object-index';
import { Stage } from '../stage';
import type { Need } from './need';

/**
 * Pods: the rules that hold for them, so that none runs a moment without its AuthorizationPolicy, PeerAuthentication or NetworkPolicy.
 * Rules that name no pods hold for a namespace, in the root namespace for all of them.
 */
export const rules: Need = ({ stage, pods, manifest, position }, index) => {
  if (stage !== Stage.Workload) return [];
  const { selecting, ofNamespace } = rulesOf(index), own = manifest.metadata.namespace ?? '';
  return [...(pods ? selecting.get(position) ?? [] : []), ofNamespace.get(own), own === index.rootNamespace ? undefined : ofNamespace.get(index.rootNamespace)];
};

interface Rules { readonly selecting: ReadonlyMap<number, readonly IndexedObject[]>; readonly ofNamespace: ReadonlyMap<string, readonly IndexedObject[]> }

/** Kinds whose rules are about pods, with or without a selector; others (DestinationRule, Gateway, ServiceEntry …) are about hosts. */
const ABOUT_PODS = new Set(['AuthorizationPolicy', 'RequestAuthentication', 'PeerAuthentication', 'Sidecar', 'Telemetry', 'EnvoyFilter', 'WasmPlugin', 'ProxyConfig', 'NetworkPolicy', 'ResourceQuota', 'LimitRange']);

function rulesOf(index: ObjectIndex): Rules {
  return index.once('rules', () => {
    const selecting = new Map<number, IndexedObject[]>(), ofNamespace = new Map<string, IndexedObject[]>();
    for (const rule of index.objects) {
      if (rule.stage !== Stage.Rule || !ABOUT_PODS.has(rule.manifest.kind)) continue;
      const namespace = rule.manifest.metadata.namespace ?? '', spec = rule.manifest.spec;
      const labels = at(spec, 'selector', 'matchLabels') ?? at(spec, 'workloadSelector', 'labels') ?? at(spec, 'podSelector', 'matchLabels');
      const targets = [...listOf(at(spec, 'targetRefs')), ...(isObject(at(spec, 'targetRef')) ? [at(spec, 'targetRef')] : [])];
      if (isObject(labels) && Object.keys(labels).length > 0) for (const o of index.selected(namespace, labels)) push(selecting, o.position, rule);
      else if (targets.length > 0) for (const target of targets) for (const o of targeted(index, namespace, target)) push(selecting, o.position, rule);
      else push(ofNamespace, namespace, rule);
    }
    return { selecting, ofNamespace };
  });
}

/** Pods behind a Service that a policy names. */
function targeted(index: ObjectIndex, namespace: string, target: unknown): readonly IndexedObject[] {
  if (at(target, 'kind') !== 'Service') return [];
  return index.selected(namespace, at(index.find('', 'Service', namespace, String(at(target, 'name')))?.manifest, 'spec', 'selector'));
}
