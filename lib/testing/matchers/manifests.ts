import type { Manifest } from '../../manifests/manifest';
import { differencesOf } from '../partial';
import { manifests, type MeshSubject } from '../subject';
import type { Result } from '../verdict';

/** An object of a kind that has these fields; the nearest one is shown if there is none. */
export function toHaveManifest(received: unknown, kind: string, partial: object = {}): Result {
  const all = manifests(received as MeshSubject), ofKind = all.filter((m) => m.kind === kind || `${m.apiVersion}/${m.kind}` === kind);
  let nearest: { readonly manifest: Manifest; readonly missing: readonly string[]; readonly far: number } | undefined;
  for (const manifest of ofKind) {
    const { lines, far } = differencesOf(partial, manifest);
    if (!nearest || far < nearest.far) nearest = { manifest, missing: lines, far };
    if (far === 0) break;
  }
  return {
    pass: nearest?.far === 0,
    message: () => {
      if (!nearest) return `expected a ${kind}, but there is none\n  there are ${kindsOf(all)}`;
      if (nearest.far === 0) return `expected no such ${kind}, but ${nameOf(nearest.manifest)} is one`;
      return [`expected a ${kind} with these fields, but none of ${ofKind.length} has them; the nearest is ${nameOf(nearest.manifest)}`, ...nearest.missing.map((line) => `  ${line}`)].join('\n');
    },
  };
}
const nameOf = (m: Manifest): string => `${m.metadata.namespace ? `${m.metadata.namespace}/` : ''}${m.metadata.name}`;
function kindsOf(all: readonly Manifest[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of all) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts.size === 0 ? 'no objects at all' : [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, n]) => `${n} ${kind}`).join(', ');
}

/** All objects of a mesh as one YAML text, as they are written. */
export function manifestsOf(subject: MeshSubject): string {
  const { stringify } = require('../../manifests/yaml') as typeof import('../../manifests/yaml');
  return manifests(subject).map((m) => stringify(m)).join('---\n');
}

/** What a framework with snapshots tells its matchers. */
interface SnapshotContext {
  readonly snapshotState?: { match(options: object): { readonly pass: boolean; readonly expected?: string; readonly actual: string; readonly count: number } };
  readonly currentTestName?: string;
  readonly currentConcurrentTestName?: () => string | undefined;
  readonly currentTestIdentity?: () => unknown;
  readonly isNot?: boolean;
  dontThrow?(): void;
  readonly utils?: { diff(a: unknown, b: unknown): string | null };
  readonly error?: Error;
}
/** The same objects as in the snapshot, as readable YAML. */
export function toMatchManifests(this: SnapshotContext, received: unknown, hint?: string): Result {
  const { snapshotState: state } = this;
  if (this.isNot) throw new Error('toMatchManifests has no opposite: a snapshot is what is expected');
  if (!state || typeof state.match !== 'function') throw new Error('snapshots are not kept here: write expect(manifestsOf(mesh)).toMatchSnapshot()');
  this.dontThrow?.();
  const test = this.currentConcurrentTestName?.() ?? this.currentTestName ?? '';
  const { pass, expected, actual } = state.match({ testName: hint === undefined ? test : `${test}: ${hint}`, testIdentity: this.currentTestIdentity?.(), received: manifestsOf(received as MeshSubject), isInline: false, error: this.error });
  return { pass, message: () => `the manifests are not those of the snapshot\n\n${this.utils?.diff(expected ?? '', actual) ?? actual}` };
}
