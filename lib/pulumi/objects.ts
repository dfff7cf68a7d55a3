import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Emitted } from '../cdk8s/emitted';
import { foreignObjects } from '../cdk8s/foreign';
import { Host } from '../cdk8s/host';
import { isMesh } from '../constructs/mesh';
import type { Manifest } from '../manifests/manifest';
import type { DeclaredObject } from './planned';

/** What the charts of a scope write, each object with the construct it comes from. Nothing is judged here. `report`: told of an object that cannot be rendered; without it, the error is thrown. */
export function objectsOf(scope: IConstruct, report?: (object: ApiObject, error: unknown) => void): DeclaredObject[] {
  const out: DeclaredObject[] = [];
  for (const chart of scope.node.findAll()) {
    if (!Chart.isChart(chart)) continue;
    if (isMesh(chart)) Host.of(chart).compile().lower(chart.node.path, (manifest, origin) => out.push({ manifest, path: origin.path }));
    for (const object of foreignObjects(chart, (o) => o instanceof Emitted)) {
      try { out.push({ manifest: object.toJson() as Manifest, path: object.node.path }); } catch (error) {
        if (!report) throw error;
        report(object, error);
      }
    }
  }
  return out;
}

/** ApiObjects of a scope, apart from those that stand for what a mesh emits. */
export const apiObjectsOf = (scope: IConstruct): readonly ApiObject[] => scope.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c) && !(c instanceof Emitted));
