import type { Diagnostic } from '../../diagnostics';
import { discovered, labelsToAdd } from '../../targets/istio/discovery';
import type { ControlPlaneObject } from './control-plane-object';
import type { IstioControlPlane } from './istio-control-plane';
import type { IstioRevision } from './istio-revision';
import { meshConfigViolations } from './mesh-config/validate';
import { DEFAULT_TAG } from './settings/resolve';

/** What is taken and is hardly meant: warnings about each revision. */
export function* revisionsOf(plane: IstioControlPlane, objects: readonly ControlPlaneObject[]): Iterable<Diagnostic> {
  for (const revision of plane.revisions) {
    const warning = (code: string, message: string, help?: string): Diagnostic => ({ code, severity: 'warning', path: (revision === plane.revision ? plane : revision).node.path, source: plane.source, message, ...(help && { help }) });
    const { image, istiod, meshConfig, meshNetworks } = revision.settings;
    for (const { help, level, message, path } of meshConfigViolations(meshConfig)) if (level === 'warning') yield warning('MESH1450', `meshConfig.${path}: ${message}`, help);
    for (const [network, { endpoints = [], gateways = [] }] of Object.entries(meshNetworks)) {
      if (endpoints.length === 0 && gateways.length === 0) yield warning('MESH1450', `meshNetworks.${network}: it has neither endpoints nor gateways, and says nothing`, "say whose pods are in it, and how they are reached: { endpoints: [{ fromRegistry: 'cluster1' }], gateways: [{ address: '192.0.2.10', port: 15443 }] }");
    }
    const unseen = undiscoveredRoot(revision, objects);
    if (unseen) yield warning('MESH1452', ...unseen);
    // Charts bring what goes with their images.
    const minor = /^(\d+\.\d+)\./.exec(image.tag)?.[1];
    if (minor !== undefined && !plane.charts && !DEFAULT_TAG.startsWith(`${minor}.`)) {
      yield warning('MESH1453', `image.tag '${image.tag}' is another minor version than what is written for it: CRDs, rights and injection templates are those of ${DEFAULT_TAG.replace(/\.\d+$/, '')}`, `take a patch release of it, as '${DEFAULT_TAG}'; for an older minor, IstioControlPlane.fromChart`);
    }
    if (istiod.replicas === 0) yield warning('MESH1454', `no istiod of revision '${revision.rev}' runs: pods that are to get its proxies are refused`, 'let there be one at least, or remove the revision');
  }
}

/** Where mesh-wide policies are, istiod has to look. */
function undiscoveredRoot({ settings: { meshConfig, namespace } }: IstioRevision, objects: readonly ControlPlaneObject[]): readonly [message: string, help: string] | undefined {
  const root = meshConfig.rootNamespace ?? namespace;
  const labels = objects.find((o) => o.kind === 'Namespace' && o.name === root)?.content.metadata.labels;
  const config = meshConfig as Readonly<Record<string, unknown>>;
  if (discovered(config, root, labels ?? {}, labels !== undefined) !== false) return undefined;
  const add = labels && labelsToAdd(config, root, labels);
  return [
    `istiod does not look into the root namespace '${root}': policies for the whole mesh would hold nowhere`,
    add ? `label it: controlPlane.patch('Namespace', '${root}', { metadata: { labels: ${add} } })` : `let one of meshConfig.discoverySelectors select it, as { matchLabels: { 'kubernetes.io/metadata.name': '${root}' } }`,
  ];
}
