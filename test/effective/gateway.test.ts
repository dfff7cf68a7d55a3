import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromFile, readIstio, type Gateway } from '../../lib/effective';
import { VirtualService } from '../../lib/effective/istio/virtual-services';
import { readManifests } from '../../lib/manifests/yaml';
import { factsOf } from './gateway-facts';

const folder = join(__dirname, '../fixtures/effective/gateways');
const meshOf = (yaml: string, options = {}) => readIstio(readManifests(yaml, 'mesh.yaml').manifests.map(fromFile), options);
function gatewayIn(yaml: string, id = 'edge/edge'): Gateway {
  const mesh = meshOf(yaml), workload = mesh.workload(id);
  expect(workload?.proxy).toBe('gateway');
  return mesh.gateway(workload!);
}

describe('what istiod makes of the same objects', () => {
  const cases = readdirSync(folder).filter((f) => f.endsWith('.yaml'));
  test('there are some', () => { expect(cases.length).toBeGreaterThan(5); });
  test.each(cases)('%s', (file) => {
    const mesh = meshOf(readFileSync(join(folder, file), 'utf8'));
    const facts = mesh.workloads.filter((w) => w.proxy === 'gateway').map((w) => factsOf(mesh.gateway(w))).join('\n');
    expect(facts).toBe(readFileSync(join(folder, file.replace('.yaml', '.istiod.txt')), 'utf8').trimEnd());
  });
});

const workload = (ports = '[{ name: http, port: 80 }, { name: https, port: 443 }]', container = '') => `
apiVersion: v1
kind: Service
metadata: { name: edge, namespace: edge }
spec: { selector: { app: edge }, ports: ${ports} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: edge, namespace: edge }
spec:
  template:
    metadata: { labels: { app: edge }, annotations: { inject.istio.io/templates: gateway } }
    spec: { containers: [{ name: istio-proxy, image: auto${container} }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: web }
spec: { selector: { app: web }, ports: [{ name: http, port: 8080 }] }
`;
const gateway = (servers: string, name = 'edge', namespace = 'edge') => `
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { app: edge }, servers: ${servers} }
`;
const route = (name: string, hosts: string, more = 'http: [{ route: [{ destination: { host: web } }] }]', namespace = 'web') => `
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  hosts: ${hosts}
  gateways: [edge/edge]
  ${more}
`;
const plain = (hosts: string, port = 80) => `[{ port: { number: ${port}, name: http, protocol: HTTP }, hosts: ${hosts} }]`;

describe('the virtual host that a Host header means', () => {
  const table = () => gatewayIn(workload() + gateway(plain("['*']")) + route('exact', '[a.example.com]') + route('wide', "['*.example.com']") + route('wider', "['*.com']") + route('all', "['*']")).listeners[0].servers[0].http!;

  test.each([
    ['a.example.com', 'exact'], ['A.Example.COM', 'exact'], ['a.example.com:8443', 'exact'], ['b.example.com', 'wide'], ['c.b.example.com', 'wide'],
    ['example.com', 'wider'], ['a.example.org', 'all'], ['10.1.2.3:80', 'all'], ['[::1]:80', 'all'],
  ])('%s', (authority, name) => { expect(table().find(authority)?.from.object?.name).toBe(name); });

  test('a name that nobody lets in is 404', () => {
    const { http } = gatewayIn(workload() + gateway(plain("['*.example.com', web/one.example.org]")) + route('x', '[one.example.org]', undefined, 'other')).listeners[0].servers[0];
    expect(http!.find('one.example.org')).toBeUndefined();
    expect(http!.all()).toEqual([]);
  });
});

test('only the rules of the name that is asked for are made', () => {
  const many = Array.from({ length: 1000 }, (_, i) => route(`vs-${i}`, `[h${i}.example.com]`)).join('');
  const { http } = gatewayIn(workload() + gateway(plain("['*']")) + many).listeners[0].servers[0];
  const read = jest.spyOn(VirtualService.prototype, 'http', 'get');
  expect(http!.find('h500.example.com')!.from.object?.name).toBe('vs-500');
  expect(new Set(read.mock.contexts)).toHaveProperty('size', 1);
  read.mockRestore();
  expect(http!.all()).toHaveLength(1000);
});

describe('ports', () => {
  const podPort = (ports: string, container?: string) => gatewayIn(workload(ports, container) + gateway(plain("['*']"))).listeners.map((l) => [l.port, l.podPort]);

  test('are those that the Service leads to', () => { expect(podPort('[{ name: http, port: 80, targetPort: 8080 }]')).toEqual([[80, 8080]]); });
  test('stay where no Service has them', () => { expect(podPort('[{ name: http, port: 8080 }]')).toEqual([[80, 80]]); });
  test('are found by the name of the container port', () => { expect(podPort('[{ name: http, port: 80, targetPort: web }]', ', ports: [{ name: web, containerPort: 8081 }]')).toEqual([[80, 8081]]); });
  test('with a name that no container has are not led anywhere', () => { expect(podPort('[{ name: http, port: 80, targetPort: nothing }]')).toEqual([[80, 80]]); });
  test('that share a target are known by the first of them only', () => { expect(podPort('[{ name: http, port: 8080, targetPort: 8080 }, { name: http-2, port: 80, targetPort: 8080 }]')).toEqual([[80, 80]]); });
});

