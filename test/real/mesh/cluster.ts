import { loadAll } from 'js-yaml';
import type { Proxy } from '../oracle';

/** A Kubernetes object as the suites read it back from YAML. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> };
  readonly [field: string]: any;
}

interface ContainerPort { readonly name?: string; readonly containerPort: number }
interface Template { readonly metadata?: KubeObject['metadata']; readonly spec: { readonly serviceAccountName?: string; readonly containers: readonly { readonly name: string; readonly ports?: readonly ContainerPort[] }[] } }

/** One pod of a workload, as the cluster would make it. */
export interface PodFacts {
  readonly name: string;
  readonly namespace: string;
  readonly ip: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  readonly ports: readonly ContainerPort[];
  readonly router: boolean;
  readonly meshed: boolean;
}

export function readYaml(yaml: string): KubeObject[] {
  return (loadAll(yaml) as (KubeObject | null | undefined)[]).filter((object): object is KubeObject => object !== null && object !== undefined);
}

const templateOf = (object: KubeObject): Template | undefined => {
  switch (object.kind) {
    case 'Deployment': case 'StatefulSet': case 'DaemonSet': case 'ReplicaSet': case 'Job': return object.spec?.template;
    case 'CronJob': return object.spec?.jobTemplate?.spec?.template;
    case 'Pod': return object as unknown as Template;
    default: return undefined;
  }
};

/** One pod per workload template; addresses are handed out in order. */
export function podsOf(objects: readonly KubeObject[]): PodFacts[] {
  const pods: PodFacts[] = [];
  const injected = new Map(objects.filter((object) => object.kind === 'Namespace').map((object) => [object.metadata.name, injects(object)]));
  for (const object of objects) {
    const template = templateOf(object);
    if (template?.spec?.containers === undefined) continue;
    const labels = template.metadata?.labels ?? {};
    const annotations = template.metadata?.annotations ?? {};
    const namespace = object.metadata.namespace ?? 'default';
    const number = pods.length + 1;
    const wanted = labels['sidecar.istio.io/inject'] ?? annotations['sidecar.istio.io/inject'];
    pods.push({
      name: object.kind === 'Pod' ? object.metadata.name : `${object.metadata.name}-0`, namespace, labels, ip: `10.244.${number >> 8}.${number & 255}`,
      serviceAccount: template.spec.serviceAccountName ?? 'default',
      ports: template.spec.containers.flatMap((container) => container.ports ?? []),
      router: annotations['inject.istio.io/templates'] === 'gateway',
      meshed: wanted === undefined ? injected.get(namespace) ?? true : wanted === 'true',
    });
  }
  return pods;
}

const injects = (namespace: KubeObject): boolean => {
  const labels = namespace.metadata.labels ?? {};
  return labels['istio-injection'] === 'enabled' || (labels['istio.io/rev'] !== undefined && labels['istio-injection'] !== 'disabled');
};

const selects = (selector: Readonly<Record<string, string>> | undefined, labels: Readonly<Record<string, string>>): boolean => selector !== undefined && Object.entries(selector).every(([key, value]) => labels[key] === value);

/** What a cluster would add by itself to these objects: running pods with their proxies, and the endpoints of services. */
export function clusterObjects(objects: readonly KubeObject[], pods: readonly PodFacts[]): object[] {
  const out: object[] = [];
  for (const pod of pods) {
    const app = { name: 'app', image: 'registry.example.com/app:1', ports: pod.ports.map((port) => ({ protocol: 'TCP', ...port })) };
    const proxy = { name: 'istio-proxy', image: 'registry.example.com/proxyv2:1.31.0' };
    out.push({
      apiVersion: 'v1', kind: 'Pod',
      metadata: {
        name: pod.name, namespace: pod.namespace, labels: { ...pod.labels, ...(pod.meshed ? { 'security.istio.io/tlsMode': 'istio' } : {}) },
        ...(pod.meshed ? { annotations: { 'sidecar.istio.io/status': '{}' } } : {}),
      },
      spec: { serviceAccountName: pod.serviceAccount, nodeName: 'node', containers: pod.router ? [proxy] : pod.meshed ? [app, proxy] : [app] },
      status: { phase: 'Running', podIP: pod.ip, podIPs: [{ ip: pod.ip }], conditions: [{ type: 'Ready', status: 'True' }] },
    });
  }
  for (const service of objects) {
    if (service.kind !== 'Service' || service.apiVersion !== 'v1' || service.spec?.selector === undefined) continue;
    const namespace = service.metadata.namespace ?? 'default';
    const members = pods.filter((pod) => pod.namespace === namespace && selects(service.spec.selector, pod.labels));
    if (members.length === 0) continue;
    const ports = (service.spec.ports as readonly { readonly name?: string; readonly port: number; readonly targetPort?: number | string; readonly appProtocol?: string }[]).map((port) => ({
      name: port.name ?? '', protocol: 'TCP', port: numberOf(port.targetPort ?? port.port, members), ...(port.appProtocol === undefined ? {} : { appProtocol: port.appProtocol }),
    }));
    out.push({
      apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', addressType: 'IPv4',
      metadata: { name: `${service.metadata.name}-1`, namespace, labels: { 'kubernetes.io/service-name': service.metadata.name } },
      ports, endpoints: members.map((pod) => ({ addresses: [pod.ip], conditions: { ready: true, serving: true, terminating: false }, targetRef: { kind: 'Pod', name: pod.name, namespace } })),
    });
  }
  return out;
}

function numberOf(target: number | string, pods: readonly PodFacts[]): number {
  if (typeof target === 'number') return target;
  return pods.flatMap((pod) => pod.ports).find((port) => port.name === target)?.containerPort ?? 0;
}

export function proxyOf(pod: PodFacts): Proxy {
  return { type: pod.router ? 'router' : 'sidecar', id: pod.name, namespace: pod.namespace, ip: pod.ip, labels: pod.labels, serviceAccount: pod.serviceAccount };
}

/** The same Services with the addresses that the API server hands out. */
export function withAddresses(objects: readonly KubeObject[]): KubeObject[] {
  let number = 0;
  return objects.map((object) => {
    if (object.kind !== 'Service' || object.spec?.clusterIP !== undefined || object.spec?.type === 'ExternalName') return object;
    number++;
    const clusterIP = `10.96.${number >> 8}.${number & 255}`;
    return { ...object, spec: { ...object.spec, clusterIP, clusterIPs: [clusterIP] } };
  });
}

/** Objects as YAML: each document is JSON, which is YAML too. */
export const asYaml = (objects: readonly object[]): string => objects.map((object) => `---\n${JSON.stringify(object)}\n`).join('');
