import { add, clean, EXTERNAL, maybe, NAMESPACES, VERSIONS, type Raw } from './raw-parts';

interface Port { readonly name: string; readonly port: number; readonly targetPort?: number | string; readonly appProtocol?: string; readonly protocol?: string }

/** Ports of every protocol, declared and not. */
function ports(raw: Raw): Port[] {
  const { p } = raw, out: Port[] = [];
  const http = { name: p.one(['http', 'http-web', 'grpc', 'http2-x', 'web']), port: p.one([80, 80, 8080]), ...(p.chance(50) ? { targetPort: p.one([8080, 'main', 80]) } : {}), ...(p.chance(15) ? { appProtocol: p.one(['http', 'grpc', 'tcp', 'kubernetes.io/h2c', 'HTTPS']) } : {}) };
  out.push(http);
  if (p.chance(45)) out.push({ name: p.one(['tcp', 'tcp-db', 'mongo', 'db', 'mysql', 'redis']), port: p.one([5432, 9000, 80, 3306]) });
  if (p.chance(30)) out.push({ name: p.one(['https', 'tls', 'tls-x']), port: p.one([443, 9000]) });
  if (p.chance(20)) out.push({ name: 'other', port: p.one([9000, 8080]) });
  if (p.chance(10)) out.push({ name: 'dns', port: 5353, protocol: 'UDP' });
  const numbers = new Set<number>(), names = new Set<string>();
  return out.filter((o) => !numbers.has(o.port) && !names.has(o.name) && numbers.add(o.port) && names.add(o.name));
}

/** What has no time is the oldest Service, but the youngest of all else: so all have one. */
const born = ({ p }: Raw): string => `2024-01-0${p.int(1, 4)}T00:00:00Z`;

/** Two to six Services, each with one or two Deployments behind it. */
export function makeServices(raw: Raw): void {
  const { p } = raw;
  const names = [['a', 'n1'], ['b', 'n1'], ['a', 'n2'], ['c', 'n2'], ['d', 'n3'], ['e', 'n3']] as const;
  for (const [name, namespace] of names.filter((_, i) => i < 2 || p.chance(60))) {
    const own = ports(raw), headless = p.chance(15), service = { name, namespace, ports: own.map((o) => o.port) };
    raw.services.push(service);
    const exported = p.chance(12) ? { annotations: { 'networking.istio.io/exportTo': p.one(['.', '*', 'n1', 'n2,n3']) } } : {};
    raw.objects.push(clean({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace, creationTimestamp: born(raw), ...exported }, spec: { selector: { app: name }, ...(headless ? { clusterIP: 'None' } : {}), ports: own } }));
    for (const version of VERSIONS.slice(0, p.one([1, 2, 2]))) workload(raw, name, namespace, version, own);
  }
  if (p.chance(20)) raw.objects.push({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'alias', namespace: p.one(NAMESPACES), creationTimestamp: born(raw) }, spec: { type: 'ExternalName', externalName: p.one(['a.n1.svc.cluster.local', 'ext.example.com']), ports: [{ name: 'http', port: 80 }] } });
  if (p.chance(25)) {
    // A second Service before the pods of the first: of two that want one port of the pod one has it.
    const { name, namespace } = raw.services[0];
    raw.services.push({ name: 'twin', namespace, ports: [8080] });
    raw.objects.push({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'twin', namespace, creationTimestamp: born(raw) }, spec: { selector: { app: name }, ports: [{ name: p.one(['tcp', 'http', 'x']), port: 8080, targetPort: p.one([8080, 80]) }] } });
  }
  for (const namespace of NAMESPACES) raw.objects.push({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { 'istio-injection': 'enabled' } } });
}

