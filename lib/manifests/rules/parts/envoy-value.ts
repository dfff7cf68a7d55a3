import type { Findings } from '../findings';
import { fields, text } from '../fields';
import { didYouMean } from '../../schema/did-you-mean';
import { durationSyntaxProblem } from '../syntax/duration';
import { envoyEnumOf, envoyMessage, envoyMessageNames, envoyMessageOf, type EnvoyField, type EnvoyMessage } from '../syntax/envoy-messages';

const TYPE_URL = 'type.googleapis.com/';
const DEEPEST = 500;
/** The part of Envoy's configuration that each class of patches changes. */
const ROOTS: Readonly<Record<string, string>> = {
  CLUSTER: 'envoy.config.cluster.v3.Cluster',
  LISTENER: 'envoy.config.listener.v3.Listener',
  FILTER_CHAIN: 'envoy.config.listener.v3.FilterChain',
  LISTENER_FILTER: 'envoy.config.listener.v3.ListenerFilter',
  NETWORK_FILTER: 'envoy.config.listener.v3.Filter',
  HTTP_FILTER: 'envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter',
  ROUTE_CONFIGURATION: 'envoy.config.route.v3.RouteConfiguration',
  VIRTUAL_HOST: 'envoy.config.route.v3.VirtualHost',
  HTTP_ROUTE: 'envoy.config.route.v3.Route',
  EXTENSION_CONFIG: 'envoy.config.core.v3.TypedExtensionConfig',
  BOOTSTRAP: 'envoy.config.bootstrap.v3.Bootstrap',
};
/** Messages that are written as a plain value inside a field, and under `value` where their type is named. */
const PLAIN: Readonly<Record<string, string>> = {
  Duration: 'D', Timestamp: 'T', Any: 'A', Struct: 'S', Value: 'V', ListValue: 'L', BoolValue: 'b', BytesValue: 'y', StringValue: '',
  Empty: 'E', Int32Value: 'i', UInt32Value: 'u', Int64Value: 'l', UInt64Value: 'U', FloatValue: 'f', DoubleValue: 'd',
};
const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  i: [-(1n << 31n), (1n << 31n) - 1n], u: [0n, (1n << 32n) - 1n], l: [-(1n << 63n), (1n << 63n) - 1n], U: [0n, (1n << 64n) - 1n],
};

/** The value of a patch, read as Envoy's configuration: what cannot be read is refused, fields that are unknown are ignored. */
export function envoyValueRule(applyTo: string, value: unknown, f: Findings): void {
  const root = envoyMessage(ROOTS[applyTo] ?? '');
  if (root === undefined) return;
  if (fields(value) === undefined) {
    f.error('', 'the value is not an object', 'write a part of Envoy\'s configuration');
    return;
  }
  messageRule(root, value, f, 0);
  namedOnlyRule(root, value, f);
}

/** `typed`: the object is held by an Any and so names its type. */
function messageRule(message: EnvoyMessage, value: unknown, f: Findings, depth: number, typed = false): void {
  if (value === null || depth > DEEPEST) return;
  const object = fields(value);
  if (object === undefined) {
    f.error('', `expected an object (${message.name}), found ${describe(value)}`, 'write its fields');
    return;
  }
  for (const key in object) {
    const field = message.fields.get(key);
    if (object[key] === undefined || (key === '@type' && typed)) continue;
    if (field === undefined) {
      f.warn(key, `${message.name} has no field ${key}, it is ignored`, didYouMean(key, [...message.fields.values()].map(({ name }) => name)) ?? 'remove it, or look it up in the reference of Envoy\'s v3 API');
    } else if (object[key] !== null && (key === field.json || !Object.hasOwn(object, field.json))) {
      f.enter(key);
      fieldRule(field, object[key], f, depth + 1);
      f.leave();
    }
  }
}

function fieldRule(field: EnvoyField, value: unknown, f: Findings, depth: number): void {
  if (field.many === 'list') {
    if (!Array.isArray(value)) f.error('', `expected a list, found ${describe(value)}`, 'write a list, also for a single item');
    for (let i = 0; Array.isArray(value) && i < value.length; i++) {
      f.enter('', i);
      valueRule(field.type, value[i], f, depth);
      f.leave();
    }
  } else if (field.many === 'map') {
    const object = fields(value);
    if (object === undefined) f.error('', `expected an object, found ${describe(value)}`, 'write keys and values');
    for (const key in object) {
      f.enter(key);
      if (field.key !== '') valueRule(field.key, field.key === 'b' ? key === 'true' || (key === 'false' ? false : key) : key, f, depth);
      valueRule(field.type, object[key], f, depth);
      f.leave();
    }
  } else {
    valueRule(field.type, value, f, depth);
  }
}

function valueRule(type: string, value: unknown, f: Findings, depth: number): void {
  if (value === null) return;
  const kind = type[0] ?? '';
  if (kind === 'm') messageRule(envoyMessageOf(type), value, f, depth);
  else if (kind === 'A') anyRule(value, f, depth);
  else if (kind === 'e') enumRule(type, value, f);
  else if (kind === 'D') f.check('', durationSyntaxProblem(value));
  else {
    const [wanted, help] = SCALARS[kind]!;
    if (!isScalar(kind, value)) f.error('', `expected ${wanted}, found ${describe(value)}`, help);
  }
}

