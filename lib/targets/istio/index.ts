import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { MeshFacts } from '../../model';
import type { Resolved } from '../../resolve/resolved';
import type { CompileTarget, Emit, SupportTable } from '../target';
import { EmitContext } from './context';
import { settingsOf, type IstioFacts, type IstioSettings } from './facts';
import { kinds } from './kinds';
import { merged } from './support';

/** Istio. Share one between the meshes of an app: its facts are those of the installation. */
export class Istio implements CompileTarget {
  /** Proxies beside every pod. */
  static sidecar(facts: IstioFacts = {}): Istio { return new Istio(settingsOf(facts)); }
  /** Not there yet: throws. */
  static ambient(_facts: IstioFacts = {}): Istio {
    throw new Error('Istio.ambient() comes later: meshes are compiled to sidecars so far, so use Istio.sidecar()');
  }

  private readonly _istio = true;
  readonly id = 'istio';
  readonly version: string;
  readonly clusterDomain: string;
  readonly supports: SupportTable = SUPPORTS;
  private readonly contexts = new WeakMap<Resolved, EmitContext>();

  private constructor(readonly settings: IstioSettings) {
    this.version = settings.version.name;
    this.clusterDomain = settings.clusterDomain;
    void this._istio;
  }

  check(resolved: Resolved, meshes: readonly MeshFacts[]): readonly Diagnostic[] {
    const context = this.context(resolved);
    return meshes.flatMap((mesh) => kinds.flatMap((kind) => kind.check?.(context, mesh) ?? []));
  }

  emit(resolved: Resolved, mesh: MeshFacts, out: Emit): void {
    const context = this.context(resolved);
    for (const kind of kinds) kind.emit(context, mesh, out);
  }

  /** A mesh is emitted several times: what was worked out for it stays as long as it does. */
  private context(resolved: Resolved): EmitContext {
    let context = this.contexts.get(resolved);
    if (!context) this.contexts.set(resolved, (context = new EmitContext(resolved, this.settings)));
    return context;
  }
}
const SUPPORTS = merged(kinds);

export type { IstioExtensionProvider, IstioFacts, IstioMeshConfig } from './facts';
