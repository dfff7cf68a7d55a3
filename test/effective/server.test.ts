import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as words, fromFile, readIstio, type IstioMesh, type SeenRequest } from '../../lib/effective';
import { gateOf } from '../../lib/effective/istio/server';
import { readManifests } from '../../lib/manifests/yaml';
import { portLines, serverFacts } from './server-facts';

const folder = join(__dirname, '../fixtures/effective/servers');
/** A first line `# mesh: {…}` is the mesh's configuration. */
const meshOf = (yaml: string): IstioMesh => readIstio(readManifests(yaml, 'mesh.yaml').manifests.map(fromFile), { inventory: 'closed', meshConfig: JSON.parse(/^# mesh: (.*)$/m.exec(yaml)?.[1] ?? '{}') as Record<string, unknown> });

/** Verdicts on the requests are those of the RBAC rules that istiod writes. */
describe('what istiod makes of the same objects', () => {
  const cases = readdirSync(folder).filter((f) => f.endsWith('.yaml'));
  test('there are some', () => { expect(cases.length).toBeGreaterThan(20); });
  test.each(cases)('%s', (file) => {
    const read = (ending: string): string => readFileSync(join(folder, file.replace('.yaml', ending)), 'utf8');
    const mesh = meshOf(read('.yaml')), expected = read('.istiod.txt'), name = file.replace('.yaml', '.requests.json');
    const requests = existsSync(join(folder, name)) ? JSON.parse(read('.requests.json')) as SeenRequest[] : [];
    const texts = [...expected.matchAll(/^# (.*)$/gm)].map(([, id]) => {
      const text = expected.slice(expected.indexOf(`# ${id}\n`)).split('\n\n')[0], ports = [...text.matchAll(/^([\d, ]+): /gm)].flatMap(([, list]) => list.split(', ').map(Number));
      return `# ${id}\n${portLines(serverFacts(mesh, mesh.workload(id)!, ports.sort((a, b) => a - b), requests))}\n`;
    });
    expect(texts.join('\n')).toBe(expected);
  });
});

describe('where facts come from', () => {
  const base = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: app, ports: [{containerPort: 8080}, {containerPort: 9090, name: admin}, {containerPort: 53, protocol: UDP}]}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 81, targetPort: 7000}]}
`;
  const object = (kind: string, name: string, spec: string, metadata = ''): string => `---\napiVersion: ${['Sidecar', 'EnvoyFilter'].includes(kind) ? 'networking' : kind === 'WasmPlugin' ? 'extensions' : 'security'}.istio.io/v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop${metadata}}\nspec: ${spec}\n`;
  const server = (yaml: string, meshConfig = '{}') => { const mesh = meshOf(`# mesh: ${meshConfig}\n${base}${yaml}`); return mesh.server(mesh.workload('shop/web')!); };
  const rules = (port: number, yaml: string): string[] => server(yaml).port(port).gate.authorization.flatMap((a) => a.rules.map((r) => words(r.when)));

  test('ports: of Services, then those that only containers declare', () => {
    expect(server('').ports.map((p) => [p.number, p.protocol, p.tls.value])).toEqual([[8080, 'http', 'PERMISSIVE'], [7000, 'tcp', 'PERMISSIVE'], [9090, 'auto', 'PERMISSIVE']]);
    expect(server('').port(1234)).toMatchObject({ number: 1234, protocol: 'auto', tls: { from: { default: 'Istio' } } });
  });

  test('a Sidecar says where requests are handed on to', () => {
    const { ports } = server(object('Sidecar', 's', '{ingress: [{port: {number: 8080, protocol: GRPC, name: x}, defaultEndpoint: "127.0.0.1:9"}]}'));
    expect(ports[0]).toMatchObject({ number: 8080, protocol: 'grpc', forwardTo: { value: '127.0.0.1:9', from: { object: { kind: 'Sidecar' }, field: 'spec.ingress[0].defaultEndpoint' } } });
    expect(ports.map((p) => p.protocol)).toEqual(['grpc', 'auto']);
  });

  test('modes name the policy, and the port of it', () => {
    const s = server(object('PeerAuthentication', 'p', '{selector: {matchLabels: {app: web}}, mtls: {mode: STRICT}, portLevelMtls: {9090: {mode: DISABLE}}}'));
    expect([s.port(8080).tls.value, s.port(8080).tls.from.field, s.port(9090).tls.value, s.port(9090).tls.from.field]).toEqual(['STRICT', 'spec.mtls.mode', 'DISABLE', 'spec.portLevelMtls["9090"].mode']);
  });

  test('each rule names itself', () => {
    const [policy] = server(object('AuthorizationPolicy', 'p', '{rules: [{to: [{operation: {methods: [GET]}}]}, {from: [{source: {namespaces: [a]}}]}]}')).port(8080).gate.authorization;
    expect([policy.from.object?.name, policy.rules.map((r) => r.from.field)]).toEqual(['p', ['spec.rules[0]', 'spec.rules[1]']]);
  });

  test('policies stand in the order in which a proxy asks them', () => {
    const policies = ['ALLOW', 'DENY', 'AUDIT', 'CUSTOM'].map((action) => object('AuthorizationPolicy', action.toLowerCase(), `{action: ${action}${action === 'CUSTOM' ? ', provider: {name: ext}' : ''}, rules: [{}]}`)).join('');
    expect(server(policies).port(8080).gate.authorization.map((p) => p.action)).toEqual(['CUSTOM', 'AUDIT', 'DENY', 'ALLOW']);
  });

  test('where no HTTP is read an ALLOW rule is dropped, a DENY rule loses its condition', () => {
    const rule = '[{from: [{source: {namespaces: [a]}}], to: [{operation: {methods: [GET]}}]}]';
    expect(rules(8080, object('AuthorizationPolicy', 'p', `{action: ALLOW, rules: ${rule}}`))).toEqual(['namespace of the caller is a and method is GET']);
    expect(rules(7000, object('AuthorizationPolicy', 'p', `{action: ALLOW, rules: ${rule}}`))).toEqual([]);
    expect(rules(7000, object('AuthorizationPolicy', 'p', `{action: DENY, rules: ${rule}}`))).toEqual(['namespace of the caller is a']);
    const auto = server(object('AuthorizationPolicy', 'p', `{action: ALLOW, rules: ${rule}}`)).port(9090);
    expect([auto.gate.authorization[0].rules.length, auto.bytesGate?.authorization[0].rules.length]).toEqual([1, 0]);
    expect(server('').port(8080).bytesGate).toBeUndefined();
  });

  test('an authorizer that cannot be asked refuses', () => {
    const policy = object('AuthorizationPolicy', 'c', '{action: CUSTOM, provider: {name: ext}, rules: [{}]}'), config = (service: string) => `{"extensionProviders":[{"name":"ext","envoyExtAuthzHttp":{"service":"${service}","port":80}}]}`;
    const failed = (yaml: string, meshConfig?: string) => server(yaml, meshConfig).port(8080).gate.authorization.map((a) => [a.action, a.failed]);
    expect(failed(policy)).toEqual([['CUSTOM', undefined]]);
    expect(failed(policy, config('web.shop.svc.cluster.local'))).toEqual([['CUSTOM', undefined]]);
    expect(failed(policy, config('shop/web.shop.svc.cluster.local'))).toEqual([['CUSTOM', undefined]]);
    expect(failed(policy, config('nobody.shop.svc.cluster.local'))).toEqual([['DENY', 'unknown-provider']]);
    expect(failed(policy, '{"extensionProviders":[]}')).toEqual([['DENY', 'unknown-provider']]);
    expect(failed(policy + object('AuthorizationPolicy', 'd', '{action: CUSTOM, provider: {name: other}, rules: [{}]}'))).toEqual([['DENY', 'several-providers'], ['DENY', 'several-providers']]);
    expect(failed(object('AuthorizationPolicy', 'c', '{action: CUSTOM, provider: {name: ext}, rules: [{}]}', ', annotations: {istio.io/dry-run: "true"}'))).toEqual([['DENY', 'dry-run-denies']]);
    expect(server(policy, config('web.shop.svc.cluster.local')).port(7000).gate.authorization).toEqual([]);
  });

  test('tokens: the default places, and their own', () => {
    const [a, b] = server(object('RequestAuthentication', 'r', '{jwtRules: [{issuer: z, fromHeaders: [{name: x-token, prefix: "T "}]}, {issuer: b}]}')).port(8080).gate.jwt;
    expect([a.issuer, a.headers, a.params, a.from.field]).toEqual(['b', [{ name: 'Authorization', prefix: 'Bearer ' }], ['access_token'], 'spec.jwtRules[1]']);
    expect([b.issuer, b.headers, b.params]).toEqual(['z', [{ name: 'x-token', prefix: 'T ' }], []]);
    expect(server(object('RequestAuthentication', 'r', '{jwtRules: [{issuer: a}]}')).port(7000).gate.jwt).toEqual([]);
  });

  test('what is not read is named', () => {
    const s = server(object('EnvoyFilter', 'mine', '{workloadSelector: {labels: {app: web}}}') + object('EnvoyFilter', 'other', '{workloadSelector: {labels: {app: no}}}') + object('WasmPlugin', 'w', '{url: x}') + object('WasmPlugin', 'gw', '{targetRefs: [{kind: Gateway, name: g, group: gateway.networking.k8s.io}]}'));
    expect(s.unread.map((u) => u.object?.name)).toEqual(['mine', 'w']);
  });

  test('policies with a target are for the pods of that Gateway', () => {
    const policy = object('AuthorizationPolicy', 'p', '{targetRefs: [{kind: Gateway, name: g, group: gateway.networking.k8s.io}], action: DENY, rules: [{}]}');
    const gate = (labels: string) => { const mesh = meshOf(base.replace('labels: {app: web}', `labels: {app: web${labels}}`) + policy); return gateOf(mesh.world, mesh.workload('shop/web')!, true).authorization.length; };
    expect([gate(''), gate(', gateway.networking.k8s.io/gateway-name: g'), gate(', gateway.networking.k8s.io/gateway-name: h')]).toEqual([0, 1, 0]);
  });

  test('odd input is passed over', () => {
    const s = server(object('AuthorizationPolicy', 'p', '{selector: 5, action: [x], rules: [7, null, {from: {a: b}, to: [3], when: x}]}') + object('PeerAuthentication', 'q', '{mtls: STRICT, portLevelMtls: [1]}') + object('RequestAuthentication', 'r', '{jwtRules: {issuer: a}}') + object('Sidecar', 's', '{ingress: 4}'));
    expect([s.port(8080).tls.value, s.port(8080).gate.jwt, s.port(8080).gate.authorization[0].rules.map((r) => words(r.when))]).toEqual(['PERMISSIVE', [], ['every request']]);
  });
});
