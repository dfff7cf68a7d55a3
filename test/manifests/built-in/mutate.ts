import type { Manifest } from '../../../lib/manifests/manifest';
import { type Mutant, othersOf, type Path, removed, replaced } from '../../real/corpus/change';
import { sampleOf } from './samples';
import { below, type Named, resolved, rootOf } from './schema';
import type { Seed } from './seeds';

export type { Mutant } from '../../real/corpus/change';

interface Place { readonly path: Path; readonly value: unknown; readonly at: Named }

const long = (n: number): string => 'a'.repeat(n);

/** Strings at which one rule or another turns its verdict. */
const STRINGS: readonly string[] = [
  '', 'a', 'b', 'A', 'a_b', 'a.b', 'a-', '-a', 'a..b', '.', '..', '../a', 'a/../b', 'a/b', '/a', '/a:b', 'a/b/c', '1', '1a', '0', '-1', '80', '70000', '10%', '0%', '101%', 'x%', '1.5', '100m', '1.0001m', '-1Gi', '1Ki', '1e3', 'a b', 'a=b', 'é', 'a\n', ' a', 'A_B.C-d', '1A',
  long(15), long(16), long(52), long(63), long(64), long(253), long(254), long(317), long(318), `${long(64)}.b`, `a/${long(64)}`, 'a.example', 'a.example.', '*', '*.a.example', 'example.com/a', 'example.com/A', 'Example.com/a', 'kubernetes.io/a', 'requests.cpu', 'cpu', 'memory', 'storage', 'limits.cpu', 'limits.foo', 'hugepages-2Mi',
  '10.0.0.1', '010.0.0.1', '10.0.0.0/8', '10.1.0.0/16', '10.0.0.1/8', '10.0.0.0/33', '127.0.0.1', '0.0.0.0', '169.254.1.1', '224.0.0.1', '::1', 'fe80::1', '2001:db8::1', '2001:DB8::1', '2001:db8::/32', '::ffff:10.0.0.1', 'None', 'none', 'https://a.example', 'http://a.example', 'https://u:p@a.example', 'https://a.example?b=c', 'https://', '//a',
  'metadata.name', 'metadata.labels', "metadata.labels['a']", "metadata.annotations['a b']", 'spec.nodeName', 'status.podIP', 'status.podIPs', 'spec.foo', 'ALL', 'CAP_NET_ADMIN', 'NET_ADMIN', 'True', 'true', 'Always', 'system:a', 'User', 'ServiceAccount', 'Role', 'default', 'kube-system', 'web', '0-2', '2-1', '1,3', '60 * * * *', '* * * *', 'TZ=UTC * * * * *', '@every 1h', 'Nowhere/City', 'Local',
  'net.ipv4.tcp_syncookies', 'kernel.shm_rmid_forced', 'Net.a', 'tolerations(', 'unknown.b', 'rbac.authorization.k8s.io', 'apps/v1', 'v1', 'istio.io/hbone', 'PreferClose', 'PreferSameNode', 'linux', 'windows', '$(A)', 'foregroundDeletion',
];

const NUMBERS: readonly number[] = [-2147483649, -2, -1, 0, 0.5, 1, 2, 3, 5, 10, 80, 100, 101, 256, 300, 420, 511, 512, 599, 600, 601, 1000, 3600, 3601, 30000, 30080, 32768, 65535, 65536, 86400, 86401, 100000, 100001, 2147483647, 2147483648, 4294967296, 4294967297];

const KEYS: readonly string[] = ['', 'a', 'a b', 'a_b', 'A', '-', '.', '..', '..a', 'a/b', 'example.com/a', 'a/b/c', 'kubernetes.io/a', 'requests.cpu', 'limits.memory', 'cpu', 'memory', 'storage', 'pods', 'hugepages-2Mi', 'example.com/gpu', 'foo', 'count/a.b', long(63), long(64), long(253), long(254), 'é'];

/** Every value that may stand in a place, as `[what, value]`. */
function* valuesFor({ value, at, path }: Place): Generator<readonly [string, unknown]> {
  const { schema } = at;
  yield ['removed', removed];
  if (typeof path.at(-1) === 'number') yield ['null', null];
  if (schema['x-kubernetes-int-or-string']) {
    for (const other of [...NUMBERS.slice(0, 14), 65535, 65536, ...STRINGS.slice(0, 34), long(15), long(16), 'http']) if (other !== value) yield [`= ${shortly(other)}`, other];
  } else if (Array.isArray(value)) {
    yield ['emptied', []];
    yield ['an empty member', [{}]];
    yield ['an object', {}];
    yield ['reversed', [...value].reverse()];
    if (value.length > 0) yield ['first member again', [...value, value[0]]];
    const more = sampleOf(schema.items);
    yield ['a member more', [...value, more]];
    yield ['a member more, twice', [...value, more, more]];
  } else if (typeof value === 'object' && value !== null) yield* fieldsFor(value as Record<string, unknown>, at);
  else yield* othersOf(value, { strings: [...STRINGS, ...(schema.enum ?? [])], numbers: NUMBERS, shown: shortly });
}

