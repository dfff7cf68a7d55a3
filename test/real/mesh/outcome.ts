import type { Resolved, ResolvedBackend, ResolvedRule } from '../../../lib/resolve/resolved';
import { millis, type EnvoyResource } from './envoy';
import { satisfies, type Request } from './request';

/** What becomes of a request, in words that the model and Envoy share. */
export interface Outcome {
  /** Cluster and share of 100, sorted; or what the proxy answers by itself. */
  readonly to: string;
  /** In ms; 0: none. */
  readonly timeout?: number;
  readonly retries?: string;
  readonly fault?: string;
  readonly mirrors?: string;
  readonly headers?: string;
  readonly rewrite?: string;
}

/** How names of the model are spelt by the target. */
export interface Spelling {
  cluster(backend: ResolvedBackend): string;
}

export function intended(rules: readonly ResolvedRule[], request: Request, authority: string, caller: string | undefined, spelling: Spelling): Outcome {
  const rule = rules.find((one) => (one.hostnames.length === 0 || one.hostnames.some((host) => host === authority || (host.startsWith('*') && authority.endsWith(host.slice(1)))))
    && (one.matches.length === 0 || one.matches.some((match) => satisfies(request, match, caller))));
  if (rule === undefined) return { to: 'nothing' };
  const { action } = rule;
  const headers = headerText(rule.requestHeaders, rule.responseHeaders);
  if (action.kind === 'respond') return { to: `answer ${action.status} ${action.body ?? ''}`.trim() };
  if (action.kind === 'redirect') return { to: `redirect ${action.statusCode} ${[action.scheme, action.hostname, action.port, action.path].filter((part) => part !== undefined).join(' ')}`.trim() };
  const shares = action.backends.filter((backend) => action.backends.length === 1 || backend.weight > 0);
  return {
    to: (shares.length === 1 ? [`100 ${spelling.cluster(shares[0])}`] : shares.map((backend) => `${backend.weight} ${spelling.cluster(backend)}`)).sort().join(', '),
    timeout: action.timeout ?? 0,
    ...(action.retries === undefined ? {} : { retries: action.retries === 'off' ? 'off' : `${action.retries.attempts} ${action.retries.perTryTimeout ?? '-'} ${action.retries.backoff ?? '-'}${action.retries.on.length === 0 ? '' : ` on ${[...action.retries.on].sort().join()}`}` }),
    ...(action.fault === undefined ? {} : { fault: faultText(action.fault.delay && { ms: action.fault.delay.by, percent: action.fault.delay.percent }, action.fault.abort && { status: String(action.fault.abort.status ?? action.fault.abort.grpcStatus), percent: action.fault.abort.percent }) }),
    mirrors: action.mirrors.map((mirror) => `${mirror.percent} ${spelling.cluster(mirror.to)}`).sort().join(', '),
    headers,
  };
}

const faultText = (delay: { ms: number; percent: number } | undefined, abort: { status: string; percent: number } | undefined): string =>
  [delay && `delay ${delay.ms} of ${delay.percent}`, abort && `abort ${abort.status} of ${abort.percent}`].filter(Boolean).join(', ');

const headerText = (request: { set: object; add: object; remove: readonly string[] } | undefined, response: { set: object; add: object; remove: readonly string[] } | undefined): string =>
  ([['request', request], ['response', response]] as const).flatMap(([side, change]) => (change === undefined ? [] : [
    ...Object.entries(change.set).map(([name, value]) => `${side} set ${name.toLowerCase()}=${value}`), ...Object.entries(change.add).map(([name, value]) => `${side} add ${name.toLowerCase()}=${value}`), ...change.remove.map((name) => `${side} remove ${name.toLowerCase()}`),
  ])).sort().join('; ');

const percentOf = (fraction: EnvoyResource): number => ((fraction?.numerator ?? 0) * 100) / ({ HUNDRED: 100, TEN_THOUSAND: 10_000, MILLION: 1_000_000 } as Record<string, number>)[fraction?.denominator ?? 'HUNDRED'];

