import type { IstioFacts } from '../../../lib/targets/istio';
import { telemetry } from '../../../lib/targets/istio/telemetry';
import { gateway, listener, namespace, policy, workload, world, written, type World } from './security-model';

const otel: IstioFacts = { meshConfig: { extensionProviders: [{ name: 'otel', opentelemetry: { service: 'otel.obs.svc.cluster.local', port: 4317 } }] } };
const said = (w: World) => written(telemetry, w).map((m) => [`${m.metadata.namespace}/${m.metadata.name}`, m.spec]);
const web = { workloads: [workload('web')] };
const effective = (id: string, value: unknown): World['effective'] => ({ [id]: { TelemetryPolicy: value } });
const envoy = { providers: [{ name: 'envoy' }] };
const selector = { matchLabels: { app: 'web' } };
const audit = (at: string) => ({ [at]: [policy('AccessPolicy', 'try', { allow: [], require: [], deny: [], audit: true })] });

test('silent where nobody says anything', () => expect(said(web)).toEqual([]));
test('sections of the namespace, and those of a workload that differ from them', () => {
  const tracing = { samplingPercent: 5, provider: 'otel', tags: { b: '2', a: '1' } };
  const w: World = { ...web, facts: otel, effective: { ...effective('shop/ns', { accessLog: true, tracing }), ...effective('shop/web', { accessLog: { onlyErrors: true }, tracing, metrics: { drop: ['istio_request_bytes', 'REQUEST_COUNT', 'mine'] } }) } };
  expect(said(w)).toEqual([
    ['shop/default', { accessLogging: [envoy], tracing: [{ customTags: { a: { literal: { value: '1' } }, b: { literal: { value: '2' } } }, disableSpanReporting: false, providers: [{ name: 'otel' }], randomSamplingPercentage: 5 }] }],
    ['shop/web', {
      accessLogging: [{ filter: { expression: "response.code >= 400 || (request.headers['content-type'].startsWith('application/grpc') && response.grpc_status > 0)" }, ...envoy }],
      metrics: [{ overrides: [{ disabled: true, match: { metric: 'REQUEST_COUNT' } }, { disabled: true, match: { metric: 'REQUEST_SIZE' } }, { disabled: true, match: { customMetric: 'mine' } }], providers: [{ name: 'prometheus' }] }],
      selector,
    }],
  ]);
  expect(said({ ...w, effective: { ...effective('shop/ns', { accessLog: true }), ...effective('shop/web', { accessLog: true }) } })).toHaveLength(1);
});
test('a metric that is dropped around and not here is switched on again', () => {
  const w: World = { ...web, effective: { ...effective('shop/ns', { metrics: { drop: ['REQUEST_COUNT'] } }), ...effective('shop/web', { metrics: { drop: ['REQUEST_SIZE'] } }) } };
  expect(said(w)[1][1]).toMatchObject({ metrics: [{ overrides: [{ disabled: false, match: { metric: 'REQUEST_COUNT' } }, { disabled: true, match: { metric: 'REQUEST_SIZE' } }] }] });
});
test('switched off: what holds around is taken back, nothing else is said', () => {
  expect(said({ ...web, effective: { ...effective('shop/ns', { accessLog: true, metrics: { drop: ['REQUEST_COUNT'] } }), ...effective('shop/web', 'off') } })[1]).toEqual(['shop/web', {
    accessLogging: [{ disabled: true, ...envoy }], metrics: [{ overrides: [{ disabled: false, match: { metric: 'REQUEST_COUNT' } }], providers: [{ name: 'prometheus' }] }], selector,
  }]);
  expect(said({ ...web, effective: effective('shop/web', 'off') })).toEqual([]);
});
test('the whole mesh, where it is the cluster\'s', () => {
  const w: World = { mesh: { ownsCluster: true }, effective: { ...effective('shop', { accessLog: false }), ...effective('shop/ns', { accessLog: false }) } };
  expect(said(w)).toEqual([['istio-system/default', { accessLogging: [{ disabled: true, ...envoy }] }]]);
});
const http = "metadata.filter_metadata['envoy.filters.http.rbac']", tcp = "metadata.filter_metadata['envoy.filters.network.rbac']";
const deny = ['istio_dry_run_deny_shadow_engine_result'], both = ['istio_dry_run_allow_shadow_engine_result', ...deny];
const heard = (results: string[]): string => [http, tcp].flatMap((m) => results.map((r) => `${m}['${r}'] == 'denied'`)).join(' || ');
test('a rehearsal is heard, for the mesh or for one policy', () => {
  expect(said({ ...web, mesh: { access: 'AUDIT' } })).toEqual([['shop/default', { accessLogging: [{ filter: { expression: heard(both) }, ...envoy }] }]]);
  expect(said({ ...web, policies: audit('shop/web') })).toEqual([['shop/web', { accessLogging: [{ filter: { expression: heard(deny) }, ...envoy }], selector }]]);
  const edge = gateway('edge', [listener('http', 80)]);
  expect(said({ gateways: [edge], namespaces: [namespace({ manage: 'policies' })], mesh: { access: 'AUDIT' } }).map(([name]) => name)).toEqual(['shop/edge']);
  expect(said({ gateways: [edge], policies: audit('shop/edge') }).map(([name]) => name)).toEqual(['shop/edge']);
});
test('a rehearsal takes no lines away, and adds its own to those that are asked for', () => {
  const rehearsed = (accessLog: unknown, facts?: IstioFacts) => said({ mesh: { access: 'AUDIT' }, facts, effective: effective('shop/ns', { accessLog }) })[0]?.[1];
  expect(rehearsed(undefined, { meshConfig: { accessLogFile: '/dev/stdout' } })).toBeUndefined();
  expect(rehearsed(undefined, { meshConfig: { defaultProviders: { accessLogging: ['als'] } } })).toBeUndefined();
  expect(rehearsed(true)).toEqual({ accessLogging: [envoy] });
  expect(rehearsed(false)).toEqual({ accessLogging: [{ filter: { expression: heard(both) }, ...envoy }] });
  expect(JSON.stringify(rehearsed({ onlyErrors: true }, { meshConfig: { defaultProviders: { accessLogging: ['als'] } } }))).toContain('response.code >= 400');
});
test('traces need a tracer', () => {
  const messages = (tracing: object, facts?: IstioFacts) => { const { context, mesh } = world({ ...web, facts, effective: effective('shop/web', { tracing: { samplingPercent: 1, tags: {}, ...tracing } }) }); return telemetry.check!(context, mesh).map((d) => [d.message, d.help]); };
  expect(messages({ provider: 'otel' }, otel)).toEqual([]);
  expect(messages({}, { meshConfig: { defaultProviders: { tracing: ['otel'] } } })).toEqual([]);
  expect(messages({ provider: 'zip' }, otel)).toEqual([["the mesh config has no tracer 'zip'", "name one of its tracers: tracing: { provider: 'otel' }"]]);
  expect(messages({})[0][0]).toBe('traces are sampled, but nobody is named to send them to');
});
