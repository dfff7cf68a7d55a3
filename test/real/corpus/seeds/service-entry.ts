import { seedsOf, withMetadata, type Seed } from './seed';

const http = { number: 80, name: 'http', protocol: 'HTTP' };
const tcp = { number: 3306, name: 'tcp', protocol: 'TCP', targetPort: 3307 };
const entry = (more: object) => ({ hosts: ['api.example.com'], ports: [http], location: 'MESH_EXTERNAL', resolution: 'DNS', ...more });

const base = seedsOf('networking.istio.io/v1', 'ServiceEntry', {
  'DNS': entry({
    exportTo: ['.', 'other'], subjectAltNames: ['spiffe://x'], addresses: ['240.0.0.1'],
    endpoints: [{ address: 'eu.example.com', ports: { http: 8080 }, labels: { a: 'b' }, network: 'n', locality: 'us/a/b', weight: 10, serviceAccount: 'sa' }, { address: '10.0.0.1' }],
  }),
  'DNS by name': entry({ ports: [http, tcp] }),
  'DNS round robin': entry({ resolution: 'DNS_ROUND_ROBIN', endpoints: [{ address: 'a.example.com' }] }),
  'DNS round robin with many': entry({ resolution: 'DNS_ROUND_ROBIN', endpoints: [{ address: 'a.example.com' }, { address: 'b.example.com' }] }),
  'DNS of a wildcard': entry({ hosts: ['*.example.com'] }),
  'DNS with strange endpoints': entry({ endpoints: [{ address: '*.x', ports: { other: 1, 'B_d': 70000 }, labels: { '-': '-' } }] }),
  'DNS with a network': entry({ addresses: ['10.0.0.0/8'] }),
  'DNS, many hosts, TCP, address': entry({ hosts: ['a.example.com', 'b.example.com'], ports: [tcp], addresses: ['10.0.0.1'] }),
  'many hosts, HTTP and TLS': entry({ hosts: ['a.example.com', 'b.example.com'], ports: [http, { number: 443, name: 'tls', protocol: 'TLS' }], addresses: ['10.0.0.1'] }),
  'static': entry({ resolution: 'STATIC', addresses: ['10.0.0.1', '10.1.0.0/16', '2001:db8::/32'], endpoints: [{ address: '1.2.3.4', ports: { http: 8080 } }, { address: '2001:db8::1' }, { network: 'n' }] }),
  'static by socket': entry({ resolution: 'STATIC', endpoints: [{ address: 'unix:///var/run/x.sock' }] }),
  'static by socket with more ports': entry({ resolution: 'STATIC', ports: [http, tcp], endpoints: [{ address: 'unix:///var/run/x.sock' }] }),
  'static by bad socket': entry({ resolution: 'STATIC', endpoints: [{ address: 'unix://x', ports: { http: 1 } }, { address: 'unix://' }, { address: 'unix:///x/' }] }),
  'static mistakes': entry({ resolution: 'STATIC', endpoints: [{}, { address: 'a.example.com' }, { address: '1.2.3.4', ports: { other: 1 } }] }),
  'static by selector': entry({ location: 'MESH_INTERNAL', resolution: 'STATIC', workloadSelector: { labels: { app: 'vm' } } }),
  'selector and endpoints': entry({ resolution: 'STATIC', workloadSelector: { labels: { app: 'vm' } }, endpoints: [{ address: '1.2.3.4' }] }),
  'empty selector': entry({ resolution: 'STATIC', workloadSelector: {} }),
  'bad selector': entry({ resolution: 'STATIC', workloadSelector: { labels: { '': 'a', 'b*': 'c', d: '*' } } }),
  'none': entry({ resolution: 'NONE', hosts: ['*.example.com', 'a.b.c'], addresses: ['10.0.0.0/8'], ports: [tcp] }),
  'none with endpoints': entry({ resolution: 'NONE', endpoints: [{ address: '1.2.3.4' }] }),
  'none with selector': entry({ resolution: 'NONE', workloadSelector: { labels: { a: 'b' } } }),
  'none, TCP without address': entry({ resolution: 'NONE', ports: [tcp, { number: 1, name: 'any' }] }),
  'dynamic DNS': entry({ resolution: 'DYNAMIC_DNS', hosts: ['*.example.com'], ports: [http, { number: 443, name: 'tls', protocol: 'TLS' }, { number: 444, name: 'grpc', protocol: 'GRPC' }, { number: 445, name: 'h2', protocol: 'HTTP2' }] }),
  'dynamic DNS inside': entry({ resolution: 'DYNAMIC_DNS', hosts: ['*.example.com'], location: 'MESH_INTERNAL' }),
  'dynamic DNS mistakes': entry({ resolution: 'DYNAMIC_DNS', hosts: ['a.example.com'], ports: [tcp, { number: 9, name: 'h', protocol: 'HTTPS' }], addresses: ['1.2.3.4'], endpoints: [{ address: 'a.com' }] }),
  'dynamic DNS without hosts': { ports: [http], resolution: 'DYNAMIC_DNS', hosts: [] },
  'ports': entry({ ports: [http, { number: 80, name: 'http', protocol: 'SCTP' }, { number: 70000, name: 'A_b', protocol: '', targetPort: 70000 }] }),
  'hosts': entry({ hosts: ['*', 'a*.com', '*a.com', 'a', 'x..y', '-a.com', ''] }),
  'partial wildcard': entry({ resolution: 'NONE', hosts: ['*-a.example.com'] }),
  'addresses': entry({ resolution: 'NONE', addresses: ['nonsense', '10.0.0.0/99', '::1', '1.2.3.4/'] }),
  'exported to no one': entry({ exportTo: ['~'] }),
  'exported to no one and some': entry({ exportTo: ['~', 'a'] }),
  'exported to all and some': entry({ exportTo: ['*', 'a', '.', 'shop'] }),
});

const find = (name: string) => base.find((seed) => seed.name === `ServiceEntry: ${name}`)!;
export const serviceEntrySeeds: readonly Seed[] = [
  ...base,
  withMetadata(find('dynamic DNS inside'), 'dynamic DNS inside by waypoint', { labels: { 'istio.io/use-waypoint': 'w' } }),
  withMetadata(find('dynamic DNS inside'), 'dynamic DNS inside without waypoint', { labels: { 'istio.io/use-waypoint': 'None' } }),
  withMetadata(find('none, TCP without address'), 'TCP with allocation', { labels: { 'networking.istio.io/enable-autoallocate-ip': 'true' } }),
  withMetadata(find('DNS by name'), 'DNS without allocation', { labels: { 'networking.istio.io/enable-autoallocate-ip': 'false' } }),
];
