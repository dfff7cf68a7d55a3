import { FEATURES } from '../../../lib/model';
import { Istio } from '../../../lib/targets/istio';
import { merged } from '../../../lib/targets/istio/support';
import { Builder, port } from '../../resolve/model';
import { emitAll, outOfOrder, problems } from './emit';
import { wide } from './wide';

describe('Istio', () => {
  test('has a word on every feature', () => {
    expect(FEATURES.filter((f) => Istio.sidecar().supports[f] === undefined)).toEqual([]);
  });

  test('refuses ambient so far, with what to do', () => {
    expect(() => Istio.ambient()).toThrow('use Istio.sidecar()');
  });

  test.each([
    [{ version: '1.30' as '1.31' }, 'Istio 1.30 is not known; known are 1.31'],
    [{ revision: 'A B' }, "'A B' cannot be an Istio revision"],
    [{ rootNamespace: '' }, "'' cannot be Istio's root namespace"],
    [{ clusterDomain: 'cluster..local' }, "'cluster..local' cannot be the cluster's domain"],
    [{ trustDomain: 'Ex ample' }, "'Ex ample' cannot be a trust domain"],
    [{ meshConfig: { extensionProviders: [{ name: '' }] } }, 'meshConfig.extensionProviders[0] has no name'],
    [{ meshConfig: { extensionProviders: [{ name: 'a', zipkin: {} }, { name: 'a', zipkin: {} }] } }, "names 'a' twice"],
    [{ meshConfig: { extensionProviders: [{ name: 'a', zipkin: {}, opentelemetry: {} }] } }, 'says what it is in one field'],
  ])('refuses %j', (facts, message) => {
    expect(() => Istio.sidecar(facts)).toThrow(message);
  });

  test('writes what the cluster accepts, in the printed order, twice the same', () => {
    const resolved = wide().resolve();
    const first = emitAll(resolved);
    expect(first.length).toBeGreaterThan(60);
    expect(problems(first)).toEqual([]);
    expect(first.flatMap((m) => outOfOrder(m).map((o) => `${m.kind} ${m.metadata.name} ${o}`))).toEqual([]);
    expect(JSON.stringify(emitAll(resolved))).toBe(JSON.stringify(first));
  });

  test('names no two objects alike', () => {
    const all = emitAll(wide()).map((m) => `${m.apiVersion} ${m.kind} ${m.metadata.namespace}/${m.metadata.name}`);
    expect(all.filter((k, i) => all.indexOf(k) !== i)).toEqual([]);
  });

  test('writes in an order that can be applied', () => {
    const kinds = [...new Set(emitAll(wide()).filter((m) => m.metadata.namespace === 'shop' || m.metadata.name === 'shop').map((m) => m.kind))];
    const at = (kind: string): number => kinds.indexOf(kind);
    const before = [['Namespace', 'ServiceAccount'], ['ServiceAccount', 'Deployment'], ['Service', 'DestinationRule'], ['ServiceEntry', 'DestinationRule'], ['DestinationRule', 'VirtualService'], ['Gateway', 'VirtualService'], ['AuthorizationPolicy', 'Sidecar'], ['VirtualService', 'Deployment']];
    expect(before.filter(([a, b]) => at(a!) === -1 || at(b!) === -1 || at(a!) > at(b!))).toEqual([]);
  });

  test('keeps quiet where there is nothing to say', () => {
    const b = new Builder();
    const mesh = b.mesh('shop');
    b.service(mesh, 'web', { ports: [port(80), port(443, 'tls')] });
    expect(emitAll(b).filter((m) => m.kind === 'DestinationRule' || m.kind === 'VirtualService')).toEqual([]);
  });
});

test('several emitters of one feature are as good as the worst', () => {
  const emit = () => undefined;
  expect(merged([{ supports: { split: 'full' }, emit }, { supports: { split: { degraded: 'a' }, retry: 'full' }, emit }, { supports: { split: { degraded: 'b' } }, emit }])).toEqual({ split: { degraded: 'a; b' }, retry: 'full' });
  expect(merged([{ supports: { split: { degraded: 'a' } }, emit }, { supports: { split: 'absent' }, emit }])).toEqual({ split: 'absent' });
});
