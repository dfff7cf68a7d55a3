import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromConstruct, fromFile, readIstio, type Client, type Forward, type Rule } from '../../lib/effective';
import { millisOf } from '../../lib/effective/istio/duration';
import { VirtualService } from '../../lib/effective/istio/virtual-services';
import { readManifests } from '../../lib/manifests/yaml';
import { factsOf } from './client-facts';

const folder = join(__dirname, '../fixtures/effective/clients');
const manifestsOf = (yaml: string) => readManifests(yaml, 'mesh.yaml').manifests;
const meshOf = (yaml: string, options = {}) => readIstio(manifestsOf(yaml).map(fromFile), options);
function clientIn(yaml: string, options = {}, id = 'a/client'): Client {
  const mesh = meshOf(yaml, options);
  return mesh.client(mesh.workload(id)!);
}
const forward = (rule: Rule): Forward => { expect(rule.action.kind).toBe('forward'); return rule.action as Forward; };

const workload = (name: string, namespace: string, labels = '') => `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec: { template: { metadata: { labels: { app: ${name}${labels} } }, spec: { containers: [{ name: c, image: i }] } } }`;
const service = (name: string, namespace: string, ports: string, more = '') => `
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { app: ${name} }, ports: [${ports}]${more} }`;
const HTTP = '{ name: http, port: 80 }';
const istio = (kind: string, name: string, namespace: string, spec: string) => `
---
apiVersion: networking.istio.io/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec:${spec}`;
const base = workload('client', 'a') + service('web', 'a', HTTP, ', clusterIP: 10.0.0.1') + service('api', 'b', `${HTTP}, { name: grpc, port: 9090 }`);

describe('finding the virtual host of a Host header', () => {
  const client = clientIn(base + service('heads', 'a', HTTP, ', clusterIP: None') + istio('ServiceEntry', 'ext', 'b', `
  hosts: ['*.example.com', '*.deep.example.com', one.example.com]
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: NONE`));
  const target = (authority: string) => { const { action } = client.http(80)!.find(authority)!.rules[0]; return action.kind === 'forward' ? action.to[0].to.host : action.kind; };
  test.each([
    ['web', 'web.a.svc.cluster.local'], ['WEB:80', 'web.a.svc.cluster.local'], ['web.a', 'web.a.svc.cluster.local'], ['web.a.svc', 'web.a.svc.cluster.local'],
    ['web.a.svc.cluster.local.', 'web.a.svc.cluster.local'], ['10.0.0.1:80', 'web.a.svc.cluster.local'], ['api', 'passthrough'], ['api.b', 'api.b.svc.cluster.local'],
    ['heads', 'heads.a.svc.cluster.local'], ['pod-0.heads', 'heads.a.svc.cluster.local'], ['pod-0.heads.a.svc.cluster.local', 'heads.a.svc.cluster.local'], ['pod-0.web', 'passthrough'],
    ['one.example.com', 'one.example.com'], ['two.example.com', '*.example.com'], ['a.b.deep.example.com', '*.deep.example.com'], ['example.com', 'passthrough'], ['[::1]:80', 'passthrough'], ['', 'passthrough'],
  ])('%s', (authority, host) => { expect(target(authority)).toBe(host); });
  test('is the same as the one among all', () => {
    for (const host of client.http(80)!.all()) for (const domain of host.domains) if (!domain.startsWith('*')) expect(client.http(80)!.find(domain)).toBe(host);
  });
  test('a port without HTTP has no table', () => {
    expect(client.http(81)).toBeUndefined();
    expect(client.httpPorts()).toEqual([80, 9090]);
  });
});

test('the rules of other hosts are not worked out', () => {
  const spy = jest.spyOn(VirtualService.prototype, 'http', 'get');
  const names = Array.from({ length: 50 }, (_, i) => `s${i}`);
  const client = clientIn(workload('client', 'a') + names.map((n) => service(n, 'a', HTTP) + istio('VirtualService', n, 'a', `\n  hosts: [${n}]\n  http: [{ route: [{ destination: { host: ${n} } }], timeout: 1s }]`)).join(''));
  expect(client.http(80)!.find('s7')!.rules).toHaveLength(1);
  expect(spy.mock.contexts.map((vs) => (vs as VirtualService).name)).toEqual(['s7']);
  spy.mockRestore();
});

