// What the suite `pulumi` deploys: one of these programs, with the parameters of the run.
import { App } from 'cdk8s';
import { IstioControlPlane } from 'cdk8s-mesh';
import { MeshResources } from 'cdk8s-mesh/pulumi';
import { forStockEnvoy } from '../../mesh-on-cluster/control-plane';
import { bench, type BenchParameters } from './bench';
import { objects, type ObjectsParameters } from './objects';
import { plain, type PlainParameters } from './plain';
import { shop, type ShopParameters } from './shop';

interface Parameters extends ShopParameters, PlainParameters, ObjectsParameters, BenchParameters {
  readonly program: string;
  /** Name of the component, and the one it had. */
  readonly name?: string;
  readonly formerly?: string;
}
const given = JSON.parse(process.env.MESH_PROGRAM!) as Parameters;

const programs: Readonly<Record<string, () => unknown>> = {
  /** Istio and a mesh on it, from nothing. */
  all: () => {
    const app = new App();
    new IstioControlPlane(app, 'istio', { profile: 'dev', ...forStockEnvoy });
    shop(app, given);
    return new MeshResources(given.name ?? 'all', app, { definitions: 'delete' }, given.formerly ? { aliases: [{ name: given.formerly }] } : {});
  },
  plain: () => plain(given),
  objects: () => objects(given),
  bench: () => bench(given),
};
programs[given.program]();
