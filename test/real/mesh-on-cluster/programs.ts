import { MeshApp, type IstioControlPlaneProps } from 'cdk8s-mesh';
import * as bookinfo from '../../../examples/bookinfo/mesh';
import * as shop from '../../../examples/shop/mesh';
import type { KubeObject } from '../kube/api';
import { objectsOf } from '../kube/cluster';
import { installIstio } from './control-plane';

/** What a program writes. */
export interface Written { readonly yaml: string; readonly objects: readonly KubeObject[] }

/** One app: the control plane with a gateway, Bookinfo and the shop of two owners, as they are written one after the other. */
export function platform(props: IstioControlPlaneProps): Written {
  const app = new MeshApp();
  installIstio(app, props);
  bookinfo.build(app);
  shop.build(app);
  return written(app.synthYaml());
}

export const written = (yaml: string): Written => ({ yaml, objects: objectsOf(yaml) });
/** Objects as YAML: each document is JSON, which is YAML too. */
export const asYaml = (objects: readonly object[]): string => objects.map((object) => `---\n${JSON.stringify(object)}\n`).join('');
