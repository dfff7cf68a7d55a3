import type { IConstruct } from 'constructs';
import type { ContainerFacts, Labels } from '../model';
import { text, whole } from './arguments';
import { CallError } from './call-error';
import { KIND } from './declare';
import { knownProps, type PropNames } from './known-props';
import { PodObject } from './pod-object';

/** A container to run, for small services and demos. */
export interface ContainerOptions {
  /** Name of the workload: its Deployments, its `app` label and its ServiceAccount. Needed when several services share it. @default - the id of its service */
  readonly name?: string;
  /** Image with its tag or digest. */
  readonly image: string;
  /** Number of pods of each version. @default - left to Kubernetes (1), so that an autoscaler may set it */
  readonly replicas?: number;
  /** Environment variables. @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** Requests and limits, as in a Kubernetes container. @default - none */
  readonly resources?: object;
  /** Readiness probe, as in a Kubernetes container. @default - none */
  readonly readiness?: object;
}

/** Pods that somebody else runs. */
export interface ExistingWorkloadOptions {
  /** Labels that select its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the ServiceAccount its pods run as. */
  readonly serviceAccount: string;
  /** Whether its pods have a proxy. Without one it has no identity: it cannot be named as a caller, and what it serves is not protected. @default true */
  readonly meshed?: boolean;
  /** Name in the mesh: policies on its pods are named after it. Needed when several services share it. @default - the id of its service */
  readonly name?: string;
}

const CONTAINER: PropNames<ContainerOptions> = { name: 0, image: 0, replicas: 0, env: 0, resources: 0, readiness: 0 };
const EXISTING: PropNames<ExistingWorkloadOptions> = { labels: 0, serviceAccount: 0, meshed: 0, name: 0 };

/** Options of a workload that a construct holds. */
export interface FromOptions {
  /** Name in the mesh. Needed when several services share the workload. @default - the id of its service */
  readonly name?: string;
}

/** @internal */
export type WorkloadContent =
  | { readonly kind: 'container'; readonly container: ContainerFacts }
  | { readonly kind: 'construct'; readonly pod: PodObject }
  | { readonly kind: 'existing'; readonly labels: Labels; readonly serviceAccount: string; readonly meshed: boolean };

/** What runs. The same workload may stand behind several services: they share its pods and its identity. */
export class Workload {
  /** A Deployment with one container, written by the mesh. */
  static container(options: ContainerOptions): Workload {
    knownProps(undefined, CONTAINER, options);
    text(undefined, 'image', options.image);
    if (options.replicas !== undefined) whole(undefined, 'replicas', options.replicas, 0);
    const { name, image, replicas, env, resources, readiness } = options;
    return new Workload(name, { kind: 'container', container: {
      image, env: { ...env }, ...(replicas === undefined ? {} : { replicas }), ...(resources ? { resources: structuredClone(resources) } : {}), ...(readiness ? { readiness: structuredClone(readiness) } : {}),
    } });
  }
  /**
   * Any construct with exactly one Deployment, StatefulSet, DaemonSet, Job or CronJob below it: cdk8s-plus of any version, ApiObject, your own.
   * Its pods get the labels of the mesh and, if they name none, the ServiceAccount; what they have already is kept.
   */
  static from(construct: IConstruct, options: FromOptions = {}): Workload { return new Workload(options.name, { kind: 'construct', pod: PodObject.below(construct) }); }
  /** Pods that are there already and stay their owner's. */
  static existing(options: ExistingWorkloadOptions): Workload {
    knownProps(undefined, EXISTING, options);
    if (!options.labels || Object.keys(options.labels).length === 0) throw new CallError(undefined, 'labels of an existing workload must name at least one', 'give the labels that select its pods, as { app: "orders" }');
    text(undefined, 'serviceAccount', options.serviceAccount);
    return new Workload(options.name, { kind: 'existing', labels: { ...options.labels }, serviceAccount: options.serviceAccount, meshed: options.meshed ?? true });
  }

  readonly [KIND] = 'workload';
  private constructor(/** @internal */ readonly name: string | undefined, /** @internal */ readonly content: WorkloadContent) { Object.freeze(this); }
}
