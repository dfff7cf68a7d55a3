import { ApiObject, type App } from 'cdk8s';
import {
  AccessMode, Algorithm, Call, CallsFromOthers, Certificate, ConnectionPool, Egress, EgressGateway, ExternalService, HttpRoute, Istio, KubernetesApi, Listener, LoadBalancing, Mesh, MeshGateway, MeshGroup, MeshNamespace,
  MeshWorkload, MtlsMode, OutlierDetection, Port, RetryPolicy, Source, TcpRoute, TelemetryPolicy, TimeoutPolicy, TlsRoute, Visibility, Workload,
} from '../../lib';
import type { Pick } from './pick';
import { clientPolicies, externalPolicies, faults, gatewayPolicies, longTimeout, pool, serverPolicies } from './policies';
import { action, destinations, serviceRoutes } from './routes';
import { makeServices, type Made } from './services';

/** Mesh config of the installation that generated meshes run on. */
export const MESH_CONFIG = {
  extensionProviders: [
    { name: 'otel', opentelemetry: { service: 'otel.observability.svc.cluster.local', port: 4317 } },
    { name: 'opa', envoyExtAuthzGrpc: { service: 'opa.observability.svc.cluster.local', port: 9191 } },
    { name: 'stdout', envoyFileAccessLog: { path: '/dev/stdout' } },
  ],
};

interface Edge { readonly gateway: MeshGateway; readonly listens: ReadonlySet<string> }
interface Part { readonly mesh: Mesh; readonly made: Made[]; readonly consumers: MeshWorkload[]; readonly externals: ExternalService[]; readonly gateways: Edge[]; readonly claims: Set<Made> }

/** A whole app: one to three meshes over every feature of the language, always one that can be compiled. */
export function generateMeshes(app: App, p: Pick): Mesh[] {
  const target = Istio.sidecar({ meshConfig: MESH_CONFIG, ...(p.chance(30) ? { revision: 'stable' } : {}), ...(p.chance(20) ? { trustDomain: 'td.example.com' } : {}) });
  const count = p.one([1, 2, 2, 3]);
  const parts: Part[] = [];
  for (let i = 0; i < count; i++) parts.push(makeMesh(app, p, ['alpha', 'beta', 'gamma'][i], target, count === 1));
  for (const part of parts) callsInside(part, p);
  for (const from of parts) for (const to of parts) if (from !== to) callsAcross(from, to, p);
  for (const part of parts) for (const made of part.made) {
    // A redirect or a reply needs no grant, so another owner's host may stay as it is.
    if (p.chance(60)) serviceRoutes(part.mesh, made, p, part.made, part.externals.filter((e) => e.node.id.endsWith('http')));
    if (p.chance(15) && !made.headless) faults(made, p, 'chaos');
  }
  for (const part of parts) for (const gateway of part.gateways) gatewayRoutes(part, gateway, parts, p);
  return parts.map((part) => part.mesh);
}

