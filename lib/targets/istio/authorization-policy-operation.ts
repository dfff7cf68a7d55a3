import type { AuthorizationPolicyCondition, AuthorizationPolicyOperation, AuthorizationPolicyTo, Mutable } from '../../manifests/types';
import { HTTP_PROTOCOLS, type ListenerFacts, type PathFact, type PortFacts, type RequestFacts } from '../../model';
import { isEmpty } from './context';

/** Any of the values of each list; an empty list is no condition. Paths are in the policy's own notation. */
export interface Operation {
  readonly ports: readonly number[];
  readonly methods: readonly string[];
  readonly paths: readonly string[];
}
export type Claims = Readonly<Record<string, readonly string[]>>;

/** A port as policies see it: `number` is the pod's. */
export interface PolicyPort { readonly name: string; readonly number: number; readonly http: boolean }
/** What a policy is about on one workload or gateway. */
export interface PolicyPorts {
  readonly ports: readonly PolicyPort[];
  /** Every port, those that nobody declared too. */
  readonly all: boolean;
}

export const servicePorts = (ports: readonly PortFacts[], all: boolean): PolicyPorts =>
  ({ ports: ports.map((p) => ({ name: p.name, number: p.containerPort, http: HTTP_PROTOCOLS.has(p.protocol) })), all });
/** A listener that does nothing but redirect refuses nobody. A gateway that others use too (`all` is false) is theirs on its other ports. */
export const listenerPorts = (listeners: readonly ListenerFacts[], all: boolean): PolicyPorts =>
  ({ ports: listeners.filter((l) => !l.redirectToHttps).map((l) => ({ name: l.name, number: l.podPort, http: l.protocol === 'HTTP' || l.protocol === 'HTTPS' })), all: all && !listeners.some((l) => l.redirectToHttps) });

/** Requests with equal conditions on the token. */
export interface RequestGroup { readonly claims: Claims; readonly operations: readonly Operation[] }

const EVERY_REQUEST: readonly RequestFacts[] = [{ methods: [], paths: [], claims: {} }];

const isHttp = (r: RequestFacts): boolean => r.methods.length > 0 || r.paths.length > 0 || !isEmpty(r.claims);

/**
 * The operations of a policy's `to`. A condition of HTTP is limited to HTTP ports: alone it would hold for all of TCP.
 * `http`: the rule has such a condition besides. No group: it is about no port of this workload.
 */
export function requestGroups(requests: readonly RequestFacts[], on: PolicyPorts, http = false): readonly RequestGroup[] {
  const groups = new Map<string, { claims: Claims; operations: Operation[] }>();
  for (const r of requests.length ? requests : EVERY_REQUEST) {
    const onlyHttp = http || isHttp(r);
    const everywhere = on.all && !onlyHttp && r.port === undefined;
    const ports = everywhere ? [] : numbers(on.ports.filter((p) => (!onlyHttp || p.http) && (r.port === undefined || r.port === p.name)));
    if (!everywhere && ports.length === 0) continue;
    const key = claimsKey(r.claims);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { claims: r.claims, operations: [] }));
    group.operations.push({ ports, methods: r.methods, paths: pathsOf(r.paths) });
  }
  return [...groups.keys()].sort().map((key) => ({ claims: groups.get(key)!.claims, operations: merge(groups.get(key)!.operations) }));
}
const numbers = (ports: readonly PolicyPort[]): readonly number[] => [...new Set(ports.map((p) => p.number))].sort((a, b) => a - b);

/** `/x` and what is below it takes two patterns, because a pattern is of the string; below `/` is everything. */
export function pathsOf(paths: readonly PathFact[]): readonly string[] {
  const all: string[] = [];
  for (const p of paths) {
    if (p.kind === 'exact') all.push(p.value);
    else if (p.value === '/') return [];
    else all.push(p.value, `${p.value}/*`);
  }
  return all;
}

/** Fewer operations with the same meaning: those that differ in one list become one. */
export function merge(operations: readonly Operation[]): readonly Operation[] {
  if (operations.length === 1) return isTidy(operations[0]!) ? operations : operations.map(tidy);
  let all: readonly Operation[] = operations.map(tidy), before: number;
  do {
    before = all.length;
    all = join(all, (o) => `${o.ports}|${o.methods}`, (a, b) => ({ ...a, paths: either(a.paths, b.paths) }));
    all = join(all, (o) => `${o.ports}|${o.paths.join('\n')}`, (a, b) => ({ ...a, methods: either(a.methods, b.methods) }));
    all = join(all, (o) => `${o.methods}|${o.paths.join('\n')}`, (a, b) => ({ ...a, ports: a.ports.length && b.ports.length ? [...new Set([...a.ports, ...b.ports])].sort((x, y) => x - y) : [] }));
  } while (all.length > 1 && all.length < before);
  return all.length === 1 ? all : [...all].sort((a, b) => (operationKey(a) < operationKey(b) ? -1 : 1));
}
const tidy = (o: Operation): Operation => ({ ports: o.ports, methods: unique(o.methods), paths: unique(o.paths) });
const isTidy = (o: Operation): boolean => o.methods.length < 2 && o.paths.length < 2;
const unique = (values: readonly string[]): readonly string[] => (values.length < 2 ? values : [...new Set(values)].sort());
const either = (a: readonly string[], b: readonly string[]): readonly string[] => (a.length && b.length ? unique([...a, ...b]) : []);
function join(all: readonly Operation[], key: (o: Operation) => string, with_: (a: Operation, b: Operation) => Operation): readonly Operation[] {
  if (all.length === 1) return all;
  const byKey = new Map<string, Operation>();
  for (const o of all) {
    const k = key(o), other = byKey.get(k);
    byKey.set(k, other ? with_(other, o) : o);
  }
  return [...byKey.values()];
}
export const operationKey = (o: Operation): string => `${joined(o.ports, ',')}|${joined(o.methods, ',')}|${joined(o.paths, '\n')}`;
/** `join`, without its price for the one entry that there mostly is. */
const joined = (list: readonly unknown[], by: string): string => (list.length === 0 ? '' : list.length === 1 ? String(list[0]) : list.join(by));
export const claimsKey = (claims: Claims): string => (isEmpty(claims) ? '' : JSON.stringify(Object.keys(claims).sort().map((k) => [k, [...claims[k]].sort()])));

