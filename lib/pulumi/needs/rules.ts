import { isObject } from '../../manifests/is-object';
import { push } from '../../manifests/maps';
import { at, listOf, type IndexedObject, type ObjectIndex } from '../object-index';
import { Stage } from '../stage';
import type { Need } from './need';

/**
 * Pods: the rules that hold for them, so that none runs a moment without its AuthorizationPolicy, PeerAuthentication or NetworkPolicy. Gateways of the Gateway API, for the pods that istiod makes.
 * Rules that name no pods hold for a namespace, in the root namespace for all of them.
 */
export const rules: Need = ({ stage, manifest, position }, index) => {
  if (stage !== Stage.Workload && stage !== Stage.Waypoint) return [];
  const { selecting, ofNamespace, ofServices, ofClass } = index.part(rulesOf), own = manifest.metadata.namespace ?? '';
  return [
    ...selecting.get(position) ?? [], ofNamespace.get(own), own === index.rootNamespace ? undefined : ofNamespace.get(index.rootNamespace),
    ...(manifest.kind === 'Gateway' ? [ofClass.get(String(at(manifest.spec, 'gatewayClassName'))), stage === Stage.Waypoint ? ofServices.get(own) : undefined] : []),
  ];
};

interface Rules {
  /** By the position of what is selected. */
  readonly selecting: ReadonlyMap<number, readonly IndexedObject[]>;
  readonly ofNamespace: ReadonlyMap<string, readonly IndexedObject[]>;
  /** Those that name Services or ServiceEntries of a namespace, which its waypoints judge by them. */
  readonly ofServices: ReadonlyMap<string, readonly IndexedObject[]>;
  /** Those of the root namespace that name a GatewayClass. */
  readonly ofClass: ReadonlyMap<string, readonly IndexedObject[]>;
}

/** Kinds whose rules are about pods, with or without a selector; others (DestinationRule, Gateway, ServiceEntry …) are about hosts. */
const ABOUT_PODS = new Set(['AuthorizationPolicy', 'RequestAuthentication', 'PeerAuthentication', 'Sidecar', 'Telemetry', 'EnvoyFilter', 'WasmPlugin', 'ProxyConfig', 'NetworkPolicy', 'ResourceQuota', 'LimitRange']);

function rulesOf(index: ObjectIndex): Rules {
  const selecting = new Map<number, IndexedObject[]>(), [ofNamespace, ofServices, ofClass] = [1, 2, 3].map(() => new Map<string, IndexedObject[]>());
  for (const rule of index.objects) {
    if (rule.stage !== Stage.Rule || !ABOUT_PODS.has(rule.manifest.kind)) continue;
    const namespace = rule.manifest.metadata.namespace ?? '', spec = rule.manifest.spec;
    const labels = at(spec, 'selector', 'matchLabels') ?? at(spec, 'workloadSelector', 'labels') ?? at(spec, 'podSelector', 'matchLabels');
    const targets = [...listOf(at(spec, 'targetRefs')), ...(isObject(at(spec, 'targetRef')) ? [at(spec, 'targetRef')] : [])];
    if (isObject(labels) && Object.keys(labels).length > 0) for (const o of index.selected(namespace, labels)) push(selecting, o.position, rule);
    else if (targets.length > 0) for (const target of targets) {
      const kind = at(target, 'kind');
      if (kind === 'Service' || kind === 'ServiceEntry') push(ofServices, namespace, rule);
      if (kind === 'GatewayClass') push(ofClass, String(at(target, 'name')), rule);
      for (const o of targeted(index, namespace, target)) push(selecting, o.position, rule);
    }
    else push(ofNamespace, namespace, rule);
  }
  return { selecting, ofNamespace, ofServices, ofClass };
}

/** Pods behind a Service that a policy names, or the Gateway. */
function targeted(index: ObjectIndex, namespace: string, target: unknown): readonly IndexedObject[] {
  const kind = at(target, 'kind'), name = String(at(target, 'name'));
  if (kind === 'Service') return index.selected(namespace, at(index.find('', 'Service', namespace, name)?.manifest, 'spec', 'selector'));
  const gateway = kind === 'Gateway' ? index.find('gateway.networking.k8s.io', 'Gateway', namespace, name) : undefined;
  return gateway ? [gateway] : [];
}
