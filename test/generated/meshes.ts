import type { App } from 'cdk8s';
import { AccessMode, Algorithm, CallsFromOthers, ConnectionPool, Egress, Istio, LoadBalancing, Mesh, MeshGroup, MeshNamespace, MtlsMode, MtlsPolicy, OutlierDetection, RawManifest, TelemetryPolicy, Visibility } from '../../lib';
import { callsAcross, callsInside } from './calls';
import { clientPolicies, externalPolicies, faults, pool } from './client-policies';
import { makeConsumers, makeExternals, makeGateways } from './edges';
import type { Part } from './part';
import type { Pick } from './pick';
import { gatewayRoutes, serviceRoutes } from './routes';
import { gatewayPolicies, groupPolicies, serverPolicies, widePolicies } from './server-policies';
import { makeServices, type Made } from './services';

/** Mesh config of the installation that generated meshes run on. */
export const MESH_CONFIG = {
  extensionProviders: [
    { name: 'otel', opentelemetry: { service: 'otel.observability.svc.cluster.local', port: 4317 } },
    { name: 'opa', envoyExtAuthzGrpc: { service: 'opa.observability.svc.cluster.local', port: 9191 } },
    { name: 'stdout', envoyFileAccessLog: { path: '/dev/stdout' } },
  ],
};

/** A whole app: one to three meshes over every feature of the language, always one that can be compiled. */
export function generateMeshes(app: App, p: Pick): Mesh[] {
  const target = Istio.sidecar({ meshConfig: MESH_CONFIG, ...(p.chance(30) ? { revision: 'stable' } : {}), ...(p.chance(20) ? { trustDomain: 'td.example.com' } : {}) });
  const names = ['alpha', 'beta', 'gamma'].slice(0, p.one([1, 2, 2, 3]));
  // The mesh-wide policies of a cluster are one owner's.
  const owner = p.chance(40) ? p.one(names) : undefined;
  const parts = names.map((name) => makeMesh(app, p, name, target, name === owner));
  for (const part of parts) callsInside(part, p);
  for (const from of parts) for (const to of parts) if (from !== to) callsAcross(from, to, p);
  for (const part of parts) {
    for (const made of part.made) {
      if (p.chance(60)) serviceRoutes(part, made, parts, p);
      if (p.chance(15) && !made.headless) faults(made, p, 'chaos');
    }
    for (const edge of part.edges) gatewayRoutes(part, edge, parts, p);
  }
  return parts.map((part) => part.mesh);
}

function makeMesh(app: App, p: Pick, name: string, target: Istio, ownsCluster: boolean): Part {
  const welcoming = p.chance(30);
  const mesh = new Mesh(app, name, {
    target, ownsCluster, ...(welcoming ? { callsFromOthers: CallsFromOthers.ALLOWED } : {}),
    ...(p.chance(50) ? { access: p.one([AccessMode.AUDIT, AccessMode.OPEN, AccessMode.DECLARED_CALLS]) } : {}),
    ...(p.chance(30) ? { mtls: p.one([MtlsMode.PERMISSIVE, MtlsMode.STRICT]) } : {}),
    ...(p.chance(50) ? { visibility: p.one([Visibility.NAMESPACE, Visibility.NAMESPACE, Visibility.ALL, Visibility.DECLARED_CALLS]) } : {}),
    ...(p.chance(30) ? { egress: p.one([Egress.ANY, Egress.DECLARED]) } : {}),
    ...(p.chance(20) ? { labels: { team: name } } : {}),
    ...(p.chance(20) ? { namespace: `${name}-home` } : {}),
  });
  const namespaces: MeshNamespace[] = [];
  if (p.chance(40)) namespaces.push(new MeshNamespace(mesh, `${name}-vault`, { manage: p.one(['create', 'label', 'none'] as const), ...(p.chance(40) ? { labels: { tier: 'inner' } } : {}) }));
  const group = p.chance(50) ? new MeshGroup(mesh, 'team') : undefined;
  const made = makeServices(mesh, p, `${name[0]}-`, group ?? mesh, namespaces);

  if (p.chance(15)) new RawManifest(mesh, 'notes', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${name}-notes`, namespace: mesh.namespace! }, data: { owner: name } });
  const patched = made.find((m) => !m.existing);
  if (patched && p.chance(15)) mesh.patch('Service', patched.service.node.id, { metadata: { annotations: { 'example.com/owner': name } } });

  // Wide ones first, then each service its own.
  if (p.chance(30)) clientPolicies(mesh, p, 'all', 40, WIDE);
  if (namespaces.length && p.chance(40)) clientPolicies(namespaces[0], p, 'inner', 40, WIDE);
  if (group && p.chance(50)) clientPolicies(group, p, 'group', 40, WIDE);
  if (namespaces.length && p.chance(20)) new MtlsPolicy(namespaces[0], 'inner-mtls', { mode: p.one([MtlsMode.PERMISSIVE, MtlsMode.STRICT]) });
  if (p.chance(15)) new TelemetryPolicy(mesh, 'all-telemetry', { accessLog: true, tracing: { samplingPercent: 5, provider: 'otel' } });
  widePolicies(mesh, p, 'all', 15);
  if (namespaces.length) widePolicies(namespaces[0], p, 'inner', 30);
  if (group) groupPolicies(group, p, 'group', 25);
  const claims = new Set<Made>();
  made.forEach((m, i) => {
    clientPolicies(m.service, p, `own${i}`, 25, { http: m.http.length + m.grpc.length > 0, headless: m.headless });
    if (m.versions.length && p.chance(25)) versionPolicies(mesh, m, p, i);
    if (serverPolicies(m, p, `server${i}`, made, 20).claims) claims.add(m);
  });

  const externals = makeExternals(mesh, name, p);
  externals.forEach((e, i) => externalPolicies(e, p, `ext${i}`));
  const edges = makeGateways(mesh, name, p, namespaces);
  edges.forEach((e, i) => gatewayPolicies(e.gateway, p, `gw${i}`, 25));
  return { mesh, welcoming, made, claims, consumers: makeConsumers(mesh, name, p), externals, edges };
}

const WIDE = { http: true, wide: true };

/** Pool, outlier detection and load balancing of one version. */
function versionPolicies(mesh: Mesh, made: Made, p: Pick, i: number): void {
  const version = made.service.version(p.one(made.versions) as never);
  new ConnectionPool(mesh, `version${i}-pool`, p.chance(20) ? { off: true, appliesTo: version } : { ...pool(p), appliesTo: version });
  if (p.chance(50)) new OutlierDetection(mesh, `version${i}-outlier`, { consecutive5xx: p.int(1, 9), appliesTo: version });
  if (p.chance(30)) new LoadBalancing(mesh, `version${i}-lb`, { algorithm: Algorithm.random, appliesTo: version });
}
