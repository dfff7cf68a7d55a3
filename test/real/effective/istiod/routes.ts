import { conditionText } from '../condition-text';
import { plain, sharesText, type Plain } from '../normal';
import { millis, type EnvoyResource } from '../../mesh/envoy';
import { clusterName } from '../names';
import { routeCondition, textMatch } from './matchers';

/** A table by domains; names that lead nowhere are left out, as no request sees a difference. */
export function tableOf(table: EnvoyResource, hashing: ReadonlySet<string>): { readonly [domains: string]: Plain } {
  const out: Record<string, Plain> = {};
  for (const host of table.virtual_hosts ?? []) {
    const routes = (host.routes ?? []).map((r: EnvoyResource) => routeOf(r, hashing)) as Plain[], redirects = host.require_tls === 'ALL';
    // No Host header has a slash: a name with the namespace that Gateways put before it is met by nobody.
    const domains = (host.domains as string[]).filter((d) => !d.includes('/'));
    if (domains.length > 0 && (routes.length > 0 || redirects)) out[domains.sort().join(' ')] = plain({ routes, ...(redirects && { toHttps: true }) });
  }
  return out;
}

function routeOf(route: EnvoyResource, hashing: ReadonlySet<string>): Plain {
  const filters = route.typed_per_filter_config ?? {};
  return plain({
    when: conditionText(routeCondition(route.match ?? {})),
    ...actionOf(route, hashing),
    fault: faultOf(filters['envoy.filters.http.fault']),
    cors: corsOf(filters['envoy.filters.http.cors']),
    requestHeaders: changes(route.request_headers_to_add, route.request_headers_to_remove),
    responseHeaders: changes(route.response_headers_to_add, route.response_headers_to_remove),
  });
}

const CODES: Readonly<Record<string, number>> = { FOUND: 302, SEE_OTHER: 303, TEMPORARY_REDIRECT: 307, PERMANENT_REDIRECT: 308 };

function actionOf({ route, redirect: r, direct_response: d }: EnvoyResource, hashing: ReadonlySet<string>): object {
  if (d) return { respond: d.status, body: d.body?.inline_string ?? (d.body?.inline_bytes === undefined ? undefined : Buffer.from(d.body.inline_bytes, 'base64').toString()) };
  if (r) {
    return { redirect: CODES[r.response_code] ?? 301, scheme: r.scheme_redirect, authority: r.host_redirect || undefined, port: r.port_redirect || undefined, path: r.path_redirect || undefined, prefix: r.prefix_rewrite };
  }
  const weighted: EnvoyResource[] = route.weighted_clusters?.clusters ?? [{ name: route.cluster, weight: 1 }];
  return {
    to: sharesText(weighted.map((c) => ({
      name: clusterName(c.name), weight: c.weight ?? 0,
      more: `${change('', changes(c.request_headers_to_add, c.request_headers_to_remove))}${change('response', changes(c.response_headers_to_add, c.response_headers_to_remove))}${c.host_rewrite_literal ? ` as ${c.host_rewrite_literal}` : ''}`,
    }))),
    timeout: millis(route.timeout) ?? 15_000,
    retries: retriesOf(route.retry_policy),
    authority: route.host_rewrite_literal || undefined, path: route.prefix_rewrite || undefined,
    regex: route.regex_rewrite && `${route.regex_rewrite.pattern.regex} → ${route.regex_rewrite.substitution ?? ''}`,
    mirrors: listed((route.request_mirror_policies ?? []).map((m: EnvoyResource) => `${percentOf(m.runtime_fraction?.default_value)}% ${clusterName(m.cluster)}`)),
    // Where no cluster balances by it, a hash does nothing.
    hash: weighted.some((c) => hashing.has(c.name)) ? listed([...new Set<string>((route.hash_policy ?? []).map(hashText))]) : undefined,
  };
}
export const listed = (list: readonly string[]): readonly string[] | undefined => (list.length === 0 ? undefined : list);
const change = (of: string, c: readonly string[] | undefined): string => (c === undefined ? '' : ` ${of}{${c.join(' ')}}`);

