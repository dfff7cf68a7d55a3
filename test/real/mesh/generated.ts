import type { App } from 'cdk8s';
import { generateMeshes, MESH_CONFIG } from '../../generated/meshes';
import { pickSeeded } from '../../generated/pick';

/** A generated app, by its seed, and the installation it is for. */
export function generated(seed: number): { readonly name: string; readonly build: (app: App) => void; readonly meshConfig: string; readonly trustDomain: () => string | undefined } {
  let trustDomain: string | undefined;
  return {
    name: `generated ${seed}`,
    build: (app) => {
      const [mesh] = generateMeshes(app, pickSeeded(seed));
      trustDomain = (mesh as unknown as { target?: { facts?: { trustDomain?: string } } }).target?.facts?.trustDomain;
    },
    meshConfig: JSON.stringify(MESH_CONFIG),
    trustDomain: () => trustDomain,
  };
}
