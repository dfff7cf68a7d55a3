import { plantedIn, type Mutant } from './mutant';

const SERVICES = 'test/simulate/services.test.ts', ALL = 'test/simulate', TESTING = 'test/testing';
const m = plantedIn('lib/simulate/');

/** Bugs in what becomes of a request. */
export const simulator: readonly Mutant[] = [
  // rules
  m('what is not known is a miss', 'route.ts', 'if (met === false) continue;', 'if (met !== true) continue;', ALL),
  m('no rule is no answer', 'route.ts', "return [end('no route', steps, { status: 404, refusedBy: 'route' })];", 'return undefined;', ALL),
  m('a listener that redirects serves', 'route.ts', "vhost.requireTls && message.scheme === 'http'", "vhost.requireTls && message.scheme === 'https'", ALL),
  m('a prefix rewrite drops what follows the prefix', 'rewrite.ts', 'rewrite.prefix.by + path.slice(rewrite.prefix.match.length) + query', 'rewrite.prefix.by + query', ALL),
  m('a rewrite loses the query', 'rewrite.ts', 'return rewrite.path + query;', 'return rewrite.path;', ALL),
  m('a header that is to go stays', 'rewrite.ts', '  for (const name of change.remove) delete out[name.toLowerCase()];\n', '', ALL),
  m('an added header replaces', 'rewrite.ts', 'out[key] === undefined ? change.add[name] : `${out[key]},${change.add[name]}`', 'change.add[name]', ALL),
  m('a redirect keeps the port of the old scheme', 'rewrite.ts', "(scheme !== m.scheme && port === (m.scheme === 'https' ? '443' : '80'))", 'false', ALL),
  m('weights are percent', 'rewrite.ts', '(s.weight * 100) / total', 's.weight', ALL, TESTING),
  m('weight 0 gets a share', 'rewrite.ts', 'total === 0 ? [] : to.filter((s) => s.weight > 0)', 'total === 0 ? [] : to', ALL),

  // faults and times
  m('a fault leaves all requests to the others', 'forward.ts', 'const passed = 1 - (abort?.percent ?? 0) / 100;', 'const passed = 1;', ALL, TESTING),
  m('a delay of some is one of all', 'forward.ts', 'delayed: (delay?.percent ?? 0) >= 100', 'delayed: (delay?.percent ?? 0) > 0', ALL),
  m('mirrors are not told of', 'forward.ts', 'for (const mirror of action.mirrors) {', 'for (const mirror of action.mirrors.slice(1)) {', ALL, TESTING),
  m('the rule\'s headers before the destination\'s', 'forward.ts', 'share.requestHeaders, rule.requestHeaders)', 'rule.requestHeaders, share.requestHeaders)', ALL),
  m('retries are all attempts', 'timing.ts', '1 + (retries?.attempts ?? 0)', '(retries?.attempts ?? 1)', ALL, TESTING),
  m('the worst case is one try', 'timing.ts', 'one * attemptsOf(hop.retries)', 'one', ALL),
  m('pauses between tries take no time', 'timing.ts', ' + longestBackoff(hop.retries)', '', ALL),
  m('a delay never times out', 'timing.ts', '(hop.timeout > 0 && least >= hop.timeout) || ', '', ALL),

  // who dials what
  m('a short name is of any namespace', 'url.ts', '`${host}.${namespace}.svc.${clusterDomain}` : labels === 2', '`${host}.default.svc.${clusterDomain}` : labels === 2', ALL),
  m('a host that is not visible is outside', 'client.ts', "refusedBy: host ? 'visibility' : 'egress'", "refusedBy: 'egress'", ALL),
  m('what is not declared is let out', 'client.ts', "if (value === 'refuse') {", "if (value === 'refuse' && host) {", ALL),
  m('a port that the Service lacks is dialled', 'client.ts', "  if (lacks) return [end('unreachable', steps, { ...(http && { status: 503 }) })];\n", '', ALL),
  m('plain callers know every port', 'plain.ts', "if (!port && host.kind === 'Service') {", "if (!port && host.kind === 'ServiceEntry') {", ALL),

  // mutual TLS
  m('TLS of one\'s own is mutual TLS', 'server.ts', "mode === 'STRICT' && wire.tls !== 'mutual TLS'", "mode === 'STRICT' && wire.tls === 'plaintext'", ALL),
  m('STRICT takes plaintext', 'server.ts', "if (mode === 'STRICT' && wire.tls !== 'mutual TLS') {", "if (mode === 'STRICT' && wire.tls === 'TLS') {", SERVICES, ALL),
  m('a server without mutual TLS takes it', 'server.ts', "if (mode === 'DISABLE' && wire.tls === 'mutual TLS') return", "if (mode === 'DISABLE' && wire.tls === 'TLS') return", ALL),
  m('mutual TLS with who has no proxy', 'deliver.ts', "label === undefined ? workload.proxy === 'sidecar' : label === 'istio'", "label === undefined || label === 'istio'", ALL),
  m('a wrong name is accepted', 'deliver.ts', "return 'wrong name';", "return { tls: 'mutual TLS', principal: null, from };", ALL),
  m('pods that are scaled away get requests', 'deliver.ts', 'to.workloads.some((w) => w.replicas === 0) ?', 'to.workloads.some((w) => w.replicas === -1) ?', ALL),
  m('identity without mutual TLS', 'deliver.ts', "'TLS' : 'plaintext', principal: null, from };", "'TLS' : 'plaintext', principal: sender.workload?.principal ?? null, from };", ALL),

  // tokens and authorization
  m('a missing token is refused', 'gate.ts', 'if (!bearer) return { value: null };', "if (!bearer) return refuse(401, 'it is missing', 'Jwt is missing');", ALL),
  m('tokens of unknown issuers pass', 'gate.ts', 'if (rules.length === 0) return refuse(', 'if (rules.length === 0) return { value: null };\n  if (rules.length > 9) return refuse(', ALL),
  m('a rule without audiences wants one', 'gate.ts', 'r.audiences.length === 0 || ', '', ALL),
  m('a preflight needs a token', 'gate.ts', 'gate.jwt.length === 0 || isPreflight(message)', 'gate.jwt.length === 0', ALL),
  m('a dry run allows', 'gate.ts', 'enforced: allow.filter((p) => !p.dryRun)', 'enforced: allow', ALL),
  m('a dry run denies', 'gate.ts', 'if (met === true && policy.dryRun) say(', 'if (met === undefined && policy.dryRun) say(', ALL),
  m('ALLOW about HTTP holds for connections', 'view.ts', "action === 'ALLOW' ? never : undefined", 'undefined', ALL),
  m('DENY about HTTP never holds for connections', 'view.ts', "action === 'ALLOW' ? never : undefined", 'never', ALL),

  // gateways
  m('an egress gateway is the end', 'deliver.ts', '    if (onwards) return onwards;\n', '', ALL),
  m('the caller is lost at a gateway', 'gateway-hop.ts', 'principal: wire.principal', 'principal: null', ALL),
  m('a gateway takes any certificate', 'gateway.ts', "tls?.mode === 'ISTIO_MUTUAL' && at.tls !== 'mesh'", "tls?.mode === 'ISTIO_MUTUAL' && at.tls === 'none'", ALL),
  m('a wildcard server before the exact one', 'gateway.ts', 'wanted === sni ? 10_000 : -1', 'wanted === sni ? 0 : -1', ALL),
  m('a gateway asks nobody', 'gateway.ts', '  if (!at.passed) {', '  if (at.passed) {', ALL),
];
