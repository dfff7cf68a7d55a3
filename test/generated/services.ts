import { ApiObject, type Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { MeshService, Port, Workload, type Mesh, type MeshGroup, type MeshNamespace } from '../../lib';
import type { Pick } from './pick';

/** What the generator remembers of a service it made: enough to declare only what makes sense on it. */
export interface Made {
  readonly service: MeshService<any>;
  readonly versions: readonly string[];
  readonly headless: boolean;
  readonly meshed: boolean;
  /** Its Service object is somebody else's. */
  readonly existing?: boolean;
  /** Port names by kind. */
  readonly http: readonly string[];
  readonly grpc: readonly string[];
  readonly tls: readonly string[];
  readonly tcp: readonly string[];
  /** Of its first port. */
  readonly containerPort: number;
  /** It has one port only. */
  readonly single: boolean;
  /** Whether it is one of two services in front of the same pods. */
  readonly shared?: 'first' | 'second';
}

const container = (name: string, given?: string) => Workload.container({ ...(given ? { name: given } : {}), image: `registry.example.com/${name}:1.0.0` });
const fullContainer = (name: string) => Workload.container({ image: `registry.example.com/${name}:1.0.0`, replicas: 2, env: { LEVEL: 'info' }, resources: { requests: { cpu: '100m' } }, readiness: { tcpSocket: { port: 9999 } } });

function rawWorkload(chart: Chart, p: Pick, name: string): Workload {
  const kind = p.one(['Deployment', 'StatefulSet', 'DaemonSet']);
  if (p.chance(30)) {
    const kube = new kplus.Deployment(chart, `${name}-pods`, { metadata: { name }, containers: [{ image: `registry.example.com/${name}:2`, securityContext: { user: 1000 } }] });
    return Workload.from(kube);
  }
  return Workload.from(new ApiObject(chart, `${name}-pods`, {
    apiVersion: 'apps/v1', kind, metadata: { name },
    spec: {
      ...(kind === 'StatefulSet' ? { serviceName: name } : {}),
      selector: { matchLabels: { pods: name } },
      template: { metadata: { labels: { pods: name } }, spec: { ...(p.chance(30) ? { serviceAccountName: `${name}-runner` } : {}), containers: [{ name: 'main', image: `registry.example.com/${name}:2` }] } },
    },
  } as never));
}

/** Port sets that real services have. */
function ports(p: Pick): { ports: Port[]; http: string[]; grpc: string[]; tls: string[]; tcp: string[] } {
  const out = { ports: [] as Port[], http: [] as string[], grpc: [] as string[], tls: [] as string[], tcp: [] as string[] };
  const add = (kind: 'http' | 'http2' | 'grpc' | 'https' | 'tls' | 'tcp', number: number): void => {
    const name = `${kind}-${number}`;
    out.ports.push(Port[kind](number, { name, ...(p.chance(30) ? { targetPort: number + 10000 } : {}) }));
    if (kind === 'http' || kind === 'http2') out.http.push(name);
    else if (kind === 'grpc') out.grpc.push(name);
    else if (kind === 'tcp') out.tcp.push(name);
    else out.tls.push(name);
  };
  const shape = p.int(0, 10);
  if (shape <= 4) add(p.chance(15) ? 'http2' : 'http', 8080);
  else if (shape === 5) { add('http', 8080); add('tcp', 9000); }
  else if (shape === 6) { add('http', 8080); add('grpc', 7070); }
  else if (shape === 7) { add('grpc', 7070); if (p.chance(40)) add('http2', 8082); }
  else if (shape === 8) { add('tcp', 5432); if (p.chance(60)) add('tls', 8443); }
  else { add('http', 8080); add('http', 8081); add(p.one(['https', 'tls']), 8443); add('tcp', 9000); }
  return out;
}

export function makeServices(mesh: Mesh, p: Pick, prefix: string, scope: Mesh | MeshGroup, namespaces: readonly MeshNamespace[]): Made[] {
  const made: Made[] = [];
  const count = p.int(2, 5);
  for (let i = 0; i < count; i++) {
    const name = `${prefix}${i}`;
    const set = ports(p);
    const namespace = namespaces.length && p.chance(30) ? p.one(namespaces) : undefined;
    const base = { ports: set.ports, ...(namespace ? { namespace } : {}) };
    const about = { http: set.http, grpc: set.grpc, tls: set.tls, tcp: set.tcp, single: set.ports.length === 1, containerPort: Number(set.ports[0].options.targetPort ?? set.ports[0].number) };
    const shape = p.int(0, 12);
    if (shape <= 3) {
      made.push({ ...about, service: new MeshService(scope, name, { ...base, workload: p.chance(20) ? fullContainer(name) : container(name) }), versions: [], headless: false, meshed: true });
    } else if (shape <= 7) {
      const versions: Record<string, Workload> = p.chance(50) ? { v1: container(name), v2: container(`${name}-next`) } : { blue: container(name), green: container(name), red: container(name) };
      made.push({ ...about, service: new MeshService<string>(scope, name, { ...base, versions }), versions: Object.keys(versions), headless: false, meshed: true });
    } else if (shape === 8) {
      made.push({ ...about, service: new MeshService(scope, name, { ...base, headless: true, workload: namespace ? container(name) : rawWorkload(mesh, p, name) }), versions: [], headless: true, meshed: true });
    } else if (shape === 9) {
      made.push({ ...about, service: new MeshService(scope, name, { ports: set.ports, workload: rawWorkload(mesh, p, name) }), versions: [], headless: false, meshed: true });
    } else if (shape <= 11) {
      const meshed = p.chance(40);
      const workload = Workload.existing({ labels: { app: name, tier: 'old' }, serviceAccount: `${name}-account`, meshed });
      const existing = p.chance(50);
      made.push({ ...about, existing, service: new MeshService(scope, name, { ...base, workload, existing }), versions: [], headless: false, meshed });
    } else {
      const shared = container(name, `${name}-pods`);
      made.push({ ...about, service: new MeshService(scope, name, { ...base, workload: shared }), versions: [], headless: false, meshed: true, shared: 'first' });
      made.push({
        service: new MeshService(scope, `${name}-admin`, { ports: [Port.http(9999, { name: 'admin' })], ...(namespace ? { namespace } : {}), workload: shared }),
        versions: [], headless: false, meshed: true, http: ['admin'], grpc: [], tls: [], tcp: [], containerPort: 9999, single: true, shared: 'second',
      });
    }
  }
  return made;
}
