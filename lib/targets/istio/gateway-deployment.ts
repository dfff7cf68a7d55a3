import type { Deployment, HorizontalPodAutoscaler, PodDisruptionBudget, Role, RoleBinding, Service } from '../../manifests/types';
import type { GatewayFacts, ListenerFacts, MeshFacts } from '../../model';
import { metaOf, sortKeys, type EmitContext } from './context';
import { listenersOf } from './gateway-listeners';
import type { Kind } from './kind';

/** Gateways that the mesh runs: pods that Istio's injector fills, their Service, and the right to read the certificates they serve. */
export const gatewayDeployment: Kind = {
  supports: { 'gateway.managed': 'full' },
  emit(context, mesh, out) {
    for (const gateway of context.parts(mesh).gateways) {
      if (!gateway.managed) continue;
      for (const manifest of deployed(context, mesh, gateway, gateway.managed)) out(manifest, gateway.origin);
    }
  },
};
type Managed = NonNullable<GatewayFacts['managed']>;

interface Port { readonly name: string; readonly port: number; readonly podPort: number }
const PREFIX: Readonly<Record<ListenerFacts['protocol'], string>> = { HTTP: 'http', HTTPS: 'https', TLS_PASSTHROUGH: 'tls', TCP: 'tcp' };
/** By number; names say the protocol. Those of an egress gateway do so already, in the callers' words. */
function portsOf(role: GatewayFacts['role'], listeners: readonly ListenerFacts[]): readonly Port[] {
  const ports = new Map<number, Port>();
  for (const { name, port, podPort, protocol } of listeners) {
    const prefix = PREFIX[protocol];
    if (!ports.has(port)) ports.set(port, { name: role === 'egress' || name === prefix || name.startsWith(`${prefix}-`) ? name : `${prefix}-${name}`, port, podPort });
  }
  return [...ports.values()].sort((a, b) => a.port - b.port);
}

function* deployed(context: EmitContext, mesh: MeshFacts, g: GatewayFacts, managed: Managed) {
  const { name, namespaceName: namespace } = g;
  const selector = sortKeys(g.labels);
  const metadata = metaOf(mesh, name, namespace, { ...g.labels, 'app.kubernetes.io/name': name });
  const ports = portsOf(g.role, listenersOf(context, g));
  const rbac = 'rbac.authorization.k8s.io';
  yield { apiVersion: `${rbac}/v1`, kind: 'Role', metadata, rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }] } satisfies Role;
  yield {
    apiVersion: `${rbac}/v1`, kind: 'RoleBinding', metadata,
    roleRef: { apiGroup: rbac, kind: 'Role', name }, subjects: [{ kind: 'ServiceAccount', name: g.serviceAccount, namespace }],
  } satisfies RoleBinding;
  // Nothing leads through an egress gateway that no external service names, and Kubernetes takes no Service without ports.
  if (ports.length > 0) yield serviceOf(metadata, selector, managed, ports);
  yield deploymentOf(context, metadata, g, managed, ports);
  if (managed.maxReplicas !== undefined) {
    yield {
      apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata,
      spec: {
        maxReplicas: managed.maxReplicas,
        metrics: [{ resource: { name: 'cpu', target: { averageUtilization: 80, type: 'Utilization' } }, type: 'Resource' }],
        ...(managed.replicas !== undefined && { minReplicas: Math.max(1, managed.replicas) }),
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      },
    } satisfies HorizontalPodAutoscaler;
  }
  // A budget of one pod that may be away never blocks a node's drain, and says nothing of a single pod.
  if ((managed.maxReplicas ?? managed.replicas ?? 1) > 1) {
    yield { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec: { maxUnavailable: 1, selector: { matchLabels: selector } } } satisfies PodDisruptionBudget;
  }
}

/** The protocol is in the port's name: some clouds make a health check of appProtocol, which a gateway without a matching host fails. */
const serviceOf = (metadata: Service['metadata'], selector: GatewayFacts['labels'], { serviceType }: Managed, ports: readonly Port[]): Service => ({
  apiVersion: 'v1', kind: 'Service', metadata,
  spec: { ports: ports.map((p) => ({ name: p.name, port: p.port, protocol: 'TCP', targetPort: p.podPort })), selector, type: serviceType },
});

function deploymentOf(context: EmitContext, metadata: Deployment['metadata'], g: GatewayFacts, managed: Managed, ports: readonly Port[]): Deployment {
  const { revision } = context.facts;
  const selector = sortKeys(g.labels);
  const podPorts = [...new Set(ports.map((p) => p.podPort))].sort((a, b) => a - b);
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata,
    spec: {
      // Where an autoscaler decides, a number here would undo it with every apply.
      ...(managed.replicas !== undefined && managed.maxReplicas === undefined && { replicas: managed.replicas }),
      selector: { matchLabels: selector },
      template: {
        metadata: {
          annotations: { 'inject.istio.io/templates': 'gateway' },
          labels: sortKeys({ ...g.labels, 'app.kubernetes.io/name': g.name, ...(revision !== undefined && { 'istio.io/rev': revision }), 'sidecar.istio.io/inject': 'true' }),
        },
        spec: {
          containers: [{
            image: 'auto',
            name: 'istio-proxy',
            ports: podPorts.map((containerPort) => ({ containerPort, protocol: 'TCP' })),
            resources: { limits: { memory: '1Gi' }, requests: { cpu: '100m', memory: '128Mi' } },
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true },
          }],
          // Low ports without privileges.
          securityContext: { seccompProfile: { type: 'RuntimeDefault' }, sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] },
          serviceAccountName: g.serviceAccount,
          topologySpreadConstraints: [{ labelSelector: { matchLabels: selector }, maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' }],
        },
      },
    },
  };
}
