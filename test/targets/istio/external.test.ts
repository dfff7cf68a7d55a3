import { Istio } from '../../../lib/targets/istio';
import { back, Builder, on, port, request, rule } from '../../resolve/model';
import { emitAll, ends, ofKind, problems } from './emit';

const emitted = (b: Builder) => {
  const all = emitAll(b);
  expect(problems(all)).toEqual([]);
  return { entries: ofKind(all, 'ServiceEntry'), rules: ofKind(all, 'DestinationRule'), routes: ofKind(all, 'VirtualService'), gateways: ofKind(all, 'Gateway'), services: ofKind(all, 'Service') };
};
const shop = () => {
  const b = new Builder();
  const mesh = b.mesh('shop');
  return { b, mesh, web: b.service(mesh, 'web') };
};
const findings = (b: Builder): string[] => {
  const r = b.resolve();
  return Istio.sidecar().check(r, r.model.meshes).map((d) => `${d.code} ${d.path}`);
};
const tls = { port: 443, subjectAltNames: [] };

describe('hosts outside', () => {
  test('by name', () => {
    const { b, mesh } = shop();
    b.external(mesh, 'api', { hosts: ['api.example.com'], ports: [port(80), port(443, 'https'), port(5432, 'tcp', { containerPort: 15432 })] });
    expect(emitted(b).entries['shop/api']).toEqual({
      apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'api', namespace: 'shop' },
      spec: {
        hosts: ['api.example.com'], location: 'MESH_EXTERNAL', resolution: 'DNS',
        ports: [{ name: 'http-80', number: 80, protocol: 'HTTP' }, { name: 'https-443', number: 443, protocol: 'HTTPS' }, { name: 'tcp-5432', number: 5432, protocol: 'TCP', targetPort: 15432 }],
      },
    });
  });
  test('by address; bytes are told apart by it', () => {
    const { b, mesh } = shop();
    const addresses = ['192.0.2.1', '192.0.2.2'];
    b.external(mesh, 'http', { resolution: 'STATIC', addresses });
    b.external(mesh, 'tcp', { resolution: 'STATIC', addresses, ports: [port(5432, 'tcp')] });
    b.external(mesh, 'any', { resolution: 'NONE', hosts: ['*.example.com'], ports: [port(443, 'tls')] });
    const { entries } = emitted(b);
    expect(entries['shop/http']!.spec).toMatchObject({ endpoints: [{ address: '192.0.2.1' }, { address: '192.0.2.2' }], resolution: 'STATIC' });
    expect([entries['shop/http']!.spec.addresses, entries['shop/tcp']!.spec.addresses]).toEqual([undefined, addresses]);
    expect(entries['shop/any']!.spec).toEqual({ hosts: ['*.example.com'], location: 'MESH_EXTERNAL', ports: [{ name: 'tls-443', number: 443, protocol: 'TLS' }], resolution: 'NONE' });
  });
});

describe('hosts that are told by their addresses', () => {
  const addresses = ['192.0.2.1', '192.0.2.2'];
  const database = (more: object) => ({ resolution: 'STATIC' as const, addresses, ports: [port(5432, 'tcp')], ...more });
  test('are imported with all of their addresses', () => {
    const { b, mesh, web } = shop();
    b.calls(web, b.external(mesh, 'db', database({})));
    b.calls(web, b.external(mesh, 'one', database({ hosts: ['one.example.com'], addresses: ['192.0.2.3'] })));
    b.calls(web, b.external(mesh, 'http', { resolution: 'STATIC', addresses }));
    const all = emitAll(b);
    expect(ofKind(all, 'Sidecar')['shop/web']!.spec.egress[0].hosts).toEqual(['*/db.example.com', 'kube-system/kube-dns.kube-system.svc.cluster.local', 'shop/http.example.com', 'shop/one.example.com']);
  });
  test('share no address and port with another that the same workload calls', () => {
    const { b, mesh, web } = shop();
    const one = (name: string, more: object) => b.external(mesh, name, database({ hosts: [`${name}.example.com`], addresses: ['192.0.2.1'], ...more }));
    b.calls(web, one('a', {}));
    b.calls(web, one('b', {}));
    b.calls(web, one('c', { ports: [port(3306, 'tcp')] }));
    b.calls(web, one('d', { addresses: ['192.0.2.3'] }));
    b.calls(b.service(mesh, 'other'), one('e', {}));
    expect(findings(b)).toEqual(['MESH1610 shop/b']);
  });
});

