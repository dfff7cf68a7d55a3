import { all, always, any, not, text, type Condition } from '../effective/condition';
import type { Cors, Fault, Forward, HeaderChange, Retries, Rewrite, Rule, Share, Target } from '../effective/mesh';
import type { Provenance, Sourced } from '../effective/provenance';
import type { AnyPolicyKind, CorsFact, FaultFact, ForwardFact, HeaderChangeFact, Id, Millis, Origin, PathFact, PolicyValue, PortFacts, RetryFact, RuleFacts, WorkloadFacts } from '../model';
import type { FaultInjectionFact } from '../model/policies/fault-injection';
import { anyMatch, methodIn, pathIs, requestsOf } from './conditions';
import { declared, gatewayName, installation, nameOf, type Context } from './context';
import { endsOf, endsOfRule, isExternal, thingsOfRule, type End, type Sender, type Thing } from './destinations';
import { everyPath } from './order';
import { ownerOf, type Held } from './policies';

/** Whose proxy it is. A gateway calls for nobody's workload. */
export interface Asker { readonly mesh: Id; readonly workload?: WorkloadFacts }
/** The host that is called. What its callers say of their calls holds for all of its rules. */
export interface Called { readonly thing: Thing; readonly port: PortFacts; /** of an external service with several */ readonly name?: string }

/** A rule before its destinations' policies are looked at. */
export interface Plan {
  readonly when: Condition;
  /** The path condition that is part of `when`: what a prefix is rewritten in. */
  readonly path?: PathFact;
  readonly action: Pick<ForwardFact, 'backends' | 'rewrite' | 'mirror' | 'timeout' | 'retries' | 'fault'>;
  readonly rule?: RuleFacts;
  readonly origin: Origin;
  readonly sender: Sender;
  readonly called?: Called;
}

/** What holds for some of the requests of a rule, or for all of them. */
interface Said<T> { readonly when: Condition; readonly value: T; readonly from: Provenance }
type Options = Said<{ readonly timeout?: Millis; readonly retries?: RetryFact | 'off' }>;

/** A rule that sends requests on, and in front of it what holds for some of them: a caller's options, faults. */
export function forwardRules(ctx: Context, plan: Plan, asker: Asker): readonly Rule[] {
  const { action, rule } = plan;
  const things = thingsOfRule(ctx.index, action.backends), policies = things[0] && policiesOf(ctx, things[0], asker, plan.called);
  const timeout = statedOr(action.timeout, plan.origin, policies?.timeout), retries = statedOr(action.retries, plan.origin, policies?.retries);
  const faults: readonly Said<Fault | undefined>[] = action.fault !== undefined
    ? [{ when: always, value: action.fault === 'off' ? undefined : faultOf(action.fault), from: declared(plan.origin) }]
    : [...(policies?.faults ?? []), { when: always, value: undefined, from: installation }];
  const shell = {
    ...(rule?.name !== undefined && { name: rule.name }), from: declared(plan.origin),
    ...(rule?.requestHeaders && { requestHeaders: headersOf(rule.requestHeaders) }), ...(rule?.responseHeaders && { responseHeaders: headersOf(rule.responseHeaders) }),
    ...(rule?.cors && { cors: { value: corsOf(rule.cors), from: declared(plan.origin) } }),
  };
  const to = sharesOf(ctx, plan), mirrors = mirrorsOf(ctx, plan);
  const nothing: Options = { when: always, value: {}, from: installation };
  return [...optionsOf(ctx, asker, plan.called), nothing].flatMap((options) => faults.flatMap((fault) => rewrites(plan).map(({ when, rewrite }): Rule => {
    const own = options.value;
    const forward: Forward = {
      kind: 'forward', to, mirrors,
      timeout: own.timeout !== undefined ? { value: own.timeout, from: options.from } : timeout === undefined ? { value: 0, from: installation } : { value: timeout.value === 'off' ? 0 : timeout.value, from: timeout.from },
      retries: retriesOf(ctx, own.retries !== undefined ? { value: own.retries, from: options.from } : retries),
      ...(rewrite && { rewrite: { value: rewrite, from: declared(plan.origin) } }),
      ...(fault.value && { fault: { value: fault.value, from: fault.from } }),
    };
    return { ...shell, when: all([plan.when, when, options.when, fault.when]), action: forward };
  })));
}

const statedOr = <T>(stated: T | undefined, at: Origin, policy: Sourced<T> | undefined): Sourced<T> | undefined => (stated === undefined ? policy : { value: stated, from: declared(at) });

/** The client policies that go with a destination. */
function policiesOf(ctx: Context, thing: Thing, asker: Asker, called: Called | undefined) {
  const { policies } = ctx, client = clientOf(ctx, thing, asker, called);
  const sourced = <K extends AnyPolicyKind['kind'], T>(held: Held<K> | 'off' | undefined, value: (v: PolicyValue<K>) => T): Sourced<T | 'off'> | undefined =>
    (held === undefined ? undefined : held === 'off' ? { value: 'off', from: installation } : { value: value(held.value), from: declared(held.policy.origin) });
  const own = client === ownerOf(thing) ? [] : policies.adding('FaultInjection', thing, client);
  return {
    timeout: sourced(policies.forClient('TimeoutPolicy', thing, client), (t) => t.request),
    retries: sourced(policies.forClient('RetryPolicy', thing, client), (r) => r),
    faults: (own.length > 0 ? own : policies.adding('FaultInjection', thing)).flatMap(({ value, policy }) => faultSaid(value, policy.origin, asker)),
  };
}
/** The mesh whose policies hold: what one says of another owner's thing covers its own calls, and those are calls of the host. */
function clientOf(ctx: Context, thing: Thing, { mesh, workload }: Asker, called: Called | undefined): Id {
  if (!workload || !called || ctx.index.calls(workload.id, called.thing.id).length > 0) return mesh;
  return ownerOf(thing);
}

