import type { Manifest } from '../../../lib/manifests/manifest';
import type { Mutant } from './mutate';
import { seeds } from './seeds';

const long = (n: number): string => 'a'.repeat(n);
const NAMES = ['', 'a', 'A', 'a_b', 'a.b', 'a-', '-a', '.a', 'a.', 'a..b', 'a/b', 'a%', '.', '..', '1', '1a', 'a b', 'é', 'system:a', 'a:b', long(52), long(53), long(63), long(64), long(253), long(254), `a.${long(63)}`, `a.${long(64)}`, 'true', 'a\n'];
const KEYS = ['', 'a', 'A', 'a b', 'a/b', 'a/b/c', '/a', 'a/', 'A/b', 'a.example/b', long(63), long(64), `${long(253)}/a`, `${long(254)}/a`, 'kubernetes.io/a', 'é', '-a', 'a-'];
const owner = { apiVersion: 'v1', kind: 'A', name: 'a', uid: 'u' };

/** What may stand in metadata, right and wrong. */
const METADATA: readonly Readonly<Record<string, unknown>>[] = [
  ...NAMES.map((name) => ({ name })), ...NAMES.map((a) => ({ labels: { a } })), ...KEYS.map((key) => ({ labels: { [key]: 'a' } })), ...KEYS.map((key) => ({ annotations: { [key]: 'a' } })),
  ...['A', 'a-', 'a--', 'a', 'a.', '-'].map((generateName) => ({ name: undefined, generateName })), { generateName: 'a-' }, { name: undefined },
  { unknown: 1 }, { labels: { a: 1 } }, { labels: [] }, { labels: {} }, { annotations: { a: 1 } }, { annotations: { a: long(262_145) } },
  { finalizers: ['a'] }, { finalizers: ['a b'] }, { finalizers: ['a.example/b'] }, { ownerReferences: [{}] }, { ownerReferences: [owner] }, { ownerReferences: [{ ...owner, uid: '' }] },
  { creationTimestamp: null }, { creationTimestamp: 'x' }, { creationTimestamp: '2030-01-31T12:00:00Z' }, { uid: 1 }, { uid: 'a' }, { generation: 'a' }, { generation: 1 }, { managedFields: [] }, { selfLink: 'a' }, { deletionGracePeriodSeconds: 1 },
];

/** Of each kind an object with each of them. */
export function envelopes(): ReadonlyMap<string, readonly Mutant[]> {
  const first = new Map<string, Manifest>();
  for (const { manifest } of seeds) if (!first.has(manifest.kind)) first.set(manifest.kind, manifest);
  return new Map([...first].map(([kind, manifest]) => [`${kind}, metadata`, [{ name: kind, manifest }, ...METADATA.map((metadata): Mutant => ({ name: `${kind}, metadata ${JSON.stringify(metadata).slice(0, 80)}`, manifest: { ...manifest, metadata: { ...manifest.metadata, ...metadata } } as Manifest }))]]));
}
