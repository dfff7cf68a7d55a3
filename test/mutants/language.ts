import { plantedIn, type Mutant } from './mutant';

const GOLDENS = 'test/goldens.test.ts', RESOLVE = 'test/resolve', ISTIO = 'test/targets', HOST = 'test/cdk8s', RULES = 'test/manifests/rules', VALIDATOR = 'test/manifests';
const m = plantedIn('lib/');

/** Bugs in the language: resolving, the Istio target, the host, the validator. */
export const language: readonly Mutant[] = [
  // rule order and matches
  m('shorter prefix first', 'resolve/rule-order.ts', 'a.path.length - b.path.length', 'b.path.length - a.path.length', RESOLVE, GOLDENS),
  m('regex above prefix', 'resolve/rule-order.ts', 'const ANY = 0, REGEX = 1, PREFIX = 2, EXACT = 3;', 'const ANY = 0, REGEX = 2, PREFIX = 1, EXACT = 3;', RESOLVE, GOLDENS),
  m('priority the wrong way', 'resolve/rule-order.ts', '|| (a.c.priority ?? 0) - (b.c.priority ?? 0);', '|| (b.c.priority ?? 0) - (a.c.priority ?? 0);', RESOLVE),
  m('ties pass in silence', 'resolve/rule-order.ts', "clash('tie', [group[i]!.c, group[j]!.c])", 'undefined', RESOLVE, 'test/mistakes'),
  m('string prefix for segment prefix', 'targets/istio/http-match.ts', "return [['itself', { exact: path.value }], ['below', { prefix: `${path.value}/` }]];", "return [['whole', { prefix: path.value }]];", GOLDENS, ISTIO),
  m('negated header matched', 'targets/istio/http-match.ts', 'if (v.not === not) out[v.name]', 'if (!not) out[v.name]', GOLDENS, ISTIO),
  m('cookie anywhere in the header', 'targets/istio/http-match.ts', "`(?:.*;\\\\s*)?${order.join(';(?:.*;)?\\\\s*')}(?:;.*)?`", "`.*${order.join('.*')}.*`", GOLDENS, ISTIO),
  m('caller of any namespace', 'targets/istio/http-match.ts', '          match.sourceNamespace = context.namespaceOf(source);\n', '', GOLDENS, ISTIO),
  m('rewrite of a prefix doubles the slash', 'targets/istio/http-route.ts', "part === 'itself' || r.prefix.endsWith('/') ? r.prefix :", "part === 'itself' ? r.prefix :", GOLDENS, ISTIO),

  // destinations and client policies
  m('default retries dropped', 'targets/istio/http-route.ts', "r.on.length > 0 ? r.on.join(',') : facts.version.defaults.retryOn", "r.on.join(',')", GOLDENS, ISTIO),
  m('retries off forgotten', 'targets/istio/http-route.ts', "if (r === 'off' || r.attempts === 0) return { attempts: 0 };", "if (r === 'off' || r.attempts === 0) return { attempts: 1 };", GOLDENS, ISTIO),
  m('timeout forgotten', 'targets/istio/http-route.ts', '  if (action.timeout !== undefined) out.timeout = duration(action.timeout);\n', '', GOLDENS, ISTIO),
  m('mirror always whole', 'targets/istio/http-route.ts', 'percent === 100 ?', 'percent > 0 ?', GOLDENS, ISTIO),
  m('split not expanded', 'resolve/destinations.ts', "to.kind === 'service' ? ctx.index.splitOf.get(thing.id) : undefined", 'undefined as ReturnType<typeof ctx.index.splitOf.get>', RESOLVE, GOLDENS),
  m('a client policy of the owner beats the caller\'s', 'resolve/policies.ts', 'this.foreign.size > 0 && client !== ownerOf(s) ?', 'this.foreign.size > 0 && client === ownerOf(s) ?', RESOLVE, GOLDENS),
  m('two policies at one level pass', 'resolve/findings/policies.ts', 'CODES.duplicatePolicy', 'CODES.idlePolicy', RESOLVE, 'test/mistakes'),
  m('version policy ignored', 'resolve/policies.ts', "if (version !== undefined && take('version', at.version.get(s.id))) return found;", '', RESOLVE, GOLDENS),
  m('switched-off outlier detection of a version is inherited', 'targets/istio/traffic-policy.ts', 'const NO_OUTLIER: DestinationRuleOutlierDetection = { consecutive5xxErrors: 0 };', 'const NO_OUTLIER: DestinationRuleOutlierDetection = {};', GOLDENS, ISTIO),
  m('settings of a port drop the others', 'targets/istio/destination-rule.ts', '({ ...blocks, port: { number }, ...(own && { tls: own }) })', '({ port: { number }, ...(own && { tls: own }) })', ISTIO, GOLDENS),
  m('the caller\'s rule is exported to all', 'targets/istio/destination-rule.ts', "const OWN_NAMESPACE: readonly string[] = ['.'];", "const OWN_NAMESPACE: readonly string[] = ['*'];", GOLDENS, ISTIO),
  m('weights need not total 100', 'resolve/destinations.ts', 'backends.length > 1 && total !== 100', 'backends.length > 1 && total > 100', RESOLVE, 'test/mistakes'),

  // who may call whom
  m('principal of the wrong namespace', 'targets/istio/authorization-policy-source.ts', 'return principal(trustDomain, index.namespace.get(workload.namespace)!.name, workload.serviceAccount);', 'return principal(trustDomain, index.mesh.get(workload.mesh)!.name, workload.serviceAccount);', GOLDENS, ISTIO),
  m('a call across owners needs no grant', 'resolve/admissions.ts', 'caller.mesh !== way.service.mesh && !acceptsUnasked(ctx, way.service)', 'caller.id === way.service.id', RESOLVE, GOLDENS),
  m('a dry run admits', 'resolve/admissions.ts', '    if (value.audit) continue;   // a dry run admits nobody\n', '', RESOLVE),
  m('audit enforces', 'targets/istio/authorization-policy.ts', "rehearsed = mesh.access === 'AUDIT'", 'rehearsed = false', GOLDENS, ISTIO),
  m('no default deny', 'targets/istio/authorization-policy.ts', 'if (denies && ownsNamespaceWide(namespace)) out(', 'if (!denies && ownsNamespaceWide(namespace)) out(', GOLDENS, ISTIO),
  m('authorizer only rehearsed in audit', 'targets/istio/authorization-policy.ts', "action: 'CUSTOM', rules, dryRun: false", "action: 'CUSTOM', rules, dryRun: true", GOLDENS, ISTIO),
  m('egress open', 'targets/istio/sidecar.ts', "if (mesh.egress === 'DECLARED') return 'REGISTRY_ONLY';", '', GOLDENS, ISTIO),
  m('what a route sends on to is not visible', 'resolve/reach.ts', 'if (end.service) services.push(end.service);', 'if (end.service) continue;', RESOLVE),
  m('tracer not visible', 'targets/istio/sidecar.ts', '  for (const host of providerHosts(context, workload ?? namespace)) hosts.add(host);\n', '', ISTIO, GOLDENS),
  m('mTLS of ports by service port', 'resolve/mtls.ts', 'ports.set(port.containerPort, wanted)', 'ports.set(port.number, wanted)', RESOLVE, GOLDENS),
  m('scraper meets strict mTLS', 'resolve/mtls.ts', "ports.set(value.port, 'PERMISSIVE');", "ports.set(value.port, 'STRICT');", RESOLVE, GOLDENS),
  m('clients do not hear of disabled mTLS', 'targets/istio/client-tls.ts', "  if (mode === 'DISABLE') return 'DISABLE';\n", '', GOLDENS, ISTIO),

  // host
  m('compiled once and never again', 'cdk8s/host.ts', 'this.compiled.key === this.keyFor(this.compiled.built)', 'this.compiled.built', HOST),
  m('errors do not stop the write', 'compile.ts', 'if (violations.length > 0) for (const v of violations) {', 'for (const v of violations.slice(0, 0)) {', HOST, 'test/mistakes'),
  m('shared parts are handed out', 'cdk8s/host.ts', 'return out.map(unshared);', 'return out;', HOST),
  m('same name in two meshes passes', 'compile.ts', 'if (!other) {', 'if (!other || other) {', 'test/mistakes'),

  // validator
  m('negative weight accepted', 'manifests/rules/parts/weighted.ts', '< 0', '< -1', RULES, VALIDATOR),
];
