import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration } from 'cdk8s';
import { CertificateAuthority, IstioControlPlane, type IstioControlPlaneProps } from '../../../lib/control-plane/istio';
import { factsOf } from '../../../lib/control-plane/istio/chart/facts';
import { objectsFromCharts } from '../../../lib/control-plane/istio/chart/objects';
import type { FromChartProps } from '../../../lib/control-plane/istio/chart/options';
import { stringifyAll, type Manifest } from '../../../lib/manifests';

const folder = mkdtempSync(join(tmpdir(), 'from-chart-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What stands for a rendering of the charts: nothing of theirs is kept here. The suite `charts` has the real ones. */
const plain = (props: IstioControlPlaneProps = {}): readonly Manifest[] => new IstioControlPlane(new App(), 'istio', { profile: 'upstream', crds: 'skip', hints: [], createNamespace: false, ...props }).manifests();
let files = 0;
function file(objects: readonly Manifest[] | string): string {
  const path = join(folder, `${files++}.yaml`);
  writeFileSync(path, typeof objects === 'string' ? objects : stringifyAll(objects));
  return path;
}
const laid = (props: FromChartProps, objects = plain()) => objectsFromCharts('istio', { rendered: file(objects), ...props });
const find = (objects: readonly Manifest[], kind: string, name: string): any => objects.find((o) => o.kind === kind && o.metadata.name === name);

describe('on rendered files', () => {
  test('nothing changes but what is asked for', () => {
    expect(laid({ createNamespace: false }).objects).toEqual(plain());
    const { objects } = laid({ createNamespace: false, istiod: { replicas: 3 } });
    expect(find(objects, 'Deployment', 'istiod').spec.replicas).toBe(3);
    expect(find(objects, 'HorizontalPodAutoscaler', 'istiod')).toBeUndefined();
    expect(find(objects, 'PodDisruptionBudget', 'istiod')).toBeDefined();
    expect(find(objects, 'Service', 'istiod')).toEqual(find(plain(), 'Service', 'istiod'));
  });

  test('the facts are read back', () => {
    const objects = plain({ revision: 'blue', namespace: 'mesh', trustDomain: 'td.example', clusterDomain: 'cluster.example', ambient: true, image: { hub: 'r.example.com/istio', tag: '1.31.0' }, clusterName: 'east' });
    expect(factsOf('istio', objects)).toMatchObject({ revision: 'blue', namespace: 'mesh', trustDomain: 'td.example', clusterDomain: 'cluster.example', clusterName: 'east', hub: 'r.example.com/istio', tag: '1.31.0', cni: 'mesh', ztunnel: 'mesh', defaultRevision: 'blue', tags: [] });
    expect(laid({}, objects).settings).toMatchObject({ revision: 'blue', namespace: 'mesh', trustDomain: 'td.example' });
  });

  test.each([[['--domain=cluster.example'], 'cluster.example'], [[], 'cluster.local'], [['--domain', 'cluster.example'], 'cluster.example']])('a domain that is given as %j is %s', (flags, domain) => {
    const objects = plain().map((o: any) => (o.kind !== 'Deployment' ? o : { ...o, spec: { ...o.spec, template: { ...o.spec.template, spec: { ...o.spec.template.spec, containers: o.spec.template.spec.containers.map((c: any) => ({ ...c, args: ['discovery', ...flags] })) } } } }));
    expect(factsOf('istio', objects).clusterDomain).toBe(domain);
  });

  test('what the files say already may be said', () => {
    const objects = plain({ image: { hub: 'r.example.com/istio', tag: '1.31.0' }, trustDomain: 'td.example', cni: true });
    expect(laid({ createNamespace: false, image: { hub: 'r.example.com/istio' }, trustDomain: 'td.example', namespace: 'istio-system', defaultRevision: 'default', cni: { namespace: 'istio-system' } }, objects).objects).toEqual(objects);
    const { objects: newer } = laid({ image: { tag: '1.31.1' } }, objects);
    expect(find(newer, 'Deployment', 'istiod').spec.template.spec.containers[0].image).toBe('r.example.com/istio/pilot:1.31.1');
    expect(find(newer, 'DaemonSet', 'istio-cni-node').spec.template.spec.containers[0].image).toBe('r.example.com/istio/install-cni:1.31.1');
  });

  test('a mesh config is merged into the one that is there', () => {
    const { objects, settings } = laid({ meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } }, plain({ meshConfig: { accessLogFile: '/dev/stdout' } }));
    expect(settings.meshConfig).toMatchObject({ accessLogFile: '/dev/stdout', outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
    expect(find(objects, 'ConfigMap', 'istio').data.mesh).toContain('REGISTRY_ONLY');
  });

  test('a CA that is there is waited for, and the first installation\'s policy is not kept', () => {
    const objects = plain().map((o) => (o.kind === 'ValidatingWebhookConfiguration' ? { ...o, webhooks: (o.webhooks as object[]).map((w) => ({ ...w, failurePolicy: 'Ignore' })) } : o));
    const out = laid({ ca: CertificateAuthority.secret() }, objects).objects;
    expect(find(out, 'Deployment', 'istiod').spec.template.spec.volumes.find((v: any) => v.name === 'cacerts').secret).toEqual({ secretName: 'cacerts' });
    expect(find(out, 'ValidatingWebhookConfiguration', 'istiod-default-validator').webhooks[0]).not.toHaveProperty('failurePolicy');
    expect(find(laid({ validationFailurePolicy: 'Fail' }, objects).objects, 'ValidatingWebhookConfiguration', 'istiod-default-validator').webhooks[0].failurePolicy).toBe('Fail');
  });

  const injector = (o: Manifest): boolean => o.kind === 'ConfigMap' && o.metadata.name === 'istio-sidecar-injector';
  /** What the charts do by themselves, and what files may say instead. */
  const standard: readonly (readonly [IstioControlPlaneProps, IstioControlPlaneProps])[] = [
    [{ logLevel: 'default:info' }, { logLevel: 'all:debug' }], [{ logAsJson: false }, { logAsJson: true }], [{ networkPolicy: false }, { networkPolicy: true }], [{ stableApisOnly: false }, { stableApisOnly: true }], [{ ca: CertificateAuthority.selfSigned() }, { ca: CertificateAuthority.secret() }],
    [{ istiod: { autoscaling: { minReplicas: 1, maxReplicas: 5 } } }, { istiod: { autoscaling: { minReplicas: 3, maxReplicas: 7 } } }], [{ istiod: { traceSampling: 1, analysis: false, rollout: { maxSurge: '100%', maxUnavailable: '25%' } } }, { istiod: { traceSampling: 50, analysis: true, rollout: { maxSurge: 1, maxUnavailable: 1 } } }],
    [{ istiod: { resources: { requests: { cpu: '500m', memory: '2Gi' } } } }, { istiod: { resources: { requests: { cpu: '1' } } } }], [{ istiod: { podLabels: {}, tolerations: [] } }, { istiod: { podLabels: { a: 'b' } } }], [{ meshConfig: { enablePrometheusMerge: true } }, { meshConfig: { enablePrometheusMerge: false } }],
    [{ cni: { repair: 'repair', excludeNamespaces: ['kube-system'], maxUnavailable: 1 } }, { cni: { repair: 'delete', excludeNamespaces: [], maxUnavailable: 3 } }],
  ];
  test.each(standard)('%j, where the files say so, changes nothing', (props) => {
    const objects = plain({ cni: props.cni !== undefined });
    // Values that our own injector does not have are those of the charts.
    const { objects: now } = laid({ createNamespace: false, ...props }, objects);
    expect(now.filter((o) => !injector(o))).toEqual(objects.filter((o) => !injector(o)));
    expect(find(now, 'ConfigMap', 'istio-sidecar-injector').data.config).toBe(find(objects, 'ConfigMap', 'istio-sidecar-injector').data.config);
  });
  test.each(standard.filter(([props]) => props.istiod?.podLabels === undefined))('%j, where the files say otherwise, is what becomes of them', (props, other) => {
    // What has a name is found by it, in whatever order.
    const inOrder = (value: unknown): unknown => (Array.isArray(value) ? value.map(inOrder).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inOrder(inner)])) : value);
    const sorted = (objects: readonly Manifest[]) => inOrder(objects.filter((o) => !injector(o)));
    expect(sorted(laid({ createNamespace: false, ...props }, plain(other)).objects)).toEqual(sorted(plain({ cni: props.cni !== undefined })));
  });
  test('what cannot be found is refused', () => {
    expect(() => laid({ istiod: { maxConnectionAge: Duration.minutes(30) } }, plain({ istiod: { maxConnectionAge: Duration.hours(2) } }))).toThrow(/istiod cannot be laid on the rendered objects: spec\.template\.spec\.containers\[discovery\]\.args: the files say otherwise/);
    expect(() => laid({ istiod: { autoscaling: { cpu: 80 } } }, plain({ istiod: { autoscaling: { cpu: 60 } } }))).toThrow(/istiod cannot be laid on the rendered objects: spec\.metrics: the files say otherwise/);
  });

  const refusals: readonly [string, FromChartProps, RegExp, (readonly Manifest[])?][] = [
    ['another revision', { revision: 'green' }, /revision 'green' is not what was rendered: that is the default revision/],
    ['another namespace', { namespace: 'mesh' }, /namespace 'mesh' is not what was rendered: 'istio-system'/],
    ['a component that is not there', { ambient: true }, /ambient cannot be laid on rendered files: they lack the chart ztunnel/],
    ['a component that is there', { cni: false }, /cni cannot be laid on rendered files: they have the chart cni/, plain({ cni: true })],
    ['a component elsewhere', { cni: { namespace: 'kube-system' } }, /cni\.namespace 'kube-system' is not where the chart cni was rendered: 'istio-system'/, plain({ cni: true })],
    ['an object that is not there', { istiod: { serviceAnnotations: { a: 'b' } } }, /istiod cannot be laid on the rendered objects: Service 'istiod': it is not among the rendered objects/, plain().filter((o) => o.kind !== 'Service')],
    ['no istiod', {}, /the rendered objects have no Deployment of istiod/, plain().filter((o) => o.kind !== 'Deployment')],
    ['no mesh config', {}, /the rendered objects have no ConfigMap 'istio' in 'istio-system'/, plain().filter((o) => o.metadata.name !== 'istio')],
    ['values', { values: { istiod: {} } }, /values say nothing of files that are rendered already/],
    ['charts as well', { charts: '/charts' }, /charts and rendered exclude each other/],
  ];
  test.each(refusals.map(([name, props, message, objects]) => ({ name, props, message, objects })))('refused: $name', ({ props, message, objects }) => { expect(() => laid(props, objects)).toThrow(message); });

  test.each<[string, FromChartProps, RegExp]>([
    ['nothing', {}, /neither charts nor rendered/],
    ['no file', { rendered: [] }, /rendered names no file/],
    ['a file that is not there', { rendered: '/nowhere/istio.yaml' }, /rendered file '\/nowhere\/istio\.yaml' cannot be read: ENOENT/],
  ])('refused: %s', (_, props, message) => { expect(() => objectsFromCharts('istio', props)).toThrow(message); });
  test('refused: no YAML', () => { expect(() => objectsFromCharts('istio', { rendered: file('a: [') })).toThrow(/not readable as YAML/); });
});

