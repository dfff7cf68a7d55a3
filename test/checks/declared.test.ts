import { Duration } from 'cdk8s';
import { diagnosticsOf, Mesh, MeshChecks, MeshService, Port, RawManifest, Workload, type Check } from '../../lib';
import { runChecks } from '../../lib/checks';
import { callersWaitLongerThanCallees } from '../../lib/checks/callers-wait-longer-than-callees';
import { retriesDoNotMultiply } from '../../lib/checks/retries-do-not-multiply';
import type { CheckContext } from '../../lib/checks/check';
import { newApp } from '../helpers/apps';

/** What a check of an app is given. */
function contextOfApp(build: (mesh: Mesh) => void): CheckContext {
  const app = newApp('stock App'), mesh = new Mesh(app, 'shop');
  build(mesh);
  let seen: CheckContext | undefined;
  const spy: Check = { code: 'SPY', title: 'it looks', run: (context) => { seen = context; return []; } };
  MeshChecks.of(app).add(spy);
  expect(diagnosticsOf(mesh).filter((d) => d.severity === 'error')).toEqual([]);
  return seen!;
}
const service = (mesh: Mesh, name: string) => new MeshService(mesh, name, { ports: [Port.http(80)], workload: Workload.container({ image: 'shop/app:1' }) });

describe('checks along declared calls', () => {
  const context = contextOfApp((mesh) => {
    const [web, cart, stock] = ['web', 'cart', 'stock'].map((name) => service(mesh, name));
    web.calls(cart, { timeout: Duration.seconds(2), retries: { attempts: 5 } });
    cart.calls(stock, { timeout: Duration.seconds(9), retries: { attempts: 5 } });
  });
  const found = (check: Check) => runChecks({ mesh: context.mesh, declared: context.declared }, { checks: [check] }).diagnostics.map((d) => ({ message: d.message, path: d.path, object: d.object?.name }));

  test('retries multiply', () => { expect(found(retriesDoNotMultiply)).toEqual([{ message: 'one request may become 36: web-v1 → cart ×6 → stock ×6', path: 'shop/cart', object: 'cart' }]); });
  test('a caller gives up before its callee does', () => {
    expect(found(callersWaitLongerThanCallees)).toEqual([{ message: 'web-v1 waits 2s for cart.shop.svc.cluster.local, which waits 9s for stock.shop.svc.cluster.local', path: 'shop/cart', object: 'cart' }]);
  });
});

test('a check of an app sees raw manifests, and what the mesh is installed like', () => {
  const context = contextOfApp((mesh) => {
    service(mesh, 'web');
    new RawManifest(mesh, 'raw', { apiVersion: 'networking.istio.io/v1beta1', kind: 'ProxyConfig', metadata: { name: 'two-threads', namespace: 'shop' }, spec: { concurrency: 2 } });
  });
  expect(context.world.objects.of('networking.istio.io/ProxyConfig').map((o) => o.manifest.metadata.name)).toEqual(['two-threads']);
  expect(context.world.hostsNamed('web.shop.svc.cluster.local')).toHaveLength(1);
  expect(context.mesh.installation).toMatchObject({ rootNamespace: 'istio-system', trustDomain: 'cluster.local', inventory: 'open' });
  expect(context.closed).toBe(false);
});
