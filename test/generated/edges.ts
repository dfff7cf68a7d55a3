import { ApiObject } from 'cdk8s';
import { Certificate, EgressGateway, ExternalService, Listener, MeshGateway, MeshNamespace, MeshWorkload, Port, Workload, type ExternalTls, type Mesh } from '../../lib';
import type { Edge, Outside } from './part';
import type { Pick } from './pick';

/** Callers without a service. */
export function makeConsumers(mesh: Mesh, name: string, p: Pick): MeshWorkload[] {
  const out: MeshWorkload[] = [];
  if (p.chance(60)) out.push(new MeshWorkload(mesh, `${name}-worker`, { workload: Workload.container({ image: 'registry.example.com/worker:1' }) }));
  if (p.chance(40)) {
    const job = new ApiObject(mesh, 'nightly', {
      apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: `${name}-nightly` },
      spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'registry.example.com/nightly:1' }] } } } } },
    } as never);
    out.push(new MeshWorkload(mesh, `${name}-job`, { workload: Workload.from(job) }));
  }
  return out;
}

/** Hosts outside: plain, with TLS begun by the proxy, with fixed addresses, with a star; some through an egress gateway. */
export function makeExternals(mesh: Mesh, name: string, p: Pick): Outside[] {
  const out: Outside[] = [];
  const egress = p.chance(30) ? new EgressGateway(mesh, `${name}-egress`, { replicas: 2, ...(p.chance(30) ? { maxReplicas: 5 } : {}) }) : undefined;
  if (p.chance(50)) {
    const hosts = [`api.${name}.example.org`, ...(p.chance(20) ? [`backup.${name}.example.org`] : [])];
    const tls: ExternalTls = { port: 443, ...p.one([{}, {}, { sni: hosts[0] }, { caCertificates: '/etc/certs/ca.pem' }, { clientCertificate: 'api-client' }, { subjectAltNames: [hosts[0]] }]) };
    const external = new ExternalService(mesh, `${name}-http`, { hosts, ports: [Port.http(80)], ...(p.chance(60) ? { tls } : {}), ...(egress ? { via: egress } : {}) });
    out.push({ external, http: true, routable: !egress });
  }
  if (p.chance(20)) {
    const external = new ExternalService(mesh, `${name}-tls`, { hosts: [`pay.${name}.example.org`], ports: [p.one([Port.tls(443), Port.https(443)])], ...(egress ? { via: egress } : {}) });
    out.push({ external, http: false, routable: false });
  }
  if (p.chance(30)) {
    // Bytes are told apart by address, so that each mesh has its own.
    const at = { alpha: 10, beta: 20, gamma: 30 }[name] ?? 40;
    const external = new ExternalService(mesh, `${name}-static`, { hosts: [`db.${name}.example.org`], ports: [Port.tcp(5432)], resolution: { addresses: [`192.0.2.${at}`, `192.0.2.${at + 1}`] }, ...(egress && p.chance(50) ? { via: egress } : {}) });
    out.push({ external, http: false, routable: false });
  }
  if (p.chance(30)) out.push({ external: new ExternalService(mesh, `${name}-none`, { hosts: [`*.${name}.example.net`], ports: [Port.tls(443)], resolution: 'NONE' }), http: false, routable: false });
  return out;
}

/** One gateway at most of each kind: deployed by the mesh, and there already. */
export function makeGateways(mesh: Mesh, name: string, p: Pick, namespaces: readonly MeshNamespace[]): Edge[] {
  const out: Edge[] = [];
  if (p.chance(50)) {
    const others = new Set(p.some(['pass', 'raw', 'alt'], 40));
    const deployment = { replicas: p.int(1, 3), ...(p.chance(20) ? { maxReplicas: 9 } : {}), ...(p.chance(20) ? { serviceType: 'NodePort' as const } : {}), ...(namespaces.length && p.chance(30) ? { namespace: namespaces[0] } : {}) };
    out.push({ gateway: new MeshGateway(mesh, `${name}-public`, { ...deployment, listeners: listeners(`${name}.example.com`, others, p) }), host: `${name}.example.com`, others });
  }
  if (p.chance(30)) {
    new MeshNamespace(mesh, `${name}-edge`, { manage: 'policies' });
    const existing = { namespace: `${name}-edge`, labels: { istio: `${name}-ingress` }, serviceAccount: 'ingress', ...(p.chance(50) ? { ports: { 80: 8080, 443: 8443 } } : {}) };
    out.push({ gateway: new MeshGateway(mesh, `${name}-edge-gw`, { existing, listeners: listeners(`edge.${name}.example.com`, new Set(), p) }), host: `edge.${name}.example.com`, others: new Set() });
  }
  return out;
}

function listeners(host: string, others: ReadonlySet<string>, p: Pick): Listener[] {
  const hostnames = [host, `*.${host}`];
  const secure = p.chance(60);
  return [
    Listener.http(80, { hostnames, ...(secure && p.chance(50) ? { redirectToHttps: true } : {}) }),
    ...(secure ? [Listener.https(443, { hostnames, certificate: p.chance(50) ? Certificate.secret('tls') : Certificate.mutual('tls') })] : []),
    ...(others.has('alt') ? [Listener.http(8080, { name: 'alt', hostnames: [`alt.${host}`] })] : []),
    ...(others.has('pass') ? [Listener.tlsPassthrough(9443, { name: 'pass', hostnames: [`pass.${host}`] })] : []),
    ...(others.has('raw') ? [Listener.tcp(9000, { name: 'raw' })] : []),
  ];
}
