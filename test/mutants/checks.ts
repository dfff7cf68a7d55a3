import { plantedIn, type Mutant } from './mutant';

const SPECS = 'test/checks/checks.test.ts', RUN = 'test/checks/run.test.ts', DECLARED = 'test/checks/declared.test.ts';
const m = plantedIn('lib/checks/');

/** Bugs in checks: false alarms, and mistakes that are not seen. */
export const checks: readonly Mutant[] = [
  // references
  m('an open inventory is complete', 'destination-hosts-exist.ts', '    if (!closed) return;\n', '', SPECS),
  m('names of the cluster itself are unknown', 'destination-hosts-exist.ts', ' || hosts.builtIn(d.host)', '', SPECS),
  m('ports of containers', 'destination-ports-exist.ts', 'found.flatMap((h) => h.ports.map((p) => p.number))', 'found.flatMap((h) => h.ports.map((p) => Number(p.targetPort)))', SPECS),
  m('a subset that is missing is a warning', 'subsets-are-declared.ts', "severity: 'error'", "severity: 'warning'", SPECS),
  m('a subset of any DestinationRule', 'subsets-are-declared.ts', 'rules.covering(d.host)', 'rules.all', SPECS),
  m('an empty subset without requests is an error', 'subsets-select-workloads.ts', "share > 0 ? 'error' : 'warning'", "'error'", SPECS),
  m('labels that the cluster adds are missing', 'subsets-select-workloads.ts', 'labels.some((l) => ADDED.test(l))', 'labels.length > 99', SPECS),
  m('a host of any namespace is imported', 'sidecar-hosts-exist.ts', "some((h) => namespace === '*' || h.namespace === namespace)", 'some((h) => h !== undefined)', SPECS),
  m('identities of other meshes must exist here', 'principals-exist.ts', '!own.has(p.trustDomain) || ', '', SPECS),
  m('a namespace pattern is a name', 'source-namespaces-exist.ts', " || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1)))", '', SPECS),
  m('policies reach into other namespaces', 'policy-selectors-find-workloads.ts', 'const found = selectedWorkloads(world, labels, everywhere ? undefined : namespace);', 'const found = selectedWorkloads(world, labels);', SPECS),
  m('policies of the root namespace are for it alone', 'policy-selectors-find-workloads.ts', 'const everywhere = root && namespace === world.settings.rootNamespace;', 'const everywhere = false;', SPECS),
  m('wildcards of ServiceEntries are no hosts', 'parts/known-hosts.ts', 'exact.length > 0 ? exact : covering(name)', 'exact', SPECS),

  // routing
  m('the narrower rule takes the wider', 'rules-are-reachable.ts', 'implies(rule.when, e.when) === true', 'implies(e.when, rule.when) === true', SPECS),
  m('what is not proven is dead', 'rules-are-reachable.ts', 'covered(rule.when, some.map((e) => e.when)) !== true', 'covered(rule.when, some.map((e) => e.when)) === false', SPECS),
  m('rules for other sources take requests', 'rules-are-reachable.ts', '.filter((e) => scopeCovers(e.scope, rule.scope))', '', SPECS),
  m('weights below 100 total 100', 'weights-total-100.ts', 'total !== 100 && total !== 0', 'total > 100', SPECS),
  m('only the root is a whole segment', 'prefixes-end-at-a-segment.ts', "prefix.endsWith('/')", "prefix === '/'", SPECS),
  m('rules for some ports need a default', 'mesh-rules-have-a-default.ts', 'own.length < rules.filter(', 'own.length > rules.filter(', SPECS),
  m('rules at gateways need a default', 'mesh-rules-have-a-default.ts', "!boundTo(world, object).includes('mesh') || ", '', SPECS),
  m('DestinationRules of two namespaces collide', 'destination-rules-do-not-collide.ts', '`${rule.namespace} ${rule.host}`', '`${rule.host}`', SPECS),
  m('DestinationRules for some workloads collide', 'destination-rules-do-not-collide.ts', '      if (rule.clients) continue;\n', '', SPECS),

  // resilience
  m('a rule for reads and writes is one for writes', 'writes-are-not-repeated.ts', 'implies(r.when, WRITES) === true', 'implies(r.when, WRITES) !== undefined', SPECS),
  m('retries by default are a warning', 'writes-are-not-repeated.ts', "severity: implicit ? 'info' : 'warning'", "severity: 'warning'", SPECS),
  m('a try as long as the request fits', 'tries-fit-into-the-timeout.ts', 'perTry < timeout', 'perTry <= timeout', SPECS),
  m('tries of a chain add up', 'retries-do-not-multiply.ts', 'if (tries * below.times > best.times) best = { times: tries * below.times,', 'if (tries + below.times > best.times) best = { times: tries + below.times,', SPECS, DECLARED),
  m('failover that is off needs outlier detection', 'failover-has-outlier-detection.ts', 'setting.enabled === false || ', '', SPECS),

  // security
  m('one port without mutual TLS is all of them', 'identities-come-with-mutual-tls.ts', 'ports.every((p) =>', 'ports.some((p) =>', SPECS),
  m('a rehearsed denial locks out', 'callers-are-let-in.ts', 'gate.authorization.filter((p) => !p.dryRun)', 'gate.authorization', SPECS, DECLARED),
  m('every rule must let a caller in', 'callers-are-let-in.ts', 'rules.some((r) => !never(', 'rules.every((r) => !never(', SPECS, DECLARED),
  m('one port that refuses is enough', 'callers-are-let-in.ts', ' || refused.some((r) => r === undefined)', '', SPECS, DECLARED),
  m('a wider rule adds nothing', 'authorization-rules-add-something.ts', 'all([when, not(b.when)])', 'all([b.when, not(when)])', SPECS),
  m('a rule that asks for tokens does not count', 'tokens-are-asked-for.ts', "c.subject.on === 'claim' || c.subject.on === 'requestPrincipal'", "c.subject.on === 'requestPrincipal'", SPECS),
  m('cluster.local is another trust domain', 'principals-are-of-known-trust-domains.ts', "'cluster.local', ", '', SPECS),

  // gateways
  m('ports are not looked at', 'gateways-have-hosts-of-their-own.ts', '`${server.port} ${server.bind} ', '`${server.bind} ', SPECS),
  m('plain hosts that meet are an error', 'gateways-have-hosts-of-their-own.ts', "...(encrypted && { severity: 'error' as const }), ", "severity: 'error' as const, ", SPECS),

  // how they are run
  m('opinions by default', 'run.ts', "check.profile !== 'strict' || options.profile === 'strict'", "check.profile !== 'strict' || options.profile !== 'strict'", RUN),
  m('the severity of the configuration is not taken', 'run.ts', "override !== undefined && override !== 'off' ? override : ", '', RUN),
  m('a check that fails says nothing', 'run.ts', 'out.push({ code: FAILED,', 'void ({ code: FAILED,', RUN),
  m('any annotation accepts any code', 'suppressions.ts', '?.find((s) => s.code === found.code)', '?.[0]', RUN),
  m('one code of another tool accepts them all', 'suppressions.ts', 'of.length > 0 && of.every(', 'of.length > 0 && of.some(', RUN),
  m('an acceptance without reason accepts', 'suppressions.ts', '\\s*:\\s*(\\S.*)$/', '\\s*:?\\s*(.*)$/', RUN),
  m('acceptances that nobody needs are not told of', 'suppressions.ts', '  if (used) return undefined;\n', '  if (used || known) return undefined;\n', RUN),
];