function* fieldsFor(value: Record<string, unknown>, { schema }: Named): Generator<readonly [string, unknown]> {
  yield ['emptied', {}];
  yield ['an unknown field', { ...value, unknownField: 1 }];
  yield ['a list', []];
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    if (name in value) continue;
    const own = resolved(field).schema;
    const sample = sampleOf(field);
    yield [`plus ${name}`, { ...value, [name]: sample }];
    for (const other of own.enum ?? []) if (other !== sample) yield [`plus ${name} ${JSON.stringify(other)}`, { ...value, [name]: other }];
    if (own.type === 'object') yield [`plus empty ${name}`, { ...value, [name]: {} }];
    if (own.type === 'array') yield [`plus ${name} []`, { ...value, [name]: [] }];
    if (own.type === 'boolean') yield [`plus ${name} false`, { ...value, [name]: false }];
    if (own.type === 'string' && own.enum === undefined) for (const text of ['', 'None', 'A b', '/a', '10.0.0.1', 'a/b']) yield [`plus ${name} ${shortly(text)}`, { ...value, [name]: text }];
    if (own.type === 'integer') for (const number of [-1, 0, 2, 100, 65536]) yield [`plus ${name} ${number}`, { ...value, [name]: number }];
    if (own['x-kubernetes-int-or-string']) for (const other of [-1, 0, '10%', '100m', 'x']) yield [`plus ${name} ${shortly(other)}`, { ...value, [name]: other }];
  }
  if (typeof schema.additionalProperties === 'object') {
    const member = Object.values(value)[0] ?? sampleOf(schema.additionalProperties);
    for (const key of KEYS) if (!(key in value)) yield [`plus key ${shortly(key)}`, { ...value, [key]: member }];
  }
}

function* walk(value: unknown, at: Named, path: Path): Generator<Place> {
  yield { path, value, at };
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) yield* walk(value[i], resolved(below(at, i)), [...path, i]);
  else if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) yield* walk(inner, resolved(below(at, key)), [...path, key]);
}

/** What a name or a label may be is one and the same for all objects, and asked elsewhere. */
const OUTSIDE = new Set(['apiVersion', 'kind', 'metadata', 'status']);

function placesOf(manifest: Manifest): readonly Place[] {
  const root = resolved(rootOf(manifest.kind));
  return [...walk(manifest, root, [])].filter(({ path }) => path.length > 0 && !OUTSIDE.has(path[0] as string));
}

const shortly = (value: unknown): string => (typeof value === 'string' && value.length > 30 ? `"${value.slice(0, 3)}…${value.slice(-3)}" (${value.length})` : JSON.stringify(value));
export const shown = (path: Path): string => path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('').slice(1);

/** Every single change below the top, and every field that the top may have. */
export function* mutantsOf({ name, manifest }: Seed): Generator<Mutant> {
  yield { name, manifest };
  const top = resolved(rootOf(manifest.kind));
  for (const [field, schema] of Object.entries(top.schema.properties ?? {})) {
    if (!OUTSIDE.has(field) && !(field in manifest)) yield { name: `${name}, plus ${field}`, manifest: { ...manifest, [field]: sampleOf(schema) } };
  }
  yield { name: `${name}, an unknown field`, manifest: { ...manifest, unknownField: 1 } };
  for (const place of placesOf(manifest)) for (const [what, value] of valuesFor(place)) yield { name: `${name}, ${shown(place.path)} ${what}`, manifest: replaced(manifest, place.path, value) as Manifest };
}

/** A second, random change. */
export function mutatedAgain({ name, manifest }: Mutant, random: () => number): Mutant {
  const places = placesOf(manifest);
  const place = places[Math.floor(random() * places.length)];
  if (place === undefined) return { name, manifest };
  const changes = [...valuesFor(place)];
  const [what, value] = changes[Math.floor(random() * changes.length)]!;
  return { name: `${name}; ${shown(place.path)} ${what}`, manifest: replaced(manifest, place.path, value) as Manifest };
}
