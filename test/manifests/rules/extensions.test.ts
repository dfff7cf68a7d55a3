import { objectsOf, rulesTable } from './table';

describe('Telemetry', () => {
  const make = objectsOf('telemetry.istio.io/v1/Telemetry');
  const filter = (expression: string) => make({ accessLogging: [{ filter: { expression } }] });
  const tag = (one: object) => make({ tracing: [{ customTags: { a: one } }] });
  const override = (one: object) => make({ metrics: [{ overrides: [one] }] });
  rulesTable([
    make({}), filter('has(request.auth.principal) && response.code in [500, 503]'), filter('a.`b-c`'), tag({ literal: { value: 'x' } }), tag({ formatter: { value: '' } }),
    override({ tagOverrides: { a: { value: 'x' }, b: { operation: 'REMOVE' } } }),
  ], [
    [filter('a =='), 'spec.accessLogging[0].filter.expression', /ends too early/],
    [filter('has(a)'), 'spec.accessLogging[0].filter.expression', /asks for a field/],
    [filter('a.all(1, x)'), 'spec.accessLogging[0].filter.expression', /names a variable/],
    [filter('a = b'), 'spec.accessLogging[0].filter.expression', /unexpected/],
    [make({ accessLogging: [{ providers: [{}] }] }), 'spec.accessLogging[0].providers[0]', /no name/],
    [make({ tracing: [{}, {}] }), 'spec.tracing', /one entry/, 'warning'],
    [make({ tracing: [{ randomSamplingPercentage: 101 }] }), 'spec.tracing[0].randomSamplingPercentage', /101/],
    [tag({ literal: {} }), 'spec.tracing[0].customTags.a.literal.value', /no value/],
    [override({ tagOverrides: { a: {} } }), 'spec.metrics[0].overrides[0].tagOverrides.a.value', /missing/],
    [override({ tagOverrides: { a: { operation: 'REMOVE', value: 'x' } } }), 'spec.metrics[0].overrides[0].tagOverrides.a.value', /removed/],
    [override({ match: { customMetric: '' } }), 'spec.metrics[0].overrides[0].match.customMetric', /no name/],
    [make({ metrics: [{ reportingInterval: '5' }] }), 'spec.metrics[0].reportingInterval', /duration/],
  ]);
});

describe('ProxyConfig', () => {
  const make = objectsOf('networking.istio.io/v1beta1/ProxyConfig');
  rulesTable([make({ concurrency: 0 })], [[make({ concurrency: -1 }), 'spec.concurrency', /-1/]]);
});

describe('WasmPlugin and TrafficExtension', () => {
  const make = objectsOf('extensions.istio.io/v1alpha1/WasmPlugin');
  const extension = objectsOf('extensions.istio.io/v1alpha1/TrafficExtension');
  const plugin = (more: object) => make({ url: 'oci://a/b:1', ...more });
  const env = (...all: object[]) => plugin({ vmConfig: { env: all } });
  rulesTable([plugin({}), plugin({ url: 'example.com/a/b:1' }), plugin({ sha256: 'a'.repeat(64) }), env({ name: 'A', value: 'b' }, { name: 'B', valueFrom: 'HOST' }), extension({ lua: { inlineCode: 'x' } }), extension({ wasm: { url: 'https://a/b' } })], [
    [make({}), 'spec.url', /missing/],
    [plugin({ url: 'ftp://a' }), 'spec.url', /"ftp"/],
    [plugin({ url: 'https://a/%zz' }), 'spec.url', /not a URL/],
    [plugin({ sha256: 'A'.repeat(64) }), 'spec.sha256', /SHA-256/],
    [plugin({ pluginName: 'x'.repeat(257) }), 'spec.pluginName', /256/],
    [env({}), 'spec.vmConfig.env[0].name', /no name/],
    [env({ name: 'A' }, { name: 'A' }), 'spec.vmConfig.env[1].name', /twice/],
    [env({ name: 'A', valueFrom: 'HOST', value: 'x' }), 'spec.vmConfig.env[0].value', /host/],
    [plugin({ match: [{ ports: [{ number: 0 }] }] }), 'spec.match[0].ports[0]', /out of range/],
    [extension({}), 'spec', /neither/],
    [extension({ lua: { inlineCode: 'x' }, wasm: { url: 'a' } }), 'spec', /both/],
    [extension({ lua: { inlineCode: 'é'.repeat(32769) } }), 'spec.lua.inlineCode', /65538 bytes/],
  ]);
});
