import { App, type Chart } from 'cdk8s';
import { Mesh, type MeshProps, Workload } from '../../lib';
import { type BuiltModel, buildModel } from '../../lib/constructs/build-model';

export const pod = (name = 'web') => Workload.container({ image: `registry.example.com/${name}:1` });

/** The model of one mesh `shop`, declared by a function. */
export function declared(declare: (mesh: Mesh, app: App) => unknown, props?: MeshProps): BuiltModel {
  const app = new App();
  declare(new Mesh(app, 'shop', props), app);
  return buildModel(app);
}
export const modelOf = (declare: (mesh: Mesh, app: App) => unknown, props?: MeshProps) => declared(declare, props).model;

/** What is thrown by a bad call, with the mesh at hand. */
export const refusal = (declare: (mesh: Mesh, app: App) => unknown) => () => { const app = new App(); declare(new Mesh(app, 'shop'), app); };
/** Facts without where they come from. */
export const plain = (value: unknown): any => JSON.parse(JSON.stringify(value, (key, v) => (key === 'origin' ? undefined : v)));
export type { Chart };
