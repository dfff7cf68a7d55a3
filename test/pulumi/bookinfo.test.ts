import { App } from 'cdk8s';
import { build } from '../../examples/bookinfo/mesh';
import { MeshResources } from '../../lib/pulumi';
import { Recorder, type Registered } from './recorder';

let all: readonly Registered[];
beforeAll(async () => {
  const recorder = await Recorder.start();
  all = await recorder.of(new MeshResources('bookinfo', build(new App())));
});
const at = (name: string): number => all.findIndex((r) => r.name === `bookinfo:${name}`);
const one = (name: string): Registered => all[at(name)];

test('names, tokens and dependencies of every resource', () => {
  const text = all.map((r) => `${r.type} ${r.name}${r.dependsOn.length ? ` ← ${r.dependsOn.map((d) => d.slice('bookinfo:'.length)).sort().join(', ')}` : ''}`).sort();
  expect(text.join('\n')).toMatchSnapshot();
});

test('each is registered after all that it depends on, below the component', () => {
  for (const r of all.slice(1)) {
    expect(r.parent).toBe('bookinfo');
    for (const d of r.dependsOn) expect([r.name, d, all.findIndex((o) => o.name === d) < all.indexOf(r)]).toEqual([r.name, d, true]);
  }
});

test('edges grow with objects: a handful for each', () => {
  const edges = all.reduce((n, r) => n + r.dependsOn.length, 0);
  expect(edges).toBeLessThan(3 * all.length);
});

test('core kinds get the token that the typed classes send', () => {
  expect(one('Namespace/bookinfo').type).toBe('kubernetes:core/v1:Namespace');
  expect(one('bookinfo/Deployment/details-v1').type).toBe('kubernetes:apps/v1:Deployment');
  expect(one('bookinfo/VirtualService/reviews').type).toBe('kubernetes:networking.istio.io/v1:VirtualService');
});

test('inputs are the objects as they are written, and the hint when they are ready', () => {
  const service = one('bookinfo/Service/reviews').inputs, written = (build(new App()).toJson() as any[]).find((o) => o.kind === 'Service' && o.metadata.name === 'reviews');
  expect(service).toEqual({ ...written, metadata: { ...written.metadata, annotations: { ...written.metadata.annotations, 'pulumi.com/skipAwait': 'true' } } });
  // The address of a load balancer is waited for.
  expect(one('bookinfo/Service/public').inputs.metadata.annotations?.['pulumi.com/skipAwait']).toBeUndefined();
});

test('a workload comes after its account and the rules that hold for it, a route after the pods that it sends requests to', () => {
  expect(one('bookinfo/Deployment/ratings-v1').dependsOn).toEqual(expect.arrayContaining(['ServiceAccount/ratings', 'AuthorizationPolicy/ratings', 'AuthorizationPolicy/allow-nothing', 'PeerAuthentication/ratings'].map((n) => `bookinfo:bookinfo/${n}`)));
  expect(one('bookinfo/VirtualService/reviews').dependsOn).toEqual(expect.arrayContaining(['DestinationRule/reviews', 'Deployment/reviews-v1', 'Deployment/reviews-v3'].map((n) => `bookinfo:bookinfo/${n}`)));
});

test('no workload waits for a Service, which waits for pods', () => {
  for (const r of all) if (/:(Deployment|StatefulSet|DaemonSet)$/.test(r.type)) expect(r.dependsOn.filter((d) => d.includes('/Service/'))).toEqual([]);
});

test('the plugin of the installed @pulumi/kubernetes is used', () => {
  expect(one('Namespace/bookinfo').version).toBe(require('@pulumi/kubernetes/package.json').version);
});

test('other API versions of a kind are the same object', () => {
  expect(one('bookinfo/VirtualService/reviews').aliases).toEqual(['v1beta1', 'v1alpha3'].map((v) => `urn:pulumi:test::shop::cdk8s-mesh:index:MeshResources$kubernetes:networking.istio.io/${v}:VirtualService::bookinfo:bookinfo/VirtualService/reviews`));
  expect(one('bookinfo/Deployment/details-v1').aliases).toEqual([]);
});
