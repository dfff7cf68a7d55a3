import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExtensionProvider, MeshConfig, MeshNetworks, ProxyConfig } from '../../../lib/control-plane/istio/generated/mesh-config';
import { meshConfigViolations, meshNetworksViolations, proxyConfigViolations } from '../../../lib/control-plane/istio/mesh-config/validate';
import type { IstioMeshConfig } from '../../../lib/targets/istio/facts';
import { meshConfigCases } from '../../real/mesh-config/cases';
import { caseDigest, ourVerdict, ourViolations, recordedVerdicts } from '../../real/mesh-config/verdicts';

const said = (value: unknown): string[] => meshConfigViolations(value).map(({ path, message, help }) => `${path}: ${message}${help === undefined ? '' : ` (${help})`}`);

test('the verdicts of Istio\'s own code, on every configuration that is written by hand', () => {
  const { sha256, verdicts } = recordedVerdicts();
  expect(caseDigest()).toBe(sha256);
  expect(verdicts).toHaveLength(meshConfigCases.length);
  const wrong = meshConfigCases.flatMap((one, i) => (verdicts[i] === 'm' || verdicts[i] === ourVerdict(ourViolations(one)) ? [] : [{ name: one.name, istio: verdicts[i], ours: ourViolations(one) }]));
  expect(wrong).toEqual([]);
  // What we mean to refuse although Istio takes it is refused.
  expect(meshConfigCases.filter((one, i) => verdicts[i] === 'm' && ourVerdict(ourViolations(one)) !== 'x')).toEqual([]);
});

test('a finding has a path, one line, and says what to do', () => {
  for (const { path, message, help } of meshConfigCases.flatMap(ourViolations)) {
    expect(path).toMatch(/^(?:$|[a-zA-Z])/);
    expect(message).toMatch(/^[^\n]+[^.\n]$/);
    expect(help).not.toBe('');
  }
});

test('fields and values that Istio would drop in silence', () => {
  expect(said({ acessLogFile: '/dev/stdout' })).toEqual(['acessLogFile: unknown field "acessLogFile" (did you mean "accessLogFile"?)']);
  expect(said({ connect_timeout: '1s' })).toEqual(['connect_timeout: unknown field "connect_timeout" (did you mean "connectTimeout"?)']);
  expect(said({ outboundTrafficPolicy: { mode: 'REGISTRY' } })[0]).toMatch(/^outboundTrafficPolicy.mode: "REGISTRY" is not a known value/);
  expect(said({ connectTimeout: '10' })).toEqual(['connectTimeout: "10" is not a duration (write a number and a unit, as 500ms, 2.5s, 1m or 1h30m)']);
  expect(said({ defaultConfig: { concurrency: '2' } })).toEqual(['defaultConfig.concurrency: expected a whole number, found "2" (write 2 without quotes)']);
  expect(said(null)).toEqual([': expected an object, found nothing (null)']);
});

test('providers', () => {
  expect(said({ extensionProviders: [{ name: 'a' }] })[0]).toMatch(/^extensionProviders\[0\]: the provider does not say what it is \(set one of envoyExtAuthzHttp, /);
  expect(said({ extensionProviders: [{ name: 'a', zipkin: { service: 'zipkin.tools.svc.cluster.local' } }] })).toEqual(['extensionProviders[0].zipkin.port: port is required']);
  expect(said({ extensionProviders: [{ name: 'a', opentelemetry: { service: 'a', port: 4317 } }], defaultProviders: { tracing: ['b'] } })).toEqual([
    'defaultProviders.tracing[0]: no provider is called "b" (declare it in extensionProviders, or name one of prometheus, stackdriver, envoy, a)',
  ]);
});

test('nothing is changed, and nothing is thrown, whatever is given', () => {
  const odd = [undefined, null, 1, 'text', [], [[]], { extensionProviders: [null, 1, { name: null }] }, { defaultConfig: { tracing: 1 } }, { localityLbSetting: { distribute: [null] } }, { serviceSettings: [null, { hosts: [1] }] }];
  for (const value of odd) for (const judge of [meshConfigViolations, proxyConfigViolations, meshNetworksViolations]) expect(Array.isArray(judge(value))).toBe(true);
  const config = Object.freeze({ connectTimeout: '0s' });
  expect(meshConfigViolations(config)).toHaveLength(1);
});

test('types: what is written in the language of the type is taken', () => {
  const proxy: ProxyConfig = { concurrency: 2, drainDuration: '45s', tracing: { zipkin: { address: 'zipkin.istio-system:9411' } }, gatewayTopology: { numTrustedProxies: 1 } };
  const providers: readonly ExtensionProvider[] = [{ name: 'authz', envoyExtAuthzGrpc: { service: 'authz.tools.svc.cluster.local', port: 9000, failOpen: false } }, { name: 'otel', opentelemetry: { service: 'otel.tools.svc.cluster.local', port: 4317 } }];
  const config: MeshConfig = { accessLogEncoding: 'JSON', outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' }, defaultConfig: proxy, extensionProviders: providers, enableAutoMtls: true, connectTimeout: '10s', meshMTLS: { minProtocolVersion: 'TLSV1_3' } };
  const networks: MeshNetworks = { networks: { n1: { endpoints: [{ fromRegistry: 'Kubernetes' }], gateways: [{ address: '192.0.2.1', port: 15443 }] } } };
  const facts: IstioMeshConfig = config;
  expect(facts).toBe(config);
  expect([...meshConfigViolations(config), ...meshNetworksViolations(networks)]).toEqual([]);
  const wrong: MeshConfig[] = [
    // @ts-expect-error one of the known modes
    { outboundTrafficPolicy: { mode: 'REGISTRY' } },
    // @ts-expect-error a port is needed
    { extensionProviders: [{ name: 'a', zipkin: { service: 'zipkin' } }] },
    // @ts-expect-error a provider is one thing
    { extensionProviders: [{ name: 'a', prometheus: {}, stackdriver: {} }] },
    // @ts-expect-error no such field
    { acessLogFile: '/dev/stdout' },
  ];
  for (const value of wrong) expect(ourVerdict(meshConfigViolations(value))).toBe('x');
});

test('the table is read only when a configuration is judged', () => {
  const source = readFileSync(join(__dirname, '../../../lib/control-plane/istio/mesh-config/validate.ts'), 'utf8');
  expect(source).not.toMatch(/^import \{.*generated/m);
});