describe('tables are shared', () => {
  const two = (vs: string) => { const mesh = meshOf(base + workload('other', 'a', ', tier: back') + vs); return ['a/client', 'a/other'].map((id) => mesh.client(mesh.workload(id)!).http(80)); };
  test('by workloads that see the same', () => { const [one, other] = two(''); expect(one).toBe(other); });
  test('not where routes look at the caller', () => {
    const [one, other] = two(istio('VirtualService', 'web', 'a', `
  hosts: [web]
  http: [{ match: [{ sourceLabels: { tier: back } }], route: [{ destination: { host: api.b.svc.cluster.local } }] }]`));
    expect(forward(one!.find('web')!.rules[0]).to[0].to.host).toBe('web.a.svc.cluster.local');
    expect(forward(other!.find('web')!.rules[0]).to[0].to.host).toBe('api.b.svc.cluster.local');
  });
});

describe('where facts come from', () => {
  const rules = clientIn(base + istio('VirtualService', 'web', 'a', `
  hosts: [web]
  http:
    - { match: [{ uri: { prefix: /a } }], delegate: { name: part, namespace: b }, timeout: 5s }
    - { route: [{ destination: { host: web }, weight: 1 }, { destination: { host: api.b.svc.cluster.local }, weight: 3 }], retries: { attempts: 1 } }`) + istio('VirtualService', 'part', 'b', `
  http:
    - { match: [{ uri: { exact: /b } }], route: [{ destination: { host: api } }] }
    - { match: [{ uri: { exact: /a/b } }, { uri: { exact: /a/c } }], route: [{ destination: { host: api } }], retries: { attempts: 3, perTryTimeout: 1s } }`)).http(80)!.find('web')!.rules;
  const place = (p: { readonly object?: { readonly name: string }; readonly field?: string; readonly default?: string }) => (p.default ?? `${p.object!.name} ${p.field}`);

  test('a match that the root does not cover takes its route with it', () => { expect(rules.map((r) => place(r.from))).toEqual(['part spec.http[1].match[0]', 'part spec.http[1].match[1]', 'web spec.http[1]']); });
  test('fields of a delegate, and of the route that delegates', () => {
    const { to, timeout, retries } = forward(rules[0]);
    expect([place(to[0].from), place(timeout.from), place(retries.from)]).toEqual(['part spec.http[1].route[0]', 'web spec.http[0].timeout', 'part spec.http[1].retries']);
    expect([to[0].to.host, timeout.value, retries.value.attempts]).toEqual(['api.b.svc.cluster.local', 5000, 3]);
  });
  test('shares, and defaults that nobody wrote', () => {
    const { to, timeout } = forward(rules[2]);
    expect(to.map((s) => `${s.weight} ${place(s.from)}`)).toEqual(['1 web spec.http[1].route[0]', '3 web spec.http[1].route[1]']);
    expect(place(timeout.from)).toBe('Istio');
  });
  test('a file and its line', () => { expect((rules[2].from.source as () => unknown)()).toMatchObject({ file: 'mesh.yaml', line: expect.any(Number) }); });
});

describe('retries', () => {
  const of = (options: object, more = '') => forward(clientIn(base + more, options).http(80)!.find('web')!.rules[0]).retries;
  const route = istio('VirtualService', 'web', 'a', '\n  hosts: [web]\n  http: [{ route: [{ destination: { host: web } }] }]');
  test('Istio has its own', () => { expect(of({})).toEqual({ value: { attempts: 2, perTryTimeout: 0, on: ['cancelled', 'connect-failure', 'refused-stream', 'retriable-status-codes', 'unavailable'], avoidPrevious: true }, from: { default: 'Istio' } }); });
  test('the mesh config replaces them', () => { expect(of({ meshConfig: { defaultHttpRetryPolicy: { attempts: 5, retryOn: 'reset,503', perTryTimeout: '1.5s' } } }, route)).toEqual({ value: { attempts: 5, perTryTimeout: 1500, on: ['503', 'reset', 'retriable-status-codes'], avoidPrevious: true }, from: { default: 'MeshConfig' } }); });
  test('an empty policy is none', () => { expect(of({ meshConfig: { defaultHttpRetryPolicy: {} } }).value).toEqual({ attempts: 0, perTryTimeout: 0, on: [] }); });
  test('with consistent hashing a try may meet the same endpoint', () => {
    const hashing = istio('DestinationRule', 'web', 'a', '\n  host: web\n  trafficPolicy: { loadBalancer: { consistentHash: { httpHeaderName: x } } }');
    expect(of({}, route + hashing).value.avoidPrevious).toBeUndefined();
    // The route that a service has by itself does not look at its DestinationRule.
    expect(of({}, hashing).value.avoidPrevious).toBe(true);
  });
});

