import type { Diagnostic, Place } from '../diagnostics';
import type { Manifest } from './manifest';
import { validate } from './validate';

/** Which construct wrote it, and where. */
type Where = Pick<Place, 'path' | 'source'>;

const VIOLATION_CODE = { schema: 'MESH1411', cel: 'MESH1412', webhook: 'MESH1413' } as const;

/** One object by itself, and against the names seen so far. `told`: whether warnings are, too. */
export function judge(manifest: Manifest, origin: Where, told: 'all' | 'errors', seen: Seen, found: Diagnostic[]): void {
  const violations = validate(manifest);
  if (violations.length > 0) for (const v of violations) {
    if (v.level === 'warning' && told === 'errors') continue;
    found.push({ code: VIOLATION_CODE[v.source], severity: v.level, message: `${v.path}: ${v.message}`, help: v.help, path: origin.path, source: origin.source, object: refOf(manifest) });
  }
  const names = namesLike(manifest, seen);
  const other = names.get(manifest.metadata.name);
  if (!other) { names.set(manifest.metadata.name, origin); return; }
  found.push({
    code: 'MESH1402', severity: 'error', path: origin.path, source: origin.source, object: refOf(manifest),
    message: `${manifest.kind} '${manifest.metadata.name}' is written twice`, help: manifest.kind === 'Namespace' ? 'only one of the two may write it: the other says createNamespace: false (a control plane, an IstioGateway) or manage: \'label\' (a MeshNamespace)' : 'rename one of the two constructs: names are derived from their ids',
    related: [{ path: other.path, source: other.source, message: 'the other is' }],
  });
}

/** Kind, group and namespace, then names: looked up by words that are there already, because a text for each object is most of the cost. */
export type Seen = Map<string, Map<string, Map<string, Map<string, Where>>>>;
function namesLike({ kind, apiVersion, metadata }: Manifest, seen: Seen): Map<string, Where> {
  const groups = nested(seen, kind);
  let namespaces = groups.get(apiVersion);
  if (!namespaces) {   // all versions of a group are one
    const group = apiVersion.slice(0, apiVersion.indexOf('/') + 1);
    const same = [...groups].find(([version]) => version.startsWith(group) && version.indexOf('/') + 1 === group.length);
    groups.set(apiVersion, (namespaces = same ? same[1] : new Map<string, Map<string, Where>>()));
  }
  return nested(namespaces, metadata.namespace ?? '');
}
function nested<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let inner = map.get(key);
  if (!inner) map.set(key, (inner = new Map()));
  return inner;
}

const refOf = (m: Manifest) => ({ apiVersion: m.apiVersion, kind: m.kind, namespace: m.metadata.namespace, name: m.metadata.name });
