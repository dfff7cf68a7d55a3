import type { Resolved } from '../../../lib/resolve/resolved';
import type { KubeObject } from './cluster';

interface Certificate { readonly cert: string; readonly key: string }

/**
 * What a program says exists already, as the cluster would hold it: pods and Services of existing workloads and gateways, namespaces that
 * are only named. Written from the model, not from the manifests, so that a policy which selects nothing is still found.
 */
export function existingObjects(resolved: Resolved, emitted: readonly KubeObject[], certificate: Certificate, providers: readonly { readonly service?: string; readonly port?: number }[]): KubeObject[] {
  const { model, index } = resolved;
  const out: KubeObject[] = [];
  const namespaces = new Set(emitted.filter((object) => object.kind === 'Namespace').map((object) => object.metadata.name));
  const namespace = (name: string) => {
    if (namespaces.has(name)) return;
    namespaces.add(name);
    out.push({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio-injection': 'enabled' } } });
  };
  namespace('istio-system');
  out.push(istiod, injector);
  for (const facts of model.namespaces) namespace(facts.name);
  const nameOf = (id: string) => index.namespace.get(id)!.name;
  for (const workload of model.workloads) {
    for (const version of workload.versions) {
      if (version.pods.kind !== 'existing') continue;
      const ports = (index.servicesOf.get(workload.id) ?? []).flatMap((service) => service.ports.map((port) => ({ containerPort: port.containerPort, ...(port.targetPortName === undefined ? {} : { name: port.targetPortName }) })));
      const labels = { ...workload.selector, ...version.labels, ...(workload.meshed ? {} : { 'sidecar.istio.io/inject': 'false' }) };
      out.push(pod({ name: `${workload.name}-${version.name}`, namespace: nameOf(workload.namespace), labels }, workload.serviceAccount, ports));
    }
  }
  for (const service of model.services) {
    if (!service.existing) continue;
    const workload = index.workload.get(service.workload)!;
    out.push({
      apiVersion: 'v1', kind: 'Service', metadata: { name: service.name, namespace: nameOf(service.namespace) },
      spec: { selector: workload.selector, ...(service.headless ? { clusterIP: 'None' } : {}), ports: service.ports.map((port) => ({ name: `${port.protocol}-${port.name}`, port: port.number, protocol: 'TCP', targetPort: port.targetPortName ?? port.containerPort, appProtocol: port.protocol })) },
    });
  }
  for (const gateway of model.gateways) {
    if (gateway.managed !== undefined) continue;
    namespace(gateway.namespaceName);
    out.push(pod({ name: gateway.name, namespace: gateway.namespaceName, labels: gateway.labels, annotations: { 'inject.istio.io/templates': 'gateway' } }, gateway.serviceAccount, []), {
      apiVersion: 'v1', kind: 'Service', metadata: { name: gateway.name, namespace: gateway.namespaceName },
      spec: { selector: gateway.labels, ports: gateway.listeners.map((listener) => ({ name: `${listener.protocol.startsWith('HTTP') ? listener.protocol.toLowerCase() : 'tcp'}-${listener.port}`, port: listener.port, protocol: 'TCP', targetPort: listener.podPort })) },
    });
  }
  // Tracers and authorizers that the mesh config names.
  const hosts = new Set<string>();
  for (const { service, port } of providers) {
    const [name, space] = service?.split('.') ?? [];
    if (name === undefined || space === undefined || port === undefined || hosts.has(service!)) continue;
    hosts.add(service!);
    namespace(space);
    out.push({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: space }, spec: { selector: { app: name }, ports: [{ name: 'grpc', port, protocol: 'TCP', targetPort: port }] } });
  }
  // Sources of grants may be namespaces of other people.
  for (const object of emitted) {
    if (object.kind !== 'AuthorizationPolicy') continue;
    for (const rule of object.spec?.rules ?? []) for (const from of rule.from ?? []) for (const name of [...(from.source?.namespaces ?? []), ...(from.source?.notNamespaces ?? [])]) if (!name.includes('*')) namespace(name);
  }
  // Secrets of gateways are made by whoever runs the certificates.
  const secrets = new Set<string>();
  for (const gateway of model.gateways) {
    for (const listener of gateway.listeners) {
      const secret = listener.certificate?.secret;
      if (secret === undefined || secrets.has(`${gateway.namespaceName}/${secret}`)) continue;
      secrets.add(`${gateway.namespaceName}/${secret}`);
      out.push({ apiVersion: 'v1', kind: 'Secret', metadata: { name: secret, namespace: gateway.namespaceName }, type: 'kubernetes.io/tls', data: { 'tls.crt': base64(certificate.cert), 'tls.key': base64(certificate.key), ...(listener.certificate?.mutual ? { 'ca.crt': base64(certificate.cert) } : {}) } });
    }
  }
  return out;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

export const istiod: KubeObject = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'istiod', namespace: 'istio-system' }, spec: { selector: { app: 'istiod' }, ports: [{ name: 'https-webhook', port: 443, protocol: 'TCP', targetPort: 15017 }] } };
const clientConfig = { service: { name: 'istiod', namespace: 'istio-system' } };
/** The control plane's sidecar injector, in as few rules as the analyzers need: by namespace label, for each revision. */
export const injector: KubeObject = {
  apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration', metadata: { name: 'istio-sidecar-injector', labels: { app: 'sidecar-injector', 'istio.io/rev': 'default' } },
  webhooks: [
    { name: 'namespace.sidecar-injector.istio.io', clientConfig, sideEffects: 'None', admissionReviewVersions: ['v1'], namespaceSelector: { matchExpressions: [{ key: 'istio-injection', operator: 'In', values: ['enabled'] }] } },
    { name: 'rev.namespace.sidecar-injector.istio.io', clientConfig, sideEffects: 'None', admissionReviewVersions: ['v1'], namespaceSelector: { matchExpressions: [{ key: 'istio.io/rev', operator: 'Exists' }, { key: 'istio-injection', operator: 'DoesNotExist' }] } },
    {
      name: 'rev.object.sidecar-injector.istio.io', clientConfig, sideEffects: 'None', admissionReviewVersions: ['v1'],
      namespaceSelector: { matchExpressions: [{ key: 'istio-injection', operator: 'DoesNotExist' }, { key: 'istio.io/rev', operator: 'DoesNotExist' }] }, objectSelector: { matchExpressions: [{ key: 'istio.io/rev', operator: 'Exists' }] },
    },
    {
      name: 'object.sidecar-injector.istio.io', clientConfig, sideEffects: 'None', admissionReviewVersions: ['v1'],
      namespaceSelector: { matchExpressions: [{ key: 'istio-injection', operator: 'DoesNotExist' }, { key: 'istio.io/rev', operator: 'DoesNotExist' }] },
      objectSelector: { matchExpressions: [{ key: 'sidecar.istio.io/inject', operator: 'In', values: ['true'] }, { key: 'istio.io/rev', operator: 'DoesNotExist' }] },
    },
  ],
};

function pod(metadata: KubeObject['metadata'], serviceAccountName: string, ports: readonly object[]): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { serviceAccountName, containers: [{ name: 'app', image: 'registry.example.com/app:1', ports }] } };
}
