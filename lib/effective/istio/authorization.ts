import type { Authorization, Gate, Workload } from '../mesh';
import { KIND, namespaceOf, sourceOf, type SourceObject } from '../objects';
import { ruleCondition } from './authorization-condition';
import { providerTrouble, takesBytes } from './authorizers';
import { entries, fields, textOf } from './fields';
import { policiesOn } from './policies-on';
import { jwtRulesOf } from './request-authentication';
import type { World } from './world';

/** What a proxy asks of requests where it reads HTTP, and of connections where it does not. */
export function gateOf(world: World, workload: Workload, http: boolean): Gate {
  const made = world.part(makeGates);
  let gates = made.get(workload);
  if (!gates) made.set(workload, (gates = {}));
  return (gates[http ? 'http' : 'bytes'] ??= { jwt: http ? jwtRulesOf(world, workload) : [], authorization: authorizations(world, workload, http) });
}
const makeGates = (): Map<Workload, { http?: Gate; bytes?: Gate }> => new Map();

function authorizations(world: World, workload: Workload, http: boolean): readonly Authorization[] {
  const written = policiesOn(world, KIND.authorizationPolicy, workload).map((object) => readOnce(world, object, http));
  const custom = written.filter((p) => p.action === 'CUSTOM'), providers = new Set(custom.map((p) => p.provider ?? ''));
  const asked = custom.flatMap((p): readonly Authorization[] => {
    const failed = providers.size > 1 ? 'several-providers' : providerTrouble(world, p.provider);
    // Whom it cannot ask, the proxy refuses; a dry run that fails does nothing.
    if (failed) return p.dryRun ? [] : [{ ...p, action: 'DENY', failed }];
    return http || takesBytes(world, p.provider) ? [p.dryRun ? { ...p, action: 'DENY', dryRun: false, failed: 'dry-run-denies' } : p] : [];
  });
  const of = (action: Authorization['action']): readonly Authorization[] => written.filter((p) => p.action === action);
  return [...asked, ...of('AUDIT'), ...of('DENY'), ...of('ALLOW')];
}

const makePolicies = (): Map<SourceObject, { http?: Authorization; bytes?: Authorization }> => new Map();
/** A policy says the same at each workload that it is for. */
function readOnce(world: World, object: SourceObject, http: boolean): Authorization {
  const made = world.part(makePolicies);
  let policies = made.get(object);
  if (!policies) made.set(object, (policies = {}));
  return (policies[http ? 'http' : 'bytes'] ??= read(world, object, http));
}

const ACTIONS: ReadonlySet<string> = new Set<Authorization['action']>(['CUSTOM', 'AUDIT', 'DENY', 'ALLOW']);
const TRUE: ReadonlySet<string> = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
function read(world: World, object: SourceObject, http: boolean): Authorization {
  const { manifest } = object, spec = fields(manifest.spec) ?? {}, provider = textOf(fields(spec.provider)?.name);
  const action = (ACTIONS.has(textOf(spec.action)) ? spec.action : 'ALLOW') as Authorization['action'];
  const site = { http, action, namespace: namespaceOf(manifest), settings: world.settings };
  return {
    action, dryRun: TRUE.has(String(manifest.metadata.annotations?.['istio.io/dry-run'] ?? '')), ...(provider !== '' && { provider }),
    rules: entries(spec.rules).flatMap(([rule, i]) => { const when = ruleCondition(rule, site); return when ? [{ when, from: sourceOf(object, `spec.rules[${i}]`) }] : []; }), from: sourceOf(object),
  };
}
