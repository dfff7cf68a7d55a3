import { type Mutant, othersOf, type Path, removed, replaced } from './change';
import { schemaBelow, specSchemaOf, type Schema } from './schema';
import type { Seed } from './seeds/seed';

export type { Mutant } from './change';

const long = (n: number) => 'a'.repeat(n);

/** Strings at which one rule or another turns its verdict. */
const strings: readonly string[] = [
  '', '*', 'a', 'A', 'a.b', 'a.example.com.', '*.example.com', '*a.example.com', 'a.*.com', 'a*', '*-a.com', 'UPPER.Case', 'a_b', 'a_b.com', '-a', 'a-', 'a..b', '.', '.a', '1', '1.2', 'a.123', '1.2.3.4', '1.2.3.4/16',
  '10.0.0.0/33', '1.2.3', '256.1.1.1', '::1', '[::1]', 'fe80::/10', '::ffff:1.2.3.4', 'fe80::1%eth0', 'unix:///a/b', 'unix://a', 'unix://', 'unix://@a', 'unix:///a/', long(63), long(64), `${long(63)}.${long(63)}.${long(63)}.${long(62)}`,
  `${long(63)}.${long(63)}.${long(63)}.${long(63)}a`, long(253), long(254), long(256), long(257), long(320), long(321), long(1024), long(1025), '1s', '0s', '1ms', '0.5ms', '1ns', '1.0005s', '1.5s', '-1s', '5m', '1h2m', '1d', '10', '99999999999s',
  'http://a', 'https://a/b', 'ftp://a', 'oci://a', '://', 'http://a b', '%', '%%', '%A%', '%A(', 'a/b', './a', '~/a', '*/*', './*', '*/a.com', 'a/', '/a', '/a/{*}', '/{**}', '/{**}/a', '/{*}/{**}', '/a{b}', 'a/b/c', '\u0001', '\t', '\u007f', 'é', '{', '(', '[a', '(?P<n>a)', '(?=a)',
  'a{2,1}', 'a{1001}', '\\', '.*', '5xx', '503', '999', '5xx, 503', '5xx,,503', 'unavailable', '80', '0', '65535', '65536', '-1', '080', 'true', 'null', 'HTTP', 'http', 'TCP', 'SCTP', 'GRPC-Web', 'TLS', 'GET', 'get', 'NOT_FOUND', ':authority', ':path', 'host', 'Host', 'x-a', 'x a',
  '@request.auth.claims.a', '@request.auth.claims[a]', '@request.auth.claims', '.', '~', 'shop', 'outbound_.80_._.a.com', 'outbound_.80_.v1_.*.com', 'outbound_.x_._.a', '.a', 'a.', 'configmap://a', 'configmap://shop/a', 'configmap://b/a', 'us/*', 'us/a/b', 'us//b', 'source.ip', 'request.headers[a]', 'request.headers[]',
];

const numbers: readonly number[] = [-2147483649, -2147483648, -1, -0.5, 0, 0.00005, 0.0001, 0.5, 1, 2, 3, 4, 9, 99, 100, 100.5, 101, 199, 200, 299, 300, 399, 400, 599, 600, 601, 65535, 65536, 5000011, 2147483647, 2147483648, 4294967295, 4294967296];

const keys: readonly string[] = ['', '*', 'a b', 'a_b', '-', 'a.com/b', 'a/b/c', `a/${long(64)}`, `${long(63)}.${long(63)}.${long(63)}.${long(63)}/a`, ':path', ':authority', 'Host', '@request.auth.claims.a', '0', '1', '65536', '-1', 'x', 'é'];

/** A small valid value of a schema; which of several shapes does not matter, the next mutation changes it. */
export function sampleOf(schema: Schema | undefined, depth = 0): unknown {
  if (schema?.enum !== undefined) return schema.enum[schema.enum.length - 1];
  switch (schema?.type) {
    case 'string': return schema.format === 'binary' ? 'aGk=' : 'a';
    case 'integer': case 'number': return Math.max(1, schema.minimum ?? 1);
    case 'boolean': return true;
    case 'array': return depth > 5 ? [] : [sampleOf(schema.items, depth + 1)];
    case 'object': {
      if (schema.additionalProperties !== undefined) return { a: sampleOf(schema.additionalProperties, depth + 1) };
      const required = schema.required ?? [];
      return Object.fromEntries(required.map((name) => [name, sampleOf(schema.properties?.[name], depth + 1)]));
    }
    default: return '1s';
  }
}

