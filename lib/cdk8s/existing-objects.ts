import { fromConstruct, namespaceOf, type SourceObject } from '../effective';
import { selects } from '../effective/istio/names';
import type { Manifest } from '../manifests/manifest';
import type { GatewayFacts, Id, Origin, PortFacts, ServiceFacts, VersionFacts, WorkloadFacts } from '../model';
import type { Resolved } from '../resolve/resolved';
import { type Providers, providerServices } from './provider-services';

/**
 * What a program says is there already, as the cluster holds it: pods and Services that exist, gateways of others, namespaces that are only named, providers of the mesh config.
 * Written from what was declared and not from what is emitted, so that a policy which selects nothing of it is still found.
 */
export function existingObjects({ model, index }: Resolved, written: readonly SourceObject[], providers?: Providers): SourceObject[] {
  const out: SourceObject[] = [];
  const known = new Set(written.map(({ manifest }) => `${manifest.kind} ${namespaceOf(manifest)}/${manifest.metadata.name}`));
  const add = (manifest: Manifest, origin: Origin): void => {
    const key = `${manifest.kind} ${namespaceOf(manifest)}/${manifest.metadata.name}`;
    if (!known.has(key)) { known.add(key); out.push(fromConstruct(manifest, origin)); }
  };
  const nameOf = (id: Id): string => index.namespace.get(id)!.name;
  for (const namespace of model.namespaces) add(namespaceObject(namespace.name), namespace.origin);
  for (const workload of model.workloads) for (const version of workload.versions) {
    if (version.pods.kind === 'container') continue;
    // Pods that a construct makes are known where it is part of the app.
    if (version.pods.kind === 'construct' && known.has(`${version.pods.workloadKind} ${version.pods.namespace ?? nameOf(workload.namespace)}/${version.pods.name}`)) continue;
    const ports = (index.servicesOf.get(workload.id) ?? []).flatMap((service) => service.ports);
    if (!workload.createServiceAccount) add(accountObject(workload.serviceAccount, nameOf(workload.namespace)), workload.origin);
    add(podsObject(workload, version, nameOf(workload.namespace), ports), workload.origin);
  }
  for (const service of model.services) {
    if (service.existing) add(serviceObject(service, index.workload.get(service.workload) as WorkloadFacts, nameOf(service.namespace)), service.origin);
  }
  for (const gateway of model.gateways) {
    if (gateway.managed || written.some(({ manifest }) => runs(manifest, gateway))) continue;
    add(namespaceObject(gateway.namespaceName), gateway.origin);
    add(accountObject(gateway.serviceAccount, gateway.namespaceName), gateway.origin);
    // What leaves through a gateway arrives there on the ports that it leaves for.
    const leaving = model.externals.filter((e) => e.via === gateway.id).flatMap((e) => e.ports.map((p) => p.number));
    for (const manifest of gatewayObjects(gateway, leaving)) add(manifest, gateway.origin);
  }
  const [mesh] = model.meshes;
  if (providers && mesh) for (const service of providerServices(providers, written)) add(service, mesh.origin);
  return out;
}

/** Whether an object of the app makes the gateway's pods: then all of it is known, under names of its own. */
function runs({ metadata, spec }: Manifest, { labels, namespaceName }: GatewayFacts): boolean {
  if (metadata.namespace !== namespaceName) return false;
  const own = (spec as { readonly template?: { readonly metadata?: { readonly labels?: Readonly<Record<string, string>> } } } | undefined)?.template?.metadata?.labels;
  return own !== undefined && selects(labels, own);
}

const accountObject = (name: string, namespace: string): Manifest => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } });
const namespaceObject = (name: string): Manifest => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio-injection': 'enabled' } } });

function deployment(metadata: { name: string; namespace: string }, labels: Readonly<Record<string, string>>, pod: { annotations?: object; serviceAccount: string; ports: readonly object[] }): Manifest {
  const spec = { serviceAccountName: pod.serviceAccount, containers: [{ name: 'app', ports: pod.ports }] };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { selector: { matchLabels: labels }, template: { metadata: { labels, ...(pod.annotations && { annotations: pod.annotations }) }, spec } } } as unknown as Manifest;
}

function podsObject(workload: WorkloadFacts, version: VersionFacts, namespace: string, ports: readonly PortFacts[]): Manifest {
  const labels = { ...workload.selector, ...version.labels, ...(!workload.meshed && { 'sidecar.istio.io/inject': 'false' }) };
  return deployment({ name: version.podsName, namespace }, labels, { serviceAccount: workload.serviceAccount, ports: ports.map((p) => ({ containerPort: p.containerPort, ...(p.targetPortName !== undefined && { name: p.targetPortName }) })) });
}

function serviceObject(service: ServiceFacts, workload: WorkloadFacts, namespace: string): Manifest {
  const ports = service.ports.map((p) => ({ name: `${p.protocol}-${p.name}`, port: p.number, protocol: 'TCP', targetPort: p.targetPortName ?? p.containerPort, appProtocol: p.protocol }));
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: service.name, namespace }, spec: { selector: workload.selector, ...(service.headless && { clusterIP: 'None' }), ports } } as unknown as Manifest;
}

function gatewayObjects(gateway: GatewayFacts, leaving: readonly number[]): Manifest[] {
  const metadata = { name: gateway.name, namespace: gateway.namespaceName };
  const ports = gateway.listeners.map((l) => ({ name: `${l.protocol.startsWith('HTTP') ? l.protocol.toLowerCase() : 'tcp'}-${l.port}`, port: l.port, protocol: 'TCP', targetPort: l.podPort }));
  for (const port of new Set(leaving)) if (!ports.some((p) => p.port === port)) ports.push({ name: `tls-${port}`, port, protocol: 'TCP', targetPort: port });
  return [
    deployment(metadata, gateway.labels, { annotations: { 'inject.istio.io/templates': 'gateway' }, serviceAccount: gateway.serviceAccount, ports: ports.map((p) => ({ containerPort: p.targetPort })) }),
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: gateway.labels, ports } } as unknown as Manifest,
  ];
}
