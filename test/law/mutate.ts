import type { BackendFact, CallFacts, CoverFact, ListenerFacts, MatchFacts, MeshModel, PathFact, PolicyFacts, RequestFacts, RouteFacts, RuleFacts, ServiceFacts, SourceFact } from '../../lib/model';
import type { Pick } from '../generated/pick';

// Other models than a generator of programs would write: what is declared there is changed here and there, whether or not it still makes sense. What
// does not is refused by the compiler; what is left is where nobody thought of it.

type Change = (m: MeshModel, p: Pick) => MeshModel;
const replaced = <T>(list: readonly T[], p: Pick, change: (x: T) => T): readonly T[] => { if (list.length === 0) return list; const one = p.one(list); return list.map((x) => (x === one ? change(x) : x)); };
const paths: readonly PathFact[] = [{ kind: 'prefix', value: '/a' }, { kind: 'prefix', value: '/a/b' }, { kind: 'exact', value: '/a' }, { kind: 'exact', value: '/a/b' }, { kind: 'prefix', value: '/' }, { kind: 'regex', value: '/a/[a-z]+' }, { kind: 'exact', value: '/c' }, { kind: 'prefix', value: '/c' }];
const path = (p: Pick, regex = true): PathFact => p.one(paths.filter((x) => regex || x.kind !== 'regex'));
function match(m: MeshModel, p: Pick, withCallers: boolean): MatchFacts {
  const value = (name: string) => ({ name, kind: p.one(['exact', 'prefix', 'present', 'regex'] as const), value: 'v', not: p.chance(30) });
  return {
    ...(p.chance(70) ? { path: path(p) } : {}), methods: p.chance(30) ? p.one([['GET'], ['POST', 'PUT'], ['DELETE']] as const) : [],
    headers: p.chance(30) ? [value(p.one(['x-a', 'x-b'])), ...(p.chance(20) ? [value('x-a')] : [])].map((v) => (v.kind === 'present' ? { ...v, value: '' } : v)) : [],
    cookies: p.chance(10) ? [{ ...value('c'), kind: 'exact' as const }] : [], query: p.chance(15) ? [{ name: 'q', kind: 'exact' as const, value: '1', not: false }] : [],
    from: withCallers && p.chance(20) && m.workloads.length > 0 ? [p.one(m.workloads).id] : [],
  };
}
const request = (p: Pick, s?: ServiceFacts): RequestFacts => ({
  ...(s && p.chance(20) ? { port: p.one(s.ports).name } : {}), methods: p.chance(40) ? p.one([['GET'], ['POST', 'PUT']] as const) : [], paths: p.chance(60) ? p.some([path(p, false), path(p, false)], 70) : [], claims: p.chance(10) ? { role: ['admin'] } : {},
});
function backends(m: MeshModel, p: Pick): readonly BackendFact[] {
  const to = (): BackendFact['to'] => { const s = p.one(m.services), w = m.workloads.find((x) => x.id === s.workload)!; return p.chance(30) ? { kind: 'version', service: s.id, version: p.one(w.versions).name } : { kind: p.one(['service', 'endpoints'] as const), service: s.id }; };
  if (p.chance(60)) return [{ to: to(), weight: 100 }];
  const weight = p.int(0, 100);
  return [{ to: to(), weight }, { to: to(), weight: 100 - weight }];
}
function rule(m: MeshModel, p: Pick, atService: boolean): RuleFacts {
  const matches = p.chance(85) ? Array.from({ length: p.int(1, 2) }, () => match(m, p, atService)) : [];
  if (p.chance(10)) return { matches, action: { kind: 'respond', status: 404 } };
  if (p.chance(10)) return { matches, action: { kind: 'redirect', statusCode: 308, ...(p.chance(50) ? { scheme: 'https' as const } : {}), ...(p.chance(50) ? { path: '/new' } : {}), ...(p.chance(30) ? { hostname: 'new.example.com' } : {}), ...(p.chance(20) ? { port: p.one([80, 443, 8443]) } : {}) } };
  const rewrite = p.one([undefined, undefined, { prefix: '/' }, { prefix: '/p' }, { prefix: '/p/' }, { path: '/fixed' }, { hostname: 'h.example.com' }, { regex: { match: '^/a(.*)$', by: '/z\\1' } }]);
  // Which of several matches a request met is nobody's to say: a prefix is replaced in one.
  const here = rewrite && 'prefix' in rewrite ? matches.slice(0, 1) : matches;
  return {
    matches: here, action: {
      kind: 'forward', backends: backends(m, p), ...(rewrite ? { rewrite } : {}), ...(p.chance(10) ? { mirror: { to: backends(m, p)[0].to, percent: p.one([100, 50, 0.5]) } } : {}), timeout: p.one(['off', 1000, 2500] as const),
      retries: p.one(['off', { attempts: 2, on: [] }, { attempts: 1, on: ['503', 'reset'], perTryTimeout: 100 }] as const), fault: p.one(['off', 'off', { abort: { status: 503, percent: 10 } }] as const),
    },
    ...(p.chance(15) ? { requestHeaders: { set: { 'x-a': 'v' }, add: { 'x-n': '1' }, remove: ['x-b'] } } : {}),
  };
}
const source = (m: MeshModel, p: Pick): SourceFact => {
  const one = (): SourceFact => p.one<SourceFact>([{ kind: 'workload', id: p.one(m.workloads).id }, { kind: 'namespace', name: p.one(m.namespaces).name }, { kind: 'anyone' }, { kind: 'authenticated' }, { kind: 'cidr', block: '10.0.0.0/8' }, { kind: 'principal', spiffeId: 'other.td/ns/a/sa/b' }]);
  return p.chance(25) ? { kind: 'except', of: one(), not: [one()] } : one();
};
const fresh = (m: MeshModel, p: Pick) => { const mesh = p.one(m.meshes), id = `${mesh.id}/mutant-${p.int(0, 1_000_000)}`; return { id, origin: { path: id }, mesh: mesh.id }; };
function policy(m: MeshModel, p: Pick, kind: string, value: unknown, covers: readonly CoverFact[]): MeshModel {
  const [cover] = covers, f = fresh(m, p), owner = cover.level === 'group' ? m.meshes.find((x) => cover.id.startsWith(`${x.id}/`))!.id : f.mesh;   // another's group cannot be named
  return { ...m, policies: [...m.policies, { ...f, mesh: owner, kind, value, covers } as PolicyFacts].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
const somewhere = (m: MeshModel, p: Pick): CoverFact => { const s = p.one(m.services); return p.one<CoverFact>([{ level: 'service', id: s.id }, { level: 'service', id: s.id }, { level: 'namespace', id: s.namespace }, { level: 'mesh', id: s.mesh }, ...s.groups.map((id) => ({ level: 'group' as const, id }))]); };

export const CHANGES: readonly Change[] = [
  // routes
  (m, p) => { const s = p.one(m.services), f = fresh(m, p); return { ...m, routes: [...m.routes, { ...f, mesh: s.mesh, kind: 'http', name: f.id.split('/')[1], parent: { kind: 'service', id: s.id }, hostnames: p.chance(25) ? [p.one(['x.internal', '*.internal'])] : [], ...(p.chance(60) ? { priority: p.int(1, 9) } : {}), rules: Array.from({ length: p.int(1, 3) }, () => rule(m, p, true)) } satisfies RouteFacts] }; },
  (m, p) => { if (m.gateways.every((g) => g.listeners.length === 0)) return m; const g = p.one(m.gateways.filter((x) => x.listeners.length > 0)), f = fresh(m, p), l = p.one(g.listeners); return { ...m, routes: [...m.routes, { ...f, kind: 'http', name: f.id.split('/')[1], parent: { kind: 'gateway', id: g.id }, hostnames: p.chance(60) ? [p.one(l.hostnames).replace(/^\*/, p.one(['*', 'n']))] : [], ...(p.chance(30) ? { port: l.name } : {}), priority: p.int(1, 9), rules: Array.from({ length: p.int(1, 3) }, () => rule(m, p, false)) } satisfies RouteFacts] }; },
  (m, p) => ({ ...m, routes: replaced(m.routes, p, (r) => ({ ...r, rules: [...r.rules].reverse() })) }),
  (m, p) => ({ ...m, routes: replaced(m.routes, p, (r) => ({ ...r, priority: p.int(1, 9) })) }),
  (m, p) => ({ ...m, routes: replaced(m.routes.filter((r) => r.parent.kind === 'service').length ? m.routes : [], p, (r) => (r.parent.kind === 'service' ? { ...r, hostnames: ['one.internal', '*.internal'] } : r)) }).routes.length ? { ...m, routes: replaced(m.routes, p, (r) => (r.parent.kind === 'service' ? { ...r, hostnames: ['one.internal', '*.internal'] } : r)) } : m,
  (m, p) => { const s = p.one(m.services), w = m.workloads.find((x) => x.id === s.workload)!; if (!s.versioned || m.splits.some((x) => x.service === s.id)) return m; const first = p.int(0, 100), names = w.versions.map((v) => v.name); return { ...m, splits: [...m.splits, { ...fresh(m, p), mesh: s.mesh, service: s.id, weights: names.length > 1 ? { [names[0]]: first, [names[1]]: 100 - first } : { [names[0]]: 100 } }] }; },
  // gateways
  (m, p) => ({ ...m, gateways: replaced(m.gateways, p, (g) => { const l = g.listeners.find((x) => x.protocol === 'HTTPS' || x.protocol === 'HTTP'); if (!l) return g; const name = p.one(l.hostnames), more: ListenerFacts = { ...l, name: `more-${p.int(0, 99)}`, ...(p.chance(50) ? { port: 8088, podPort: 8088 } : {}), hostnames: [p.one([`deep.${name.replace(/^\*\./, '')}`, name.startsWith('*') ? name : `*.${name.split('.').slice(1).join('.')}`, `*.${name.replace(/^\*\./, '')}`])], ...(l.certificate ? { certificate: { secret: 'more', mutual: p.chance(30) } } : {}) }; return { ...g, listeners: [...g.listeners, more] }; }) }),
  (m, p) => ({ ...m, gateways: replaced(m.gateways, p, (g) => ({ ...g, listeners: g.listeners.map((l) => (l.protocol === 'HTTP' && p.chance(50) ? { ...l, redirectToHttps: !l.redirectToHttps } : l)) })) }),
  // policies
  (m, p) => policy(m, p, 'TimeoutPolicy', p.chance(30) ? 'off' : { request: p.int(1, 9) * 1000 }, [somewhere(m, p)]),
  (m, p) => policy(m, p, 'RetryPolicy', p.chance(40) ? 'off' : { attempts: p.int(1, 4), on: p.one([[], ['5xx', '429']]) }, [somewhere(m, p)]),
  (m, p) => policy(m, p, 'ConnectionPool', p.chance(40) ? 'off' : p.one([{ maxConnections: 3 }, { maxRequests: 4, idleTimeout: 9000 }, { connectTimeout: 700 }]), [somewhere(m, p)]),
  (m, p) => policy(m, p, 'OutlierDetection', p.chance(40) ? 'off' : p.one([{ consecutive5xx: 3 }, { consecutiveGatewayErrors: 2, interval: 5000 }]), [somewhere(m, p)]),
  (m, p) => policy(m, p, 'LoadBalancing', p.chance(40) ? 'off' : { algorithm: p.one([{ kind: 'random' }, { kind: 'hash', by: { header: 'x-user' } }]), failover: [] }, [somewhere(m, p)]),
  (m, p) => policy(m, p, 'MtlsPolicy', { mode: p.one(['STRICT', 'PERMISSIVE', 'DISABLE']), ports: {} }, [somewhere(m, p)]),
  (m, p) => { const s = p.one(m.services); return policy(m, p, 'MtlsPolicy', { mode: p.one(['STRICT', 'PERMISSIVE']), ports: { [p.one(s.ports).name]: p.one(['STRICT', 'PERMISSIVE', 'DISABLE']) } }, [{ level: 'service', id: s.id }]); },
  (m, p) => { const s = p.one(m.services), w = m.workloads.find((x) => x.id === s.workload)!; return s.versioned ? policy(m, p, p.one(['ConnectionPool', 'OutlierDetection']), p.chance(50) ? 'off' : { maxConnections: 2, consecutive5xx: 2 }, [{ level: 'version', id: s.id, version: p.one(w.versions).name }]) : m; },
  (m, p) => policy(m, p, 'FaultInjection', { delay: { by: 100, percent: 5 }, matches: p.chance(50) ? [match(m, p, true)] : [] }, [{ level: 'service', id: p.one(m.services).id }]),
  (m, p) => policy(m, p, 'AccessPolicy', { allow: p.chance(50) ? [{ from: [source(m, p)], to: p.chance(50) ? [request(p)] : [], claims: {} }] : [], require: p.chance(40) ? [{ from: [source(m, p)], to: p.chance(50) ? [request(p)] : [], claims: {} }] : [], deny: p.chance(40) ? [{ from: [source(m, p)], to: p.chance(50) ? [request(p)] : [], claims: {} }] : [], audit: p.chance(15) }, [somewhere(m, p)]),
  (m, p) => policy(m, p, 'JwtPolicy', { issuer: p.one(['https://id.example.com', 'https://more.example.com']), audiences: [], from: [], required: p.chance(60), requiredExcept: p.chance(40) ? [request(p)] : [] }, [{ level: 'service', id: p.one(m.services).id }]),
  (m, p) => ({ ...m, policies: m.policies.length === 0 ? m.policies : m.policies.filter((x) => x !== p.one(m.policies)) }),
  // calls
  (m, p) => { const w = p.one(m.workloads), s = p.one(m.services); return { ...m, calls: [...m.calls, { origin: w.origin, mesh: w.mesh, from: w.id, to: { kind: 'service', id: s.id }, only: p.chance(50) ? [request(p, s)] : [], ...(p.chance(25) ? { timeout: p.int(1, 9) * 1000 } : {}), ...(p.chance(20) ? { retries: p.one(['off', { attempts: 3, on: [] }] as const) } : {}) } satisfies CallFacts] }; },
  (m, p) => { const s = p.one(m.services); return { ...m, grants: [...m.grants, { origin: s.origin, mesh: s.mesh, service: s.id, from: source(m, p), only: p.chance(40) ? [request(p, s)] : [] }] }; },
  (m, p) => { const w = p.one(m.workloads); return m.externals.length === 0 ? m : { ...m, calls: [...m.calls, { origin: w.origin, mesh: w.mesh, from: w.id, to: { kind: 'external', id: p.one(m.externals).id }, only: [], ...(p.chance(40) ? { timeout: 3000 } : {}), ...(p.chance(30) ? { retries: 'off' as const } : {}) }] }; },
  // meshes
  (m, p) => ({ ...m, meshes: replaced(m.meshes, p, (x) => ({ ...x, access: p.one(['DECLARED_CALLS', 'AUDIT', 'OPEN']), visibility: p.one(['DECLARED_CALLS', 'NAMESPACE', 'ALL']), egress: p.one(['DECLARED', 'ANY']), mtls: p.one(['STRICT', 'PERMISSIVE', 'DISABLE']), callsFromOthers: p.one(['REFUSED', 'ALLOWED', 'ALLOWED']) })) }),
  (m, p) => ({ ...m, externals: replaced(m.externals, p, (e) => ({ ...e, ...(e.tls ? { tls: { ...e.tls, sni: p.one([undefined, 'sni.example.com']), subjectAltNames: p.one([[], ['san.example.com']]) } as typeof e.tls } : {}) })) }),
  (m, p) => ({ ...m, services: replaced(m.services, p, (s) => ({ ...s, ports: [...s.ports, { name: `extra-${s.ports.length}`, number: 7000 + s.ports.length, protocol: p.one(['http', 'tcp', 'grpc', 'tls']), containerPort: 7100 + s.ports.length }] })) }),
];

/** A model after a few changes. */
export function mutated(model: MeshModel, p: Pick): MeshModel {
  let m = model;
  for (let n = p.int(1, 4); n > 0; n--) m = p.one(CHANGES)(m, p);
  return m;
}
