import { objectsOf, rulesTable } from './table';

const make = objectsOf('networking.istio.io/v1/ServiceEntry');
const tls = { number: 443, name: 'tls', protocol: 'TLS' };
const entry = (more: object, meta: object = {}) => make({ hosts: ['db.example.com'], ports: [tls], resolution: 'DNS', ...more }, meta);
const endpoint = (one: object, resolution = 'STATIC') => entry({ resolution, endpoints: [one] });

describe('ServiceEntry', () => {
  rulesTable([
    entry({}), entry({ exportTo: ['~'] }), endpoint({ address: '1.2.3.4', ports: { tls: 8443 } }), endpoint({ address: 'unix:///a' }), endpoint({ address: 'a.com' }, 'DNS'),
    entry({ resolution: 'NONE', addresses: ['10.0.0.0/8'] }), entry({ hosts: ['*.a.com'], resolution: 'DYNAMIC_DNS' }), entry({ hosts: ['a.com', 'b.com'] }),
    entry({ resolution: 'STATIC', workloadSelector: { labels: { a: 'b' } } }),
  ], [
    [entry({ hosts: [] }), 'spec.hosts', /missing/],
    [entry({ hosts: ['*'], resolution: 'NONE' }), 'spec.hosts[0]', /every host/],
    [entry({ hosts: ['*.a.com'] }), 'spec.hosts[0]', /looked up/],
    [entry({ hosts: ['*a.com'], resolution: 'NONE' }), 'spec.hosts[0]', /inside a label/, 'warning'],
    [entry({ addresses: ['10.0.0.0/8'] }), 'spec.addresses[0]', /range/],
    [entry({ addresses: ['a'] }), 'spec.addresses[0]', /neither/],
    [entry({ ports: [tls, { ...tls, number: 444 }] }), 'spec.ports[1].name', /twice/],
    [entry({ ports: [tls, { ...tls, name: 'b' }] }), 'spec.ports[1].number', /twice/],
    [entry({ ports: [{ ...tls, protocol: 'FOO' }] }), 'spec.ports[0].protocol', /unknown/],
    [entry({ ports: [{ number: 1, name: 't', protocol: 'TCP' }], resolution: 'NONE' }), 'spec.ports[0].protocol', /all traffic/, 'warning'],
    [entry({ hosts: ['a.com', 'b.com'], ports: [{ number: 1, name: 't', protocol: 'TCP' }] }), 'spec.ports[0]', /names no host/],
    [entry({ endpoints: [{ address: '1.1.1.1' }], resolution: 'NONE' }), 'spec.endpoints', /NONE/],
    [entry({ endpoints: [{ address: '1.1.1.1' }], resolution: 'STATIC', workloadSelector: { labels: { a: 'b' } } }), 'spec.endpoints', /both set/],
    [endpoint({ address: 'a.com' }), 'spec.endpoints[0].address', /IP address/],
    [endpoint({ address: '1.1.1.1', ports: { other: 1 } }), 'spec.endpoints[0].ports.other', /no port/],
    [endpoint({ address: 'unix:///a', ports: { tls: 1 } }), 'spec.endpoints[0].ports', /no ports/],
    [endpoint({ network: 'n' }), 'spec.endpoints[0].address', /network is known/, 'warning'],
    [endpoint({}), 'spec.endpoints[0].address', /missing/],
    [entry({ resolution: 'DNS_ROUND_ROBIN', endpoints: [{ address: 'a.com' }, { address: 'b.com' }] }), 'spec.endpoints', /one endpoint/],
    [entry({ resolution: 'DYNAMIC_DNS' }), 'spec.hosts[0]', /no wildcard/],
    [entry({ hosts: ['*.a.com'], resolution: 'DYNAMIC_DNS', ports: [{ number: 1, name: 't', protocol: 'HTTPS' }] }), 'spec.ports[0]', /name their host/],
    [entry({ hosts: ['*.a.com'], resolution: 'DYNAMIC_DNS', location: 'MESH_INTERNAL' }, { labels: { 'istio.io/use-waypoint': 'w' } }), 'spec.location', /waypoint/],
    [entry({ exportTo: ['~', 'a'] }), 'spec.exportTo[0]', /beside/],
  ]);
});
