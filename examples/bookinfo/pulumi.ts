// What `pulumi up` runs (see Pulumi.yaml): every object of the mesh as a resource, in the order in which they can be applied.
import * as kubernetes from '@pulumi/kubernetes';
import { App } from 'cdk8s';
import { build } from './mesh';

const objects = build(new App()).toJson();
export const resources = new kubernetes.yaml.v2.ConfigGroup('bookinfo', { objs: objects }).resources;
export const count = objects.length;
