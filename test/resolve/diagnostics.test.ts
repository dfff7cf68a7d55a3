import { CODES } from '../../lib/resolve/codes';
import type { Resolved } from '../../lib/resolve/resolved';
import { Builder, back, dest, exact, listener, match, on, port, prefix, regex, request, rule, value, version } from './model';

/** All look-ups work on a bad mesh too. */
function lookups(r: Resolved): void {
  for (const s of r.model.services) { r.frontend(s); for (const m of r.model.meshes) r.connection(s, m); }
  for (const w of r.model.workloads) { r.admissions(w); r.reach(w); r.mtls(w); r.serverPolicies('AccessPolicy', w); }
  for (const g of r.model.gateways) { r.gatewayHosts(g); r.gatewayPolicies('AccessPolicy', g); }
}
const access = { allow: [], require: [], deny: [], audit: false };
type Case = readonly [title: string, declare: (b: Builder) => void, expected: readonly (readonly [code: string, path: string, message: string, help?: string])[]];

/** A mistake, and the findings beside "nobody may call" that it gives. */
const cases: readonly Case[] = [
  ['a version that is not there', (b) => { const m = b.mesh('shop'), s = b.service(m, 's', { versions: ['v1', 'v2'] }); b.route(m, 'r', s, [rule([], version(s, 'v9'))]); },
    [['MESH1005', 'shop/r', 's has no version `v9`', 'its versions are v1, v2']]],
  ['weights of 90', (b) => { const m = b.mesh('shop'), s = b.service(m, 's', { versions: ['v1', 'v2'] }); b.split(s, { v1: 80, v2: 10 }); },
    [['MESH1101', 'shop/s-split', 'the weights of s total 90, not 100']]],
  ['backends of 90', (b) => { const m = b.mesh('shop'), s = b.service(m, 's', { versions: ['v1', 'v2'] }); b.route(m, 'r', s, [rule([], [back(version(s, 'v1'), 80), back(version(s, 'v2'), 10)])]); },
    [['MESH1101', 'shop/r', 'the weights of the backends total 90, not 100']]],
  ['a split that names no version of the service', (b) => { const m = b.mesh('shop'), s = b.service(m, 's', { versions: ['v1', 'v2'] }); b.split(s, { v3: 100 }); },
    [['MESH1005', 'shop/s-split', 's has no version `v3`']]],
  ['two splits', (b) => { const m = b.mesh('shop'), s = b.service(m, 's', { versions: ['v1'] }); b.split(s, { v1: 100 }); b.split(s, { v1: 100 }, 'zweiter'); },
    [['MESH1103', 'shop/zweiter', 's has a split already']]],
  ['a share that gets lost', (b) => { const m = b.mesh('shop'), a = b.service(m, 'a'), s = b.service(m, 's', { versions: ['v1', 'v2'] }); b.split(s, { v1: 99, v2: 1 }); b.route(m, 'r', a, [rule([], [back(a, 90), back(s, 10)])]); b.calls(a, s); },
    [['MESH1102', 'shop/r', 's v2 would get 0.1 % of the requests; the least is 1 %']]],
  ['two policies at one level', (b) => { const m = b.mesh('shop'), s = b.service(m, 's'); b.policy('TimeoutPolicy', m, on.service(s), { request: 1 }, 'a'); b.policy('TimeoutPolicy', m, on.service(s), 'off', 'b'); },
    [['MESH1201', 'shop/s/b', 'TimeoutPolicy covers shop/s twice: shop/s/a and shop/s/b']]],
  ['two owners of a namespace', (b) => { const m = b.mesh('shop'), n = b.mesh('pay'); b.namespace(m, 'vault'); b.namespace(n, 'vault'); },
    [['MESH1002', 'shop/ns:vault', 'namespace vault belongs to pay/ns:vault and to shop/ns:vault']]],
  ['two owners of a host', (b) => { const m = b.mesh('shop'), n = b.mesh('pay'); b.external(m, 'x', { hosts: ['api.example.com'] }); b.external(n, 'y', { hosts: ['api.example.com'] }); },
    [['MESH1003', 'shop/x', 'host api.example.com:80 belongs to pay/y and to shop/x']]],
  ['one name for two services', (b) => { const m = b.mesh('shop'), s = b.service(m, 's'); b.service(m, 's', { id: 'shop/group/s', origin: { path: 'shop/group/s' }, workload: b.workloads.find((w) => w.id === s.workload) }); },
    [['MESH1001', 'shop/s', 'service shop/s is declared by shop/group/s already']]],
  ['a missing grant', (b) => {
    const m = b.mesh('shop'), n = b.mesh('pay'), c = b.service(m, 'checkout'), s = b.service(n, 'charge');
    b.calls(c, s, [request({ methods: ['POST'], paths: [prefix('/charges')] }), request({ methods: ['POST'], paths: [exact('/refunds')], claims: { role: ['admin'] } })]);
  }, [['MESH1301', 'shop/checkout', 'checkout of shop sends requests to charge, whose owner pay does not allow them', "charge.allows(checkout, Call.post('/charges'), Call.post('=/refunds').when({ claims: { role: 'admin' } }));"]]],
  ['a grant for a part', (b) => {
    const m = b.mesh('shop'), n = b.mesh('pay'), c = b.service(m, 'checkout'), s = b.service(n, 'charge');
    b.calls(c, s, [request({ methods: ['GET', 'POST'], paths: [prefix('/charges/new')] })]);
    b.allows(s, c, [request({ methods: ['POST'], paths: [prefix('/charges/new')] })]);
  }, [['MESH1301', 'shop/checkout', 'checkout of shop sends requests to charge, whose owner pay does not allow them', "charge.allows(checkout, Call.get('/charges/new'));"]]],
  ['a grant that is wider than the call', (b) => {
    const m = b.mesh('shop'), n = b.mesh('pay'), c = b.service(m, 'checkout'), s = b.service(n, 'charge');
    b.calls(c, s, [request({ methods: ['POST'], paths: [prefix('/charges')] })]);
    b.allows(s, c, [request({ methods: ['POST'] })]);
  }, [['MESH1302', 'pay/charge', 'charge allows checkout more than it declares to call: Call.post()']]],
  ['a gateway of another owner', (b) => {
    const m = b.mesh('shop'), n = b.mesh('pay'), s = b.service(n, 'charge'), g = b.gateway(m, 'edge');
    b.route(m, 'r', g, [rule([match({ path: prefix('/pay') })], s)]);
  }, [['MESH1301', 'shop/r', 'edge of shop sends requests to charge, whose owner pay does not allow them', "charge.allows(edge, Call.http({ paths: ['/pay'] }));"]]],
  ['an HTTP route on a TCP port', (b) => { const m = b.mesh('shop'), s = b.service(m, 's', { ports: [port(1, 'tcp')] }); b.route(m, 'r', s, [rule([], s)]); b.route(m, 'q', s, [rule([], s)], { port: 'tcp-1' }); b.route(m, 'p', s, [rule([], s)], { port: 'web' }); },
    [['MESH1006', 'shop/p', 's has no port `web`', 'its ports are tcp-1 (tcp 1)'], ['MESH1106', 'shop/q', 'an HTTP route cannot stand on port tcp-1 of s, which speaks tcp'], ['MESH1106', 'shop/r', 's has no port for an HTTP route']]],
  ['an HTTP policy on a TCP port', (b) => { const m = b.mesh('shop'), s = b.service(m, 's', { ports: [port(1, 'tcp')] }); b.policy('RetryPolicy', m, on.service(s), { attempts: 1, on: [] }); },
    [['MESH1203', 'shop/s/RetryPolicy', 'RetryPolicy is about requests, and s speaks no HTTP']]],
  ['paths on a TCP port', (b) => { const m = b.mesh('shop'), a = b.service(m, 'a'), s = b.service(m, 's', { ports: [port(1, 'tcp'), port(2)] }); b.calls(a, s, [request({ port: 'tcp-1', paths: [prefix('/x')] })]); },
    [['MESH1210', 'shop/a', 'methods, paths and claims are known on HTTP ports only, and port tcp-1 of s speaks tcp', "leave them out: Call.port('tcp-1')"]]],
  ['routes that overlap without a winner', (b) => {
    const m = b.mesh('shop'), s = b.service(m, 's', { versions: ['v1', 'v2'] });
    b.route(m, 'a', s, [rule([match({ headers: [value('x', 'exact', '1')] })], version(s, 'v1'))]);
    b.route(m, 'b', s, [rule([match({ headers: [value('y', 'exact', '1')] })], version(s, 'v2'), { name: 'why' })]);
  }, [['MESH1104', 'shop/a', 'rule (x exact 1) and rule `why` of shop/b can match the same request, and neither is more specific', 'give one of the routes a priority: `priority: 1` in a puts it first']]],
  ['list order against precedence', (b) => {
    const m = b.mesh('shop'), s = b.service(m, 's', { versions: ['v1', 'v2'] });
    b.route(m, 'a', s, [rule([match({ path: prefix('/a') })], version(s, 'v1')), rule([match({ path: exact('/a/b/c') })], version(s, 'v1'))]);
    b.route(m, 'b', s, [rule([match({ path: prefix('/a/b') })], version(s, 'v2'))]);
  }, [['MESH1105', 'shop/a', 'the order of the rules inside shop/a and shop/b contradicts which of them is more specific']]],
  ['a try beyond the timeout, in policies, in a rule and in a call', (b) => {
    const m = b.mesh('shop'), a = b.service(m, 'a'), s = b.service(m, 's'), t = b.service(m, 't');
    b.policy('TimeoutPolicy', m, on.mesh(m), { request: 1000 }); b.policy('RetryPolicy', m, on.service(s), { attempts: 1, on: [], perTryTimeout: 2000 });
    b.route(m, 'r', t, [rule([], t, { retries: { attempts: 1, on: [], perTryTimeout: 3000 } })]);
    b.calls(a, t, [], { timeout: 500, retries: { attempts: 1, on: [], perTryTimeout: 600 } });
  }, [['MESH1113', 'shop/a', 'one try may take 600 ms, but the request with all its tries only 500 ms'], ['MESH1113', 'shop/r', 'one try may take 3000 ms, but the request with all its tries only 1000 ms'],
    ['MESH1113', 'shop/s/RetryPolicy', 'one try may take 2000 ms, but the request with all its tries only 1000 ms', 'shorten `perTryTimeout`, or give the request more time']]],
  ['it is not clear which port', (b) => { const m = b.mesh('shop'), g = b.gateway(m, 'g'), s = b.service(m, 's', { ports: [port(8080), port(9090)] }); b.route(m, 'r', g, [rule([], s)]); },
    [['MESH1007', 'shop/r', 'it is not clear which port of s is meant: several of http-8080 (http 8080), http-9090 (http 9090) speak http', "name it: { to: s, weight: 100, port: 'http-8080' }"]]],
  ['a backend port that is not there', (b) => { const m = b.mesh('shop'), g = b.gateway(m, 'g'), s = b.service(m, 's'); b.route(m, 'r', g, [rule([], [back(s, 100, 'grpc')])]); },
    [['MESH1006', 'shop/r', 's has no port `grpc`']]],
  ['an HTTP rule to a TCP port', (b) => { const m = b.mesh('shop'), g = b.gateway(m, 'g'), s = b.service(m, 's', { ports: [port(1, 'tcp')] }); b.route(m, 'r', g, [rule([], [back(s, 100, 'tcp-1')])]); },
    [['MESH1106', 'shop/r', 'an HTTP rule cannot send to port tcp-1 of s, which speaks tcp']]],
  ['claims without a token', (b) => { const m = b.mesh('shop'), s = b.service(m, 's'); b.policy('AccessPolicy', m, on.service(s), { ...access, require: [{ from: [], to: [], claims: { group: ['x'] } }] }); },
    [['MESH1209', 'shop/s/AccessPolicy', 'claims are read at s, where no JwtPolicy verifies tokens', "new JwtPolicy(s, 'tokens', { issuer: 'https://…' })"]]],
  ['claims on a TCP port', (b) => { const m = b.mesh('shop'), s = b.service(m, 's', { ports: [port(1, 'tcp')] }); b.policy('AccessPolicy', m, on.service(s), { ...access, require: [{ from: [], to: [], claims: { group: ['x'] } }] }); },
    [['MESH1210', 'shop/s/AccessPolicy', 'methods, paths and claims are known on HTTP ports only, and s has none']]],
  ['allow on a gateway', (b) => { const m = b.mesh('shop'), g = b.gateway(m, 'edge'); b.policy('AccessPolicy', m, on.gateway(g), { ...access, allow: [{ from: [], to: [], claims: {} }] }); },
    [['MESH1211', 'shop/edge/AccessPolicy', 'anyone may send to the listeners of shop/edge, so `allow` adds nothing there', 'say whom you require: `require: [{ from: [ … ] }]`']]],
  ['policies on an existing gateway', (b) => { const m = b.mesh('shop'), g = b.gateway(m, 'edge', { managed: undefined, namespace: undefined, namespaceName: 'istio-ingress' }); b.policy('AccessPolicy', m, on.gateway(g), access); },
    [['MESH1212', 'shop/edge/AccessPolicy', 'AccessPolicy for the gateway edge would live in namespace istio-ingress, which shop does not own', "new MeshNamespace(shop, 'istio-ingress', { manage: 'policies' })"]]],
  ['policies that an existing gateway would inherit', (b) => { const m = b.mesh('shop'); b.gateway(m, 'edge', { managed: undefined, namespace: undefined, namespaceName: 'istio-ingress' }); b.policy('TelemetryPolicy', m, on.mesh(m), { accessLog: true }); },
    [['MESH1212', 'shop/TelemetryPolicy', 'TelemetryPolicy does not reach the gateway edge: shop does not own namespace istio-ingress']]],
  ['a headless service that is split, routed, balanced', (b) => {
    const m = b.mesh('shop'), s = b.service(m, 's', { headless: true, versions: ['v1', 'v2'] });
    b.split(s, { v1: 100 }); b.route(m, 'r', s, [rule([match({ path: exact('/x') })], version(s, 'v1'))]); b.policy('LoadBalancing', m, on.service(s), { failover: [] });
  }, [['MESH1110', 'shop/r', 's is headless: its clients connect to the pod they chose, so no version can be chosen for them'], ['MESH1110', 'shop/s-split', 's is headless: its clients connect to the pod they chose, so its requests cannot be split'],
    ['MESH1204', 'shop/s/LoadBalancing', 'LoadBalancing needs the proxy to choose an endpoint, and s is headless: its clients connect to the pod they chose']]],
  ['a caller without a proxy', (b) => { const m = b.mesh('shop'), s = b.service(m, 's'), old = b.workload(m, 'old', { meshed: false }); b.calls(old, s); },
    [['MESH1304', 'shop/old', 'old has no proxy, so s refuses its plaintext', "new MtlsPolicy(s, 'plaintext', { mode: MtlsMode.PERMISSIVE }); new AccessPolicy(s, 'no-identity', { allow: [{ from: [Source.cidr('…')] }] });"]]],
  ['one ServiceAccount for two', (b) => { const m = b.mesh('shop'), s = b.service(m, 's'), a = b.workload(m, 'a', { serviceAccount: 'default' }); b.workload(m, 'b', { serviceAccount: 'default' }); b.calls(a, s); },
    [['MESH1009', 'shop/b', 'b and a run as the ServiceAccount default, but call different things: each would have the rights of both', 'give b a ServiceAccount of its own']]],
  ['a policy for a service outside the app', (b) => { const m = b.mesh('shop'); b.policy('RetryPolicy', m, { level: 'service', id: 'elsewhere/s' }, 'off'); },
    [['MESH1206', 'elsewhere/s/RetryPolicy', 'RetryPolicy covers elsewhere/s, which is not part of this app']]],
  ['a server policy for another owner', (b) => { const m = b.mesh('shop'), n = b.mesh('pay'), s = b.service(n, 's'); b.policy('AccessPolicy', m, on.service(s), access); },
    [['MESH1205', 'pay/s/AccessPolicy', 'AccessPolicy is of the server\'s side: shop cannot declare it for pay/s, which belongs to pay', 'declare it in pay']]],
  ['a policy for calls that there are none of', (b) => { const m = b.mesh('shop'), n = b.mesh('pay'), s = b.service(n, 's'); b.policy('RetryPolicy', m, on.service(s), 'off'); },
    [['MESH1213', 'pay/s/RetryPolicy', 'RetryPolicy covers the calls of shop to pay/s, and there is none', 'declare the call']]],
  ['options that contradict', (b) => {
    const m = b.mesh('shop'), a = b.service(m, 'a'), s = b.service(m, 's');
    b.calls(a, s, [request({ methods: ['GET'] })], { timeout: 1 }); b.calls(a, s, [request({ paths: [prefix('/x')] })], { timeout: 2 }); b.calls(a, s, [request({ methods: ['POST'], paths: [prefix('/y')] })], { timeout: 3 });
  }, [['MESH1303', 'shop/a', 'two calls of s are about the same requests and have different options']]],
  ['options that contradict towards the outside', (b) => { const m = b.mesh('shop'), a = b.service(m, 'a'), e = b.external(m, 'api'); b.calls(a, e, [], { timeout: 1 }); b.calls(a, e, [], { timeout: 2 }); },
    [['MESH1303', 'shop/a', 'two calls of api are about the same requests and have different options']]],
  ['faults that overlap', (b) => {
    const m = b.mesh('shop'), s = b.service(m, 's', { groups: ['shop/g'] });
    b.policy('FaultInjection', m, on.service(s), { matches: [match({ path: prefix('/x') })], delay: { by: 1, percent: 1 } }); b.policy('FaultInjection', m, on.group('shop/g'), { matches: [], abort: { percent: 1, status: 500 } });
  }, [['MESH1207', 'shop/g/FaultInjection', 'a request to s can have this fault and that of shop/s/FaultInjection']]],
  ['destinations with different policies', (b) => {
    const m = b.mesh('shop'), a = b.service(m, 'a'), s = b.service(m, 's'), t = b.service(m, 't');
    b.policy('TimeoutPolicy', m, on.service(s), { request: 1 }); b.route(m, 'r', a, [rule([], [back(s, 50), back(t, 50)]), rule([match({ path: exact('/x') })], [back(s, 50), back(t, 50)], { timeout: 'off' })]);
  }, [['MESH1112', 'shop/r', 's and t, to which one rule sends requests, bring different timeouts', "state it in the rule: `timeout: …` or `timeout: 'off'`"]]],
  ['a route past the rules of its destination', (b) => {
    const m = b.mesh('shop'), g = b.gateway(m, 'g'), s = b.service(m, 's', { versions: ['v1'] });
    b.route(m, 'own', s, [rule([match({ path: exact('/x') })], version(s, 'v1'))]); b.route(m, 'r', g, [rule([], s)]);
  }, [['MESH1114', 'shop/r', 's has rules of its own, which hold for its own host only: requests sent there by this route get its default rule']]],
  ['a route for another owner’s host', (b) => { const m = b.mesh('shop'), n = b.mesh('pay', { callsFromOthers: 'ALLOWED' }), s = b.service(n, 's'); b.route(m, 'r', s, [rule([], s)]); },
    [['MESH1109', 'shop/r', 's belongs to pay: shop cannot declare routes for its host', 'declare the route in pay']]],
  ['a bad regular expression', (b) => { const m = b.mesh('shop'), s = b.service(m, 's'); b.route(m, 'r', s, [rule([match({ path: regex('/(?=x)') })], s)]); },
    [['MESH1115', 'shop/r', '`/(?=x)` is no RE2 expression: error parsing regexp: invalid or unsupported Perl syntax: `(?=`']]],
  ['two regular expressions on one header', (b) => { const m = b.mesh('shop'), s = b.service(m, 's'); b.route(m, 'r', s, [rule([match({ headers: [value('h', 'regex', 'a.*'), value('h', 'regex', '.*b')] })], s)]); },
    [['MESH1111', 'shop/r', 'a match of rule (h regex a.*, h regex .*b) has two conditions on one name that no single one says', 'write them as one regular expression']]],
  ['a call of something that is not there', (b) => { const m = b.mesh('shop'), s = b.service(m, 's'), ghost = new Builder(), g = ghost.service(ghost.mesh('ghost'), 'g'); b.calls(s, g); },
    [['MESH1004', 'shop/s', 'the callee ghost/g is not part of this app']]],
  ['a destination that is not there', (b) => { const m = b.mesh('shop'), s = b.service(m, 's'), ghost = new Builder(), g = ghost.service(ghost.mesh('ghost'), 'g'); b.route(m, 'r', s, [rule([], dest(g) as never)]); },
    [['MESH1004', 'shop/r', 'the destination ghost/g is not part of this app']]],
  ['a kind that does not cover a version', (b) => { const m = b.mesh('shop'), s = b.service(m, 's', { versions: ['v1'] }); b.policy('TimeoutPolicy', m, on.version(s, 'v1'), { request: 1 }); },
    [['MESH1202', 'shop/s/TimeoutPolicy', 'TimeoutPolicy cannot cover a version', 'it covers mesh, namespace, group, service, external']]],
  ['a namespace of somebody else', (b) => { const m = b.mesh('shop'), n = b.mesh('pay'); b.service(m, 's', { namespace: n.namespace, pods: { namespace: m.namespace } }); },
    [['MESH1010', 'shop/s', 's is declared in shop, but its namespace pay belongs to pay', 'use a namespace of shop']]],
  ['shared pods that disagree', (b) => {
    const m = b.mesh('shop'), pods = b.workload(m, 'pods'), s = b.service(m, 's', { workload: pods }), t = b.service(m, 't', { workload: pods, ports: [port(9000)] });
    b.policy('JwtPolicy', m, on.service(s), { issuer: 'x', audiences: [], from: [], required: false, requiredExcept: [] }); void t;
  }, [['MESH1208', 'shop/t', 's and t have the same pods, but not the same JwtPolicy, which holds for whole pods', 'let one JwtPolicy cover both: appliesTo: [s, t]']]],
  ['shared container ports that disagree', (b) => {
    const m = b.mesh('shop'), pods = b.workload(m, 'pods'), s = b.service(m, 's', { workload: pods }); b.service(m, 't', { workload: pods });
    b.policy('MtlsPolicy', m, on.service(s), { mode: 'PERMISSIVE', ports: {} });
  }, [['MESH1208', 'shop/t', 's and t share container port 8080, but have different mTLS modes there (PERMISSIVE, the namespace\'s)', 'cover both with one policy']]],
  ['ports with one name', (b) => { b.service(b.mesh('shop'), 's', { ports: [port(1, 'http', { name: 'x' }), port(2, 'http', { name: 'x' })] }); },
    [['MESH1008', 'shop/s', 'two ports of s have the name x']]],
  ['an unknown port in a policy', (b) => { const m = b.mesh('shop'), s = b.service(m, 's'); b.policy('MtlsPolicy', m, on.service(s), { mode: 'STRICT', ports: { web: 'DISABLE' } }); },
    [['MESH1006', 'shop/s/MtlsPolicy', 's has no port `web`', 'its ports are http-8080 (http 8080)']]],
  ['a mirror for 120 %', (b) => { const m = b.mesh('shop'), s = b.service(m, 's'); b.route(m, 'r', s, [rule([], s, { mirrorTo: s, percent: 120 })]); },
    [['MESH1117', 'shop/r', 'the mirror is for 120 % of the requests']]],
  ['callers of the mesh at a gateway', (b) => { const m = b.mesh('shop'), s = b.service(m, 's'); b.route(m, 'r', b.gateway(m, 'g'), [rule([match({ from: [s.workload] })], s)]); },
    [['MESH1119', 'shop/r', 'rule (from shop/s:pods) is for callers of the mesh, but stands at a gateway, whose clients are outside it']]],
  ['a namespace-wide policy where only gateways are owned', (b) => { const m = b.mesh('shop'), n = b.namespace(m, 'ingress', { manage: 'policies' }); b.policy('MtlsPolicy', m, on.namespace(n.id), { mode: 'STRICT', ports: {} }); },
    [['MESH1010', 'shop/ns:ingress/MtlsPolicy', 'namespace ingress is owned for gateway policies only, MtlsPolicy would hold for all of it']]],
  ['one issuer twice', (b) => {
    const m = b.mesh('shop'), s = b.service(m, 's'), jwt = (issuer: string) => ({ issuer, audiences: [], from: [], required: false, requiredExcept: [] });
    b.policy('JwtPolicy', m, on.service(s), jwt('x'), 'a'); b.policy('JwtPolicy', m, on.service(s), jwt('y'), 'b'); b.policy('JwtPolicy', m, on.service(s), jwt('x'), 'c');
  }, [['MESH1201', 'shop/s/c', 'JwtPolicy covers shop/s twice: shop/s/a and shop/s/c']]],
  ['a grant to somebody without a proxy', (b) => { const m = b.mesh('shop'), s = b.service(m, 's'); b.allows(s, b.workload(m, 'old', { meshed: false })); },
    [['MESH1304', 'shop/s', 'old has no proxy, so nothing can be allowed to it by name', "allow its address: Source.cidr('…')"]]],
  ['two listeners for one place', (b) => { b.gateway(b.mesh('shop'), 'edge', { listeners: [listener({ hostnames: ['a.example.com'] }), listener({ hostnames: ['a.example.com', 'b.example.com'] })] }); },
    [['MESH1001', 'shop/edge', 'two listeners of edge are called http'], ['MESH1001', 'shop/edge', 'two listeners of edge serve 80 a.example.com: http and http', 'give them different ports or hostnames']]],
  ['an egress gateway that is not there', (b) => { b.external(b.mesh('shop'), 'api', { via: 'elsewhere/egress' }); },
    [['MESH1004', 'shop/api', 'the egress gateway elsewhere/egress is not part of this app']]],
  ['a fault and a call whose paths no single condition says', (b) => {
    const m = b.mesh('shop'), a = b.service(m, 'a'), s = b.service(m, 's');
    b.policy('FaultInjection', m, on.service(s), { matches: [match({ path: regex('/x.*/y') })], delay: { by: 1, percent: 1 } }); b.calls(a, s, [request({ paths: [prefix('/x')] })], { timeout: 5 });
  }, [['MESH1111', 'shop/a', 'the requests it is about and a match of shop/s have conditions on one name or path that cannot be said as one']]],
  ['a rule that goes nowhere', (b) => { const m = b.mesh('shop'), s = b.service(m, 's'); b.route(m, 'r', s, [rule([], [])]); },
    [['MESH1118', 'shop/r', 'rule (every request) sends requests nowhere']]],
  ['conditions that authorization cannot see', (b) => {
    const m = b.mesh('shop'), a = b.service(m, 'a'), s = b.service(m, 's'), t = b.service(m, 't'); b.calls(a, s);
    b.route(m, 'r', s, [rule([match({ headers: [value('x-beta', 'present')] })], t)]);
  }, [['MESH1306', 'shop/r', 'whoever may call s may send t such requests without x-beta too: authorization cannot see it']]],
  ['a name that authorization does not look at', (b) => {
    const m = b.mesh('shop'), a = b.service(m, 'a'), s = b.service(m, 's'), t = b.service(m, 't'); b.calls(a, s);
    b.route(m, 'r', s, [rule([match({ path: prefix('/x') })], t)], { hostnames: ['s.internal'] });
  }, [['MESH1306', 'shop/r', 'whoever may call s may send t such requests without s.internal too: authorization cannot see it']]],
];

