import { fields, isSet, number, text, type Fields } from '../../../manifests/rules/fields';
import type { Findings } from '../../../manifests/rules/findings';
import { clientTlsRule } from '../../../manifests/rules/parts/client-tls';
import { durationProblem, nanoseconds } from '../../../manifests/rules/syntax/duration';
import { hostPortProblem, nodePortProblem } from './address';

const SECOND = 1_000_000_000n;

/** What a proxy is started with: mesh-wide, or for one pod. */
export function proxyConfigRule(config: Fields, f: Findings): void {
  // Each has a default, so that it can only be missing where it was emptied.
  for (const field of ['binaryPath', 'configPath', 'discoveryAddress', 'serviceCluster']) {
    if (config[field] === '') f.error(field, `${field} is empty`, 'leave it out for Istio\'s default');
  }
  if (text(config.discoveryAddress) !== '') f.check('discoveryAddress', hostPortProblem(text(config.discoveryAddress)));
  drainRule(config.drainDuration, f);
  tracingRule(fields(config.tracing), f);
  for (const field of ['statsdUdpAddress', 'envoyMetricsServiceAddress']) if (text(config[field]) !== '') f.check(field, hostPortProblem(text(config[field])));
  for (const field of ['envoyMetricsService', 'envoyAccessLogService']) {
    const address = text(fields(config[field])?.address);
    f.enter(field);
    if (address !== '') f.check('address', hostPortProblem(address));
    f.leave();
  }
  if (isSet(fields(config.proxyMetadata)?.ISTIO_META_DNS_AUTO_ALLOCATE)) {
    f.enter('proxyMetadata');
    f.warn('ISTIO_META_DNS_AUTO_ALLOCATE', 'addresses are no longer allocated by the proxies', 'remove it: istiod allocates them, where a namespace or ServiceEntry does not opt out');
    f.leave();
  }
  if (config.controlPlaneAuthPolicy === 'INHERIT') f.error('controlPlaneAuthPolicy', 'there is nothing to inherit from', 'use MUTUAL_TLS or NONE');
  privateKeyRule(fields(config.privateKeyProvider), f);
  connectionRule(fields(config.connectionSettings), f);
}

function drainRule(value: unknown, f: Findings): void {
  const problem = durationProblem(value);
  f.check('drainDuration', problem);
  if (problem === undefined && typeof value === 'string' && nanoseconds(value)! % SECOND !== 0n) f.error('drainDuration', `duration ${value} is finer than a second`, 'use whole seconds');
}

function tracingRule(tracing: Fields | undefined, f: Findings): void {
  if (tracing === undefined) return;
  f.enter('tracing');
  for (const [tracer, problem] of [['zipkin', nodePortProblem], ['datadog', nodePortProblem], ['lightstep', hostPortProblem]] as const) {
    const settings = fields(tracing[tracer]);
    if (settings === undefined) continue;
    f.enter(tracer);
    f.check('address', problem(text(settings.address)));
    if (tracer === 'lightstep' && text(settings.accessToken) === '') f.error('accessToken', 'the access token is missing', 'set the token that Lightstep gave you');
    f.leave();
  }
  clientTlsRule(tracing.tlsSettings, '', f, 'tlsSettings');
  f.leave();
}

function privateKeyRule(provider: Fields | undefined, f: Findings): void {
  if (provider === undefined) return;
  f.enter('privateKeyProvider');
  const kind = ['cryptomb', 'qat'].find((candidate) => isSet(provider[candidate]));
  if (kind === undefined) f.error('', 'no provider is named', 'set cryptomb or qat');
  else {
    const delay = fields(provider[kind])?.pollDelay;
    f.enter(kind);
    if (!isSet(delay)) f.error('pollDelay', 'pollDelay is missing', 'set how long requests are collected, as 10ms');
    else if (nanoseconds(text(delay)) === 0n) f.error('pollDelay', 'pollDelay is zero', 'use a longer delay, as 10ms');
    f.leave();
  }
  f.leave();
}

/** The least value of each count. */
const LEAST = {
  listenerPerConnectionBufferLimitBytes: 0, clusterPerConnectionBufferLimitBytes: 0, httpMaxConcurrentStreams: 1, http2InitialStreamWindowSize: 65535,
  http2InitialConnectionWindowSize: 65535, listenerConnectionLimit: 1, globalDownstreamConnectionLimit: 1,
} as const;
const TIMES = [
  'httpIdleTimeout', 'httpMaxConnectionDuration', 'httpDrainTimeout', 'httpRequestTimeout', 'httpRequestHeadersTimeout', 'httpStreamIdleTimeout', 'httpMaxStreamDuration',
] as const;

function connectionRule(settings: Fields | undefined, f: Findings): void {
  if (settings === undefined) return;
  f.enter('connectionSettings');
  for (const [field, least] of Object.entries(LEAST)) {
    if (isSet(settings[field]) && number(settings[field]) < least) f.error(field, `${field} is ${String(settings[field])}`, `use at least ${least}`);
  }
  for (const field of TIMES) {
    const length = nanoseconds(text(settings[field]));
    if (length !== undefined && length < 0n) f.error(field, `${field} is negative`, 'use a duration such as 60s, or 0s for none');
  }
  f.leave();
}
