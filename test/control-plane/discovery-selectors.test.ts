import { App } from 'cdk8s';
import { diagnosticsOf, Istio, IstioControlPlane, IstioGateway, Mesh, MeshNamespace, MeshService, Port, Source, Workload } from '../../lib';
import { discovered, labelsToAdd } from '../../lib/targets/istio/discovery';
import { temporary } from '../helpers/apps';

const config = (...discoverySelectors: object[]) => ({ discoverySelectors });
const key = (name: string, operator: string, ...values: string[]) => ({ matchExpressions: [{ key: name, operator, ...(values.length && { values }) }] });

test.each<[string, object[], Record<string, string>, boolean | undefined, boolean | undefined]>([
  ['no selector', [], {}, true, true],
  ['a label that is there', [{ matchLabels: { a: '1' } }], { a: '1' }, true, true],
  ['a label of another value', [{ matchLabels: { a: '1' } }], { a: '2' }, false, false],
  ['a label that is not there', [{ matchLabels: { a: '1' } }], {}, false, undefined],
  ['one of two selectors', [{ matchLabels: { a: '1' } }, { matchLabels: { b: '1' } }], { b: '1' }, true, true],
  ['one of two labels', [{ matchLabels: { a: '1', b: '1' } }], { b: '1' }, false, undefined],
  ['among values', [key('a', 'In', '1', '2')], { a: '2' }, true, true],
  ['not among values', [key('a', 'NotIn', '1')], { a: '1' }, false, false],
  ['no label is not among values', [key('a', 'NotIn', '1')], {}, true, undefined],
  ['a label at all', [key('a', 'Exists')], {}, false, undefined],
  ['no such label', [key('a', 'DoesNotExist')], {}, true, undefined],
  ['the name', [{ matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }], {}, true, true],
  ['another name', [{ matchLabels: { 'kubernetes.io/metadata.name': 'bank' } }], {}, false, false],
  ['an empty selector', [{}], {}, true, true],
])('%s', (_name, selectors, labels, all, some) => {
  expect(discovered(config(...selectors), 'shop', labels, true)).toBe(all);
  expect(discovered(config(...selectors), 'shop', labels, false)).toBe(some);
});

test.each<[object[], Record<string, string>, string | undefined]>([
  [[{ matchLabels: { b: '2', a: '1' } }], { b: '2' }, "{ 'a': '1' }"],
  [[key('a', 'In', '1', '2')], {}, "{ 'a': '1' }"],
  [[key('a', 'Exists')], {}, "{ 'a': 'true' }"],
  [[key('a', 'NotIn', '1')], { a: '1' }, undefined],
  [[{ matchLabels: { 'kubernetes.io/metadata.name': 'bank' } }], {}, undefined],
  [[{ matchLabels: { 'kubernetes.io/metadata.name': 'bank' } }, key('a', 'Exists')], {}, "{ 'a': 'true' }"],
])('the label to add: %j', (selectors, labels, expected) => { expect(labelsToAdd(config(...selectors), 'shop', labels)).toBe(expected); });

const selectors = { meshConfig: { discoverySelectors: [{ matchLabels: { mesh: 'on' } }] } };
function shop(app: App, props: ConstructorParameters<typeof MeshNamespace>[2] | undefined, target?: Istio): readonly string[] {
  const mesh = new Mesh(app, 'shop', { target });
  if (props) new MeshNamespace(mesh, 'shop', props);
  new MeshService(mesh, 'web', { ports: [Port.http(80)], workload: Workload.container({ image: 'registry.example.com/web:1' }) }).allows(Source.namespace('tests'));
  return diagnosticsOf(app).map((d) => `${d.code} ${d.message}`);
}
const wrong = ["MESH1609 istiod does not look into namespace 'shop': none of meshConfig.discoverySelectors selects it"];

test('a mesh without a control plane is told as well', () => { expect(shop(new App(), undefined, Istio.sidecar(selectors))).toEqual(wrong); });

test.each<[ConstructorParameters<typeof MeshNamespace>[2], readonly string[]]>([
  [{ labels: { mesh: 'on' } }, []],
  [{ labels: { mesh: 'off' } }, wrong],
  [{ manage: 'label' }, []],              // it may have the label
  [{ manage: 'label', labels: { mesh: 'off' } }, wrong],
])('a namespace with %j', (props, expected) => {
  const app = new App();
  new IstioControlPlane(app, 'istio', selectors);
  expect(shop(app, props)).toEqual(expected);
});

test('a gateway: only the name of its namespace is known where somebody else makes it', () => {
  const synth = (props: ConstructorParameters<typeof IstioGateway>[2], labels?: Record<string, string>) => {
    const app = new App({ outdir: temporary() });
    const istio = new IstioControlPlane(app, 'istio', selectors);
    new IstioGateway(istio, 'ingress', props);
    if (labels) istio.patch('Namespace', 'ingress', { metadata: { labels } });
    return app.synth();
  };
  expect(() => synth({})).toThrow(/MESH1441 istiod does not look into namespace 'ingress'/);
  expect(() => synth({}, { mesh: 'on' })).not.toThrow();
  expect(() => synth({ createNamespace: false })).not.toThrow();
});