test.each(cases)('%s', (_title, declare, expected) => {
  const b = new Builder();
  declare(b);
  const r = b.resolve();
  const found = r.diagnostics.filter((d) => d.code !== CODES.nobodyCalls.code);
  expect(found.map((d) => [d.code, d.path, d.message])).toEqual(expected.map(([code, path, message]) => [code, path, message]));
  expected.forEach(([, , , help], i) => { if (help !== undefined) expect(found[i]!.help).toBe(help); });
  expect(() => lookups(r)).not.toThrow();
});

test('a service nobody may call is a warning', () => {
  const b = new Builder(), m = b.mesh('shop'), a = b.service(m, 'a'), s = b.service(m, 's'), t = b.service(m, 'orders-db');
  b.calls(a, s);
  b.route(m, 'edge', b.gateway(m, 'g'), [rule([], a)]);
  expect(b.resolve().diagnostics.map((d) => [d.code, d.severity, d.path, d.help])).toEqual([['MESH1305', 'warning', t.origin.path, 'declare who does: caller.calls(ordersDb)']]);
});

test('every code is used, once, and has a title of its own', () => {
  const all = Object.values(CODES);
  expect(new Set(all.map((c) => c.code)).size).toBe(all.length);
  expect(new Set(all.map((c) => c.title)).size).toBe(all.length);
  const tested = new Set([...cases.flatMap(([, , e]) => e.map(([code]) => code)), 'MESH1305', 'MESH1107', 'MESH1108', 'MESH1116']);
  expect(all.map((c) => c.code).filter((c) => !tested.has(c))).toEqual([]);
});

test('two meshes in one dry run: a missing grant is a warning there', () => {
  const b = new Builder(), m = b.mesh('shop'), n = b.mesh('pay', { access: 'AUDIT' }), c = b.service(m, 'c'), s = b.service(n, 's');
  b.calls(c, s);
  expect(b.resolve().diagnostics.filter((d) => d.code === 'MESH1301').map((d) => [d.severity, d.help])).toEqual([['warning', 's.allows(c);']]);
});

