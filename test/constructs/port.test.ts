import { Port } from '../../lib';
import { portFacts } from '../../lib/constructs/port';

const facts = (...ports: Port[]) => portFacts(ports, (name) => ({ web: 8080 })[name]);
const names = (...ports: Port[]) => facts(...ports).map((p) => p.name);

test('a port is named after its protocol, the second and later ones with their number', () => {
  expect(names(Port.http(80), Port.grpc(7070), Port.http(8080), Port.http(9090), Port.tcp(1), Port.http2(2), Port.https(3), Port.tls(4))).toEqual(['http', 'grpc', 'http-8080', 'http-9090', 'tcp', 'http2', 'https', 'tls']);
});

test('what is appended renames nothing', () => {
  const ports = [Port.http(80), Port.http(81), Port.grpc(7070)];
  for (const more of [Port.http(82), Port.grpc(7071), Port.tcp(5)]) expect(names(...ports, more).slice(0, 3)).toEqual(names(...ports));
});

test('a name of its own does not use up the name of the protocol', () => expect(names(Port.http(80, { name: 'admin' }), Port.http(81))).toEqual(['admin', 'http']));

test('container ports', () => {
  expect(facts(Port.http(80))[0]).toEqual({ name: 'http', number: 80, protocol: 'http', containerPort: 80 });
  expect(facts(Port.http(80, { targetPort: 8080 }))[0].containerPort).toBe(8080);
  expect(facts(Port.http(80, { targetPort: 'web' }))[0]).toMatchObject({ containerPort: 8080, targetPortName: 'web' });
  expect(facts(Port.http(80, { targetPort: { name: 'web', number: 3000 } }))[0]).toMatchObject({ containerPort: 3000, targetPortName: 'web' });
});

test.each([
  [() => Port.http(0), /Port\.http must be a whole number from 1 to 65535, not 0/],
  [() => Port.tcp(1.5), /not 1\.5/],
  [() => Port.http(80, { name: 'Web' }), /name of a port/],
  [() => Port.http(80, { targetPort: 70000 }), /targetPort/],
  [() => Port.http(80, { targetPort: '8080' }), /a letter among them/],
  [() => Port.http(80, { targetPort: { name: 'a-name-much-too-long', number: 1 } }), /up to 15/],
])('%#: refuses', (make, message) => expect(make).toThrow(message));
