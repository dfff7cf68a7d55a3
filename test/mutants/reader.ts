import { plantedIn, type Mutant } from './mutant';

const LOOKUP = 'test/effective/client-lookup.test.ts', CLIENT = 'test/effective/client.test.ts', DESTINATION = 'test/effective/destination.test.ts', GATEWAY = 'test/effective/gateway.test.ts', SERVER = 'test/effective/server.test.ts', REASON = 'test/effective/reason.test.ts', EVALUATE = 'test/effective/evaluate.test.ts';
const RECORDED = 'test/effective/recorded.test.ts', TESTS_OF_REQUESTS = 'test/simulate';
const m = plantedIn('lib/effective/istio/'), n = plantedIn('lib/effective/');

/** Bugs in how Istio's objects are read, and in what conditions mean. */
export const reader: readonly Mutant[] = [
  // DestinationRules
  m('the rule of the host before one\'s own', 'destination-rules.ts', '  if (own) return own;\n', '', DESTINATION, RECORDED),
  m('the widest wildcard of a DestinationRule', 'destination-rules.ts', 'b.length - a.length || (a < b ? -1 : 1)', 'a.length - b.length || (a < b ? -1 : 1)', DESTINATION, RECORDED),
  m('a DestinationRule that is not exported', 'destination-rules.ts', "?.filter((r) => r.exportTo.size === 0 || r.exportTo.has('*') || r.exportTo.has(clientNamespace))", '', DESTINATION, RECORDED),
  m('the root namespace has no say', 'destination-rules.ts', 'of [hostNamespace, root]', 'of [hostNamespace]', DESTINATION, RECORDED),
  m('the younger traffic policy', 'destination-rules.ts', '...(!a.policy && b.policy && { policy: b.policy })', '...(b.policy && { policy: b.policy })', DESTINATION, RECORDED),
  m('a DestinationRule for some workloads is for all', 'destination-rules.ts', ' && selects(rule.selector, client.labels)', '', DESTINATION, RECORDED),
  m('the youngest first', 'order.ts', 'compareTimes(createdOf(a), createdOf(b))', 'compareTimes(createdOf(b), createdOf(a))', DESTINATION, GATEWAY, LOOKUP),
  m('settings of a port are added', 'policy-blocks.ts', '{ blocks: pick(entry, policy.from, `portLevelSettings[${i}].`), byPort: true }', '{ blocks: { ...pick(policy.value, policy.from, \'\'), ...pick(entry, policy.from, `portLevelSettings[${i}].`) }, byPort: true }', DESTINATION, RECORDED),
  m('a subset has its own blocks only', 'policy-blocks.ts', 'byPort ? blocks : { ...base, ...blocks }', 'blocks', DESTINATION, RECORDED),
  m('the host\'s blocks over the subset\'s', 'policy-blocks.ts', '{ ...base, ...blocks }', '{ ...blocks, ...base }', DESTINATION, RECORDED),
  m('settings of the mesh over the rule\'s', 'policy-blocks.ts', 'connectionPool: { value: pool, from } }), ...(outlier && { outlierDetection: { value: outlier, from } }), ...blocks }', 'connectionPool: { value: pool, from } }), ...blocks, ...(outlier && { outlierDetection: { value: outlier, from } }) }', DESTINATION, RECORDED),
  m('an unknown subset is the whole host', 'destination.ts', '(target.subset !== undefined && !subset) || ', '', DESTINATION, RECORDED),
  m('outlier detection of no errors by default', 'outlier.ts', 'count(o.consecutive5xxErrors, 5)', 'count(o.consecutive5xxErrors, 0)', DESTINATION, RECORDED),

  // TLS of clients
  m('auto mutual TLS cannot be switched off', 'client-tls.ts', "  if (!world.settings.autoMtls) return plaintext(defaultOf('MeshConfig'));\n", '', DESTINATION, RECORDED),
  m('clients do not hear of DISABLE', 'client-tls.ts', "  if (mode.value === 'DISABLE') return plaintext(mode.from);\n", '', DESTINATION, RECORDED),
  m('mutual TLS with hosts outside', 'client-tls.ts', '  if (site.host.external) return plaintext(site.host.from);\n', '', DESTINATION, RECORDED),
  m('the SNI is lost', 'client-tls.ts', "{ mode, ...(textOf(tls.sni) !== '' && { sni: textOf(tls.sni) }),", '{ mode,', DESTINATION, RECORDED),
  m('Secrets are for gateways only', 'client-tls.ts', '!site.gateway && !site.selecting && ', '!site.gateway && ', DESTINATION, RECORDED),

  // routes of VirtualServices
  m('weight 0 is a share', 'http-routes.ts', '    if (!single && weight === 0) continue;\n', '', CLIENT, RECORDED),
  m('rules behind one that takes everything', 'http-routes.ts', "      if (rule.when.op === 'always') return rules;\n", '', CLIENT, LOOKUP, RECORDED),
  m('the port of a match is not looked at', 'http-routes.ts', '  if (numberOf(match.port) !== 0 && numberOf(match.port) !== context.port) return false;\n', '', CLIENT, LOOKUP, RECORDED),
  m('gateways of a match and sources must fit', 'http-routes.ts', 'if (gateways.length > 0) return gateways.includes(context.gateway);', 'if (gateways.length > 0 && !gateways.includes(context.gateway)) return false;', CLIENT, LOOKUP, RECORDED),
  m('a source of any namespace', 'http-routes.ts', " && (textOf(match.sourceNamespace) === '' || match.sourceNamespace === context.namespace)", '', CLIENT, LOOKUP, RECORDED),
  m('a destination has the port of the listener', 'http-routes.ts', 'host?.ports.length === 1 ? host.ports[0].number : context.port', 'context.port', CLIENT, LOOKUP, RECORDED),
  m('the old percentage of a mirror is lost', 'http-routes.ts', "typeof of.mirrorPercent === 'number' ? of.mirrorPercent : 100", '100', CLIENT, RECORDED),
  m('a fault without percentage is for all', 'http-routes.ts', 'percent: percentOf(abort!.percentage)', 'percent: fields(abort!.percentage) ? percentOf(abort!.percentage) : 100', CLIENT, RECORDED, TESTS_OF_REQUESTS),
  m('an ExternalName is a host', 'http-routes.ts', 'host: host?.aliasOf ?? name', 'host: name', CLIENT, LOOKUP, RECORDED),
  m('three retries by default', 'retries.ts', 'value: { attempts: 2,', 'value: { attempts: 3,', CLIENT, RECORDED),
  m('retries of the mesh config are lost', 'retries.ts', '  if (mesh) return', '  if (mesh && policy) return', CLIENT, RECORDED),
  m('withoutHeaders must be there', 'http-match.ts', "!textMatches(match, '')) return not(text(subject, match));", "!textMatches(match, '')) return text(subject, match);", CLIENT, RECORDED),
  m('the case of a path counts', 'http-match.ts', ', ...(ignoreCase && { ignoreCase: true as const })', '', CLIENT, RECORDED),
  m('a route that delegates overwrites', 'delegates.ts', '    if (isSet(route[field]) || !isSet(root[field])) continue;', '    if (!isSet(root[field])) continue;', CLIENT, LOOKUP, RECORDED),
  m('a match that nobody passes on is dropped alone', 'delegates.ts', 'if (covering.length === 0) return undefined;', 'if (covering.length === 0) continue;', CLIENT, LOOKUP, RECORDED),
  m('delegates are exported to all', 'virtual-services.ts', "    if (!exported.has('*') && !exported.has(this.namespace)) return [];\n", '', CLIENT, LOOKUP, RECORDED),
  m('a private VirtualService is seen', 'visibility.ts', "exports.has('~') || !exports.has(namespace) ? undefined", "exports.has('~') ? undefined", CLIENT, LOOKUP, RECORDED),
  m('the widest wildcard of a VirtualService', 'http-table.ts', 'for (let at = 1; at <= name.length; at++) {', 'for (let at = name.length; at >= 1; at--) {', CLIENT, LOOKUP, RECORDED),
  m('names that are no service have no rules', 'http-table.ts', '(this.port !== 80 && !this.hasService(vs))', '!this.hasService(vs)', CLIENT, LOOKUP, RECORDED),
  m('matches of bytes are for any gateway', 'byte-rules.ts', '(gateways.length === 0 || gateways.includes(context.gateway)) && ', '', CLIENT, LOOKUP, RECORDED),

  // hosts and Sidecars
  m('the Sidecar of the root namespace wins', 'sidecar-scope.ts', 'own.wide ?? this.of(this.world.settings.rootNamespace).wide', 'this.of(this.world.settings.rootNamespace).wide ?? own.wide', CLIENT, LOOKUP, RECORDED),
  m('a Sidecar with a selector comes last', 'sidecar-scope.ts', 'own.selecting.matching(workload.labels)[0] ?? own.wide ??', 'own.wide ?? own.selecting.matching(workload.labels)[0] ??', CLIENT, LOOKUP, RECORDED),
  m('a traffic policy without mode allows', 'sidecar-scope.ts', "policy.mode !== 'ALLOW_ANY' && policy.mode !== 'ALLOW_ANY_DYNAMIC_DNS'", "policy.mode === 'REGISTRY_ONLY'", CLIENT, LOOKUP, RECORDED),
  m('./ imports from everywhere', 'egress-listener.ts', "if (namespace === '.') namespace = this.namespace;", "if (namespace === '.') namespace = '*';", CLIENT, LOOKUP, RECORDED),
  m('Services that are not exported are seen', 'egress-listener.ts', 'const seen = named.filter((h) => sees(this.namespace, h));', 'const seen = named;', CLIENT, LOOKUP, RECORDED),
  m('the own namespace does not come first', 'egress-listener.ts', 'h.namespace === this.namespace || (chosen.kind', '(chosen.kind', CLIENT, LOOKUP, RECORDED),
  m('the name of a port before appProtocol', 'protocol.ts', "(port.appProtocol ?? port.name ?? '')", "(port.name ?? port.appProtocol ?? '')", CLIENT, LOOKUP, RECORDED),
  m('the client speaks first to a database', 'protocol.ts', " ?? SERVER_FIRST[port.port ?? 0] ?? 'auto'", " ?? 'auto'", CLIENT, LOOKUP, RECORDED),
  m('a ServiceEntry is in the mesh unless it says so', 'hosts.ts', "spec.location !== 'MESH_INTERNAL'", "spec.location === 'MESH_EXTERNAL' || spec.location === undefined && spec.resolution === 'NEVER'", DESTINATION, RECORDED),

  // servers
  m('port levels of a namespace\'s PeerAuthentication', 'peer-authentication.ts', 'selecting.matching(workload.labels)[0])', 'selecting.matching(workload.labels)[0] ?? policiesIn(world, workload.namespace).wide)', SERVER, RECORDED),
  m('the mesh before the namespace', 'peer-authentication.ts', '(namespace === root ? undefined : said(policiesIn(world, namespace).wide)) ?? said(policiesIn(world, root).wide)', 'said(policiesIn(world, root).wide) ?? said(policiesIn(world, namespace).wide)', SERVER, RECORDED),
  m('port levels by the port of the Service', 'inbound-ports.ts', 'add({ number: containerPort(port, workload), protocol: port.protocol });', 'add({ number: port.number, protocol: port.protocol });', SERVER, RECORDED),
  m('ALLOW before DENY', 'authorization.ts', "...of('DENY'), ...of('ALLOW')]", "...of('ALLOW'), ...of('DENY')]", SERVER, RECORDED),
  m('a dry run is enforced', 'authorization.ts', "dryRun: TRUE.has(String(manifest.metadata.annotations?.['istio.io/dry-run'] ?? ''))", 'dryRun: false', SERVER, RECORDED),
  m('negated values are not looked at', 'authorization-condition.ts', 'no.length > 0 ? not(any(no)) : always', 'always', SERVER, RECORDED),
  m('one negated value is enough', 'authorization-condition.ts', 'not(any(no))', 'not(all(no))', SERVER, RECORDED),
  m('ALLOW about HTTP holds on ports of bytes', 'authorization-condition.ts', "    else if (site.action === 'ALLOW') throw dropped;\n", '', SERVER, RECORDED),
  m('all sources of a rule must hold', 'authorization-condition.ts', 'const from = any(', 'const from = all(', SERVER, RECORDED),
  m('policies of the root namespace are for it alone', 'policies-on.ts', '[rootNamespace] : [rootNamespace, workload.namespace]', '[rootNamespace] : [workload.namespace]', SERVER, RECORDED),
  m('a token in a parameter is not seen', 'request-authentication.ts', "params: none ? ['access_token'] : params", 'params', SERVER, RECORDED),
  m('parameters beside the header', 'request-authentication.ts', 'const none = headers.length === 0 && params.length === 0 && cookies.length === 0;', 'const none = headers.length === 0;', SERVER, RECORDED),

  // gateways
  m('rules that take everything stay where they are', 'gateway-table.ts', 'catchAllsLast(withoutRepeats(parts))', 'withoutRepeats(parts)', GATEWAY, RECORDED),
  m('a server for one namespace is for all', 'gateway-scope.ts', '        if (slash >= 0 && of.slice(0, slash) !== vs.namespace) continue;\n', '', GATEWAY, RECORDED),
  m('httpsRedirect is not looked at', 'gateway-table.ts', 'rules, ...(requireTls && { requireTls }), from:', 'rules, from:', GATEWAY, RECORDED),
  m('a TLS name may be had twice', 'gateway-servers.ts', 'if (holder?.bind === server.bind) return', 'if (holder?.bind === server.from.field) return', GATEWAY, RECORDED),
  m('the port of a Gateway is the pod\'s', 'gateway-ports.ts', 'return (port) => targets.get(port) ?? port;', 'return (port) => port;', GATEWAY, RECORDED),
  m('servers without tls mode end TLS', 'gateway-servers.ts', "s.tls?.mode === undefined || s.tls.mode === 'PASSTHROUGH'", "s.tls?.mode === 'PASSTHROUGH'", GATEWAY, RECORDED),

  // conditions
  n('the last query parameter of a name', 'evaluate.ts', "name !== '' && !found.has(name)", "name !== ''", EVALUATE, REASON),
  n('what is not known does not hold', 'evaluate.ts', 'met === undefined ? undefined : !met', '!met', EVALUATE, REASON),
  n('what may hold holds', 'evaluate.ts', 'return unknown ? undefined : true;', 'return true;', EVALUATE, REASON),
  n('segments are text', 'evaluate.ts', "value.startsWith(match.value.endsWith('/') ? match.value : `${match.value}/`)", 'value.startsWith(match.value)', EVALUATE, REASON, 'test/checks/checks.test.ts'),
  n('a claim with several values has none', 'evaluate.ts', "  if (Array.isArray(value)) return value.filter((v): v is string => typeof v === 'string');\n", '', EVALUATE, REASON),
  n('a star in a path goes over segments', 'evaluate.ts', "'[^/]+'", "'.+'", EVALUATE, REASON),
  n('the query is part of the path', 'evaluate.ts', 'target.search(/[?#]/)', "target.indexOf('#')", EVALUATE, REASON),
  n('the address of the other one', 'evaluate.ts', "condition.of === 'peer' ? request.peerAddress : condition.of === 'client' ? request.clientAddress", "condition.of === 'client' ? request.peerAddress : condition.of === 'peer' ? request.clientAddress", EVALUATE, REASON),
  n('the opposite of any is any', 'reason.ts', "if ((condition.op === 'any') === holds) {", "if (condition.op === 'any') {", REASON),
  n('a proof takes the opposite of any for any', 'reason.ts', "if ((condition.op === 'any') === holds) return", "if (condition.op === 'any') return", REASON),
  n('no example is a proof', 'reason.ts', '=== true) ? true : undefined;', '=== true) ? true : false;', REASON),
  n('a network and one inside of it exclude each other', 'reason.ts', ' && !within(b.atom.cidr, a.atom.cidr)', '', REASON),
  n('the last list of ports counts', 'reason.ts', 'open === undefined ? atom.ports : open.filter((p) => atom.ports.includes(p))', 'atom.ports', REASON),
];