/** A fault for some callers is nothing to others. */
function faultSaid(value: FaultInjectionFact, origin: Origin, { workload }: Asker): readonly Said<Fault>[] {
  const mine = value.matches.filter((m) => m.from.length === 0 || (workload !== undefined && m.from.includes(workload.id)));
  return value.matches.length > 0 && mine.length === 0 ? [] : [{ when: anyMatch(mine), value: faultOf(value), from: declared(origin) }];
}
const faultOf = ({ delay, abort }: FaultFact): Fault => ({ ...(delay && { delay }), ...(abort && { abort }) });

/** What a caller says of its calls of a host. Claims are not seen where requests are sent: options hold for what has the method and path. */
function optionsOf(ctx: Context, { workload }: Asker, called: Called | undefined): readonly Options[] {
  if (!workload?.meshed || !called) return [];
  return ctx.index.calls(workload.id, called.thing.id).flatMap((call) => {
    if (call.timeout === undefined && call.retries === undefined) return [];
    const here = requestsOf(call.only).filter((r) => r.port === undefined || r.port === called.port.name);
    const when = any(here.map((r) => all([methodIn(r.methods), ...(r.paths.length > 0 ? [any(r.paths.map(pathIs))] : [])])));
    return here.length === 0 ? [] : [{ when, value: { ...(call.timeout !== undefined && { timeout: call.timeout }), ...(call.retries !== undefined && { retries: call.retries }) }, from: declared(call.origin) }];
  });
}

function retriesOf({ facts }: Context, said: Sourced<RetryFact | 'off'> | undefined): Sourced<Retries> {
  if (!said) return { value: facts.retries, from: installation };
  if (said.value === 'off' || said.value.attempts === 0) return { value: { attempts: 0, perTryTimeout: 0, on: [] }, from: said.from };
  const { attempts, perTryTimeout, on, backoff } = said.value;
  return { value: { attempts, perTryTimeout: perTryTimeout ?? 0, on: [...(on.length > 0 ? on : facts.retryOn)].sort(), ...(backoff !== undefined && { backoff }) }, from: said.from };
}

/** Endpoint sets as targets: what is outside behind an egress gateway is sent to that. */
export function targetOf(ctx: Context, end: End, name?: string): Target {
  const { thing, port, version } = end;
  if (!isExternal(thing)) return { host: nameOf(ctx, thing), port: port.number, ...(version !== undefined && thing.versioned && !thing.headless && { subset: version }) };
  const via = thing.via === undefined ? undefined : ctx.index.gateway.get(thing.via);
  return { host: via ? gatewayName(ctx, via) : name ?? nameOf(ctx, thing), port: port.number };
}
function sharesOf(ctx: Context, { action, sender, origin, called }: Plan): readonly Share[] {
  return endsOfRule(ctx.index, action.backends, sender).map((end) => ({ to: targetOf(ctx, end, end.thing === called?.thing ? called?.name : undefined), weight: end.part * 100, from: declared(origin) }));
}
function mirrorsOf(ctx: Context, { action: { mirror }, sender, origin }: Plan): Forward['mirrors'] {
  if (!mirror) return [];
  return endsOf(ctx.index, mirror, sender, mirror.percent).map((end) => ({ to: targetOf(ctx, end), percent: end.part, from: declared(origin) }));
}

/** How the target of a request is changed. A prefix is of whole segments: the path itself and what is below it are changed in two ways. */
function rewrites({ action: { rewrite }, path }: Plan): readonly { readonly when: Condition; readonly rewrite?: Rewrite }[] {
  if (!rewrite) return [{ when: always }];
  const authority = rewrite.hostname === undefined ? {} : { authority: rewrite.hostname };
  if (rewrite.regex) return [{ when: always, rewrite: { ...authority, regex: rewrite.regex } }];
  if (rewrite.path !== undefined) return [{ when: always, rewrite: { ...authority, path: rewrite.path } }];
  const by = rewrite.prefix;
  if (by === undefined) return [{ when: always, rewrite: authority }];
  if (path && !everyPath(path) && path.kind !== 'prefix') return [{ when: always, rewrite: { ...authority, path: by } }];
  const from = everyPath(path) ? '' : path!.value, below = by.endsWith('/') ? by : `${by}/`;
  if (from === '') return [{ when: always, rewrite: { ...authority, prefix: { match: '/', by: below } } }];
  const itself = text({ on: 'path' }, { kind: 'exact', value: from });
  return [{ when: itself, rewrite: { ...authority, path: by } }, { when: not(itself), rewrite: { ...authority, prefix: { match: `${from}/`, by: below } } }];
}

export const headersOf = ({ set, add, remove }: HeaderChangeFact): HeaderChange => ({ set, add, remove });
export const corsOf = (c: CorsFact): Cors => ({
  allowOrigins: c.allowOrigins.map((value) => ({ kind: 'exact', value })), allowMethods: c.allowMethods, allowHeaders: c.allowHeaders, exposeHeaders: c.exposeHeaders,
  ...(c.allowCredentials && { allowCredentials: true }), ...(c.maxAge !== undefined && { maxAge: c.maxAge }),
});
