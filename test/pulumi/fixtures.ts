import { ApiObject, App, Chart } from 'cdk8s';
import { Mesh, MeshService, Port, Workload } from '../../lib';

/** A mesh of one service. */
export function shop(app = new App(), image = 'registry.example.com/web:1'): App {
  const mesh = new Mesh(app, 'shop');
  new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: Workload.container({ image }) });
  return app;
}

/** A chart of plain objects. */
export function chart(app: App, id: string, objects: readonly Record<string, any>[]): Chart {
  const made = new Chart(app, id);
  objects.forEach((o, i) => new ApiObject(made, `${o.kind}-${o.metadata?.name ?? i}`.toLowerCase(), o as any));
  return made;
}

export const configMap = (name: string, data: Record<string, any> = {}, namespace = 'a'): Record<string, any> => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data });
