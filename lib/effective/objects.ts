import type { Place } from '../diagnostics';
import type { Manifest } from '../manifests/manifest';
import type { FieldPath, ReadManifest } from '../manifests/yaml';
import type { Provenance } from './provenance';
import { makeMap, once } from '../manifests/maps';

/** An object of the input, and where its fields stand. */
export interface SourceObject {
  readonly manifest: Manifest;
  /** Where a field stands (or the object as a whole), found when it is shown. */
  place(field?: FieldPath): Place;
}

/** One that was read from a file. */
export function fromFile(read: ReadManifest): SourceObject {
  return new FileObject(read);
}
class FileObject implements SourceObject {
  readonly manifest: Manifest;
  constructor(private readonly read: ReadManifest) { this.manifest = read.manifest; }
  place(field?: FieldPath): Place {
    const { read } = this;
    return { object: refOf(read.manifest), source: () => ({ file: read.file, line: field === undefined ? read.line : read.lineOf(field) }) };
  }
}
/** One that a construct emitted. */
export function fromConstruct(manifest: Manifest, origin: Place): SourceObject {
  return { manifest, place: () => ({ object: refOf(manifest), path: origin.path, source: origin.source }) };
}

export const refOf = (m: Manifest) => ({ apiVersion: m.apiVersion, kind: m.kind, namespace: m.metadata.namespace, name: m.metadata.name });

/** What a fact that stands in a field of an object comes from. */
export function sourceOf(object: SourceObject, field?: string): Provenance {
  // Places are asked for rarely, facts are many: nothing is found here.
  return new ObjectProvenance(object, field);
}
class ObjectProvenance implements Provenance {
  constructor(private readonly of: SourceObject, readonly field?: string) {}
  get object() { return refOf(this.of.manifest); }
  get path() { return this.of.place(this.field).path; }
  get source() { return this.of.place(this.field).source; }
}
/** A default that nobody wrote. */
export const defaultOf = (whose: string): Provenance => ({ default: whose });

/** Objects of a kind, and those of each namespace. */
interface OfKind { readonly all: SourceObject[]; readonly byNamespace: Map<string, { readonly all: SourceObject[]; readonly byName: Map<string, SourceObject> }> }

/** The objects of an input by kind, namespace and name; built once. Of two with one name the later counts, as when they are applied. */
export class Objects {
  private readonly byKind = new Map<string, OfKind>();
  /** Objects that another of the same name replaces. */
  readonly replaced: SourceObject[] = [];

  constructor(readonly all: readonly SourceObject[]) {
    const byVersion = new Map<string, Map<string, OfKind>>();
    for (const object of all) {
      const { apiVersion, kind, metadata } = object.manifest, name = String(metadata.name);
      const kinds = once(byVersion, apiVersion, makeMap<OfKind>), of = once(kinds, kind, () => once(this.byKind, kindKey(apiVersion, kind), makeKind));
      const within = once(of.byNamespace, String(namespaceOf(object.manifest)), makeNamespace), earlier = within.byName.get(name);
      within.byName.set(name, object);
      if (!earlier) { of.all.push(object); within.all.push(object); continue; }
      this.replaced.push(earlier);
      for (const list of [of.all, within.all]) list[list.indexOf(earlier)] = object;
    }
  }

  /** All of a kind, in the order of the input. `kind` as in `Service`, `networking.istio.io/VirtualService`: with its group, without version. */
  of(kind: string): readonly SourceObject[] { return this.byKind.get(kind)?.all ?? []; }
  /** Those of a namespace; `namespace` as `namespaceOf` says. */
  in(kind: string, namespace: string): readonly SourceObject[] { return this.byKind.get(kind)?.byNamespace.get(namespace)?.all ?? []; }
  named(kind: string, namespace: string, name: string): SourceObject | undefined { return this.byKind.get(kind)?.byNamespace.get(namespace)?.byName.get(name); }
}
const makeKind = (): OfKind => ({ all: [], byNamespace: new Map() });
const makeNamespace = (): { all: SourceObject[]; byName: Map<string, SourceObject> } => ({ all: [], byName: new Map() });

/** Group and kind: all versions of a group are one. */
export function kindKey(apiVersion: string, kind: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? kind : `${apiVersion.slice(0, slash)}/${kind}`;
}

const CLUSTER_WIDE = new Set(['Namespace', 'Node', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'GatewayClass', 'PersistentVolume', 'StorageClass', 'PriorityClass', 'IngressClass', 'APIService']);
/** Namespace of an object; `default` where a namespaced one names none, as kubectl does; empty for what has none. */
export const namespaceOf = (m: Manifest): string => m.metadata.namespace || (CLUSTER_WIDE.has(m.kind) ? '' : 'default');

/** Kinds by group, as `Objects.of` wants them. */
export const KIND = {
  virtualService: 'networking.istio.io/VirtualService', destinationRule: 'networking.istio.io/DestinationRule', serviceEntry: 'networking.istio.io/ServiceEntry',
  workloadEntry: 'networking.istio.io/WorkloadEntry', workloadGroup: 'networking.istio.io/WorkloadGroup', sidecar: 'networking.istio.io/Sidecar', gateway: 'networking.istio.io/Gateway',
  envoyFilter: 'networking.istio.io/EnvoyFilter', proxyConfig: 'networking.istio.io/ProxyConfig', peerAuthentication: 'security.istio.io/PeerAuthentication',
  requestAuthentication: 'security.istio.io/RequestAuthentication', authorizationPolicy: 'security.istio.io/AuthorizationPolicy', telemetry: 'telemetry.istio.io/Telemetry',
  wasmPlugin: 'extensions.istio.io/WasmPlugin', trafficExtension: 'extensions.istio.io/TrafficExtension',
  service: 'Service', pod: 'Pod', namespace: 'Namespace', serviceAccount: 'ServiceAccount', secret: 'Secret', configMap: 'ConfigMap',
  deployment: 'apps/Deployment', statefulSet: 'apps/StatefulSet', daemonSet: 'apps/DaemonSet', replicaSet: 'apps/ReplicaSet', job: 'batch/Job', cronJob: 'batch/CronJob',
  networkPolicy: 'networking.k8s.io/NetworkPolicy', mutatingWebhook: 'admissionregistration.k8s.io/MutatingWebhookConfiguration', crd: 'apiextensions.k8s.io/CustomResourceDefinition',
} as const;
