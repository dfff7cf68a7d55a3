import { seedsOf, type Seed } from './seed';

const selector = { matchLabels: { app: 'web' } };
const gateway = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'g' };
const providers = [{ name: 'otel' }];
const tracing = (more: object) => ({ tracing: [{ providers, ...more }] });
const overrides = (more: object) => ({ metrics: [{ providers, overrides: [more] }] });
const logs = (more: object) => ({ accessLogging: [{ providers, ...more }] });

export const telemetrySeeds: readonly Seed[] = seedsOf('telemetry.istio.io/v1', 'Telemetry', {
  'everything': {
    selector,
    tracing: [{
      match: { mode: 'CLIENT' }, providers, randomSamplingPercentage: 12.5, disableSpanReporting: false, useRequestIdForTraceSampling: true, enableIstioTags: true, disableContextPropagation: false,
      customTags: { a: { literal: { value: 'x' } }, b: { header: { name: 'x-b', defaultValue: 'y' } }, c: { environment: { name: 'C', defaultValue: 'z' } }, d: { formatter: { value: '%PROTOCOL%' } } },
    }],
    metrics: [{
      providers: [{ name: 'prometheus' }], reportingInterval: '5s',
      overrides: [
        { match: { metric: 'REQUEST_COUNT', mode: 'SERVER' }, disabled: false, tagOverrides: { a: { operation: 'UPSERT', value: 'b' }, c: { operation: 'REMOVE' }, d: { value: 'e' } } },
        { match: { customMetric: 'mine', mode: 'CLIENT_AND_SERVER' }, disabled: true },
      ],
    }],
    accessLogging: [{ match: { mode: 'SERVER' }, providers: [{ name: 'envoy' }], disabled: false, filter: { expression: 'response.code >= 400' } }],
  },
  'targets': { targetRefs: [gateway], ...tracing({}) },
  'target': { targetRef: gateway },
  'both': { selector, targetRef: gateway },
  'bad filter': logs({ filter: { expression: 'response.code >=' } }),
  'strange filter': logs({ filter: { expression: 'nonsense(1)' } }),
  'empty filter': logs({ filter: { expression: '' } }),
  'no provider name': { tracing: [{ providers: [{ name: '' }] }], metrics: [{ providers: [{ name: '' }] }], accessLogging: [{ providers: [{ name: '' }] }] },
  'several tracers': { tracing: [{ providers: [...providers, { name: 'zipkin' }] }, { providers }] },
  'sampling': tracing({ randomSamplingPercentage: 101 }),
  'negative sampling': tracing({ randomSamplingPercentage: -0.5 }),
  'empty tags': tracing({ customTags: { a: { literal: { value: '' } }, b: { header: { name: '' } }, c: { environment: { name: '' } }, '': { literal: { value: 'x' } }, d: {} } }),
  'upsert of nothing': overrides({ tagOverrides: { a: { operation: 'UPSERT' } } }),
  'upsert by default of nothing': overrides({ tagOverrides: { a: {} } }),
  'removal of a value': overrides({ tagOverrides: { a: { operation: 'REMOVE', value: 'x' }, '': { value: 'y' } } }),
  'no metric': overrides({ match: { customMetric: '' } }),
  'nothing': {},
  'empty selector': { selector: {} },
});

const sha256 = 'a1'.repeat(32);
const env = [{ name: 'A', value: 'b' }, { name: 'C', valueFrom: 'HOST' }, { name: 'D', valueFrom: 'INLINE', value: 'e' }];
const plugin = (more: object) => ({ selector, url: 'oci://registry.example.com/p:1', ...more });
const envs = (...list: readonly object[]) => plugin({ vmConfig: { env: list } });

