import { ApiObject, Chart, Duration, type App } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Call, HttpMatch, HttpRoute, Listener, Mesh, MeshGateway, MeshNamespace, MeshService, OutlierDetection, Port, RetryPolicy, TimeoutPolicy, TrafficSplit, Workload,
} from '../../lib';
import { shuffled } from '../helpers/apps';

/** Two owners that call each other, foreign objects in and beside the meshes; its statements in an order of the seed's. */
export function program(app: App, seed = 0, inner = true): { left: Mesh; right: Mesh } {
  const left = new Mesh(app, 'left');
  const right = new Mesh(app, 'right');
  const plain = new Chart(app, 'plain');
  const s: Record<string, MeshService<any>> = {};
  const image = (name: string) => Workload.container({ image: `registry.example.com/${name}:1` });
  const service = (mesh: Mesh, name: string) => () => { s[name] = new MeshService(mesh, name, { ports: [Port.http(8080)], workload: image(name) }); };
  const declared = [
    service(left, 'web'), service(left, 'cart'), service(right, 'pay'),
    () => { s.rank = new MeshService(right, 'rank', { ports: [Port.http(8080), Port.tcp(9000, { name: 'raw' })], versions: { v1: image('rank-1'), v2: image('rank-2') } }); },
    () => { s.plus = new MeshService(left, 'plus', { ports: [Port.http(8080)], workload: Workload.from(new kplus.Deployment(left, 'plus-pods', { metadata: { name: 'plus' }, containers: [{ image: 'registry.example.com/plus:1' }] })) }); },
    () => { if (inner) new MeshNamespace(right, 'vault', { manage: 'label' }); },
    () => { new ApiObject(plain, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { text: 'two\nlines\n' } } as never); },
    () => { new ApiObject(left, 'own', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own', namespace: 'left' }, data: { a: 'b' } } as never); },
  ];
  for (const run of shuffled(declared, seed)) run();
  const gateway = new MeshGateway(left, 'public', { listeners: [Listener.http(80, { hostnames: ['shop.example.com'] })] });
  const related = [
    () => s.web.calls(s.cart, Call.get('/cart')), () => s.web.calls(s.pay, { only: [Call.post('/charge')], timeout: Duration.seconds(3) }), () => s.cart.calls(s.rank),
    () => s.pay.allows(s.web, Call.post('/charge')), () => s.rank.allows(s.cart), () => s.pay.calls(s.rank), () => s.rank.calls(s.plus), () => s.plus.allows(s.rank),
    () => new HttpRoute(left, 'home', { parent: gateway, rules: [{ to: s.web }] }),
    () => new HttpRoute(left, 'cart-page', { parent: gateway, rules: [{ matches: [HttpMatch.path.prefix('/cart')], to: s.cart }] }),
    () => new TrafficSplit<string>(right, 'split', { service: s.rank, weights: { v1: 80, v2: 20 } }),
    () => new HttpRoute(right, 'testers', { parent: s.rank, rules: [{ matches: [HttpMatch.header('x-tester').present()], to: s.rank.version('v2' as never) }] }),
    () => new RetryPolicy(left, 'retries', { attempts: 2 }), () => new TimeoutPolicy(s.pay, 'timeout', { request: Duration.seconds(5) }), () => new OutlierDetection(right, 'eject', { consecutive5xx: 5 }),
  ];
  for (const run of shuffled(related, seed + 1)) run();
  return { left, right };
}
