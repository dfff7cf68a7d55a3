import { fromConstruct, type ReadOptions, type SourceObject } from '../../lib/effective';
import type { Manifest } from '../../lib/manifests/manifest';
import type { MeshModel } from '../../lib/model';

const NAME = 'law-observer', origin = { path: NAME };

/** A workload of nobody's mesh that sees everything and has declared nothing: for it every host there is has rules, called or not. */
export function withObserver(model: MeshModel, { meshConfig }: ReadOptions): MeshModel {
  // Who runs the cluster's mesh says how plaintext is taken where nobody else does.
  const owner = model.meshes.find((m) => m.ownsCluster), own = owner && model.policies.find((p) => p.kind === 'MtlsPolicy' && p.mesh === owner.id && p.covers.some((c) => c.level === 'mesh' && c.id === owner.id));
  const mtls = own && own.value !== 'off' ? (own.value as { readonly mode: 'STRICT' }).mode : owner?.mtls ?? 'PERMISSIVE';
  // Hosts that it does not know are the installation's to refuse: no Sidecar says otherwise.
  const egress = (meshConfig as { readonly outboundTrafficPolicy?: { readonly mode?: string } } | undefined)?.outboundTrafficPolicy?.mode === 'REGISTRY_ONLY' ? 'DECLARED' : 'ANY';
  return {
    ...model,
    meshes: [...model.meshes, { id: NAME, origin, name: NAME, namespace: `${NAME}#namespace`, mtls, access: 'OPEN', visibility: 'ALL', egress, callsFromOthers: 'REFUSED', ownsCluster: false, labels: {} }],
    namespaces: [...model.namespaces, { id: `${NAME}#namespace`, origin, mesh: NAME, name: NAME, manage: 'none', labels: {} }],
    workloads: [...model.workloads, {
      id: NAME, origin, mesh: NAME, namespace: `${NAME}#namespace`, groups: [], name: NAME, selector: { app: NAME }, serviceAccount: NAME, createServiceAccount: false, meshed: true,
      versions: [{ name: 'v1', labels: { app: NAME }, podsName: NAME, pods: { kind: 'existing' } }],
    }],
  };
}
export const observerObjects: readonly SourceObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAME, labels: { 'istio-injection': 'enabled' } } },
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: NAME, namespace: NAME }, spec: { selector: { matchLabels: { app: NAME } }, template: { metadata: { labels: { app: NAME } }, spec: { serviceAccountName: NAME, containers: [{ name: 'app' }] } } } },
].map((manifest) => fromConstruct(manifest as unknown as Manifest, origin));
