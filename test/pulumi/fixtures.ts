import { ApiObject, App, Chart } from 'cdk8s';
import { Mesh, MeshService, Port, Workload } from '../../lib';

/** A mesh of one service. */
export function shop(app = new App(), image = 'registry.example.com/web:1'): App {
  const mesh = new Mesh(app, 'shop');
  new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: Workload.container({ image }) });
  return app;
}

/** A chart of plain objects. */
export function chart(app: App, id: string, objects: readonly Obj[]): Chart {
  const made = new Chart(app, id);
  objects.forEach((o, i) => new ApiObject(made, `${o.kind}-${o.metadata?.name ?? i}`.toLowerCase(), o as any));
  return made;
}

export type Obj = Record<string, any>;
/** `namespace`: '' for none. */
export const object = (apiVersion: string, kind: string, name: string, more: Obj = {}, namespace = 'a'): Obj => ({ apiVersion, kind, metadata: { name, ...(namespace && { namespace }) }, ...more });
export const configMap = (name: string, data: Obj = {}, namespace?: string): Obj => object('v1', 'ConfigMap', name, { data }, namespace);
export const service = (name: string, namespace?: string): Obj => object('v1', 'Service', name, { spec: { selector: { app: name }, ports: [{ port: 80 }] } }, namespace);
/** `labels`, `pod`: more of those of its pods, and of their spec. */
export const deployment = (name: string, { namespace, labels, pod }: { namespace?: string; labels?: Obj; pod?: Obj } = {}): Obj => object('apps/v1', 'Deployment', name, {
  spec: { selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name, ...labels } }, spec: { containers: [{ name: 'c', image: 'registry.example.com/c:1' }], ...pod } } },
}, namespace);
