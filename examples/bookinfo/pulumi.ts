// What `pulumi up` runs (see Pulumi.yaml): every object of the mesh is a resource, behind what it needs.
import { App } from 'cdk8s';
import { MeshResources } from 'cdk8s-mesh/pulumi';
import { build } from './mesh';

export const bookinfo = new MeshResources('bookinfo', build(new App()));