describe('by Helm', () => {
  const charts = join(folder, 'charts');
  beforeAll(() => {
    for (const chart of ['base', 'istiod']) { mkdirSync(join(charts, chart), { recursive: true }); writeFileSync(join(charts, chart, 'Chart.yaml'), ''); }
  });
  /** Stands for Helm: says its version, and does something for `template`. */
  function helm(version: string, template: string): string {
    const path = join(folder, `helm-${files++}`);
    writeFileSync(path, `#!${process.execPath}\nif (process.argv[2] === 'version') process.stdout.write('${version}');\nelse { ${template} }\n`);
    chmodSync(path, 0o755);
    return path;
  }
  const from = (props: FromChartProps) => () => objectsFromCharts('istio', { charts, ...props });

  test('names that only values say are followed by all charts, and by what is ours', () => {
    const log = join(folder, 'names.jsonl');
    const rendered = file(plain({ namespace: 'mesh', revision: 'blue' }));
    const binary = helm('v3.21.4', `const fs = require('node:fs'); fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify([process.argv.slice(2), JSON.parse(fs.readFileSync(0, 'utf8'))]) + '\\n'); if (process.argv[3].startsWith('istiod')) process.stdout.write(fs.readFileSync(${JSON.stringify(rendered)}));`);
    const from = (props: FromChartProps) => objectsFromCharts('istio', { charts, helm: binary, ...props });
    const { settings, objects } = from({ values: { base: { global: { istioNamespace: 'mesh' } }, istiod: { revision: 'blue' } } });
    expect(settings).toMatchObject({ namespace: 'mesh', revision: 'blue' });
    expect(find(objects, 'Namespace', 'mesh')).toBeDefined();
    const calls = require('node:fs').readFileSync(log, 'utf8').trim().split('\n').map((line: string) => JSON.parse(line));
    expect(calls.map(([args]: any) => [args[1], args[4]])).toEqual([['istio-base', 'mesh'], ['istiod-blue', 'mesh']]);
    expect(calls[0][1]).toEqual({ defaultRevision: 'blue', global: { istioNamespace: 'mesh' } });
    expect(calls[1][1]).toMatchObject({ revision: 'blue', global: { istioNamespace: 'mesh' } });
    expect(() => from({ values: { base: { global: { istioNamespace: 'mesh' } }, istiod: { global: { istioNamespace: 'other' } } } })).toThrow(/values\.base\.global\.istioNamespace is 'mesh', and values\.istiod\.global\.istioNamespace 'other'[^]*say it once, with the prop namespace/);
    expect(() => from({ namespace: 'istio-system', values: { istiod: { global: { istioNamespace: 'mesh' } } } })).toThrow(/namespace is 'istio-system', and values\.istiod\.global\.istioNamespace 'mesh'/);
    expect(() => from({ revision: 'green', values: { istiod: { revision: 'blue' } } })).toThrow(/revision is 'green', and values\.istiod\.revision 'blue'/);
  });

  test('its objects are taken, with values on its input', () => {
    const log = join(folder, 'calls.jsonl');
    const rendered = file(plain());
    const binary = helm('v3.21.4', `const fs = require('node:fs'); fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify([process.argv.slice(2), JSON.parse(fs.readFileSync(0, 'utf8'))]) + '\\n'); if (process.argv[3] === 'istiod') process.stdout.write(fs.readFileSync(${JSON.stringify(rendered)}));`);
    const { objects } = objectsFromCharts('istio', { charts, helm: binary, values: { istiod: { autoscaleMin: 2, pilot: { rollingMaxSurge: 1 } } }, istiod: { rollout: { maxSurge: '50%' } } });
    expect(find(objects, 'Deployment', 'istiod')).toBeDefined();
    const calls = require('node:fs').readFileSync(log, 'utf8').trim().split('\n').map((line: string) => JSON.parse(line));
    expect(calls.map(([args]: any) => args)).toEqual([
      ['template', 'istio-base', join(charts, 'base'), '--namespace', 'istio-system', '--values', '-'],
      ['template', 'istiod', join(charts, 'istiod'), '--namespace', 'istio-system', '--values', '-'],
    ]);
    expect(calls[1][1]).toEqual({ autoscaleMin: 2, pilot: {}, rollingMaxSurge: '50%' });
  });

  test.each<[string, () => FromChartProps, RegExp]>([
    ['no Helm', () => ({ helm: '/nowhere/helm' }), /Helm is not there: '\/nowhere\/helm' was not found[\s\S]*install Helm 3\.8/],
    ['an old Helm', () => ({ helm: helm('v3.7.2', '') }), /Helm v3\.7\.2 is too old/],
    ['something else', () => ({ helm: helm('hello', '') }), /does not say which Helm it is: hello/],
    ['Helm\'s own words', () => ({ helm: helm('v4.2.4', "process.stderr.write('Error: unknown platform moon'); process.exit(1);") }), /Helm failed with chart '.*base':\n {4}Error: unknown platform moon/],
    ['a password is not told', () => ({ helm: helm('v4.2.4', "process.stderr.write('Error: no https://me:secret@charts.example.com/index.yaml'); process.exit(1);") }), /no https:\/\/\*\*\*@charts/],
    ['values of no chart', () => ({ values: { istod: {} } as never, helm: helm('v3.21.4', '') }), /a chart in values must be one of base, istiod, cni, ztunnel, not 'istod'/],
    ['no answer', () => ({ helm: helm('v3.21.4', 'setTimeout(() => {}, 60000);'), timeout: Duration.millis(1500) }), /Helm did not answer about chart '.*base' within 1\.5 s/],
    ['no folder', () => ({ charts: '/nowhere/charts', helm: helm('v3.21.4', '') }), /charts '\/nowhere\/charts' is no folder/],
    ['a chart that is not there', () => ({ cni: true, helm: helm('v3.21.4', '') }), /has no chart cni[\s\S]*looked for cni\/Chart\.yaml, istio-cni\/Chart\.yaml and cni-<version>\.tgz/],
  ])('refused: %s', (_, props, message) => { expect(from(props())).toThrow(message); });
});
