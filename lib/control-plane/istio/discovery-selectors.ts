import type { Diagnostic, SourceRef } from '../../diagnostics';
import { discovered, labelsToAdd } from '../../targets/istio/discovery';
import type { ControlPlaneObject } from './control-plane-object';
import type { RevisionSettings } from './settings/revision';

/** Whose gateway it is: where it stands, and which namespace it runs in. */
interface DiscoveredPods { readonly path: string; readonly source: SourceRef | undefined; readonly namespace: string }

/** Namespaces of gateways into which istiod does not look: no pod starts, no certificate is found. Of a namespace that is not written here only the name is known. */
export function* undiscovered(gateway: DiscoveredPods, { meshConfig }: RevisionSettings, objects: readonly ControlPlaneObject[]): Iterable<Diagnostic> {
  const { path, source, namespace } = gateway;
  const written = objects.find((o) => o.kind === 'Namespace' && o.name === namespace)?.content;
  const labels = written?.metadata.labels ?? {};
  const config = meshConfig as Readonly<Record<string, unknown>>;
  if (discovered(config, namespace, labels, written !== undefined) !== false) return;
  const add = written && labelsToAdd(config, namespace, labels);
  yield {
    code: 'MESH1441', severity: 'error', path, source, message: `istiod does not look into namespace '${namespace}': none of meshConfig.discoverySelectors selects it`,
    help: add ? `label it: createNamespace: false, and a Namespace of your own with the labels ${add}; or controlPlane.patch('Namespace', '${namespace}', { metadata: { labels: ${add} } })` : 'give it a label that one of them selects, or let one of them select it',
  };
}
