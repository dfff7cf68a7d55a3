import { gatewayObjects } from '../../../lib/control-plane/istio/gateway';
import type { IstioControlPlaneProps } from '../../../lib/control-plane/istio';
import type { IstioGatewayProps } from '../../../lib/control-plane/istio/props/gateway';
import { gatewaySettings } from '../../../lib/control-plane/istio/settings/gateway';
import { revisionSettings } from '../../../lib/control-plane/istio/settings/resolve';
import { validate } from '../../../lib/manifests';

const objects = (props: IstioGatewayProps = {}, plane: IstioControlPlaneProps = {}, rev?: string) => gatewayObjects(gatewaySettings('test', 'istio-ingress', props, revisionSettings('test', plane, plane.revision), rev));
const kinds = (...args: Parameters<typeof objects>) => objects(...args).map((o) => o.kind);
const find = (all: ReturnType<typeof objects>, kind: string): any => all.find((o) => o.kind === kind);

describe('a gateway', () => {
  test('is ready for production unless the profile says otherwise', () => {
    expect(kinds()).toEqual(['Namespace', 'ServiceAccount', 'Role', 'RoleBinding', 'Service', 'PodDisruptionBudget', 'HorizontalPodAutoscaler', 'Deployment']);
    expect(kinds({}, { profile: 'dev' })).toEqual(['Namespace', 'ServiceAccount', 'Role', 'RoleBinding', 'Service', 'Deployment']);
    expect(kinds({}, { profile: 'upstream' })).not.toContain('PodDisruptionBudget');
    expect(find(objects(), 'Namespace').metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
    const { spec } = find(objects(), 'Deployment').spec.template;
    expect(spec.securityContext.seccompProfile).toEqual({ type: 'RuntimeDefault' });
    expect(spec.topologySpreadConstraints).toHaveLength(1);
  });

  test('is filled by the injector of its revision or tag', () => {
    const labels = (...args: Parameters<typeof objects>) => find(objects(...args), 'Deployment').spec.template.metadata.labels;
    expect(labels()).not.toHaveProperty(['istio.io/rev']);
    expect(labels({}, { revision: '1-31-1' })).toMatchObject({ 'istio.io/rev': '1-31-1', 'sidecar.istio.io/inject': 'true' });
    expect(labels({}, { revision: '1-31-1' }, 'prod')).toMatchObject({ 'istio.io/rev': 'prod' });
    expect(find(objects(), 'Deployment').spec.template.spec.containers[0].image).toBe('auto');
  });

  test('has no restricted namespace when its pods are not known to be that', () => {
    expect(find(objects({ initContainers: [{ name: 'i', image: 'i:1' }] }), 'Namespace').metadata.labels).not.toHaveProperty(['pod-security.kubernetes.io/enforce']);
    expect(kinds({ createNamespace: false })).not.toContain('Namespace');
  });

  test('has one pod a node, which nothing scales', () => {
    expect(kinds({ daemonSet: true })).toEqual(['Namespace', 'ServiceAccount', 'Role', 'RoleBinding', 'Service', 'DaemonSet']);
    expect(() => objects({ daemonSet: true, replicas: 2 })).toThrow(/replicas says nothing of a DaemonSet/);
    expect(() => objects({ daemonSet: true, autoscaling: { minReplicas: 2 } })).toThrow(/autoscaling says nothing of a DaemonSet/);
  });

  test('between networks has the ports of that, and lets them in', () => {
    const all = objects({ networkGateway: 'net-1', networkPolicy: true });
    expect(find(all, 'Service').spec.ports.map((p: any) => p.port)).toEqual([15021, 15443, 15012, 15017]);
    expect(find(all, 'Service').metadata.labels).toMatchObject({ 'topology.istio.io/network': 'net-1' });
    expect(JSON.stringify(find(all, 'NetworkPolicy').spec.ingress)).toContain('15443');
    expect(() => objects({ networkGateway: 'net-1', service: { ports: [{ port: 80 }] } })).toThrow(/service\.ports and networkGateway exclude each other/);
  });

  test('refuses what cannot be', () => {
    expect(() => objects({ replicas: 2, autoscaling: {} })).toThrow(/replicas and autoscaling exclude each other/);
    expect(() => objects({ labels: { app: 'x' } })).toThrow(/labels\.app is what its pods are found by/);
    expect(() => objects({ autoscaling: { minReplicas: 3, maxReplicas: 2 } })).toThrow(/autoscaling\.maxReplicas must be a whole number of at least 3/);
    expect(() => objects({ service: { ports: [] } })).toThrow(/service\.ports must name at least one/);
    expect(() => objects({ service: { type: 'ExternalName' as never } })).toThrow(/service\.type must be one of/);
    expect(() => objects({ service: { ports: [{ port: 70000 }] } })).toThrow(/service\.ports\[0\]\.port/);
  });

  test('is what the API server takes', () => {
    for (const props of [{}, { daemonSet: true, networkPolicy: true }, { networkGateway: 'n' }, { replicas: 3, disruptionBudget: { maxUnavailable: '50%' } }, { service: false }] as IstioGatewayProps[]) {
      for (const object of objects(props)) expect([object.kind, validate(object)]).toEqual([object.kind, []]);
    }
  });
});
