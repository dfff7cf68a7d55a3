import { MeshApp, TrafficSplit, type IstioControlPlaneProps, type MeshService } from 'cdk8s-mesh';
import * as bookinfo from '../../../examples/bookinfo/mesh';
import * as shop from '../../../examples/shop/mesh';
import type { KubeObject } from '../kube/api';
import { objectsOf } from '../kube/cluster';
import { installIstio, type Upgrade } from './control-plane';

/** What a program writes. */
export interface Written { readonly yaml: string; readonly objects: readonly KubeObject[] }

export interface Choices extends IstioControlPlaneProps {
  /** Weights of Bookinfo's canary; default: as the example has them. */
  readonly weights?: { readonly v1?: number; readonly v3?: number };
  /** How far an upgrade of the control plane is; default: not begun. */
  readonly upgrade?: Upgrade;
}

/** One app: the control plane with a gateway, Bookinfo and the shop of two owners, as they are written one after the other. */
export function platform({ weights, upgrade, ...props }: Choices): Written {
  const app = new MeshApp();
  installIstio(app, props, upgrade);
  const mesh = bookinfo.build(app);
  if (weights !== undefined) {
    mesh.node.tryRemoveChild('reviews-canary');
    new TrafficSplit(mesh, 'reviews-canary', { service: mesh.node.findChild('reviews') as MeshService<'v1' | 'v3'>, weights });
  }
  shop.build(app);
  return written(app.synthYaml());
}

export const written = (yaml: string): Written => ({ yaml, objects: objectsOf(yaml) });
/** Objects as YAML: each document is JSON, which is YAML too. */
export const asYaml = (objects: readonly object[]): string => objects.map((object) => `---\n${JSON.stringify(object)}\n`).join('');
