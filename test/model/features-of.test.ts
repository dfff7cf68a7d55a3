import { featuresOf } from '../../lib/model/features-of';
import { Builder, back, listener, match, on, port, regex, request, rule, value, version } from '../resolve/model';

test('features are found with the construct that asks for them', () => {
  const b = new Builder(), m = b.mesh('shop', { access: 'AUDIT', visibility: 'ALL' }), pay = b.mesh('pay');
  const s = b.service(m, 's', { versions: ['v1', 'v2'], ports: [port(80), port(81, 'grpc')] }), c = b.service(pay, 'c', { headless: true, pods: { meshed: false } });
  const g = b.gateway(m, 'edge', { listeners: [listener({ protocol: 'HTTPS', certificate: { secret: 's', mutual: true } })] });
  b.route(pay, 'r', g, [rule([match({ path: regex('/a.*'), cookies: [value('x', 'exact', '1', true)] })], [back(s, 50), back(version(s, 'v2'), 50)], { mirrorTo: s, timeout: 'off' })]);
  b.split(s, { v1: 100 });
  b.calls(s, c, [request({ claims: { a: ['b'] } })], { retries: 'off' });
  b.policy('LoadBalancing', m, on.service(c), { algorithm: { kind: 'hash', by: { sourceIp: true } }, failover: [] });
  const found = featuresOf(b.model());
  expect([...found.keys()].sort()).toEqual([
    'access.audit', 'action.mirror', 'action.split', 'action.timeout', 'call', 'call.claims', 'call.options', 'call.other-owner', 'call.requests', 'gateway.https', 'gateway.managed', 'gateway.mutual-tls',
    'load-balancing', 'load-balancing.hash', 'match.cookie', 'match.cookie.not', 'match.path.regex', 'mtls', 'policy.other-owner', 'port.grpc', 'port.http', 'route.http', 'route.other-owner',
    'service', 'service.headless', 'service.versions', 'split', 'visibility.all', 'workload.existing', 'workload.unmeshed',
  ]);
  expect(found.get('match.path.regex')).toEqual({ path: 'pay/r' });
});

test('a listener without a certificate asks for no mutual TLS', () => {
  const b = new Builder(), m = b.mesh('shop');
  b.gateway(m, 'edge', { listeners: [listener({ protocol: 'HTTP' })] });
  expect([...featuresOf(b.model()).keys()].sort()).toEqual(['gateway.http', 'gateway.managed', 'mtls']);
});

test('what one mesh asks for is found where another asks for it first', () => {
  const b = new Builder(), first = b.mesh('a', { access: 'AUDIT' }), second = b.mesh('b', { access: 'AUDIT', egress: 'ANY' });
  b.calls(b.service(second, 's'), b.service(first, 't'));
  expect(featuresOf(b.model()).get('access.audit')).toEqual({ path: 'a' });
  expect(featuresOf(b.model(), ['b']).get('access.audit')).toEqual({ path: 'b' });
  expect([...featuresOf(b.model(), ['a']).keys()]).not.toContain('egress.any');
  expect([...featuresOf(b.model(), ['b']).keys()]).toEqual(expect.arrayContaining(['egress.any', 'call.other-owner']));
});