export const wasmPluginSeeds: readonly Seed[] = seedsOf('extensions.istio.io/v1alpha1', 'WasmPlugin', {
  'everything': plugin({
    sha256, imagePullPolicy: 'Always', imagePullSecret: 'pull', verificationKey: 'k', pluginConfig: { a: [1, 'b', { c: null }] }, pluginName: 'p', phase: 'AUTHN', priority: 10, failStrategy: 'FAIL_OPEN',
    vmConfig: { env }, match: [{ mode: 'CLIENT', ports: [{ number: 80 }] }, { mode: 'SERVER' }], type: 'HTTP',
  }),
  'no scheme': plugin({ url: 'registry.example.com/p:1' }),
  'file': plugin({ url: 'file:///p.wasm' }), 'https': plugin({ url: 'https://a/p.wasm' }), 'http': plugin({ url: 'http://a/p.wasm' }),
  'bad scheme': plugin({ url: 'ftp://a/p' }),
  'bad address': plugin({ url: 'http://[a' }), 'bad address without scheme': plugin({ url: 'a b%' }), 'bad escape': plugin({ url: 'a/%zz' }), 'bad escape in https': plugin({ url: 'https://a/#%zz' }), 'no address': plugin({ url: '' }), 'bad fragment': plugin({ url: 'a#%zz' }),
  'short sum': plugin({ sha256: 'a' }), 'odd sum': plugin({ sha256: 'G'.repeat(64) }),
  'long names': plugin({ pluginName: 'a'.repeat(257), imagePullSecret: 'b'.repeat(254) }), 'names at the limit': plugin({ pluginName: 'a'.repeat(256), imagePullSecret: 'b'.repeat(253) }),
  'no environment name': envs({ name: '', value: 'a' }), 'long environment name': envs({ name: 'a'.repeat(257) }), 'same environment name': envs({ name: 'a' }, { name: 'a' }), 'value of the host': envs({ name: 'a', valueFrom: 'HOST', value: 'b' }),
  'ports': plugin({ match: [{ ports: [{ number: 0 }] }] }), 'high ports': plugin({ match: [{ ports: [{ number: 65536 }] }] }), 'no port': plugin({ match: [{ ports: [{}] }] }),
  'target': { url: 'oci://a/b', targetRef: gateway }, 'targets': { url: 'oci://a/b', targetRefs: [gateway] }, 'both': { url: 'oci://a/b', selector, targetRefs: [gateway] },
});

export const trafficExtensionSeeds: readonly Seed[] = seedsOf('extensions.istio.io/v1alpha1', 'TrafficExtension', {
  'Wasm': { selector, phase: 'STATS', priority: 1, match: [{ mode: 'SERVER', ports: [{ number: 80 }] }], wasm: { url: 'oci://a/b', sha256, imagePullPolicy: 'IfNotPresent', imagePullSecret: 'x', verificationKey: 'k', pluginConfig: { a: 1 }, pluginName: 'p', vmConfig: { env }, failStrategy: 'FAIL_CLOSE', type: 'NETWORK' } },
  'Lua': { targetRefs: [gateway], lua: { inlineCode: 'function envoy_on_request(h) end' } },
  'both': { lua: { inlineCode: 'x' }, wasm: { url: 'oci://a/b' } },
  'none': { selector },
  'empty Lua': { lua: { inlineCode: '' } }, 'long Lua': { lua: { inlineCode: 'x'.repeat(65537) } }, 'Lua at the limit': { lua: { inlineCode: 'x'.repeat(65536) } }, 'Lua of two bytes': { lua: { inlineCode: 'é'.repeat(40000) } },
  'Wasm mistakes': { wasm: { url: '', sha256: 'x', pluginName: 'a'.repeat(257), imagePullSecret: 'a'.repeat(254), vmConfig: { env: [{ name: '' }] } } },
  'Wasm sum': { wasm: { url: 'ftp://x', sha256: 'X'.repeat(64) } },
  'ports': { lua: { inlineCode: 'x' }, match: [{ ports: [{ number: 0 }] }] }, 'high ports': { lua: { inlineCode: 'x' }, match: [{ ports: [{ number: 70000 }] }] },
  'both targets': { selector, targetRefs: [gateway], lua: { inlineCode: 'x' } },
});
