import type { Manifest } from '../manifest';
import type { Violation } from '../violation';
import { authorizationPolicyRules } from './authorization-policy';
import { destinationRuleRules } from './destination-rule';
import { envelopeRules } from './envelope';
import { envoyFilterRules } from './envoy-filter';
import { fields, type Fields } from './fields';
import { Findings } from './findings';
import { gatewayRules } from './gateway';
import { peerAuthenticationRules } from './peer-authentication';
import { proxyConfigRules } from './proxy-config';
import { requestAuthenticationRules } from './request-authentication';
import { serviceEntryRules } from './service-entry';
import { sidecarRules } from './sidecar';
import { telemetryRules } from './telemetry';
import { trafficExtensionRules } from './traffic-extension';
import { virtualServiceRules } from './virtual-service';
import { wasmPluginRules } from './wasm-plugin';
import { workloadEntryRules } from './workload-entry';
import { workloadGroupRules } from './workload-group';

/** What Istio's admission webhook asks of one kind, beyond the schema. */
export type KindRules = (spec: Fields, f: Findings, manifest: Manifest) => void;

/** All kinds of Istio, by group and kind. */
export const KIND_RULES: ReadonlyMap<string, KindRules> = new Map<string, KindRules>([
  ['extensions.istio.io/TrafficExtension', trafficExtensionRules],
  ['extensions.istio.io/WasmPlugin', wasmPluginRules],
  ['networking.istio.io/DestinationRule', destinationRuleRules],
  ['networking.istio.io/EnvoyFilter', envoyFilterRules],
  ['networking.istio.io/Gateway', gatewayRules],
  ['networking.istio.io/ProxyConfig', proxyConfigRules],
  ['networking.istio.io/ServiceEntry', serviceEntryRules],
  ['networking.istio.io/Sidecar', sidecarRules],
  ['networking.istio.io/VirtualService', virtualServiceRules],
  ['networking.istio.io/WorkloadEntry', workloadEntryRules],
  ['networking.istio.io/WorkloadGroup', workloadGroupRules],
  ['security.istio.io/AuthorizationPolicy', authorizationPolicyRules],
  ['security.istio.io/PeerAuthentication', peerAuthenticationRules],
  ['security.istio.io/RequestAuthentication', requestAuthenticationRules],
  ['telemetry.istio.io/Telemetry', telemetryRules],
]);

/** Versions in which Istio 1.31 serves the kinds of a group; where they differ, of a kind. */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  'extensions.istio.io': ['v1alpha1'],
  'networking.istio.io': ['v1', 'v1beta1', 'v1alpha3'],
  'networking.istio.io/EnvoyFilter': ['v1alpha3'],
  'networking.istio.io/ProxyConfig': ['v1beta1'],
  'security.istio.io': ['v1', 'v1beta1'],
  'telemetry.istio.io': ['v1', 'v1alpha1'],
};
const NONE: readonly Violation[] = Object.freeze([]);
const EMPTY: Fields = Object.freeze({});

/** apiVersion → kind → rules: looked up without building a key. */
const byVersion = new Map<string, Map<string, KindRules>>();
for (const [type, rules] of KIND_RULES) {
  const [group, kind] = type.split('/') as [string, string];
  for (const version of VERSIONS[type] ?? VERSIONS[group]!) {
    const apiVersion = `${group}/${version}`;
    if (!byVersion.has(apiVersion)) byVersion.set(apiVersion, new Map());
    byVersion.get(apiVersion)!.set(kind, rules);
  }
}

/** Reused: rules run to their end before the next object is looked at. */
const findings = new Findings();

/**
 * What Istio's admission webhook would say about an object, its warnings included. Objects that are not Istio's have no
 * violations. Input of the wrong shape is the schema's affair: it is passed over here.
 */
export function webhookViolations(manifest: Manifest): readonly Violation[] {
  const apiVersion = manifest.apiVersion;
  const rules = byVersion.get(apiVersion)?.get(manifest.kind);
  if (rules === undefined) return typeof apiVersion === 'string' && apiVersion.includes('.istio.io/') ? unknownType(apiVersion, String(manifest.kind)) : NONE;
  findings.take();
  envelopeRules(manifest, findings);
  findings.enter('spec');
  rules(fields(manifest.spec) ?? EMPTY, findings, manifest);
  return findings.take();
}

function unknownType(apiVersion: string, kind: string): readonly Violation[] {
  const group = apiVersion.slice(0, apiVersion.indexOf('/'));
  const known = [...KIND_RULES.keys()].find((type) => type.endsWith(`/${kind}`));
  const home = known?.slice(0, known.indexOf('/'));
  if (VERSIONS[group] === undefined && home === undefined) return NONE;
  if (known === undefined) return [violation('kind', `Istio has no kind ${JSON.stringify(kind)} in ${group}`, 'check the spelling of kind')];
  const versions = VERSIONS[known] ?? VERSIONS[home!]!;
  return [violation('apiVersion', `Istio has no ${kind} in ${apiVersion}`, `write apiVersion: ${home}/${versions[0]}`)];
}

function violation(path: string, message: string, help: string): Violation {
  return { path, message, help, source: 'webhook', level: 'error' };
}