describe('TLS that the proxy adds', () => {
  test('is verified by name and by the authorities of the image', () => {
    const { b, mesh } = shop();
    b.external(mesh, 'api', { hosts: ['api.example.com'], tls });
    const { entries, rules } = emitted(b);
    expect(entries['shop/api']!.spec.ports).toEqual([{ name: 'http-80', number: 80, protocol: 'HTTP', targetPort: 443 }]);
    expect(rules['shop/api']!.spec).toEqual({ host: 'api.example.com', trafficPolicy: { tls: { caCertificates: 'system', mode: 'SIMPLE', sni: 'api.example.com', subjectAltNames: ['api.example.com'] } } });
  });
  test('only where the application speaks plain HTTP, with its pool repeated, host by host', () => {
    const { b, mesh } = shop();
    const api = b.external(mesh, 'api', { hosts: ['a.example.com', 'b.example.com'], ports: [port(80), port(443, 'https')], tls: { ...tls, sni: 'c.example.com', caCertificates: '/ca.pem', subjectAltNames: ['d.example.com'] } });
    b.policy('ConnectionPool', mesh, on.external(api), { maxConnections: 5 });
    const { rules } = emitted(b);
    expect(Object.keys(rules)).toEqual(['shop/api', 'shop/api.b.example.com']);
    const pool = { tcp: { maxConnections: 5 } };
    expect(rules['shop/api']!.spec.trafficPolicy).toEqual({
      connectionPool: pool,
      portLevelSettings: [{ connectionPool: pool, port: { number: 80 }, tls: { caCertificates: '/ca.pem', mode: 'SIMPLE', sni: 'c.example.com', subjectAltNames: ['d.example.com'] } }],
    });
  });
  test('with a certificate of the client: each caller has a rule that selects it', () => {
    const { b, mesh, web } = shop();
    const api = b.external(mesh, 'api', { hosts: ['api.example.com'], tls: { ...tls, clientCertificate: 'ours' } });
    b.service(mesh, 'stranger');
    b.calls(web, api);
    const { rules } = emitted(b);
    expect(Object.keys(rules)).toEqual(['shop/api', 'shop/api.web']);
    // Nobody else sends in the clear.
    expect(rules['shop/api']!.spec).toEqual({ host: 'api.example.com', trafficPolicy: { tls: { caCertificates: 'system', mode: 'SIMPLE', sni: 'api.example.com', subjectAltNames: ['api.example.com'] } } });
    expect(rules['shop/api.web']!.spec).toEqual({
      exportTo: ['.'], host: 'api.example.com', trafficPolicy: { tls: { credentialName: 'ours', mode: 'MUTUAL', sni: 'api.example.com', subjectAltNames: ['api.example.com'] } },
      workloadSelector: { matchLabels: { app: 'web' } },
    });
  });
  test('takes the authorities from one place', () => {
    const { b, mesh } = shop();
    b.external(mesh, 'api', { tls: { ...tls, clientCertificate: 'ours', caCertificates: '/ca.pem' } });
    expect(findings(b)).toEqual(['MESH1607 shop/api']);
  });
});

describe('client policies', () => {
  test('of the host, and of single callers in front of them', () => {
    const { b, mesh, web } = shop();
    const api = b.external(mesh, 'api', { hosts: ['a.example.com', 'b.example.com'] });
    b.policy('TimeoutPolicy', mesh, on.external(api), { request: 5000 });
    b.policy('RetryPolicy', mesh, on.external(api), 'off');
    b.calls(web, api, [request({ methods: ['POST'] })], { timeout: 1000 });
    const { routes } = emitted(b);
    expect(Object.keys(routes)).toEqual(['shop/api', 'shop/api.b.example.com']);
    expect(routes['shop/api.b.example.com']!.spec).toEqual({
      hosts: ['b.example.com'],
      http: [
        { match: [{ method: { exact: 'POST' }, sourceLabels: { app: 'web' }, sourceNamespace: 'shop' }], retries: { attempts: 0 }, route: [{ destination: { host: 'b.example.com' } }], timeout: '1s' },
        { retries: { attempts: 0 }, route: [{ destination: { host: 'b.example.com' } }], timeout: '5s' },
      ],
    });
  });
  test('none, no object', () => {
    const { b, mesh } = shop();
    b.external(mesh, 'api');
    const { rules, routes } = emitted(b);
    expect([rules, routes]).toEqual([{}, {}]);
  });
});

