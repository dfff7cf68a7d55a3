import type { InstalledProxies } from '../../constructs/installation';
import type { Istio, IstioFacts } from '../../targets/istio';
import type { IstioControlPlane } from './istio-control-plane';
import type { RevisionSettings } from './settings/revision';

/** What a mesh is told of the revision that serves it. */
export function factsOf({ revision, namespace, clusterDomain, trustDomain, meshConfig }: RevisionSettings): IstioFacts {
  const { rootNamespace, trustDomain: configured, ...config } = meshConfig as { rootNamespace?: string; trustDomain?: string };
  return { version: '1.31', revision, rootNamespace: rootNamespace ?? namespace, clusterDomain, trustDomain: configured ?? trustDomain, meshConfig: config };
}

/** The revision that serves meshes of a target, by its name or a tag. */
function servedBy(plane: IstioControlPlane, { settings: { revision } }: Istio): RevisionSettings | undefined {
  const tagged = plane.tags.find((t) => t.tag === (revision ?? 'default'))?.revision;
  return (tagged ?? plane.revisions.find((r) => r.settings.revision === revision))?.settings;
}

/** What its proxies are like, as far as the control plane says it; annotations of pods may say otherwise. */
export function proxiesOf(plane: IstioControlPlane, target: Istio): InstalledProxies | undefined {
  const served = servedBy(plane, target);
  if (served === undefined) return undefined;
  const { injection, proxy } = served;
  const has = (list: string, port: number): boolean => list.split(',').includes(String(port));
  return {
    ...(injection.policy === 'disabled' && injection.always.length === 0 && { withheld: "injection.policy: 'disabled'" }),
    uncaptured: (port) => (has(proxy.excludeInboundPorts, port) ? 'proxy.excludeInboundPorts' : proxy.includeInboundPorts !== '*' && !has(proxy.includeInboundPorts, port) ? 'proxy.includeInboundPorts' : undefined),
  };
}

/** What a target says that no revision and no tag of the control plane is like. */
export function contradictions(plane: IstioControlPlane, target: Istio): readonly string[] {
  const { revision, rootNamespace, clusterDomain, trustDomain } = target.settings;
  const names = [...plane.revisions.map((r) => r.settings.revision), ...plane.tags.map((t) => (t.tag === 'default' ? undefined : t.tag))];
  const facts = factsOf(servedBy(plane, target) ?? plane.revision.settings);
  const out: string[] = [];
  if (!names.includes(revision)) out.push(`revision ${revision === undefined ? 'default' : `'${revision}'`}, but the control plane has ${names.map((n) => (n === undefined ? 'the default one' : `'${n}'`)).join(', ')}`);
  if (rootNamespace !== facts.rootNamespace) out.push(`root namespace '${rootNamespace}', but the control plane has '${facts.rootNamespace}'`);
  if (clusterDomain !== facts.clusterDomain) out.push(`cluster domain '${clusterDomain}', but the control plane has '${facts.clusterDomain}'`);
  if (trustDomain !== facts.trustDomain) out.push(`trust domain '${trustDomain}', but the control plane has '${facts.trustDomain}'`);
  const declared = new Set((facts.meshConfig?.extensionProviders ?? []).map((p) => p.name));
  for (const provider of target.settings.meshConfig.extensionProviders ?? []) {
    if (!declared.has(provider.name)) out.push(`provider '${provider.name}', which the control plane's meshConfig.extensionProviders does not declare`);
  }
  return out;
}
