import type { GatewayFacts, ListenerFacts } from '../model';
import { dnsLabel, oneOf, portNumber, serviceName, show, text, whole } from './arguments';
import { CallError } from './call-error';
import type { ModelBuilder } from './declare';
import { ABOUT, type MeshElement } from './element';
import type { PropNames } from './known-props';
import type { Listener } from './listener';
import type { MeshNamespace } from './mesh-namespace';
import { checkNamespace, namespaceIdOf, namespaceNameOf } from './namespace-of';

/** A gateway that the mesh deploys: Deployment, Service, identity and, if it may grow, an autoscaler. */
export interface ManagedGateway {
  /** Pods, the least of them where it may grow. @default - left to Kubernetes (1) */
  readonly replicas?: number;
  /** Grows up to so many pods. @default - it does not grow */
  readonly maxReplicas?: number;
  /** How it is reached. @default - 'LoadBalancer'; an egress gateway 'ClusterIP' */
  readonly serviceType?: 'LoadBalancer' | 'ClusterIP' | 'NodePort';
  /** @default - the mesh's own namespace */
  readonly namespace?: MeshNamespace;
  readonly existing?: never;
}
/** A gateway that is there already: then its identity must be known. */
export interface ExistingGateway {
  readonly existing: {
    readonly namespace: string;
    /** Labels that select its pods. */
    readonly labels: Readonly<Record<string, string>>;
    /** Name of the ServiceAccount it runs as. */
    readonly serviceAccount: string;
    /** Port of a listener → port of the pod. @default - the same */
    readonly ports?: Readonly<Record<number, number>>;
  };
  readonly replicas?: never;
  readonly maxReplicas?: never;
  readonly serviceType?: never;
  readonly namespace?: never;
}
/** A gateway of the mesh's own, or one that is there already. */
export type GatewayDeployment = ManagedGateway | ExistingGateway;

/** @internal */
export const GATEWAY_NAMES: PropNames<GatewayDeployment> = { replicas: 0, maxReplicas: 0, serviceType: 0, namespace: 0, existing: 0 };

export function checkGateway(at: string, id: string, props: GatewayDeployment): void {
  serviceName(at, 'the id of a gateway', id);
  if (props.existing !== undefined) {
    const given: unknown = props.existing;
    if (typeof given !== 'object' || given === null) throw new CallError(at, `existing must say which gateway it is, not ${show(given)}`, "an IstioGateway of the app, or { namespace: 'istio-ingress', labels: { istio: 'ingress' }, serviceAccount: 'istio-ingress' }");
    dnsLabel(at, 'existing.namespace', props.existing.namespace);
    if (!props.existing.labels || !Object.keys(props.existing.labels).length) throw new CallError(at, 'existing.labels must name at least one', 'give the labels that select its pods');
    text(at, 'existing.serviceAccount', props.existing.serviceAccount);
    for (const port of Object.values(props.existing.ports ?? {})) portNumber(at, 'a port of existing.ports', port);
    return;
  }
  checkNamespace(at, props.namespace);
  if (props.replicas !== undefined) whole(at, 'replicas', props.replicas, 0);
  if (props.maxReplicas !== undefined) whole(at, 'maxReplicas', props.maxReplicas, Math.max(1, props.replicas ?? 1));
  if (props.serviceType !== undefined) oneOf(at, 'serviceType', props.serviceType, ['LoadBalancer', 'ClusterIP', 'NodePort']);
}

export function gatewayFacts(into: ModelBuilder, element: MeshElement, role: GatewayFacts['role'], props: GatewayDeployment, listeners: readonly Listener[]): GatewayFacts {
  const { id, origin, mesh, groups } = element[ABOUT];
  const name = element.node.id;
  const ports = props.existing?.ports;
  const common = { id, origin, mesh, role, groups, name, listeners: listeners.map((l): ListenerFacts => ({ ...l.facts, podPort: ports?.[l.facts.port] ?? l.facts.port })) };
  if (props.existing) {
    const { namespace: namespaceName, labels, serviceAccount } = props.existing;
    const candidates = into.namespaces.filter((n) => n.name === namespaceName);
    const namespace = (candidates.find((n) => n.mesh === mesh) ?? candidates.sort((a, b) => (a.id < b.id ? -1 : 1))[0])?.id;
    return { ...common, namespaceName, ...(namespace === undefined ? {} : { namespace }), labels: { ...labels }, serviceAccount };
  }
  return {
    ...common, namespaceName: namespaceNameOf(element, props.namespace), namespace: namespaceIdOf(into, element, props.namespace), labels: { app: name }, serviceAccount: name,
    managed: {
      ...(props.replicas === undefined ? {} : { replicas: props.replicas }), ...(props.maxReplicas === undefined ? {} : { maxReplicas: props.maxReplicas }),
      serviceType: props.serviceType ?? (role === 'ingress' ? 'LoadBalancer' : 'ClusterIP'),
    },
  };
}
