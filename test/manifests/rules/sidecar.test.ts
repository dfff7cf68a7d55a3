import { objectsOf, rulesTable } from './table';

const make = objectsOf('networking.istio.io/v1/Sidecar');
const hosts = (...names: string[]) => make({ egress: [{ hosts: names }] });
const egress = (...listeners: object[]) => make({ egress: listeners.map((one) => ({ hosts: ['./*'], ...one })) });
const ingress = (one: object, protocol = 'HTTP') => make({ ingress: [{ port: { number: 80, protocol }, ...one }] });
const outbound = (outboundTrafficPolicy: object) => make({ outboundTrafficPolicy });

describe('Sidecar', () => {
  rulesTable([
    hosts('./*', 'istio-system/*', '*/a.b.c', '~x/*'), egress({ port: { number: 80, protocol: 'HTTP' } }, {}), ingress({ defaultEndpoint: '[::1]:80' }),
    ingress({ tls: { mode: 'SIMPLE', serverCertificate: '/a', privateKey: '/b' } }, 'HTTPS'), outbound({ mode: 'ALLOW_ANY', egressProxy: { host: 'a.b', port: { number: 1 } } }),
    egress({ port: { number: 0, protocol: 'HTTP' }, bind: 'unix:///a' }),
  ], [
    [make({}), 'spec', /sets nothing/],
    [make({ workloadSelector: { labels: { a: '*' } }, outboundTrafficPolicy: {} }), 'spec.workloadSelector.labels.a', /wildcard/],
    [hosts(), 'spec.egress[0].hosts', /missing/],
    [hosts('a.b'), 'spec.egress[0].hosts[0]', /no namespace/],
    [hosts('./a'), 'spec.egress[0].hosts[0]', /short name/],
    [hosts('./a.b', 'shop/a.b'), 'spec.egress[0].hosts[1]', /twice/, 'warning'],
    [hosts('./*', 'shop/a.b'), 'spec.egress[0].hosts[1]', /covered by/, 'warning'],
    [hosts('*/*', 'x/a.b'), 'spec.egress[0].hosts[1]', /everything/, 'warning'],
    [egress({}, { port: { number: 80, protocol: 'HTTP' } }), 'spec.egress[0].port', /last/],
    [egress({ port: { number: 80, protocol: 'HTTP' } }, { port: { number: 80, protocol: 'HTTP' } }), 'spec.egress[1].port.number', /twice/],
    [egress({ port: { number: 0, protocol: 'HTTP' } }), 'spec.egress[0].port', /missing/],
    [egress({ port: { number: 0, protocol: 'HTTP' }, bind: 'unix:///a', captureMode: 'IPTABLES' }), 'spec.egress[0].captureMode', /IPTABLES/],
    [ingress({ defaultEndpoint: '10.0.0.1:80' }), 'spec.ingress[0].defaultEndpoint', /not an endpoint/],
    [ingress({ defaultEndpoint: ':99999' }), 'spec.ingress[0].defaultEndpoint', /out of range/],
    [ingress({ tls: { mode: 'SIMPLE', serverCertificate: '/a', privateKey: '/b' } }), 'spec.ingress[0].tls', /does not speak TLS/],
    [ingress({ tls: { mode: 'SIMPLE', credentialName: 'x' } }, 'TLS'), 'spec.ingress[0].tls.credentialName', /gateways only/],
    [ingress({ connectionPool: { http: {} } }, 'TCP'), 'spec.ingress[0].connectionPool', /no effect/, 'warning'],
    [outbound({ egressProxy: { host: 'a.b', port: { number: 1 } } }), 'spec.outboundTrafficPolicy.egressProxy', /ALLOW_ANY/],
    [outbound({ mode: 'ALLOW_ANY', egressProxy: { host: 'a.b' } }), 'spec.outboundTrafficPolicy.egressProxy.port', /missing/],
    [make({ inboundConnectionPool: {} }), 'spec.inboundConnectionPool', /sets nothing/],
  ]);
});
