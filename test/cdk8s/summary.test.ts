import { Call, Mesh, MeshService, Port, summaryOf, TrafficSplit, Workload } from '../../lib';
import { newApp } from '../helpers/apps';

const shop = () => {
  const app = newApp('MeshApp');
  const mesh = new Mesh(app, 'shop');
  const image = () => Workload.container({ image: 'registry.example.com/x:1' });
  const web = new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: image() });
  const cart = new MeshService(mesh, 'cart', { ports: [Port.http(8080)], versions: { v1: image(), v2: image() } });
  web.calls(cart, Call.get('/cart'));
  return { app, mesh, cart };
};

test('services, calls, splits, objects and warnings are counted', () => {
  const { app, mesh, cart } = shop();
  new TrafficSplit(mesh, 'canary', { service: cart, weights: { v1: 90, v2: 10 } });
  const text = summaryOf(app, { colour: false });
  expect(text).toContain('shop  mTLS STRICT, access DECLARED_CALLS, egress DECLARED');
  expect(text).toContain('  cart  http 8080  v1 90% · v2 10%');
  expect(text).toContain('  web   http 8080  → cart');
  expect(text).toContain('2 services, 1 declared call, 0 routes, 1 split, 0 policies');
  expect(text).toMatch(/✓ \d+ objects \(Namespace, /);
  expect(text).toContain('! 1 warning (MESH1305)');
});

test('errors are shown in full, and nothing is counted behind them', () => {
  const { app, mesh, cart } = shop();
  new TrafficSplit(mesh, 'canary', { service: cart, weights: { v1: 90 } });
  const text = summaryOf(app, { colour: false });
  expect(text).toMatch(/error MESH1101 the weights of cart total 90, not 100\n {4}at shop\/canary/);
  expect(text).not.toContain('objects');
});
