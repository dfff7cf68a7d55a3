import type { Merge } from '../../../constructs/patch-types';
import type { Deployment, HorizontalPodAutoscaler, PodDisruptionBudget, Service, ServiceAccount } from '../../../manifests/types';

type Part<T> = Merge<Omit<T, 'apiVersion' | 'kind'>>;

/**
 * What istiod merges into the objects of each gateway or waypoint of one class that it deploys, as `kubectl patch` would: lists whose items have names are merged by them. What an object is called cannot
 * be changed.
 */
export interface GatewayClassProps {
  /** @default - as istiod's template has it */
  readonly deployment?: Part<Deployment>;
  /** @default - as istiod's template has it: a LoadBalancer, or for waypoints a ClusterIP */
  readonly service?: Part<Service>;
  /** @default - as istiod's template has it */
  readonly serviceAccount?: Part<ServiceAccount>;
  /** Given, there is an autoscaler. @default - none */
  readonly horizontalPodAutoscaler?: Part<HorizontalPodAutoscaler>;
  /** Given, there is a budget. @default - none */
  readonly podDisruptionBudget?: Part<PodDisruptionBudget>;
}
export const GATEWAY_CLASS_KINDS: readonly (keyof GatewayClassProps)[] = ['deployment', 'service', 'serviceAccount', 'horizontalPodAutoscaler', 'podDisruptionBudget'];
