import type { App } from 'cdk8s';
import { generateMeshes } from '../../generated/meshes';
import { pickSeeded } from '../../generated/pick';

/** A generated app, by its seed. */
export function generated(seed: number): { readonly name: string; readonly build: (app: App) => void } {
  return { name: `generated ${seed}`, build: (app) => { generateMeshes(app, pickSeeded(seed)); } };
}
