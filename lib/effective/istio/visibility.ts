import { texts } from './fields';

/** Namespaces that something is exported to: `*`, names, `~` (nobody). `.` is written out as the namespace. */
export function exportsOf(exportTo: unknown, defaults: readonly string[] | undefined, namespace: string): ReadonlySet<string> {
  const said = texts(exportTo);
  return new Set((said.length > 0 ? said : defaults ?? ['*']).map((e) => (e === '.' ? namespace : e)));
}

/**
 * How a VirtualService or DestinationRule of a namespace is seen from another: 0 private to it, 1 exported to it by name, 2 public; undefined: not at all.
 * `~` hides it even from its own namespace, unless it is public.
 */
export function seenFrom(exports: ReadonlySet<string>, owner: string, namespace: string): 0 | 1 | 2 | undefined {
  if (exports.has('*')) return 2;
  return exports.has('~') || !exports.has(namespace) ? undefined : owner === namespace ? 0 : 1;
}