const WHOLE = 'write a whole number without quotes, fraction and exponent';
const SCALARS: Readonly<Record<string, readonly [wanted: string, help: string]>> = {
  '': ['a text', 'put it in quotes'], b: ['true or false', 'write it without quotes'],
  i: ['a whole number of 32 bits', WHOLE], u: ['a whole number of 32 bits that is not negative', WHOLE], l: ['a whole number of 64 bits', WHOLE], U: ['a whole number of 64 bits that is not negative', WHOLE],
  f: ['a number', 'write it without quotes'], d: ['a number', 'write it without quotes'], y: ['bytes in base64', 'encode them; many messages have an inline_string beside inline_bytes'],
  E: ['an object', 'write {}'], T: ['a point in time', 'write it as 2026-01-31T12:00:00Z'], S: ['an object', 'write keys and values'], L: ['a list', 'write a list'], V: ['a value', 'write any value'],
};

function isScalar(kind: string, value: unknown): boolean {
  switch (kind) {
    case '': return typeof value === 'string';
    case 'b': return typeof value === 'boolean';
    case 'i': case 'u': case 'l': case 'U': return isWhole(value, RANGES[kind]!);
    case 'f': case 'd': return isNumber(value, kind === 'f' ? 3.4028235677973366e38 : Number.MAX_VALUE);
    case 'y': return Array.isArray(value) || (typeof value === 'string' && isBase64(value.replace(/[\r\n]/g, '')));
    case 'T': return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d?:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value.replace(',', '.')));
    case 'E': case 'S': return fields(value) !== undefined;
    case 'L': return Array.isArray(value);
    default: return true;
  }
}

/** Numbers may stand in quotes, which Istio takes off without looking inside. */
function unquoted(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
  return typeof value === 'string' ? value.trim() : undefined;
}

function isWhole(value: unknown, [least, most]: readonly [bigint, bigint]): boolean {
  const digits = unquoted(value);
  if (digits === 'null') return true;
  if (digits === undefined || !/^-?(0|[1-9][0-9]*)$/.test(digits) || (least === 0n && digits.startsWith('-'))) return false;
  return BigInt(digits) >= least && BigInt(digits) <= most;
}

function isNumber(value: unknown, most: number): boolean {
  const digits = unquoted(value);
  if (digits === undefined) return false;
  if (digits === 'null' || (typeof value === 'string' && /^(?:NaN|-?Infinity)$/.test(value))) return true;
  return /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/.test(digits) && Math.abs(Number(digits)) <= most;
}

function isBase64(value: string): boolean {
  return value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
}

function enumRule(type: string, value: unknown, f: Findings): void {
  if (typeof value === 'number' && isWhole(value, RANGES.i!)) return;
  const { name, values } = envoyEnumOf(type);
  if (values.includes(text(value)) && typeof value === 'string') return;
  f.error('', `${describe(value)} is not a value of ${name}`, didYouMean(text(value), values) ?? `use one of ${values.slice(0, 12).join(', ')}`);
}

/** A message whose type stands beside its fields. */
function anyRule(value: unknown, f: Findings, depth: number): void {
  const object = fields(value);
  if (object === undefined) {
    f.error('', `expected an object, found ${describe(value)}`, 'write "@type" and the fields of that type');
    return;
  }
  const url = object['@type'];
  const name = text(url).slice(text(url).lastIndexOf('/') + 1);
  const plain = name.startsWith('google.protobuf.') ? PLAIN[name.slice(16)] : undefined;
  const message = envoyMessage(name);
  if (url === undefined) {
    f.error('@type', 'the type is missing', `write "@type": ${TYPE_URL}envoy.extensions.…`);
  } else if (plain !== undefined) {
    if (!('value' in object)) f.error('value', 'the value is missing', `write value: … beside the type ${name}`);
    f.enter('value');
    valueRule(plain, object.value ?? null, f, depth + 1);
    f.leave();
  } else if (message === undefined) {
    const old = /^envoy\..*\.v[12](alpha[0-9]*)?\./.test(name) ? 'use the type of the v3 API: this one is gone' : undefined;
    f.error('@type', `${JSON.stringify(url)} is a type that Istio does not know`, old ?? nearest(name) ?? `write ${TYPE_URL} and the full name of a message of the v3 API`);
  } else {
    messageRule(message, object, f, depth + 1, true);
  }
}

/** The type with the same last word, or one that differs by a typing mistake. */
function nearest(name: string): string | undefined {
  if (!name.includes('.')) return undefined;
  const last = name.slice(name.lastIndexOf('.'));
  const same = envoyMessageNames().find((other) => other.endsWith(last));
  return same === undefined ? didYouMean(name, envoyMessageNames()) : `did you mean ${same}?`;
}

/** Extensions that are named without being configured: Envoy looks them up by their type only. */
function namedOnlyRule(message: EnvoyMessage, value: unknown, f: Findings): void {
  const object = fields(value);
  if (object === undefined) return;
  const has = (name: string, json: string): boolean => (object[name] ?? object[json] ?? null) !== null;
  if (message.fields.has('typed_config') && !has('typed_config', 'typedConfig') && !has('config_discovery', 'configDiscovery')) {
    f.warn('typed_config', `${text(object.name) || message.name} is configured by its name alone`, 'set typed_config with its @type');
  }
  for (const key in object) {
    const field = message.fields.get(key);
    if (field === undefined || field.many !== 'one' || field.type[0] !== 'm' || fields(object[key]) === undefined) continue;
    f.enter(key);
    namedOnlyRule(envoyMessageOf(field.type), object[key], f);
    f.leave();
  }
}

/** A value for a sentence, cut short. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return (JSON.stringify(value) ?? 'nothing').slice(0, 60);
}