/** Every value that may stand in a place, as `[what, value]`. */
function* valuesFor(value: unknown, schema: Schema | undefined): Generator<readonly [string, unknown]> {
  yield ['removed', removed];
  yield ['null', null];
  if (Array.isArray(value)) {
    yield ['emptied', []];
    yield ['a null member', [null]];
    yield ['an empty member', [{}]];
    if (value.length > 0) {
      yield ['first member again', [...value, value[0]]];
      yield ['reversed', [...value].reverse()];
    }
    if (schema?.maxItems !== undefined) {
      const member = value[0] ?? sampleOf(schema.items);
      yield ['too many members', Array.from({ length: schema.maxItems + 1 }, () => member)];
    }
    yield ['a member more', [...value, sampleOf(schema?.items)]];
    yield ['an object', {}];
  } else if (typeof value === 'object' && value !== null) {
    yield ['emptied', {}];
    yield ['an unknown field', { ...value, unknownField: 1 }];
    yield ['a list', []];
    for (const [name, below] of Object.entries(schema?.properties ?? {})) {
      if (name in value) continue;
      yield [`plus ${name}`, { ...value, [name]: sampleOf(below) }];
      for (const other of below.enum ?? []) yield [`plus ${name} ${String(other)}`, { ...value, [name]: other }];
      if (below.type === 'object') yield [`plus empty ${name}`, { ...value, [name]: {} }];
    }
    if (schema?.additionalProperties !== undefined) for (const key of keys) yield [`plus key ${JSON.stringify(key.slice(0, 30))}`, { ...value, [key]: Object.values(value)[0] ?? sampleOf(schema.additionalProperties) }];
  } else {
    const bounds = [schema?.minimum, schema?.maximum].flatMap((bound) => (bound === undefined ? [] : [bound - 1, bound, bound + 1]));
    yield* othersOf(value, { strings: [...strings, ...(schema?.enum as string[] | undefined ?? [])], numbers: [...numbers, ...bounds], shown: (text) => (text.length > 30 ? `${text.length} characters` : JSON.stringify(text)) });
  }
}

function* walk(value: unknown, schema: Schema | undefined, path: Path): Generator<{ readonly path: Path; readonly value: unknown; readonly schema: Schema | undefined }> {
  yield { path, value, schema };
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) yield* walk(value[i], schemaBelow(schema, i), [...path, i]);
  else if (typeof value === 'object' && value !== null) for (const [key, below] of Object.entries(value)) yield* walk(below, schemaBelow(schema, key), [...path, key]);
}

const shown = (path: Path): string => path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key.length > 40 ? `${key.slice(0, 40)}…` : key}`)).join('').slice(1) || 'spec';

/** Every single change of an object's spec. */
export function* mutantsOf(seed: Seed): Generator<Mutant> {
  const { manifest } = seed;
  for (const { path, value, schema } of walk(manifest.spec, specSchemaOf(manifest.kind), [])) {
    for (const [what, other] of valuesFor(value, schema)) {
      if (other === removed && path.length === 0) continue;
      yield { name: `${seed.name}, ${shown(path)} ${what}`, manifest: { ...manifest, spec: replaced(manifest.spec, path, other) } };
    }
  }
}

/** A second, random change; undefined where the place has none. */
export function mutatedAgain(mutant: Mutant, random: () => number): Mutant | undefined {
  const places = [...walk(mutant.manifest.spec, specSchemaOf(mutant.manifest.kind), [])];
  const { path, value, schema } = places[Math.floor(random() * places.length)];
  const changes = [...valuesFor(value, schema)];
  const [what, other] = changes[Math.floor(random() * changes.length)];
  if (other === removed && path.length === 0) return undefined;
  return { name: `${mutant.name}; ${shown(path)} ${what}`, manifest: { ...mutant.manifest, spec: replaced(mutant.manifest.spec, path, other) } };
}
