import { fromConstruct, type SourceObject } from '../../lib/effective';
import type { MeshModel } from '../../lib/model';

type Fields = Record<string, any>;
/** A way in which a target could be wrong. Changes the first object that it fits; undefined: this one is none. */
export interface Lie { readonly name: string; readonly tell: (manifest: Fields) => Fields | undefined }

const kind = (of: string, tell: (spec: Fields, manifest: Fields) => boolean): Lie['tell'] => (m) => {
  if (m.kind !== of || typeof m.spec !== 'object') return undefined;
  const copy = structuredClone(m) as Fields;
  return tell(copy.spec, copy) ? copy : undefined;
};
const routes = (spec: Fields): Fields[] => spec.http ?? [];
const first = <T>(list: readonly T[], when: (x: T) => boolean): T | undefined => list.find(when);

/** What a VirtualService, a policy, a Sidecar … might say by mistake. */
export const LIES: readonly Lie[] = [
  { name: 'weights are the other way round', tell: kind('VirtualService', (s) => { const r = first(routes(s), (x) => x.route?.length > 1 && x.route[0].weight !== x.route[x.route.length - 1].weight); if (!r) return false; [r.route[0].weight, r.route[r.route.length - 1].weight] = [r.route[r.route.length - 1].weight, r.route[0].weight]; return true; }) },
  { name: 'a subset is left out', tell: kind('VirtualService', (s) => { const r = first(routes(s), (x) => x.route?.length === 1 && x.route[0].destination.subset !== undefined); if (!r) return false; delete r.route[0].destination.subset; return true; }) },
  { name: 'a timeout is a second longer', tell: kind('VirtualService', (s) => { const r = first(routes(s), (x) => /^\d+s$/.test(x.timeout ?? '')); if (!r) return false; r.timeout = `${parseInt(r.timeout, 10) + 1}s`; return true; }) },
  { name: 'a retry more', tell: kind('VirtualService', (s) => { const r = first(routes(s), (x) => x.retries?.attempts > 0); if (!r) return false; r.retries.attempts++; return true; }) },
  { name: 'retries that are switched off are not said', tell: kind('VirtualService', (s) => { const r = first(routes(s), (x) => x.retries?.attempts === 0 && x.route); if (!r) return false; delete r.retries; return true; }) },
  { name: 'a prefix is of text instead of segments', tell: kind('VirtualService', (s) => { const m = first(routes(s).flatMap((r) => r.match ?? []), (x: Fields) => x.uri?.prefix?.endsWith('/') && x.uri.prefix.length > 1 && Object.keys(x).every((k) => k === 'uri' || k === 'port')) as Fields | undefined; if (!m) return false; m.uri.prefix = m.uri.prefix.slice(0, -1); return true; }) },
  { name: 'the path itself is not of its prefix', tell: kind('VirtualService', (s) => { const r = first(routes(s), (x) => x.match?.length === 2 && x.match[0].uri?.exact !== undefined && x.match[1].uri?.prefix === `${x.match[0].uri.exact}/`); if (!r) return false; r.match.shift(); return true; }) },
  { name: 'a condition on a header is lost', tell: kind('VirtualService', (s) => { const m = first(routes(s).flatMap((r) => r.match ?? []), (x: Fields) => x.headers && !x.sourceLabels) as Fields | undefined; if (!m) return false; delete m.headers; return true; }) },
  { name: 'a copy is not made', tell: kind('VirtualService', (s) => { const r = first(routes(s), (x) => x.mirrors?.length > 0); if (!r) return false; delete r.mirrors; return true; }) },
  { name: 'a rewrite is lost', tell: kind('VirtualService', (s) => { const r = first(routes(s), (x) => x.rewrite?.uri !== undefined || x.rewrite?.uriRegexRewrite !== undefined); if (!r) return false; delete r.rewrite; return true; }) },
  { name: 'a slash too many below a rewritten prefix', tell: kind('VirtualService', (s) => { const r = first(routes(s), (x) => x.rewrite?.uri?.endsWith('/') && x.rewrite.uri.length > 1 && x.match?.every((m: Fields) => m.uri?.prefix?.endsWith('/'))); if (!r) return false; r.rewrite.uri += '/'; return true; }) },
  { name: 'a fault is lost', tell: kind('VirtualService', (s) => { const r = first(routes(s), (x) => x.fault); if (!r) return false; delete r.fault; return true; }) },
  { name: 'a header is not set', tell: kind('VirtualService', (s) => { const r = first(routes(s), (x) => x.headers?.request?.set || x.headers?.response?.set || x.headers?.response?.add); if (!r) return false; delete r.headers; return true; }) },
  { name: 'CORS is lost', tell: kind('VirtualService', (s) => { const r = first(routes(s), (x) => x.corsPolicy); if (!r) return false; delete r.corsPolicy; return true; }) },
  { name: 'a redirect has another code', tell: kind('VirtualService', (s) => { const r = first(routes(s), (x) => x.redirect); if (!r) return false; r.redirect.redirectCode = r.redirect.redirectCode === 308 ? 301 : 308; return true; }) },
  { name: 'the default rule comes first', tell: kind('VirtualService', (s) => { const last = routes(s)[routes(s).length - 1]; if (routes(s).length < 2 || last.match || s.gateways || routes(s)[0].match?.some((m: Fields) => m.sourceLabels)) return false; s.http = [last, ...routes(s).slice(0, -1)]; return true; }) },
  { name: 'what is of one caller holds for all', tell: kind('VirtualService', (s) => { const r = first(routes(s), (x) => x.match?.length > 0 && x.match.every((m: Fields) => m.sourceLabels)); if (!r) return false; for (const m of r.match) { delete m.sourceLabels; delete m.sourceNamespace; } return true; }) },
  { name: 'bytes go to another port', tell: kind('VirtualService', (s) => { const r = s.tcp?.[0] ?? s.tls?.[0]; if (!r) return false; r.route[0].destination.host = 'elsewhere.example.com'; return true; }) },
  { name: 'a caller is let in whom nobody declares', tell: kind('AuthorizationPolicy', (s) => { const from = s.action === undefined && s.rules?.[0]?.from?.[0]?.source.principals; if (!from || from.includes('*')) return false; from.push(from[0].replace(/[^/]+$/, 'nobody').replace(/^[^/]+/, 'other.domain').replace(/ns\/[^/]+/, 'ns/nowhere')); return true; }) },
  { name: 'a caller is left out', tell: kind('AuthorizationPolicy', (s) => { const from = s.action === undefined && first(s.rules ?? [], (r: Fields) => r.from?.length === 1 && r.from[0].source.principals?.length > 1) as Fields | undefined; if (!from) return false; from.from[0].source.principals.pop(); return true; }) },
  { name: 'a rule forgets its paths', tell: kind('AuthorizationPolicy', (s) => { const o = first((s.rules ?? []).flatMap((r: Fields) => (r.to ?? []).map((t: Fields) => t.operation)), (x: Fields) => x.paths) as Fields | undefined; if (!o || s.action !== 'DENY') return false; delete o.paths; return true; }) },
  { name: 'a rule forgets its ports', tell: kind('AuthorizationPolicy', (s) => { const o = s.action === undefined && (s.rules ?? []).flatMap((r: Fields) => (r.to ?? []).map((t: Fields) => t.operation))[0]; if (!o?.ports || s.rules.some((r: Fields) => r.from === undefined)) return false; delete o.ports; return true; }) },
  { name: 'a denial is left out', tell: (m) => (m.kind === 'AuthorizationPolicy' && m.spec?.action === 'DENY' && !m.metadata.annotations?.['istio.io/dry-run'] ? { ...m, kind: 'ConfigMap', apiVersion: 'v1' } : undefined) },
  { name: 'a rehearsal is in earnest', tell: (m) => (m.kind === 'AuthorizationPolicy' && m.metadata.annotations?.['istio.io/dry-run'] && m.spec?.selector ? { ...m, metadata: { ...m.metadata, annotations: undefined } } : undefined) },
  { name: 'an authorizer is not asked', tell: kind('AuthorizationPolicy', (s, m) => { if (s.action !== 'CUSTOM') return false; m.kind = 'ConfigMap'; return true; }) },
  { name: 'tokens of another audience are taken', tell: kind('RequestAuthentication', (s) => { s.jwtRules[0].audiences = ['somebody-else']; return true; }) },
  { name: 'plaintext is accepted', tell: kind('PeerAuthentication', (s) => { if (s.mtls?.mode !== 'STRICT' || s.selector) return false; s.mtls.mode = 'PERMISSIVE'; return true; }) },
  { name: 'a host is hidden that is called', tell: kind('Sidecar', (s) => { const hosts = s.egress[0].hosts; const at = hosts.findIndex((h: string) => !h.startsWith('./') && !h.startsWith('~') && !h.startsWith('*') && !h.startsWith('kube-system') && !h.startsWith('observability')); if (!s.workloadSelector || hosts[0] === './*' || at < 0) return false; hosts.splice(at, 1); return true; }) },
  { name: 'undeclared hosts are passed through', tell: kind('Sidecar', (s) => { if (s.outboundTrafficPolicy?.mode !== 'REGISTRY_ONLY') return false; s.outboundTrafficPolicy.mode = 'ALLOW_ANY'; return true; }) },
  { name: 'a pool is larger', tell: kind('DestinationRule', (s) => { const tcp = s.trafficPolicy?.connectionPool?.tcp; if (tcp?.maxConnections === undefined || s.trafficPolicy.portLevelSettings || s.subsets?.every((x: Fields) => x.trafficPolicy?.connectionPool)) return false; tcp.maxConnections++; return true; }) },
  { name: 'outlier detection is lost', tell: kind('DestinationRule', (s) => { if (!s.trafficPolicy?.outlierDetection || s.trafficPolicy.portLevelSettings) return false; delete s.trafficPolicy.outlierDetection; return true; }) },
  { name: 'a version means other pods', tell: kind('DestinationRule', (s) => { if (!(s.subsets?.length > 1)) return false; [s.subsets[0].labels, s.subsets[1].labels] = [s.subsets[1].labels, s.subsets[0].labels]; return true; }) },
  { name: 'TLS to the outside is not begun', tell: kind('DestinationRule', (s) => { if (s.trafficPolicy?.tls?.mode !== 'SIMPLE') return false; delete s.trafficPolicy.tls; return true; }) },
  { name: 'a listener does not redirect', tell: kind('Gateway', (s) => { const server = first(s.servers as Fields[], (x) => x.tls?.httpsRedirect); if (!server) return false; delete server.tls; return true; }) },
  { name: 'a certificate of another', tell: kind('Gateway', (s) => { const server = first(s.servers as Fields[], (x) => x.tls?.credentialName); if (!server) return false; server.tls.credentialName = 'another'; return true; }) },
  { name: 'a name is not served', tell: kind('Gateway', (s) => { const server = first(s.servers as Fields[], (x) => x.hosts.length > 1 && !x.tls?.httpsRedirect && x.port.protocol === 'HTTP'); if (!server) return false; server.hosts.pop(); return true; }) },
];

