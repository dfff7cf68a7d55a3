import type { Construct } from 'constructs';
import type { Id } from '../model';
import { CallError } from './call-error';
import { kindOf, type ModelBuilder } from './declare';
import { ABOUT, aboutOf, type MeshElement } from './element';
import type { MeshNamespace } from './mesh-namespace';

/** Id of the namespace of an element: the one it names, else its mesh's. */
export function namespaceIdOf(into: ModelBuilder, element: MeshElement, named: MeshNamespace | undefined): Id {
  return named ? aboutOf(named)!.id : into.namespaceOf.get(element[ABOUT].mesh)!;
}
/** Its name. */
export function namespaceNameOf(element: MeshElement, named: MeshNamespace | undefined): string {
  return named ? named.name : (element[ABOUT].owner as Construct & { readonly namespace: string }).namespace;
}
export function checkNamespace(at: string, named: MeshNamespace | undefined): void {
  if (named !== undefined && kindOf(named) !== 'namespace') throw new CallError(at, 'namespace must be a MeshNamespace', "declare it: new MeshNamespace(mesh, 'vault')");
}