/** `to` of a rule; absent where nothing is limited. */
export function toList(operations: readonly Operation[]): readonly AuthorizationPolicyTo[] | undefined {
  if (operations.some((o) => !o.ports.length && !o.methods.length && !o.paths.length)) return undefined;
  return operations.map((o) => ({ operation: operationOf(o) }));
}
function operationOf(o: Operation): AuthorizationPolicyOperation {
  const operation: Mutable<AuthorizationPolicyOperation> = {};
  if (o.methods.length > 0) operation.methods = o.methods;
  if (o.paths.length > 0) operation.paths = o.paths;
  if (o.ports.length > 0) operation.ports = o.ports.map(String);
  return operation;
}

const NO_CONDITIONS: readonly AuthorizationPolicyCondition[] = [];
/** `when` of a rule: each claim has one of its values. */
export const claimConditions = (claims: Claims): readonly AuthorizationPolicyCondition[] =>
  (isEmpty(claims) ? NO_CONDITIONS : Object.keys(claims).sort().map((name) => ({ key: claimKey(name), values: unique(claims[name]) })));
/** A token that lacks the claim, and a request without a token, meet this too. */
export const claimMissing = (name: string, values: readonly string[]): AuthorizationPolicyCondition => ({ key: claimKey(name), notValues: unique(values) });
const claimKey = (name: string): string => `request.auth.claims[${name}]`;

/**
 * Requests that none of these covers, as operations. Worked out method by method, so that it grows with the list and not with
 * its combinations. What asks for a claim covers no request here: it is asked of requests without a token.
 */
export function complement(requests: readonly RequestFacts[], on: PolicyPorts): readonly AuthorizationPolicyOperation[] {
  const byShape = new Map<string, { ports: number[]; shape: AuthorizationPolicyOperation[] }>();
  for (const port of on.ports) {
    if (!port.http) continue;
    const shape = complementOn(requests.filter((r) => isEmpty(r.claims) && (r.port === undefined || r.port === port.name)));
    const key = JSON.stringify(shape);
    const same = byShape.get(key);
    if (!same) byShape.set(key, { ports: [port.number], shape });
    else if (!same.ports.includes(port.number)) same.ports.push(port.number);
  }
  return [...byShape.values()].flatMap(({ ports, shape }) => shape.map((o) => ({ ...o, ports: ports.sort((a, b) => a - b).map(String) })));
}
function complementOn(covered: readonly RequestFacts[]): AuthorizationPolicyOperation[] {
  return byMethod(covered).flatMap(({ methods, other, paths }) => (paths === 'all' ? [] : [{
    ...(methods.length > 0 && (other ? { notMethods: methods } : { methods })), ...(paths.length > 0 && { notPaths: paths }),
  }]));
}

/** Which paths requests cover, for methods that are covered alike: every request falls into one group. */
export interface MethodGroup {
  readonly methods: readonly string[];
  /** All methods but these. */
  readonly other: boolean;
  readonly paths: 'all' | readonly string[];
}
export function byMethod(covered: readonly RequestFacts[]): readonly MethodGroup[] {
  const rest = pathsFor(covered), restKey = String(rest);
  const named: string[] = [];
  const groups = new Map<string, { methods: string[]; other: boolean; paths: MethodGroup['paths'] }>();
  for (const method of [...new Set(covered.flatMap((r) => r.methods))].sort()) {
    const paths = pathsFor(covered, method), key = String(paths);
    if (key === restKey) continue;
    named.push(method);
    const same = groups.get(key);
    if (same) same.methods.push(method); else groups.set(key, { methods: [method], other: false, paths });
  }
  return [...groups.values(), { methods: named, other: true, paths: rest }];
}
/** Paths that are covered for a method; without one, for methods that nobody names. */
function pathsFor(covered: readonly RequestFacts[], method?: string): MethodGroup['paths'] {
  const paths: string[] = [];
  for (const r of covered) {
    if (r.methods.length > 0 && !(method !== undefined && (r.methods as readonly string[]).includes(method))) continue;
    const own = pathsOf(r.paths);
    if (own.length === 0) return 'all';
    paths.push(...own);
  }
  return unique(paths);
}