function makeMesh(app: App, p: Pick, name: string, target: Istio, alone: boolean): Part {
  const mesh = new Mesh(app, name, {
    target,
    ...(p.chance(40) ? { access: p.one([AccessMode.AUDIT, AccessMode.OPEN, AccessMode.DECLARED_CALLS]) } : {}),
    ...(p.chance(30) ? { mtls: p.one([MtlsMode.PERMISSIVE, MtlsMode.STRICT]) } : {}),
    ...(p.chance(30) ? { visibility: p.one([Visibility.NAMESPACE, Visibility.ALL, Visibility.DECLARED_CALLS]) } : {}),
    ...(p.chance(30) ? { egress: p.one([Egress.ANY, Egress.DECLARED]) } : {}),
    ...(p.chance(30) ? { callsFromOthers: CallsFromOthers.ALLOWED } : {}),
    ...(alone && p.chance(30) ? { ownsCluster: true } : {}),
    ...(p.chance(20) ? { labels: { team: name } } : {}),
  });
  const namespaces: MeshNamespace[] = [];
  if (p.chance(40)) namespaces.push(new MeshNamespace(mesh, `${name}-vault`, { manage: p.one(['create', 'label', 'none'] as const), ...(p.chance(40) ? { labels: { tier: 'inner' } } : {}) }));
  const scope = p.chance(50) ? new MeshGroup(mesh, 'team') : mesh;
  const made = makeServices(mesh, p, `${name[0]}-`, scope as Mesh, namespaces);
  const claims = new Set<Made>();

  // Wide ones first, then each service its own.
  if (p.chance(30)) clientPolicies(mesh, p, 'all', true, 40);
  if (namespaces.length && p.chance(40)) clientPolicies(namespaces[0], p, 'inner', true, 40);
  if (scope !== mesh && p.chance(50)) clientPolicies(scope, p, 'group', true, 40);
  if (p.chance(15)) new TelemetryPolicy(mesh, 'all-telemetry', { accessLog: true, tracing: { samplingPercent: 5, provider: 'otel' } });
  made.forEach((m, i) => {
    clientPolicies(m.service, p, `own${i}`, m.http.length + m.grpc.length > 0, 25, m.headless);
    if (m.versions.length && p.chance(25)) versionPolicies(mesh, m, p, i);
    if (serverPolicies(m, p, `server${i}`, made, 20).claims) claims.add(m);
  });

  const consumers: MeshWorkload[] = [];
  if (p.chance(60)) consumers.push(new MeshWorkload(mesh, `${name}-worker`, { workload: Workload.container({ image: 'registry.example.com/worker:1' }) }));
  if (p.chance(40)) {
    const job = new ApiObject(mesh, 'nightly', {
      apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: `${name}-nightly` },
      spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'registry.example.com/nightly:1' }] } } } } },
    } as never);
    consumers.push(new MeshWorkload(mesh, `${name}-job`, { workload: Workload.from(job) }));
  }
  const externals: ExternalService[] = [];
  const egress = p.chance(30) ? new EgressGateway(mesh, `${name}-egress`, { replicas: 2 }) : undefined;
  if (p.chance(50)) externals.push(new ExternalService(mesh, `${name}-http`, { hosts: [`api.${name}.example.org`], ports: [Port.http(80)], ...(p.chance(60) ? { tls: { port: 443, ...(p.chance(40) ? { sni: `api.${name}.example.org` } : {}) } } : {}), ...(egress ? { via: egress } : {}) }));
  if (p.chance(30)) externals.push(new ExternalService(mesh, `${name}-static`, { hosts: [`db.${name}.example.org`], ports: [Port.tcp(5432)], resolution: { addresses: ['192.0.2.10', '192.0.2.11'] } }));
  if (p.chance(30)) externals.push(new ExternalService(mesh, `${name}-none`, { hosts: [`*.${name}.example.net`], ports: [Port.tls(443)], resolution: 'NONE' }));
  externals.forEach((e, i) => externalPolicies(e, p, `ext${i}`, e.node.id.endsWith('http')));

  const gateways: Edge[] = [];
  if (p.chance(50)) {
    const hostnames = [`${name}.example.com`, `*.${name}.example.com`];
    const secure = p.chance(60);
    const listens = new Set(p.some(['pass', 'raw'], 40));
    const gateway = new MeshGateway(mesh, `${name}-public`, {
      replicas: p.int(1, 3),
      listeners: [
        Listener.http(80, { hostnames, ...(secure && p.chance(50) ? { redirectToHttps: true } : {}) }),
        ...(secure ? [Listener.https(443, { hostnames, certificate: p.chance(50) ? Certificate.secret('tls') : Certificate.mutual('tls') })] : []),
        ...(listens.has('pass') ? [Listener.tlsPassthrough(8443, { hostnames: [`pass.${name}.example.org`] })] : []),
        ...(listens.has('raw') ? [Listener.tcp(9000, { name: 'raw' })] : []),
      ],
    });
    gateways.push({ gateway, listens });
  } else if (p.chance(60)) {
    new MeshNamespace(mesh, `${name}-edge`, { manage: 'policies' });
    const existing = { namespace: `${name}-edge`, labels: { istio: `${name}-ingress` }, serviceAccount: 'ingress', ...(p.chance(50) ? { ports: { 80: 8080 } } : {}) };
    gateways.push({ gateway: new MeshGateway(mesh, `${name}-edge-gw`, { existing, listeners: [Listener.http(80, { hostnames: [`${name}.example.com`] })] }), listens: new Set() });
  }
  gateways.forEach((g, i) => gatewayPolicies(g.gateway, p, `gw${i}`, 25));
  return { mesh, made, consumers, externals, gateways, claims };
}

/** Pool, outlier detection and load balancing of one version. */
function versionPolicies(mesh: Mesh, made: Made, p: Pick, i: number): void {
  const version = made.service.version(p.one(made.versions) as never);
  new ConnectionPool(mesh, `version${i}-pool`, p.chance(20) ? { off: true, appliesTo: version } : { ...pool(p), appliesTo: version });
  if (p.chance(50)) new OutlierDetection(mesh, `version${i}-outlier`, { consecutive5xx: p.int(1, 9), appliesTo: version });
  if (p.chance(30)) new LoadBalancing(mesh, `version${i}-lb`, { algorithm: Algorithm.random, appliesTo: version });
}

