import { peerAuthentication } from '../../../lib/targets/istio/peer-authentication';
import { bookinfo } from './bookinfo';
import { namespace, workload, written, type World } from './security-model';

const one = (mtls: NonNullable<World['mtls']>[string]) => written(peerAuthentication, { workloads: [workload('web', { selector: { tier: 'a', app: 'web' } })], mtls: { 'shop/web': mtls } }).find((m) => m.metadata.name === 'web')?.spec;

test('the namespace says its mode, a workload only where it differs, and before it: an exception is there before what it is excepted from', () => {
  expect(written(peerAuthentication, bookinfo)).toEqual([
    { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name: 'ratings', namespace: 'shop' }, spec: { mtls: { mode: 'PERMISSIVE' }, selector: { matchLabels: { app: 'ratings' } } } },
    { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name: 'default', namespace: 'shop' }, spec: { mtls: { mode: 'STRICT' } } },
  ]);
});
test('ports are the container\'s, in their order; a mode that is the workload\'s own is not repeated', () => {
  expect(one({ ports: new Map([[9090, 'PERMISSIVE'], [8080, 'DISABLE'], [7070, 'STRICT']]) })).toEqual({
    portLevelMtls: { 8080: { mode: 'DISABLE' }, 9090: { mode: 'PERMISSIVE' } }, selector: { matchLabels: { app: 'web', tier: 'a' } },
  });
  expect(one({ ports: new Map([[7070, 'STRICT']]) })).toBeUndefined();
  expect(one({ mode: 'DISABLE', ports: new Map([[8080, 'STRICT']]) })).toMatchObject({ mtls: { mode: 'DISABLE' }, portLevelMtls: { 8080: { mode: 'STRICT' } } });
});
test('mesh-wide only where the mesh owns the cluster, nothing where only gateways are ours', () => {
  const names = (w: World) => written(peerAuthentication, w).map((m) => `${m.metadata.namespace}/${m.metadata.name}`);
  expect(names({ mesh: { ownsCluster: true } })).toEqual(['shop/default', 'istio-system/default']);
  expect(names({ mesh: { ownsCluster: true }, facts: { rootNamespace: 'shop' } })).toEqual(['shop/default']);
  expect(names({ namespaces: [namespace({ manage: 'none' })] })).toEqual(['shop/default']);
  expect(names({ namespaces: [namespace({ manage: 'policies' })], workloads: [workload('web')], mtls: { 'shop/web': { mode: 'DISABLE' } } })).toEqual([]);
  expect(names({ workloads: [workload('web', { meshed: false })], mtls: { 'shop/web': { mode: 'DISABLE' } } })).toEqual(['shop/default']);
});
