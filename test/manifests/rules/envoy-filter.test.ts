import { webhookViolations } from '../../../lib/manifests/rules';
import { objectsOf } from './table';

const make = objectsOf('networking.istio.io/v1alpha3/EnvoyFilter');
const patch = (entry: object) => make({ configPatches: [{ applyTo: 'HTTP_FILTER', patch: { operation: 'REMOVE' }, ...entry }] });
const value = (applyTo: string, one: unknown) => make({ configPatches: [{ applyTo, patch: { operation: 'MERGE', value: one } }] });
const listener = (filter: object, applyTo = 'HTTP_FILTER') => patch({ applyTo, match: { listener: { filterChain: { filter } } } });
const manager = 'envoy.filters.network.http_connection_manager';
const lua = { '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua' };
const typed = (typed_config: unknown) => value('HTTP_FILTER', { name: 'a', typed_config });
const at = 'spec.configPatches[0]';

describe('EnvoyFilter', () => {
  it('is warned of, always', () => {
    expect(webhookViolations(make({})).map(({ level, path }) => [level, path])).toEqual([['warning', 'spec']]);
  });

  it.each([
    ['a filter of the connection manager', listener({ name: manager, subFilter: { name: 'envoy.filters.http.router' } })],
    ['a typed filter', typed({ ...lua, default_source_code: { inline_string: 'x' } })],
    ['camel case and numbers in quotes', value('CLUSTER', { connectTimeout: '5s', perConnectionBufferLimitBytes: '5', lb_policy: 'RANDOM' })],
    ['a type with a value', typed({ '@type': 'type.googleapis.com/google.protobuf.Duration', value: '1s' })],
    ['what a waypoint is patched with is not looked at', patch({ match: { context: 'WAYPOINT' }, patch: {} })],
    ['maps, structs and enums by number', value('HTTP_ROUTE', { match: { prefix: '/' }, metadata: { filter_metadata: { a: { b: [1, null] } } }, typed_per_filter_config: { c: lua }, redirect: { response_code: 1 } })],
  ])('accepts %s', (_, manifest) => {
    expect(webhookViolations(manifest).slice(1)).toEqual([]);
  });

  it.each([
    ['applyTo', patch({ applyTo: undefined }), `${at}.applyTo`, /missing/],
    ['patch', patch({ patch: undefined }), `${at}.patch`, /missing/],
    ['operation', patch({ patch: {} }), `${at}.patch`, /operation/],
    ['value', patch({ patch: { operation: 'ADD' } }), `${at}.patch`, /no value/],
    ['match of another class', patch({ match: { cluster: {} } }), `${at}.match.cluster`, /cannot be matched/],
    ['match of another class', patch({ applyTo: 'CLUSTER', match: { listener: {} } }), `${at}.match.listener`, /cannot be matched/],
    ['filter without a name', listener({}), `${at}.match.listener.filterChain.filter.name`, /no name/],
    ['inner filter of another class', listener({ name: manager, subFilter: { name: 'a' } }, 'NETWORK_FILTER'), `${at}.match.listener.filterChain.filter.subFilter`, /NETWORK_FILTER/],
    ['inner filter of another filter', listener({ name: 'a', subFilter: { name: 'a' } }), `${at}.match.listener.filterChain.filter.subFilter`, /no filters inside/],
    ['version', patch({ match: { proxy: { proxyVersion: '(' } } }), `${at}.match.proxy`, /does not compile/],
    ['unknown type', typed({ '@type': 'type.googleapis.com/envoy.extensions.filters.http.luaa.v3.Lua' }), `${at}.patch.value.typed_config["@type"]`, /does not know/],
    ['old type', typed({ '@type': 'type.googleapis.com/envoy.config.filter.http.lua.v2.Lua' }), `${at}.patch.value.typed_config["@type"]`, /does not know/],
    ['type left out', typed({}), `${at}.patch.value.typed_config["@type"]`, /missing/],
    ['duration', value('CLUSTER', { connect_timeout: 5 }), `${at}.patch.value.connect_timeout`, /not a duration/],
    ['number', value('CLUSTER', { per_connection_buffer_limit_bytes: -1 }), `${at}.patch.value.per_connection_buffer_limit_bytes`, /not negative/],
    ['enum', value('CLUSTER', { lb_policy: 'RANDOMM' }), `${at}.patch.value.lb_policy`, /not a value of LbPolicy/],
    ['list', value('LISTENER', { listener_filters: {} }), `${at}.patch.value.listener_filters`, /expected a list/],
    ['item', value('LISTENER', { listener_filters: ['a'] }), `${at}.patch.value.listener_filters[0]`, /ListenerFilter/],
    ['field inside a type', typed({ ...lua, inlineCode: 5 }), `${at}.patch.value.typed_config.inlineCode`, /expected a text/],
  ] as const)('refuses a wrong %s', (_, manifest, path, message) => {
    const errors = webhookViolations(manifest).filter(({ level }) => level === 'error');
    expect(errors.map((one) => one.path)).toEqual([path]);
    expect(errors[0]!.message).toMatch(message);
    expect(errors[0]!.help).toBeTruthy();
  });

  it.each([
    [value('CLUSTER', { conect_timeout: '5s' }), `${at}.patch.value.conect_timeout`, /ignored/, /connect_timeout/],
    [value('HTTP_FILTER', { name: 'envoy.filters.http.lua' }), `${at}.patch.value.typed_config`, /name alone/, /@type/],
    [listener({ name: 'envoy.http_connection_manager' }), `${at}.match.listener.filterChain.filter.name`, /old name/, /envoy\.filters\.network/],
    [listener({ name: manager }, 'LISTENER'), `${at}.match.listener.filterChain.filter`, /no effect/, /remove/],
  ] as const)('warns of %#', (manifest, path, message, help) => {
    const found = webhookViolations(manifest).slice(1);
    expect(found.map((one) => [one.level, one.path])).toEqual([['warning', path]]);
    expect(found[0]!.message).toMatch(message);
    expect(found[0]!.help).toMatch(help);
  });
});