function callsInside(part: Part, p: Pick): void {
  const callers = [...part.made.filter((m) => m.meshed).map((m) => m.service), ...part.consumers];
  callers.forEach((caller, i) => {
    for (const callee of part.made) {
      const self = callee.service === caller;
      if (self && !callee.headless) continue;
      if (!p.chance(self ? 50 : 40)) continue;
      const http = [...callee.http, ...callee.grpc];
      const kind = p.int(0, 6);
      if (kind <= 1 || !http.length) caller.calls(callee.service);
      else if (kind === 2) caller.calls(callee.service, Call.get('/read', '=/status'));
      else if (kind === 3) caller.calls(callee.service, Call.http({ methods: ['GET', 'POST'], paths: ['/rw'], port: p.one(http) }), Call.port(p.one([...http, ...callee.tcp])));
      else if (kind === 4 && callee.grpc.length) caller.calls(callee.service, Call.grpc('shop.Rank', 'Get'));
      else if (kind === 5 && part.claims.has(callee)) caller.calls(callee.service, Call.post('/admin').when({ claims: { role: ['admin'] } }));
      else caller.calls(callee.service, { ...(p.chance(50) ? { only: [Call.get('/fast')] } : {}), ...(p.chance(70) ? { timeout: longTimeout(p) } : {}), ...(p.chance(50) ? { retries: p.chance(50) ? 'off' : { attempts: 1 } } : {}) });
    }
    for (const external of part.externals) if (p.chance(40)) caller.calls(external);
    if (i % 2 === 0 && p.chance(20)) caller.calls(KubernetesApi.instance);
  });
}

function callsAcross(from: Part, to: Part, p: Pick): void {
  const callers = [...from.made.filter((m) => m.meshed).map((m) => m.service), ...from.consumers];
  if (!callers.length) return;
  for (const callee of to.made) {
    if (!p.chance(25)) continue;
    const caller = p.one(callers);
    const http = callee.http.length + callee.grpc.length > 0;
    const only = http && p.chance(50) ? [Call.get('/shared')] : [];
    if (http && p.chance(40)) caller.calls(callee.service, { ...(only.length ? { only } : {}), timeout: longTimeout(p) });
    else caller.calls(callee.service, ...only);
    callee.service.allows(caller, ...only);
    if (p.chance(20)) callee.service.allows(Source.namespace('back-office'));
    // The caller's own word on how it calls another owner's service.
    const id = `theirs-${callee.service.node.id}`;
    if (http && p.chance(30)) new TimeoutPolicy(from.mesh, `${id}-timeout`, { request: longTimeout(p), appliesTo: callee.service });
    if (http && p.chance(20)) new RetryPolicy(from.mesh, `${id}-retries`, { off: true, appliesTo: callee.service });
    if (p.chance(30)) new ConnectionPool(from.mesh, `${id}-pool`, { ...pool(p), appliesTo: callee.service });
  }
}

function gatewayRoutes(part: Part, { gateway, listens }: Edge, parts: readonly Part[], p: Pick): void {
  const host = `${part.mesh.node.id}.example.com`;
  const to = destinations(part.made);
  if (to.length) {
    const rules = [action(p, 0, to), action(p, 1, to), { to: to[0] }];
    new HttpRoute(part.mesh, `${gateway.node.id}-main`, { parent: gateway, ...(p.chance(60) ? { hostnames: [host] } : {}), rules });
  }
  for (const other of parts) {
    if (other === part || !p.chance(50)) continue;
    const theirs = destinations(other.made);
    if (theirs.length) new HttpRoute(other.mesh, `${gateway.node.id}-theirs`, { parent: gateway, hostnames: [host], rules: [{ ...action(p, 10 + parts.indexOf(other), theirs) }] });
  }
  const passthrough = part.made.find((m) => m.tls.length && m.meshed);
  if (passthrough && listens.has('pass')) new TlsRoute(part.mesh, `${gateway.node.id}-pass`, { parent: gateway, to: [{ to: passthrough.service, weight: 100, port: passthrough.tls[0] }] });
  const raw = part.made.find((m) => m.tcp.length && !m.headless);
  if (raw && listens.has('raw')) new TcpRoute(part.mesh, `${gateway.node.id}-raw`, { parent: gateway, port: 'raw', to: [{ to: raw.service, weight: 100, port: raw.tcp[0] }] });
}