/** The same of an Envoy route. */
export function actual(route: EnvoyResource | undefined): Outcome {
  if (route === undefined) return { to: 'nothing' };
  if (route.direct_response !== undefined) {
    const body = route.direct_response.body;
    return { to: `answer ${route.direct_response.status} ${body?.inline_string ?? (body?.inline_bytes === undefined ? '' : Buffer.from(body.inline_bytes, 'base64').toString())}`.trim() };
  }
  if (route.redirect !== undefined) {
    const { redirect } = route;
    const code = { MOVED_PERMANENTLY: 301, FOUND: 302, SEE_OTHER: 303, TEMPORARY_REDIRECT: 307, PERMANENT_REDIRECT: 308 }[redirect.response_code as string] ?? 301;
    return { to: `redirect ${code} ${[redirect.scheme_redirect ?? (redirect.https_redirect ? 'https' : undefined), redirect.host_redirect, redirect.port_redirect, redirect.path_redirect].filter((part) => part !== undefined).join(' ')}`.trim() };
  }
  const to = route.route;
  const weighted: { name: string; weight: number }[] = to.weighted_clusters?.clusters ?? [{ name: to.cluster, weight: 100 }];
  const total = weighted.reduce((sum, one) => sum + (one.weight ?? 0), 0);
  const fault = route.typed_per_filter_config?.['envoy.filters.http.fault'];
  const retry = to.retry_policy;
  return {
    to: weighted.filter((one) => weighted.length === 1 || (one.weight ?? 0) > 0).map((one) => `${((one.weight ?? 0) * 100) / total} ${one.name}`).sort().join(', '),
    timeout: millis(to.timeout) ?? 0,
    retries: retry === undefined ? 'off' : `${retry.num_retries ?? 1} ${millis(retry.per_try_timeout) || '-'} ${millis(retry.retry_back_off?.base_interval) ?? '-'} on ${[...retry.retry_on.split(',').filter((one: string) => one !== '' && one !== 'retriable-status-codes'), ...(retry.retriable_status_codes ?? [])].sort().join()}`,
    ...(fault === undefined ? {} : { fault: faultText(fault.delay && { ms: millis(fault.delay.fixed_delay)!, percent: percentOf(fault.delay.percentage) }, fault.abort && { status: String(fault.abort.http_status ?? grpcNames[fault.abort.grpc_status]), percent: percentOf(fault.abort.percentage) }) }),
    mirrors: (to.request_mirror_policies ?? []).map((mirror: EnvoyResource) => `${mirror.runtime_fraction === undefined ? 100 : percentOf(mirror.runtime_fraction.default_value)} ${mirror.cluster}`).sort().join(', '),
    headers: envoyHeaders(route),
  };
}

function envoyHeaders(route: EnvoyResource): string {
  const out: string[] = [];
  for (const side of ['request', 'response']) {
    for (const one of route[`${side}_headers_to_add`] ?? []) out.push(`${side} ${one.append_action === 'OVERWRITE_IF_EXISTS_OR_ADD' ? 'set' : 'add'} ${one.header.key.toLowerCase()}=${one.header.value}`);
    for (const name of route[`${side}_headers_to_remove`] ?? []) out.push(`${side} remove ${name.toLowerCase()}`);
  }
  return out.sort().join('; ');
}

const grpcNames = ['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED'];

/** Fields in which the two differ; what the model leaves to the target is not compared. */
export function differencesOf(wanted: Outcome, found: Outcome): string[] {
  const out: string[] = [];
  for (const key of Object.keys(wanted) as (keyof Outcome)[]) {
    if (wanted[key] === undefined) continue;
    // Conditions that the model leaves out are the target's own.
    const other = key === 'retries' && !String(wanted.retries).includes(' on ') ? String(found.retries ?? '').replace(/ on .*$/, '') : String(found[key] ?? '');
    if (String(wanted[key]) !== other) out.push(`${key}: wanted "${wanted[key]}", istiod has "${found[key] ?? ''}"`);
  }
  if (wanted.fault === undefined && found.fault !== undefined) out.push(`fault: none wanted, istiod has "${found.fault}"`);
  return out;
}

export type { Resolved };