describe('servers that another leaves no place for', () => {
  test('a TLS name twice on a port', () => {
    const https = (name: string, hosts: string) => `[{ port: { number: 443, name: ${name}, protocol: HTTPS }, hosts: ${hosts}, tls: { mode: SIMPLE, credentialName: c } }]`;
    const { ignored, listeners } = gatewayIn(workload() + gateway(https('https', '[a.example.com]')) + gateway(https('https', '[b.example.com, a.example.com]'), 'later', 'web'));
    expect(ignored).toMatchObject([{ why: 'duplicate-host', host: 'a.example.com' }]);
    expect([ignored[0].server.object?.name, ignored[0].server.field, ignored[0].because.object?.name]).toEqual(['later', 'spec.servers[0]', 'edge']);
    expect(listeners.map((l) => l.servers.map((s) => s.hosts))).toEqual([[['a.example.com']]]);
  });

  test('a port that speaks something else', () => {
    const { ignored, listeners } = gatewayIn(workload() + gateway(`[{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['*'] }, { port: { number: 80, name: tcp, protocol: TCP }, hosts: ['*'] }]`));
    expect(ignored).toMatchObject([{ why: 'port-taken' }]);
    expect(listeners).toHaveLength(1);
  });

  test('redirects of one name count as TLS names', () => {
    const redirect = (name: string) => `[{ port: { number: 80, name: ${name}, protocol: HTTP }, hosts: [a.example.com], tls: { httpsRedirect: true } }]`;
    expect(gatewayIn(workload() + gateway(redirect('http')) + gateway(redirect('http'), 'second')).ignored).toMatchObject([{ why: 'duplicate-host' }]);
  });
});

describe('a listener that the proxy refuses', () => {
  const tls = (hosts: string, more: string, name: string) => `{ port: { number: 443, name: ${name}, protocol: ${more.includes('PASSTHROUGH') ? 'TLS' : 'HTTPS'} }, hosts: ${hosts}, tls: { ${more} } }`;
  const sni = (host: string) => route('sni', `['${host}']`, `tls: [{ match: [{ sniHosts: ['${host}'] }], route: [{ destination: { host: web } }] }]`);

  test('has a name twice: TLS that ends, and TLS that is passed on', () => {
    const [{ refused }] = gatewayIn(workload() + gateway(`[${tls('[a.example.com]', 'mode: SIMPLE, credentialName: c', 'https')}, ${tls("['*.example.com']", 'mode: PASSTHROUGH', 'tls')}]`) + sni('a.example.com')).listeners;
    expect(refused).toMatchObject({ name: 'a.example.com', servers: [{ field: 'spec.servers[0]' }, { field: 'spec.servers[1]' }] });
  });
  test('has a name twice: once for a namespace', () => {
    const [{ refused }] = gatewayIn(workload() + gateway(`[${tls('[web/a.example.com]', 'mode: SIMPLE, credentialName: c', 'https')}, ${tls('[a.example.com]', 'mode: SIMPLE, credentialName: c', 'https-2')}]`)).listeners;
    expect(refused?.name).toBe('a.example.com');
  });
  test('is none with names that only cover one another', () => {
    const [{ refused, servers }] = gatewayIn(workload() + gateway(`[${tls('[a.example.com]', 'mode: SIMPLE, credentialName: c', 'https')}, ${tls("['*.example.com']", 'mode: PASSTHROUGH', 'tls')}]`) + sni('*.example.com')).listeners;
    expect(refused).toBeUndefined();
    expect(servers.map((s) => s.hosts)).toEqual([['a.example.com'], ['*.example.com']]);
  });
});

test('TLS says what it is and where it stands', () => {
  const [{ servers: [server], protocol }] = gatewayIn(workload() + gateway(`[{ port: { number: 443, name: https, protocol: HTTPS }, hosts: ['./*', a.example.com], tls: { mode: MUTUAL, credentialName: cert, subjectAltNames: [client.example.com], minProtocolVersion: TLSV1_3 } }]`)).listeners;
  expect(protocol).toBe('HTTPS');
  expect(server.tls).toMatchObject({ value: { mode: 'MUTUAL', credential: 'cert', subjectAltNames: ['client.example.com'], minVersion: 'TLSV1_3' }, from: { field: 'spec.servers[0].tls' } });
  expect(server.hosts).toEqual(['*']);
  expect(server.declared).toEqual(['edge/*', 'a.example.com']);
});

test('fields of a wrong type are passed over', () => {
  const odd = gatewayIn(workload() + gateway(`[7, { hosts: ['*'] }, { port: 80, hosts: x }, { port: { number: 80, protocol: HTTP }, hosts: [3, b.example.com], tls: yes, bind: 4 }]`) + route('odd', '[b.example.com]', 'http: { a: 1 }'));
  expect(odd.listeners.map((l) => l.podPort)).toEqual([80]);
  expect(odd.listeners[0].servers[0].http!.all()).toEqual([]);
});
