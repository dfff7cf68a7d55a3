import type { TelemetryFact } from '../../model/policies/telemetry-policy';
import type { IstioSettings } from './facts';

/** Which results of a dry run are heard: everything that would be refused, or only what a DENY would refuse (the ALLOW is in force). */
export type Rehearsal = 'all' | 'refusals' | 'nothing';

const RESULT = { allow: 'istio_dry_run_allow_shadow_engine_result', deny: 'istio_dry_run_deny_shadow_engine_result' } as const;
/** What is not there makes its part of the expression neither true nor false, and the others decide. */
const wouldRefuse = (results: readonly (keyof typeof RESULT)[]): string =>
  ['envoy.filters.http.rbac', 'envoy.filters.network.rbac'].flatMap((filter) => results.map((r) => `metadata.filter_metadata['${filter}']['${RESULT[r]}'] == 'denied'`)).join(' || ');
/** Envoy makes up a gRPC status for every response; it means something for gRPC. */
const FAILED = "response.code >= 400 || (request.headers['content-type'].startsWith('application/grpc') && response.grpc_status > 0)";

/**
 * The log is written by the installation's own sinks, or by the proxy itself. Where the installation logs everything already, and nobody said
 * otherwise, a rehearsal leaves that alone: it would take lines away.
 */
export function accessLogOf({ meshConfig }: IstioSettings, wanted: TelemetryFact['accessLog'], rehearsal: Rehearsal): readonly object[] | undefined {
  const sinks = meshConfig.defaultProviders?.accessLogging ?? [];
  const provider = { providers: (sinks.length ? sinks : ['envoy']).map((name) => ({ name })) };
  const heard = rehearsal === 'nothing' ? undefined : wouldRefuse(rehearsal === 'all' ? ['allow', 'deny'] : ['deny']);
  if (wanted === undefined) return heard === undefined || meshConfig.accessLogFile || sinks.length ? undefined : [{ filter: { expression: heard }, ...provider }];
  if (wanted === true) return [provider];
  const expressions = [...(wanted === false ? [] : [FAILED]), ...(heard === undefined ? [] : [heard])];
  return expressions.length ? [{ filter: { expression: expressions.join(' || ') }, ...provider }] : [{ disabled: true, ...provider }];
}

const METRICS: Readonly<Record<string, string>> = {
  istio_requests_total: 'REQUEST_COUNT', istio_request_duration_milliseconds: 'REQUEST_DURATION', istio_request_bytes: 'REQUEST_SIZE', istio_response_bytes: 'RESPONSE_SIZE',
  istio_tcp_connections_opened_total: 'TCP_OPENED_CONNECTIONS', istio_tcp_connections_closed_total: 'TCP_CLOSED_CONNECTIONS', istio_tcp_sent_bytes_total: 'TCP_SENT_BYTES',
  istio_tcp_received_bytes_total: 'TCP_RECEIVED_BYTES', istio_request_messages_total: 'GRPC_REQUEST_MESSAGES', istio_response_messages_total: 'GRPC_RESPONSE_MESSAGES',
};
const STANDARD = new Set([...Object.values(METRICS), 'ALL_METRICS']);

/** A metric by Istio's word for it or by the name it is collected under. What is dropped around and not here is switched on again: Istio adds these lists up. */
export function metricsOf({ meshConfig }: IstioSettings, drop: readonly string[] | undefined, around: readonly object[] | undefined): readonly object[] | undefined {
  if (drop === undefined) return undefined;
  const selectors = new Map<string, object>();
  for (const name of drop) {
    const standard = METRICS[name] ?? (STANDARD.has(name) ? name : undefined);
    selectors.set(standard ?? name, standard === undefined ? { customMetric: name } : { metric: standard });
  }
  const dropped = [...selectors.keys()].sort().map((key) => ({ disabled: true, match: selectors.get(key)! }));
  const here = new Set(dropped.map((d) => JSON.stringify(d.match)));
  const inherited = around?.flatMap((m) => (m as { overrides?: readonly { disabled: boolean; match: object }[] }).overrides ?? []) ?? [];
  const restored = inherited.filter((o) => o.disabled && !here.has(JSON.stringify(o.match))).map((o) => ({ disabled: false, match: o.match }));
  const overrides = [...restored, ...dropped];
  if (overrides.length === 0) return undefined;
  const sinks = meshConfig.defaultProviders?.metrics;
  return [{ overrides, ...(!sinks?.length && { providers: [{ name: 'prometheus' }] }) }];
}

export function tracingOf(tracing: TelemetryFact['tracing'] | 'off'): readonly object[] | undefined {
  if (tracing === undefined) return undefined;
  if (tracing === 'off') return [{ disableSpanReporting: true }];
  const { tags, provider, samplingPercent } = tracing;
  const customTags: Record<string, object> = {};
  for (const name of Object.keys(tags).sort()) customTags[name] = { literal: { value: tags[name] } };
  return [{ customTags, disableSpanReporting: false, ...(provider !== undefined && { providers: [{ name: provider }] }), randomSamplingPercentage: samplingPercent }];
}
