import type { RequestFacts } from '../../model';
import type { RateLimitFact } from '../../model/policies/rate-limit';
import { escapeRegex } from '../../text/re2';
import { byMethod, type MethodGroup } from './authorization-policy-operation';
import { duration } from './duration';

/** An HTTP filter as an EnvoyFilter inserts it. */
export type FilterConfig = { readonly name: string; readonly typed_config: Readonly<Record<string, unknown>> };
type Action = Readonly<Record<string, unknown>>;
interface Entry { readonly key: string; readonly value?: string }

export interface RateLimitedPort {
  readonly grpc: boolean;
  /** The client is behind trusted hops, which the proxy has worked out; else it is the peer. */
  readonly gateway: boolean;
  /** Requests on this port; empty: all of them. */
  readonly only: readonly RequestFacts[];
}

const TYPE = 'type.googleapis.com/envoy.extensions';
const ALWAYS = { default_value: { denominator: 'HUNDRED', numerator: 100 } };

/**
 * Filters that hold one limit on one port, in their order. Requests that the limit is not about produce no descriptor, and what has no descriptor
 * meets only the filter's own bucket, which exists only where the limit is about every request.
 */
export function rateLimitFilters(name: string, limit: RateLimitFact, port: RateLimitedPort): readonly FilterConfig[] {
  const covered = port.only.length ? byMethod(port.only).filter((g) => g.paths === 'all' || g.paths.length > 0) : [];
  const key = keyOf(name, limit, port.gateway);
  const bucket = bucketOf(limit.requests, limit), total = limit.total === undefined ? undefined : bucketOf(limit.total, limit);
  const descriptors: { entries: readonly Entry[]; token_bucket: object }[] = [];
  const rateLimits: { actions: readonly Action[] }[] = [];
  const scopes: readonly (MethodGroup | undefined)[] = covered.length ? covered : [undefined];
  let own: object | undefined;
  const limited = (what: string, by: Action | undefined, byKey: string | undefined, tokens: object): void => {
    const entries: Entry[] = [...(covered.length ? [{ key: 'requests', value: what }] : []), ...(byKey === undefined ? [] : [{ key: byKey }])];
    if (entries.length === 0) { own = tokens; return; }
    descriptors.push({ entries, token_bucket: tokens });
    for (const scope of scopes) rateLimits.push({ actions: [...(scope ? [requestsAction(what, scope)] : []), ...(by ? [by] : [])] });
  };
  if (key) {
    limited('each', key.action, key.key, bucket);
    if (total) limited('all', undefined, undefined, total);
  } else limited('all', undefined, undefined, bucket);
  const filter: FilterConfig = {
    name,
    typed_config: {
      '@type': `${TYPE}.filters.http.local_ratelimit.v3.LocalRateLimit`,
      ...(descriptors.length > 0 && { descriptors }),
      filter_enabled: ALWAYS,
      filter_enforced: ALWAYS,
      ...(key && { max_dynamic_descriptors: limit.maxKeys }),
      ...(port.grpc && { rate_limited_as_resource_exhausted: true }),
      ...(rateLimits.length > 0 && { rate_limits: rateLimits }),
      stat_prefix: name,
      ...(own && { token_bucket: own }),
    },
  };
  return key?.remember ? [key.remember, filter] : [filter];
}

const bucketOf = (tokens: number, { per }: RateLimitFact): object => ({ fill_interval: duration(per), max_tokens: tokens, tokens_per_fill: tokens });

/** What gives every value a bucket. What no action of its own tells is remembered by a filter in front, where an expression finds it. */
function keyOf(name: string, { by }: RateLimitFact, gateway: boolean): { readonly key: string; readonly action: Action; readonly remember?: FilterConfig } | undefined {
  if (by === undefined) return undefined;
  if (typeof by === 'object') return { key: 'header', action: { request_headers: { descriptor_key: 'header', header_name: by.header } } };
  if (by === 'client-address' && gateway) return { key: 'remote_address', action: { remote_address: {} } };
  const object = `${name}.${by}`;
  return {
    key: by,
    action: {
      extension: {
        name: 'envoy.rate_limit_descriptors.expr',
        typed_config: { '@type': `${TYPE}.rate_limit_descriptors.expr.v3.Descriptor`, descriptor_key: by, text: `filter_state['${object}']` },
      },
    },
    remember: {
      name: object,
      typed_config: {
        '@type': `${TYPE}.filters.http.set_filter_state.v3.Config`,
        on_request_headers: [{
          factory_key: 'envoy.string',
          format_string: { text_format_source: { inline_string: by === 'caller' ? '%DOWNSTREAM_PEER_URI_SAN%' : '%DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT%' } },
          object_key: object,
        }],
      },
    },
  };
}

/** Produces a descriptor for requests of one group of methods; groups do not overlap, so that a request is counted once. */
function requestsAction(value: string, { methods, other, paths }: MethodGroup): Action {
  const headers: object[] = [];
  if (methods.length > 0) headers.push({ ...(other && { invert_match: true }), name: ':method', string_match: matcher(methods.join('|'), methods.length === 1) });
  if (paths !== 'all') headers.push({ name: ':path', string_match: matcher(`(?:${paths.map(pattern).join('|')})(?:\\?.*)?`) });
  return { header_value_match: { descriptor_key: 'requests', descriptor_value: value, headers: headers.length ? headers : [{ name: ':path', present_match: true }] } };
}
const matcher = (text: string, exact = false): object => (exact ? { exact: text } : { safe_regex: { regex: text } });
const pattern = (path: string): string => (path.endsWith('/*') ? `${escapeRegex(path.slice(0, -1))}[^?]*` : escapeRegex(path));