describe('egress gateways', () => {
  const through = (ports = [port(80), port(443, 'https'), port(9000, 'tcp')]) => {
    const { b, mesh, web } = shop();
    const gateway = b.gateway(mesh, 'out', { role: 'egress', listeners: [] });
    const api = b.external(mesh, 'api', { hosts: ['api.example.com'], ports, via: gateway.id });
    b.calls(web, api);
    return { b, mesh, web, gateway, api };
  };
  test('are reached with an identity, and pass on TLS as it is', () => {
    const { b } = through();
    const { gateways, rules, services } = emitted(b);
    expect(gateways['shop/out']!.spec.servers).toEqual([
      { hosts: ['*'], port: { name: 'http-80', number: 80, protocol: 'HTTPS' }, tls: { mode: 'ISTIO_MUTUAL' } },
      { hosts: ['api.example.com'], port: { name: 'tls-443', number: 443, protocol: 'TLS' }, tls: { mode: 'PASSTHROUGH' } },
      { hosts: ['*'], port: { name: 'tcp-9000', number: 9000, protocol: 'TLS' }, tls: { mode: 'ISTIO_MUTUAL' } },
    ]);
    expect(rules['shop/out']!.spec.trafficPolicy.portLevelSettings).toEqual([{ port: { number: 80 }, tls: { mode: 'ISTIO_MUTUAL' } }, { port: { number: 9000 }, tls: { mode: 'ISTIO_MUTUAL' } }]);
    expect(services['shop/out']!.spec.ports.map((p: any) => p.port)).toEqual([80, 443, 9000]);
  });
  test('callers are sent there, the gateway sends on', () => {
    const { b, mesh, api } = through();
    b.policy('TimeoutPolicy', mesh, on.external(api), { request: 2000 });
    const { gateways, hosts, http, tcp, tls: opaque } = emitted(b).routes['shop/api']!.spec;
    expect([gateways, hosts]).toEqual([['mesh', 'shop/out'], ['api.example.com']]);
    const legs = (routes: any[]) => routes.map((r) => [r.match.map((m: any) => [m.gateways[0], m.port]), ends(r), r.timeout]);
    expect(legs(http)).toEqual([[[['mesh', 80]], 'out:80', '2s'], [[['shop/out', 80]], 'api:80', undefined]]);
    expect(legs(opaque)).toEqual([[[['mesh', 443]], 'out:443', undefined], [[['shop/out', 443]], 'api:443', undefined]]);
    expect(legs(tcp)).toEqual([[[['mesh', 9000]], 'out:9000', undefined], [[['shop/out', 9000]], 'api:9000', undefined]]);
  });
  test('single callers are told by their labels: named gateways would decide alone', () => {
    const { b, web, api } = through([port(80)]);
    b.calls(web, api, [request({ methods: ['POST'] })], { timeout: 1000 });
    const { http } = emitted(b).routes['shop/api']!.spec;
    expect(http.map((h: any) => [h.match, ends(h), h.timeout])).toEqual([
      [[{ method: { exact: 'POST' }, port: 80, sourceLabels: { app: 'web' }, sourceNamespace: 'shop' }], 'out:80', '1s'],
      [[{ gateways: ['mesh'], port: 80 }], 'out:80', undefined], [[{ gateways: ['shop/out'], port: 80 }], 'api:80', undefined],
    ]);
  });
  test('repeat nothing where the caller may not', () => {
    const { b, mesh, api } = through([port(80)]);
    b.policy('RetryPolicy', mesh, on.external(api), 'off');
    expect(emitted(b).routes['shop/api']!.spec.http.map((h: any) => h.retries)).toEqual([{ attempts: 0 }, { attempts: 0 }]);
  });
  test('what they cannot do is reported', () => {
    const { b, mesh, web, gateway, api } = through();
    b.external(mesh, 'bytes', { ports: [port(9000, 'tcp')], via: gateway.id });
    b.external(mesh, 'other', { ports: [port(80, 'tls')], via: gateway.id });
    b.external(mesh, 'wild', { hosts: ['*.example.com'], ports: [port(444, 'tls')], resolution: 'NONE', via: gateway.id });
    b.route(mesh, 'r', web, [rule([], [back(api, 100, 'http-80')])]);
    expect(findings(b)).toEqual(['MESH1605 shop/r', 'MESH1603 shop/wild', 'MESH1604 shop/other', 'MESH1604 shop/bytes']);
  });
});