export function hashText(h: EnvoyResource): string {
  if (h.header) return `header ${h.header.header_name}`;
  if (h.cookie) return `cookie ${h.cookie.name}${h.cookie.path ? ` at ${h.cookie.path}` : ''}${h.cookie.ttl === undefined ? '' : ` for ${millis(h.cookie.ttl)}`}`;
  if (h.query_parameter) return `query ${h.query_parameter.name}`;
  if (h.connection_properties?.source_ip || h.source_ip) return 'source address';
  throw new Error(`unknown hash policy ${JSON.stringify(h)}`);
}

function retriesOf(p: EnvoyResource): Plain {
  if (p === undefined || (p.num_retries ?? 1) === 0) return 'none';
  const on = new Set<string>([...String(p.retry_on ?? '').split(',').filter((w) => w !== ''), ...(p.retriable_status_codes ?? []).map(String)]);
  return plain({
    attempts: p.num_retries ?? 1, perTry: millis(p.per_try_timeout) || undefined, on: [...on].sort().join(), backoff: millis(p.retry_back_off?.base_interval),
    elsewhere: (p.retry_host_predicate ?? []).length > 0 || undefined, remote: p.retry_priority !== undefined || undefined,
  });
}

const DENOMINATORS: Readonly<Record<string, number>> = { TEN_THOUSAND: 100, MILLION: 10_000 };
function percentOf(f: EnvoyResource): number { return f === undefined ? 100 : (f.numerator ?? 0) / (DENOMINATORS[f.denominator] ?? 1); }

function faultOf(f: EnvoyResource): Plain | undefined {
  if (f?.delay === undefined && f?.abort === undefined) return undefined;
  return plain({
    delay: f.delay && `${millis(f.delay.fixed_delay)} ms, ${percentOf(f.delay.percentage ?? {})}%`,
    abort: f.abort && `${f.abort.http_status ?? `gRPC ${f.abort.grpc_status}`}, ${percentOf(f.abort.percentage ?? {})}%`,
  });
}

function corsOf(c: EnvoyResource): Plain | undefined {
  if (c === undefined) return undefined;
  return plain({
    origins: (c.allow_origin_string_match ?? []).map((m: EnvoyResource) => { const t = textMatch(m); return `${t.kind} ${'value' in t ? t.value : ''}`; }),
    methods: c.allow_methods || undefined, headers: c.allow_headers || undefined, expose: c.expose_headers || undefined, maxAge: c.max_age === undefined ? undefined : Number(c.max_age) * 1000,
    credentials: c.allow_credentials, forward: c.forward_not_matching_preflights !== false,
  });
}

/** A value that is set twice is set; values that are added to one header are there one after the other. */
function withoutRepeats(lines: readonly string[]): string[] {
  const out: string[] = [];
  for (const line of lines) {
    const added = /^[^=]*\+=/.exec(line)?.[0], same = added === undefined ? -1 : out.findIndex((l) => l.startsWith(added));
    if (same >= 0) out[same] += `,${line.slice(added!.length)}`;
    else {
      // Of two that set a header the later counts.
      const name = added === undefined && line.includes('=') ? line.slice(0, line.indexOf('=') + 1) : undefined, before = name === undefined ? -1 : out.findIndex((l) => l.startsWith(name));
      if (before >= 0) out.splice(before, 1);
      if (!out.includes(line)) out.push(line);
    }
  }
  return out.sort();
}

function changes(add: readonly EnvoyResource[] = [], remove: readonly string[] = []): readonly string[] | undefined {
  // Without an action a value is added, beside those that there are.
  const lines = [...add.map((h) => `${h.header.key.toLowerCase()}${h.append_action === 'OVERWRITE_IF_EXISTS_OR_ADD' ? '=' : '+='}${h.header.value ?? ''}`), ...remove.map((n) => `-${n.toLowerCase()}`)];
  return listed(withoutRepeats(lines));
}
