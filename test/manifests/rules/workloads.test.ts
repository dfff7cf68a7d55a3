import { objectsOf, rulesTable } from './table';

describe('WorkloadEntry', () => {
  const make = objectsOf('networking.istio.io/v1/WorkloadEntry');
  rulesTable([make({ address: '1.2.3.4', ports: { http: 80 } }), make({ address: 'a.b' }), make({ address: 'unix:///a' })], [
    [make({}), 'spec.address', /missing/],
    [make({ network: 'n' }), 'spec.address', /network/, 'warning'],
    [make({ address: 'a_b' }), 'spec.address', /not an IP address or a DNS name/],
    [make({ address: 'unix://a' }), 'spec.address', /socket/],
    [make({ address: '1.1.1.1', ports: { a_b: 1 } }), 'spec.ports.a_b', /port name/],
    [make({ address: '1.1.1.1', ports: { a: 0 } }), 'spec.ports.a', /missing/],
    [make({ address: '1.1.1.1', labels: { 'a b': '' } }), 'spec.labels["a b"]', /label key/],
  ]);
});

describe('WorkloadGroup', () => {
  const make = objectsOf('networking.istio.io/v1/WorkloadGroup');
  const probe = (one: object) => make({ template: {}, probe: one });
  rulesTable([make({ template: {} }), probe({ httpGet: { port: 80, scheme: 'HTTPS' } }), probe({ exec: { command: ['a'] } })], [
    [make({}), 'spec.template', /missing/],
    [make({ template: {}, metadata: { labels: { a: '-' } } }), 'spec.metadata.labels.a', /label value/],
    [probe({}), 'spec.probe', /what to look at/],
    [probe({ grpc: { port: 80 } }), 'spec.probe.grpc', /refuses/],
    [probe({ tcpSocket: { port: 0 } }), 'spec.probe.tcpSocket.port', /missing/],
    [probe({ exec: {} }), 'spec.probe.exec.command', /missing/],
    [probe({ httpGet: { port: 80, scheme: 'http' } }), 'spec.probe.httpGet.scheme', /http/],
    [probe({ httpGet: { port: 80, httpHeaders: [{ name: 'a_b' }] } }), 'spec.probe.httpGet.httpHeaders[0].name', /header name/],
    [probe({ tcpSocket: { port: 1 }, periodSeconds: -1 }), 'spec.probe.periodSeconds', /-1/],
  ]);
});