/** The objects with a lie among them; undefined: it fits none of them. */
export function told(lie: Lie, objects: readonly SourceObject[]): readonly SourceObject[] | undefined {
  for (const [i, { manifest }] of objects.entries()) {
    const changed = lie.tell(manifest as unknown as Fields);
    if (changed) return [...objects.slice(0, i), fromConstruct(changed as SourceObject['manifest'], { path: 'a lie' }), ...objects.slice(i + 1)];
  }
  return undefined;
}

/** Ways in which a meaning could be wrong: other models than the one that was written down. */
export const OTHER_MODELS: readonly { readonly name: string; readonly tell: (m: MeshModel) => MeshModel | undefined }[] = [
  { name: 'a call is forgotten', tell: (m) => { const at = m.calls.findIndex((c) => c.to.kind === 'service' && m.meshes.find((x) => x.id === c.mesh)!.access === 'DECLARED_CALLS' && m.calls.filter((o) => o.from === c.from && o.to.kind === 'service').length === 1 && m.workloads.find((w) => w.id === c.from)!.meshed); return at < 0 ? undefined : { ...m, calls: m.calls.filter((_, i) => i !== at) }; } },
  { name: 'a grant is forgotten', tell: (m) => { const at = m.grants.findIndex((g) => g.from.kind === 'principal' || g.from.kind === 'namespace'); return at < 0 || m.meshes.find((x) => x.id === m.grants[at].mesh)!.access !== 'DECLARED_CALLS' ? undefined : { ...m, grants: m.grants.filter((_, i) => i !== at) }; } },
  { name: 'a split is another', tell: (m) => { const s = m.splits.find((x) => new Set(Object.values(x.weights)).size > 1); if (!s) return undefined; const names = Object.keys(s.weights), weights = Object.fromEntries(names.map((n, i) => [n, s.weights[names[(i + 1) % names.length]]])); return { ...m, splits: m.splits.map((x) => (x === s ? { ...x, weights } : x)) }; } },
  { name: 'a route is forgotten', tell: (m) => (m.routes.some((r) => r.kind === 'http' && r.parent.kind === 'gateway') ? { ...m, routes: m.routes.filter((r) => r !== m.routes.find((o) => o.kind === 'http' && o.parent.kind === 'gateway')) } : undefined) },
  { name: 'a policy is forgotten', tell: (m) => { const at = m.policies.findIndex((p) => p.kind === 'MtlsPolicy' && p.covers[0].level === 'service'); return at < 0 ? undefined : { ...m, policies: m.policies.filter((_, i) => i !== at) }; } },
];
