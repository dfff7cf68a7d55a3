import type { SourceObject } from '../../effective';
import { entries, fields, textOf, type Fields } from './fields';

export interface EnvoyPatch { readonly operation: string; readonly applyTo: string; readonly at: string; readonly patch: Fields; /** Filter that it is about. */ readonly name: string; readonly proxyVersion: string }

/** Patches of an EnvoyFilter, as far as they have both parts. */
export function patchesOf(object: SourceObject): readonly EnvoyPatch[] {
  return entries(fields(object.manifest.spec)?.configPatches).flatMap(([patch, i]): EnvoyPatch[] => {
    const to = fields(patch.patch);
    if (!to) return [];
    const match = fields(patch.match), filter = fields(fields(fields(match?.listener)?.filterChain)?.filter), name = textOf(fields(to.value)?.name) || textOf(filter?.name);
    return [{ operation: textOf(to.operation), applyTo: textOf(patch.applyTo), at: `spec.configPatches[${i}]`, patch, name, proxyVersion: textOf(fields(match?.proxy)?.proxyVersion) }];
  });
}
