import { App } from 'cdk8s';
import { IstioControlPlane, IstioGateway, type IstioControlPlaneProps, type IstioGatewayProps } from '../../../lib/control-plane/istio';

function objects(props: IstioGatewayProps, plane: IstioControlPlaneProps = {}): readonly any[] {
  const istio = new IstioControlPlane(new App(), 'istio', { crds: 'skip', ...plane });
  new IstioGateway(istio, 'eastwest', props);
  istio.toJson();
  return istio.manifests().filter((m) => m.kind === 'Gateway' || m.kind === 'VirtualService');
}

test('nothing is exposed that is not asked for', () => {
  expect(objects({ networkGateway: 'network1' })).toEqual([]);
});

test('services are reached by the names that mutual TLS carries', () => {
  expect(objects({ networkGateway: 'network1', exposes: ['services'] }, { clusterDomain: 'cluster.example' })).toEqual([expect.objectContaining({
    kind: 'Gateway', metadata: expect.objectContaining({ name: 'eastwest-cross-network', namespace: 'eastwest' }),
    spec: { selector: { app: 'eastwest', istio: 'eastwest' }, servers: [{ hosts: ['*.cluster.example'], port: { name: 'tls', number: 15443, protocol: 'TLS' }, tls: { mode: 'AUTO_PASSTHROUGH' } }] },
  })]);
});

test('istiod is reached as it is', () => {
  const [gateway, virtualService] = objects({ networkGateway: 'network1', exposes: ['istiod'] }, { revision: 'blue', namespace: 'mesh' });
  expect(gateway.spec.servers.map((s: any) => [s.port.number, s.tls.mode])).toEqual([[15012, 'PASSTHROUGH'], [15017, 'PASSTHROUGH']]);
  expect(virtualService.spec.gateways).toEqual(['eastwest-istiod']);
  expect(virtualService.spec.tls.map((t: any) => [t.match[0].port, t.route[0].destination])).toEqual([[15012, { host: 'istiod-blue.mesh.svc.cluster.local', port: { number: 15012 } }], [15017, { host: 'istiod-blue.mesh.svc.cluster.local', port: { number: 443 } }]]);
});

test.each<[IstioGatewayProps, IstioControlPlaneProps, string]>([
  [{ exposes: ['services'] }, {}, 'exposes is about a gateway between networks'],
  [{ networkGateway: 'n', exposes: ['pods' as never] }, {}, 'exposes must be one of services, istiod'],
  [{ networkGateway: 'n', exposes: ['istiod'] }, { clusterName: 'c2', remote: { address: 'a.example' } }, "exposes 'istiod', and none runs in a remote cluster"],
  [{ daemonSet: true, rollout: { maxSurge: 1 } }, {}, 'rollout is how a Deployment changes'],
])('%j is refused', (props, plane, message) => {
  expect(() => objects(props, plane)).toThrow(message);
});