function workload(raw: Raw, app: string, namespace: string, version: string, own: readonly Port[]): void {
  const { p } = raw, name = `${app}-${version}`;
  const numbers = [...new Set(own.map((o) => (typeof o.targetPort === 'number' ? o.targetPort : o.port)))];
  raw.objects.push({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace },
    spec: {
      selector: { matchLabels: { app, version } },
      template: {
        metadata: { labels: { app, version, ...(p.chance(10) ? { 'sidecar.istio.io/inject': 'false' } : {}), ...(p.chance(25) ? { tier: p.one(['front', 'back']) } : {}) } },
        spec: { serviceAccountName: p.chance(30) ? 'shared' : app, containers: [{ name: 'app', image: 'registry.example.com/app:1', ports: [{ name: 'main', containerPort: 8080 }, ...numbers.filter((n) => n !== 8080).map((containerPort) => ({ containerPort })), ...(p.chance(15) ? [{ containerPort: 7777 }] : [])] }] },
      },
    },
  });
}

/** Entries of every resolution, for names that others have too. */
export function makeEntries(raw: Raw): void {
  const { p } = raw;
  for (let n = p.int(0, 4); n > 0; n--) {
    const resolution = p.one(['DNS', 'STATIC', 'NONE', 'DNS', undefined, 'DNS_ROUND_ROBIN'] as const);
    const hosts: string[] = [p.one(EXTERNAL.filter((h) => resolution === 'NONE' || resolution === undefined || !h.startsWith('*'))), ];
    const own = [p.one([{ number: 80, name: 'http', protocol: 'HTTP' }, { number: 443, name: 'tls', protocol: 'TLS' }, { number: 443, name: 'https', protocol: 'HTTPS' }, { number: 5432, name: 'tcp', protocol: 'TCP' }, { number: 9000, name: 'grpc', protocol: 'GRPC' }]), ...(p.chance(40) ? [{ number: 8080, name: 'more', protocol: p.one(['HTTP', 'TCP', 'HTTP2']), ...(p.chance(30) && resolution !== 'NONE' && resolution !== undefined ? { targetPort: 8443 } : {}) }] : [])];
    if (p.chance(30) && own.every((o) => o.protocol !== 'TCP')) hosts.push('second.example.com');
    const inside = p.chance(30), selecting = resolution === 'STATIC' && p.chance(30);
    const endpoints = resolution === 'STATIC' && !selecting ? [{ address: `192.0.2.${p.int(1, 9)}`, ...(p.chance(50) ? { labels: { version: p.one(VERSIONS) } } : {}) }, ...(p.chance(50) ? [{ address: '192.0.2.77', ports: { [own[0].name]: 7070 } }] : [])]
      : (resolution === 'DNS' || resolution === 'DNS_ROUND_ROBIN') && p.chance(40) ? [{ address: 'real.example.net', ...(p.chance(40) ? { labels: { version: 'v1' } } : {}) }] : undefined;
    const dialled = resolution === 'NONE' || resolution === undefined;
    add(raw, 'ServiceEntry', { namespace: p.one(NAMESPACES), base: 'entry' }, {
      hosts, ports: own, resolution, location: inside ? 'MESH_INTERNAL' : p.one(['MESH_EXTERNAL', undefined]),
      addresses: maybe(p, 35, () => p.one([['198.51.100.1'], ['198.51.100.2'], dialled || resolution === 'STATIC' ? ['203.0.113.0/24'] : ['198.51.100.4'], ['198.51.100.1', '198.51.100.3']])),
      endpoints, ...(selecting ? { workloadSelector: { labels: { app: p.one(['a', 'vm']) } } } : {}), exportTo: p.chance(25) ? p.one([['.'], ['*'], ['n1'], ['n2']]) : undefined, subjectAltNames: maybe(p, 10, () => ['san.example.com']),
      // Of two of one age, name and namespace nobody knows which is first: Istio does not say.
    }, { creationTimestamp: `2024-01-0${p.int(1, 4)}T00:00:${String(10 + n)}Z` });
  }
  if (p.chance(25)) {
    const namespace = p.one(NAMESPACES);
    add(raw, 'WorkloadEntry', { namespace, base: 'machine' }, { address: '192.0.2.200', labels: { app: p.one(['vm', 'a']), version: p.one(VERSIONS) }, serviceAccount: maybe(p, 60, () => 'vm'), ports: maybe(p, 30, () => ({ http: 8081 })) });
  }
}
