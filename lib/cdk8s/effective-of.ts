import type { IConstruct } from 'constructs';
import { renderDiagnostic } from '../diagnostics';
import { fromConstruct, readIstio, type IstioMesh, type ReadOptions, type SourceObject } from '../effective';
import { once } from '../manifests/maps';
import type { Origin } from '../model';
import { existingObjects } from './existing-objects';
import { Host, type Compiled } from './host';
import { installationOf } from './installed';

const read = new WeakMap<Compiled, Map<Inventory, IstioMesh>>();
type Inventory = 'open' | 'closed';

/**
 * What every proxy will do once an app is applied: all that its meshes write, what stands beside them in its charts, and what it says is there
 * already, read back. Once for each state of the app. Throws where the app has errors. `inventory` is `closed` unless you say otherwise: an app is the
 * whole of its mesh, so that what it does not declare is not there. In an `open` one there may be more, as Secrets that others make.
 */
export function effectiveOf(scope: IConstruct, { inventory = 'closed' }: { readonly inventory?: Inventory } = {}): IstioMesh {
  const host = Host.of(scope), compiled = host.compile();
  let known = read.get(compiled);
  if (!known) read.set(compiled, (known = new Map<Inventory, IstioMesh>()));
  return once(known, inventory, () => {
    const errors = compiled.diagnostics.filter((d) => d.severity === 'error');
    if (errors.length > 0) throw new Error(`the app has errors, so nothing of it can be said:\n  ${errors.map((d) => renderDiagnostic(d, { severity: false })).join('\n  ')}`);
    const objects: SourceObject[] = [];
    for (const m of compiled.model.meshes) compiled.lower(m.id, (manifest, origin: Origin) => objects.push(fromConstruct(manifest, origin)));
    for (const { manifest, origin } of host.foreign()) objects.push(fromConstruct(manifest, origin));
    return readIstio([...objects, ...existingObjects(compiled.resolved, objects, installationOf(compiled.built))], { ...readOptionsOf(compiled), inventory });
  });
}

/** What a reader is told of the installation that an app is for. */
export function readOptionsOf({ built }: Compiled): ReadOptions {
  const settings = installationOf(built);
  return settings ? { rootNamespace: settings.rootNamespace, clusterDomain: settings.clusterDomain, trustDomain: settings.trustDomain, meshConfig: settings.meshConfig as ReadOptions['meshConfig'] } : {};
}
