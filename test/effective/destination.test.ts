import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromFile, readIstio, type IstioMesh } from '../../lib/effective';
import { destinationRuleFor, mergedRules } from '../../lib/effective/istio/destination-rules';
import { readManifests } from '../../lib/manifests/yaml';
import { destinationsOf } from './destination-facts';

const folder = join(__dirname, '../fixtures/effective/destinations');
/** A first line `# mesh: {…}` is the mesh's configuration. */
const meshOf = (yaml: string): IstioMesh => readIstio(readManifests(yaml, 'mesh.yaml').manifests.map(fromFile), { inventory: 'closed', meshConfig: JSON.parse(/^# mesh: (.*)$/m.exec(yaml)?.[1] ?? '{}') as object as Record<string, unknown> });

describe('what istiod makes of the same objects', () => {
  const cases = readdirSync(folder).filter((f) => f.endsWith('.yaml'));
  test('there are some', () => { expect(cases.length).toBeGreaterThan(14); });
  test.each(cases)('%s', (file) => {
    const mesh = meshOf(readFileSync(join(folder, file), 'utf8')), groups = new Map<string, string[]>();
    const subsets = [...new Set(mesh.world.objects.of('networking.istio.io/DestinationRule').flatMap(({ manifest }) => ((manifest.spec as { subsets?: { name: string }[] }).subsets ?? []).map((s) => s.name)))];
    for (const workload of mesh.workloads.filter((w) => w.proxy !== 'none' && w.kind !== 'WorkloadEntry')) {
      const facts = destinationsOf(mesh, workload, subsets);
      groups.set(facts, [...(groups.get(facts) ?? []), workload.id]);
    }
    expect([...groups].map(([facts, ids]) => `# ${ids.sort().join(', ')}\n${facts}\n`).sort().join('\n')).toBe(readFileSync(join(folder, file.replace('.yaml', '.istiod.txt')), 'utf8'));
  });
});

describe('where facts come from', () => {
  const base = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {metadata: {labels: {app: web, version: v1}}, spec: {serviceAccountName: web, containers: [{name: app, ports: [{containerPort: 8080}]}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: client, namespace: a}
spec: {template: {metadata: {labels: {app: client}}, spec: {containers: [{name: app}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
`;
  const rule = (namespace: string, name: string, spec: string): string => `---\napiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: ${spec}\n`;
  const host = 'web.shop.svc.cluster.local';
  const reach = (yaml: string, subset?: string, meshConfig = '{}') => { const mesh = meshOf(`# mesh: ${meshConfig}\n${base}${yaml}`); return mesh.client(mesh.workload('a/client')!).destination({ host, port: 80, ...(subset && { subset }) }); };

  test('nobody wrote anything', () => {
    const d = reach('')!;
    expect([d.tls, d.pool, d.balancing].map(({ from }) => from)).toEqual([{ default: 'Istio' }, { default: 'Istio' }, { default: 'Istio' }]);
    expect([d.tls.value, d.pool.value, d.outlier, d.balancing.value, d.rules]).toEqual([{ mode: 'AUTO' }, { connectTimeout: 10_000 }, undefined, { algorithm: 'LEAST_REQUEST' }, []]);
    expect(d.workloads().map((w) => w.id)).toEqual(['shop/web']);
  });

  test('each block names its own field', () => {
    const yaml = rule('shop', 'web', `{host: web, trafficPolicy: {tls: {mode: DISABLE}, outlierDetection: {interval: 5s}, portLevelSettings: [{port: {number: 81}}, {port: {number: 80}, connectionPool: {tcp: {maxConnections: 1}}, tls: {mode: SIMPLE}}]},
      subsets: [{name: v1, labels: {version: v1}, trafficPolicy: {loadBalancer: {simple: RANDOM}}}, {name: v2, labels: {version: v2}}]}`);
    const whole = reach(yaml)!, v1 = reach(yaml, 'v1')!;
    expect([whole.tls, whole.pool, v1.tls, v1.balancing].map(({ from }) => from.field)).toEqual(['spec.trafficPolicy.portLevelSettings[1].tls', 'spec.trafficPolicy.portLevelSettings[1].connectionPool', 'spec.trafficPolicy.portLevelSettings[1].tls', 'spec.subsets[0].trafficPolicy.loadBalancer']);
    expect(whole.tls.from.object).toEqual({ apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', namespace: 'shop', name: 'web' });
    expect(whole.outlier).toBeUndefined();
    expect(v1.rules.map((r) => r.object?.name)).toEqual(['web']);
    expect([v1.workloads().length, reach(yaml, 'v2')!.workloads().length]).toEqual([1, 0]);
    expect(v1.labels).toEqual({ version: 'v1' });
  });

  test('what is not there', () => {
    const mesh = meshOf(base), client = mesh.client(mesh.workload('a/client')!);
    expect(client.destination({ host, port: 80, subset: 'v1' })).toBeUndefined();
    expect(client.destination({ host, port: 81 })).toBeUndefined();
    expect(client.destination({ host: 'nobody.shop.svc.cluster.local', port: 80 })).toBeUndefined();
  });

  test('a mesh that says it for all', () => {
    const d = reach('', undefined, '{"connectTimeout":"2s","enableAutoMtls":false,"defaultTrafficPolicy":{"outlierDetection":{"consecutive5xxErrors":3}},"localityLbSetting":{"failover":[{"from":"eu","to":"us"}]}}')!;
    expect([d.pool, d.outlier!.from, d.tls]).toEqual([{ value: { connectTimeout: 2000 }, from: { default: 'MeshConfig' } }, { default: 'MeshConfig' }, { value: { mode: 'DISABLE' }, from: { default: 'MeshConfig' } }]);
    expect(d.balancing.value.locality).toEqual({ enabled: true, failover: [{ from: 'eu', to: 'us' }] });
  });

  test('mutual TLS goes by the namespace of the host, as its policy says', () => {
    const policy = '---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: p, namespace: shop}\nspec: {mtls: {mode: DISABLE}}\n';
    expect(reach(policy)!.tls).toMatchObject({ value: { mode: 'DISABLE' }, from: { object: { name: 'p' }, field: 'spec.mtls.mode' } });
  });

  test('TLS that a proxy cannot open is none, and says why', () => {
    const tls = (block: string) => reach(rule('shop', 'web', `{host: web, trafficPolicy: {tls: ${block}}}`))!.tls.value;
    expect(tls('{mode: SIMPLE, credentialName: secret}')).toEqual({ mode: 'DISABLE', unfit: { mode: 'SIMPLE', why: 'secret-without-selector' } });
    expect(tls('{mode: MUTUAL, clientCertificate: /c.pem}')).toEqual({ mode: 'DISABLE', unfit: { mode: 'MUTUAL', why: 'no-client-certificate' } });
    expect(reach(rule('a', 'web', `{host: ${host}, workloadSelector: {matchLabels: {app: client}}, trafficPolicy: {tls: {mode: SIMPLE, credentialName: secret}}}`))!.tls.value).toEqual({ mode: 'SIMPLE', credential: 'secret', caCertificates: 'secret-cacert' });
  });

  test('hash and locality of a rule', () => {
    const value = reach(rule('shop', 'web', '{host: web, trafficPolicy: {loadBalancer: {consistentHash: {httpCookie: {name: c, path: /p, ttl: 1m}}, localityLbSetting: {enabled: false}}}}'))!.balancing.value;
    expect(value).toEqual({ algorithm: 'RING_HASH', ringSize: 1024, hash: { cookie: 'c', path: '/p', ttl: 60_000 }, locality: { enabled: false } });
  });

  test('a Service that says where its traffic stays', () => {
    const mesh = meshOf(base.replace('ports: [{name: http', 'trafficDistribution: PreferClose, ports: [{name: http'));
    expect(mesh.client(mesh.workload('a/client')!).destination({ host, port: 80 })!.balancing.value.locality).toEqual({ enabled: true, failoverPriority: ['topology.istio.io/network', 'topology.kubernetes.io/region', 'topology.kubernetes.io/zone'] });
  });

  test('rules that were merged, and the one for a workload', () => {
    const { world } = meshOf(base + rule('shop', 'a', '{host: web, subsets: [{name: v1}]}') + rule('shop', 'b', `{host: ${host}, trafficPolicy: {tls: {mode: DISABLE}}, subsets: [{name: v1, labels: {x: y}}, {name: v2}]}`));
    const [merged, ...more] = mergedRules(world, 'a', host, 'shop');
    expect(more).toEqual([]);
    expect([merged.rules.map((r) => r.object?.name), merged.subsets.map((s) => [s.name, s.from.object?.name, s.from.field]), merged.policy?.from.object?.name]).toEqual([['a', 'b'], [['v1', 'a', 'spec.subsets[0]'], ['v2', 'b', 'spec.subsets[1]']], 'b']);
    expect(destinationRuleFor(world, { namespace: 'a', labels: {} }, { name: host, namespace: 'shop' })).toBe(merged);
    expect(destinationRuleFor(world, { namespace: 'a', labels: {} }, { name: 'other.example.com', namespace: 'shop' })).toBeUndefined();
  });

  test('odd input is passed over', () => {
    const d = reach(rule('shop', 'web', '{host: web, exportTo: 5, trafficPolicy: {tls: SIMPLE, connectionPool: {tcp: [1], http: {maxRetries: x}}, outlierDetection: 7, loadBalancer: {simple: 4}, portLevelSettings: {a: b}}, subsets: {name: v1}}'))!;
    expect([d.tls.value.mode, d.pool.value, d.outlier, d.balancing.value.algorithm]).toEqual(['AUTO', { connectTimeout: 10_000 }, undefined, 'LEAST_REQUEST']);
  });
});