describe('headers', () => {
  const rule = (route: string) => clientIn(base + istio('VirtualService', 'web', 'a', `\n  hosts: [web]\n  http: [${route}]`)).http(80)!.find('web')!.rules[0];
  test('those of the only destination come behind the route\'s', () => {
    const made = rule('{ headers: { request: { add: { A: "1", B: "1" }, remove: [Gone] } }, route: [{ destination: { host: web }, headers: { request: { set: { a: "2", Host: inner } } } }] }');
    expect(made.requestHeaders).toEqual({ set: { a: '2' }, add: { b: '1' }, remove: ['gone'] });
    expect(forward(made).rewrite!.value).toEqual({ authority: 'inner' });
  });
  test('of several destinations each has its own', () => {
    const { to } = forward(rule('{ route: [{ destination: { host: web }, weight: 1, headers: { request: { set: { Host: one } }, response: { remove: [x] } } }, { destination: { host: api.b }, weight: 1 }, { destination: { host: zero } }] }'));
    expect(to.map(({ to: { host }, authority, responseHeaders }) => [host, authority, responseHeaders?.remove])).toEqual([['web.a.svc.cluster.local', 'one', ['x']], ['api.b', undefined, undefined]]);
  });
});

describe('what a client knows', () => {
  const sidecar = istio('Sidecar', 'default', 'a', '\n  egress: [{ hosts: ["./*"] }]');
  const route = istio('VirtualService', 'web', 'a', '\n  hosts: [web]\n  http: [{ route: [{ destination: { host: api.b.svc.cluster.local, port: { number: 9090 } } }] }]');
  test('everything, without a Sidecar', () => {
    const client = clientIn(base);
    expect(client.hosts().map((h) => h.name).sort()).toEqual(['api.b.svc.cluster.local', 'web.a.svc.cluster.local']);
    expect([client.scope.default, client.unknown.value]).toEqual(['Istio', 'allow']);
  });
  test('what its Sidecar imports', () => {
    const client = clientIn(base + sidecar);
    expect([client.host('api.b.svc.cluster.local'), client.host('web.a.svc.cluster.local')?.namespace, client.scope.object?.kind]).toEqual([undefined, 'a', 'Sidecar']);
    expect(client.destination({ host: 'api.b.svc.cluster.local', port: 80 })).toBeUndefined();
  });
  test('and what routes among that send to, with the ports that they name', () => {
    const client = clientIn(base + sidecar + route);
    expect(client.host('api.b.svc.cluster.local')!.ports.map((p) => p.number)).toEqual([9090]);
    expect(client.destination({ host: 'api.b.svc.cluster.local', port: 9090 })?.port.protocol).toBe('grpc');
    expect(client.destination({ host: 'api.b.svc.cluster.local', port: 80 })).toBeUndefined();
    expect(client.http(80)!.find('api.b')!.domains).toEqual(['*']);
  });
  test('a policy without a mode is the registry alone', () => {
    expect(clientIn(base + istio('Sidecar', 'default', 'a', '\n  outboundTrafficPolicy: {}')).unknown.value).toBe('refuse');
    expect(clientIn(base + istio('Sidecar', 'default', 'a', '\n  outboundTrafficPolicy: { mode: ALLOW_ANY, egressProxy: { host: out.b.svc.cluster.local, port: { number: 8080 } } }')).unknown.value).toEqual({ host: 'out.b.svc.cluster.local', port: 8080 });
  });
  test('a listener for HTTP proxying has no table of its own', () => {
    expect(clientIn(base + istio('Sidecar', 'default', 'a', '\n  egress: [{ port: { number: 15080, protocol: HTTP_PROXY, name: p }, hosts: ["*/*"] }, { hosts: ["*/*"] }]')).http(15080)).toBeUndefined();
  });
});

