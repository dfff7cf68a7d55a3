import type { PodCase } from './pods';

interface Workload { readonly kind?: string; readonly apiVersion?: string; readonly metadata?: { readonly name?: string; readonly namespace?: string }; readonly spec?: any; readonly items?: readonly Workload[] }
const hash = '5d8c7b6f9';
/** By kind: who owns the pod, what its name begins with, which labels it gets besides. */
const owners: Readonly<Record<string, (name: string) => { readonly kind: string; readonly apiVersion: string; readonly name: string; readonly labels?: object }>> = {
  Deployment: (name) => ({ kind: 'ReplicaSet', apiVersion: 'apps/v1', name: `${name}-${hash}`, labels: { 'pod-template-hash': hash } }),
  ReplicaSet: (name) => ({ kind: 'ReplicaSet', apiVersion: 'apps/v1', name }),
  StatefulSet: (name) => ({ kind: 'StatefulSet', apiVersion: 'apps/v1', name }),
  DaemonSet: (name) => ({ kind: 'DaemonSet', apiVersion: 'apps/v1', name }),
  Job: (name) => ({ kind: 'Job', apiVersion: 'batch/v1', name }),
  CronJob: (name) => ({ kind: 'Job', apiVersion: 'batch/v1', name: `${name}-28612345` }),
  ReplicationController: (name) => ({ kind: 'ReplicationController', apiVersion: 'v1', name }),
  DeploymentConfig: (name) => ({ kind: 'ReplicationController', apiVersion: 'v1', name: `${name}-1`, labels: { deploymentconfig: name } }),
};

/** The pods that the controllers of Kubernetes would make of an object; none if it makes none. */
export function podsOf(name: string, object: Workload): readonly PodCase[] {
  if (object.kind === 'List') return (object.items ?? []).flatMap((item, i) => podsOf(`${name} ${i}`, item));
  const namespace = object.metadata?.namespace ?? 'shop';
  if (object.kind === 'Pod') return [{ name, namespace, pod: object }];
  const owner = owners[object.kind ?? '']?.(object.metadata?.name ?? 'unnamed');
  const template = object.kind === 'CronJob' ? object.spec.jobTemplate.spec.template : object.spec?.template;
  if (owner === undefined || template === undefined) return [];
  const { labels, ...reference } = owner;
  return [{
    name, namespace,
    pod: { apiVersion: 'v1', kind: 'Pod', metadata: { ...template.metadata, generateName: `${owner.name}-`, labels: { ...template.metadata?.labels, ...labels }, ownerReferences: [{ ...reference, uid: '1', controller: true }] }, spec: template.spec },
  }];
}
