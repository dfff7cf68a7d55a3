import { isDeepStrictEqual } from 'util';
import type { IConstruct } from 'constructs';
import type { BuiltModel } from '../constructs/build-model';
import { INSTALLATION, type Installs } from '../constructs/installation';
import type { Diagnostic } from '../diagnostics';
import type { Id, MeshTarget } from '../model';
import { Istio } from '../targets/istio';
import { Emitted } from './emitted';
import { ManifestObject } from './manifest-object';

/**
 * Gives meshes that name no target that of the app's control plane, or the standard one. What a mesh's own target says otherwise of the control plane is an error: its proxies would be asked to
 * come from a revision, or to trust a domain, that is not there.
 */
export function targetsOf(built: BuiltModel, installations: readonly Installs[]): { readonly targets: ReadonlyMap<Id, MeshTarget>; readonly diagnostics: readonly Diagnostic[] } {
  const targets = new Map<Id, MeshTarget>();
  const found: Diagnostic[] = [];
  const standard = Istio.sidecar();
  // Several that say the same, as the halves of one control plane do, leave nothing to choose.
  const [first, ...others] = built.model.meshes.some((mesh) => built.targets.get(mesh.id) === undefined) ? installations.map((i) => i[INSTALLATION].target) : [];
  const agreed = others.every((other) => isDeepStrictEqual(saidBy(other), saidBy(first)));
  for (const mesh of built.model.meshes) {
    const own = built.targets.get(mesh.id);
    const { path, source } = mesh.origin;
    if (own === undefined) {
      targets.set(mesh.id, (agreed ? first : undefined) ?? standard);
      if (agreed) continue;
      found.push({
        code: 'MESH1431', severity: 'error', path, source, message: `the app declares ${installations.length} control planes, and the mesh does not say which one it is for`,
        help: 'pass one: target: controlPlane.sidecar()', related: installations.map((i) => ({ path: i.node.path, message: 'one is' })),
      });
      continue;
    }
    targets.set(mesh.id, own);
    const differs = installations.map((i) => i[INSTALLATION].contradictions(own));
    const nearest = differs.reduce<number | undefined>((best, list, i) => (best === undefined || list.length < differs[best]!.length ? i : best), undefined);
    if (nearest === undefined || !differs[nearest]!.length) continue;
    for (const fact of differs[nearest]!) found.push({ code: 'MESH1432', severity: 'error', path, source, message: `the mesh is compiled for ${fact}`, help: installations[nearest]![INSTALLATION].help, related: [{ path: installations[nearest]!.node.path, message: 'the control plane is' }] });
  }
  return { targets, diagnostics: found };
}

/** All that meshes read of a target. */
const saidBy = (target: MeshTarget | undefined): unknown => (target instanceof Istio ? target.settings : target);

/** Namespaces that a mesh writes and a control plane or its gateway, too: what is applied last would take away what the other says. */
export function namespacesWrittenTwice({ model }: BuiltModel, root: IConstruct): readonly Diagnostic[] {
  const others = new Map<string, IConstruct>();
  const finished: readonly ManifestObject[] = root.node.findAll().filter((c): c is ManifestObject => ManifestObject.is(c) && !((c as IConstruct) instanceof Emitted));
  for (const object of finished) if (object.kind === 'Namespace') others.set(object.name, object);
  if (others.size === 0) return [];
  return model.namespaces.flatMap((n): Diagnostic[] => {
    const other = others.get(n.name);
    if (other === undefined || (n.manage !== 'create' && n.manage !== 'label')) return [];
    return [{
      code: 'MESH1442', severity: 'error', path: n.origin.path, source: n.origin.source, message: `Namespace '${n.name}' is written by the control plane, too`, related: [{ path: other.node.path, message: 'there it is' }],
      help: `leave it to the control plane: new MeshNamespace(mesh, '${n.name}', { manage: 'policies' })`,
    }];
  });
}

/** What the installation of an app's first mesh on Istio is like. */
export const installationOf = (built: BuiltModel) => [...built.targets.values()].find((target): target is Istio => target instanceof Istio)?.settings;
