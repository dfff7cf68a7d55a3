import { fields, isSet, list, text, type Fields } from './fields';
import type { Findings } from './findings';
import { byteLength } from './syntax/bytes';
import { envoyValueRule } from './parts/envoy-value';
import { renamedFilter } from './syntax/filter-names';
import { regexSyntaxProblem } from './syntax/regex';
import { selectorRule } from './syntax/selector';

/** What the objects of each class are matched by. */
const CLASSES: Readonly<Record<string, 'listener' | 'routeConfiguration' | 'cluster'>> = {
  LISTENER: 'listener', FILTER_CHAIN: 'listener', NETWORK_FILTER: 'listener', HTTP_FILTER: 'listener',
  ROUTE_CONFIGURATION: 'routeConfiguration', VIRTUAL_HOST: 'routeConfiguration', HTTP_ROUTE: 'routeConfiguration',
  CLUSTER: 'cluster',
};
const MATCHES = ['listener', 'routeConfiguration', 'cluster', 'waypoint'] as const;
const CONNECTION_MANAGERS = new Set(['envoy.filters.network.http_connection_manager', 'envoy.http_connection_manager']);
const LONGEST_VERSION = 1024;

export function envoyFilterRules(spec: Fields, f: Findings): void {
  f.warn('', 'an EnvoyFilter depends on how Istio configures Envoy, which changes without notice', 'use another kind where one serves, and test every upgrade');
  selectorRule('workloadSelector', spec.workloadSelector, 'labels', f);
  const patches = list(spec.configPatches);
  for (let i = 0; i < patches.length; i++) {
    const patch = fields(patches[i]);
    // What a waypoint is matched by, Istio does not look at.
    if (patch === undefined || fields(patch.match)?.context === 'WAYPOINT') continue;
    f.enter('configPatches', i);
    configPatchRule(patch, f);
    f.leave();
  }
}

function configPatchRule(entry: Fields, f: Findings): void {
  const applyTo = text(entry.applyTo) || 'INVALID';
  const patch = fields(entry.patch);
  const operation = text(patch?.operation) || 'INVALID';
  if (applyTo === 'INVALID') f.error('applyTo', 'applyTo is missing', 'name what is patched, as HTTP_FILTER');
  else if (patch === undefined) f.error('patch', 'the patch is missing', 'write patch: { operation: MERGE, value: … }');
  else if (operation === 'INVALID') f.error('patch', 'the operation is missing', 'set patch.operation, as MERGE or INSERT_BEFORE');
  else if (operation !== 'REMOVE' && !isSet(patch.value)) f.error('patch', `operation ${operation} has no value`, 'set patch.value to a part of Envoy\'s configuration');
  else {
    const match = fields(entry.match);
    if (match !== undefined && !matchRule(match, applyTo, f)) return;
    if (!isSet(patch.value)) return;
    f.enter('patch');
    f.enter('value');
    envoyValueRule(applyTo, patch.value, f);
    f.leave();
    f.leave();
  }
}

/** False where the patch can be judged no further. */
function matchRule(match: Fields, applyTo: string, f: Findings): boolean {
  f.enter('match');
  const well = proxyVersionRule(text(fields(match.proxy)?.proxyVersion), f) && objectRule(match, applyTo, f);
  f.leave();
  return well;
}

function proxyVersionRule(version: string, f: Findings): boolean {
  if (version === '') return true;
  if (byteLength(version) > LONGEST_VERSION) {
    f.warn('proxy', `proxyVersion has more than ${LONGEST_VERSION} characters and is ignored`, 'write a short expression, as ^1\\.31');
    return true;
  }
  const problem = regexSyntaxProblem(version);
  f.check('proxy', problem);
  return problem === undefined;
}

function objectRule(match: Fields, applyTo: string, f: Findings): boolean {
  const wanted = CLASSES[applyTo];
  if (wanted === undefined) return true;
  const given = MATCHES.find((kind) => isSet(match[kind]));
  if (given !== undefined && !isSet(match[wanted])) {
    f.error(given, `${applyTo} cannot be matched by ${given}`, `match by ${wanted}, or remove the match to patch all`);
    return wanted !== 'listener';
  }
  const filter = fields(fields(fields(match.listener)?.filterChain)?.filter);
  if (wanted !== 'listener' || filter === undefined) return true;
  f.enter('listener');
  f.enter('filterChain');
  f.enter('filter');
  const well = filterRule(filter, applyTo, f);
  f.leave();
  f.leave();
  f.leave();
  return well;
}

function filterRule(filter: Fields, applyTo: string, f: Findings): boolean {
  const name = text(filter.name);
  const sub = fields(filter.subFilter);
  const before = name === '' || sub === undefined;
  if (applyTo === 'LISTENER' || applyTo === 'FILTER_CHAIN') f.warn('', `the filter has no effect on ${applyTo}`, 'remove it: the whole object is patched');
  if (name === '') f.error('name', 'the filter has no name', 'name it, as envoy.filters.network.http_connection_manager');
  else if (sub !== undefined && applyTo !== 'HTTP_FILTER') f.error('subFilter', `a filter of a filter cannot be matched for ${applyTo}`, 'use applyTo: HTTP_FILTER, or remove subFilter');
  else if (sub !== undefined && !CONNECTION_MANAGERS.has(name)) f.error('subFilter', `${name} has no filters inside`, 'match by envoy.filters.network.http_connection_manager');
  else if (sub !== undefined && text(sub.name) === '') f.error('subFilter', 'the inner filter has no name', 'name it, as envoy.filters.http.router');
  else {
    renamedRule('name', name, f);
    renamedRule('subFilter', text(sub?.name), f);
    return true;
  }
  return before && name !== '';
}

function renamedRule(field: string, name: string, f: Findings): void {
  const now = renamedFilter(name);
  if (now !== undefined) f.warn(field, `${name} is the old name of a filter`, `use ${now}`);
}
