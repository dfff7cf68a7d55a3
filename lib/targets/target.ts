import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Manifest } from '../manifests/manifest';
import type { MeshFacts, MeshTarget, Origin } from '../model';
import type { Feature } from '../model/features';
import type { Resolved } from '../resolve/resolved';

export type Support = 'full' | 'absent' | { readonly degraded: string };
export type SupportTable = Readonly<Partial<Record<Feature, Support>>>;

/** Takes a finished manifest with the construct it comes from. */
export type Emit = (manifest: Manifest, origin: Origin) => void;

/** What a mesh is compiled to. Its facts (trust domain, mesh config, …) are part of it. */
export interface CompileTarget extends MeshTarget {
  readonly version: string;
  /** A feature that is not named is absent. */
  readonly supports: SupportTable;
  /** What this target finds wrong with the meshes that are compiled to it, beyond what `supports` says. */
  check(resolved: Resolved, meshes: readonly MeshFacts[]): readonly Diagnostic[];
  /** Everything one mesh writes, in an order that can be applied as it stands. Pure: called as often as needed. */
  emit(resolved: Resolved, mesh: MeshFacts, out: Emit): void;
}
