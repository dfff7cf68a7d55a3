import type { Manifest } from '../manifests/manifest';

/**
 * Kinds in the order in which they come to be; what an object needs is always of an earlier stage, so that needs never form a circle. Finer than the order in which a control plane is applied from
 * files (control-plane/istio/order.ts), where all of one stage come before the next: here a stage holds up nothing by itself.
 */
export enum Stage {
  Namespace, Definition, Access, Service, ControlPlane, DataPlane, Webhook, Rule, Waypoint, Host, Workload, RoutePart, Route, Rest,
}

/** Group of an API version; '' for the core kinds. */
export const groupOf = (apiVersion: string): string => apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0));

const KINDS: Readonly<Record<string, Readonly<Record<string, Stage>>>> = {
  '': {
    Namespace: Stage.Namespace, ServiceAccount: Stage.Access, ConfigMap: Stage.Access, Secret: Stage.Access, PersistentVolumeClaim: Stage.Access, ResourceQuota: Stage.Rule, LimitRange: Stage.Rule,
    Service: Stage.Service, Endpoints: Stage.Service, Pod: Stage.Workload, ReplicationController: Stage.Workload,
  },
  'apiextensions.k8s.io': { CustomResourceDefinition: Stage.Definition },
  'scheduling.k8s.io': { PriorityClass: Stage.Definition },
  'storage.k8s.io': { StorageClass: Stage.Definition },
  'discovery.k8s.io': { EndpointSlice: Stage.Service },
  'networking.k8s.io': { NetworkPolicy: Stage.Rule, Ingress: Stage.Route },
  apps: { Deployment: Stage.Workload, StatefulSet: Stage.Workload, DaemonSet: Stage.Workload, ReplicaSet: Stage.Workload },
  batch: { Job: Stage.Workload, CronJob: Stage.Workload },
  'admissionregistration.k8s.io': {
    MutatingWebhookConfiguration: Stage.Webhook, ValidatingWebhookConfiguration: Stage.Webhook,
    MutatingAdmissionPolicy: Stage.Access, ValidatingAdmissionPolicy: Stage.Access, MutatingAdmissionPolicyBinding: Stage.Webhook, ValidatingAdmissionPolicyBinding: Stage.Webhook,
  },
  'networking.istio.io': { ServiceEntry: Stage.Host, VirtualService: Stage.Route },
  // istiod makes the pods of such a Gateway: it is a workload to whoever waits for rules.
  'gateway.networking.k8s.io': { Gateway: Stage.Workload, HTTPRoute: Stage.Route, GRPCRoute: Stage.Route, TLSRoute: Stage.Route, TCPRoute: Stage.Route, UDPRoute: Stage.Route },
};
/** Groups all of whose kinds are rules of the mesh, unless said otherwise above. */
const RULES = new Set(['networking.istio.io', 'security.istio.io', 'telemetry.istio.io', 'extensions.istio.io', 'gateway.networking.k8s.io']);

/** Stage by kind alone; workloads on which others wait are moved forward by `ObjectIndex`. */
export function stageOf({ apiVersion, kind, spec }: Manifest): Stage {
  const group = groupOf(apiVersion), known = KINDS[group]?.[kind];
  if (kind === 'VirtualService' && known === Stage.Route && isPart(spec)) return Stage.RoutePart;
  if (kind === 'Gateway' && known === Stage.Workload && isWaypoint(spec)) return Stage.Waypoint;
  if (known !== undefined) return known;
  if (group === 'rbac.authorization.k8s.io') return Stage.Access;
  return RULES.has(group) ? Stage.Rule : Stage.Rest;
}

/** A VirtualService without hosts is part of others. */
const isPart = (spec: unknown): boolean => !(spec as { readonly hosts?: readonly unknown[] } | undefined)?.hosts?.length;
/** Traffic of other pods goes through it. */
const isWaypoint = (spec: unknown): boolean => (spec as { readonly gatewayClassName?: unknown } | undefined)?.gatewayClassName === 'istio-waypoint';