describe('connections', () => {
  const entry = (name: string, host: string, more = '') => istio('ServiceEntry', name, 'b', `
  hosts: [${host}]
  ports: [{ number: 5432, name: tcp, protocol: TCP }]
  resolution: DNS${more}`);
  const rules = (yaml: string) => clientIn(base + yaml).bytes(5432).map(({ when, host, to }) => ({ when, host, to: to[0].to.host }));
  test('hosts without an address share the port: the first has it', () => {
    expect(rules(entry('one', 'one.example.com') + entry('two', 'two.example.com'))).toEqual([{ when: { op: 'always' }, host: undefined, to: 'one.example.com' }]);
  });
  test('a host with an address is before them', () => {
    expect(rules(entry('one', 'one.example.com') + entry('two', 'two.example.com', '\n  addresses: [192.0.2.1/32]'))).toEqual([
      { when: { op: 'address', of: 'destination', cidr: '192.0.2.1' }, host: 'two.example.com', to: 'two.example.com' }, { when: { op: 'always' }, host: undefined, to: 'one.example.com' },
    ]);
  });
  test('a Service has an address even where nobody knows it', () => {
    expect(rules(service('db', 'b', '{ name: tcp, port: 5432 }') + entry('one', 'one.example.com'))).toEqual([
      { when: { op: 'always' }, host: 'db.b.svc.cluster.local', to: 'db.b.svc.cluster.local' }, { when: { op: 'always' }, host: undefined, to: 'one.example.com' },
    ]);
  });
});

describe('who is first', () => {
  const dated = (name: string, time: string) => istio('VirtualService', name, 'a', `\n  hosts: [web]\n  http: [{ route: [{ destination: { host: web } }], timeout: ${name.length}s }]`).replace(`name: ${name},`, `name: ${name},${time === '' ? '' : ` creationTimestamp: '${time}',`}`);
  const winner = (yaml: string) => clientIn(base + yaml).http(80)!.find('web')!.from.object?.name;
  test('the oldest', () => { expect(winner(dated('a', '2025-01-02T00:00:00Z') + dated('bb', '2025-01-01T00:00:00Z'))).toBe('bb'); });
  test('of one age the first by name', () => { expect(winner(dated('bb', '2025-01-01T00:00:00Z') + dated('a', '2025-01-01T00:00:00Z'))).toBe('a'); });
  test('what exists before what is to be made', () => { expect(winner(dated('a', '') + dated('bb', '2025-01-01T00:00:00Z'))).toBe('bb'); });
});

test.each([['1h30m', 5_400_000], ['1.5s', 1500], ['100ms', 100], ['250us', 0.25], ['0', 0], ['0s', 0], ['-1s', -1000], ['.5s', 500], ['5', undefined], ['s', undefined], ['1s x', undefined], [5, undefined]])('the duration %p', (written, millis) => {
  expect(millisOf(written)).toBe(millis);
});

test('nothing that is written makes it fail', () => {
  const odd: readonly unknown[] = [null, 7, 'odd', [], {}, [null, 1, 'x', {}], { a: { b: 1 } }, true];
  let tried = 0;
  for (const file of readdirSync(folder).filter((f) => f.endsWith('.yaml'))) {
    const plain = manifestsOf(readFileSync(join(folder, file), 'utf8')).map((m) => m.manifest as unknown as Record<string, unknown>);
    for (const [at, manifest] of plain.entries()) {
      for (const [i, path] of pathsOf(manifest.spec).entries()) {
        // Each fourth field meets one of them; over all files every kind of field meets all.
        if ((i + at) % 4 !== 0) continue;
        const changed = replaced(manifest.spec, path, odd[((i + at) / 4) % odd.length]);
        const mesh = readIstio(plain.map((m, n) => fromConstruct((n === at ? { ...m, spec: changed } : m) as never, {})));
        for (const workload of mesh.workloads.slice(0, 1)) expect(factsOf(mesh.client(workload))).toEqual(expect.any(String));
        for (const host of mesh.world.hosts) expect(mesh.world.workloadsBehind(host)).toEqual(expect.any(Array));
        tried++;
      }
    }
  }
  expect(tried).toBeGreaterThan(500);
});
type Path = readonly (string | number)[];
function pathsOf(value: unknown): Path[] {
  const below = Array.isArray(value) ? value.map((v, i): [number, unknown] => [i, v]) : typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [[], ...below.flatMap(([key, v]) => pathsOf(v).map((p): Path => [key, ...p]))];
}
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((v: unknown, i) => (i === key ? replaced(v, rest, by) : v));
  return { ...(value as object), [key]: replaced((value as Record<string, unknown>)[key], rest, by) };
}
