import type { App } from 'cdk8s';
import type * as Lib from '../lib';

/** The mesh of the benchmark, in the language: about 7.3 objects a service, three calls each, a third of the services in two versions. */
export interface MeshShape {
  readonly services: number;
  /** Owners; the services are dealt out evenly, calls stay inside. @default 1 */
  readonly meshes?: number;
  /** Every service calls the next one only. @default false */
  readonly chain?: boolean;
}

export function declareMesh(lib: typeof Lib, app: App, shape: MeshShape): void {
  const { Duration } = require('cdk8s') as typeof import('cdk8s');
  const meshes = shape.meshes ?? 1;
  for (let m = 0; m < meshes; m++) {
    const mesh = new lib.Mesh(app, meshes === 1 ? 'shop' : `shop-${m}`);
    new lib.TimeoutPolicy(mesh, 'timeout', { request: Duration.seconds(10) });
    new lib.OutlierDetection(mesh, 'eject', { consecutive5xx: 5, ejectFor: Duration.seconds(30) });
    const count = Math.floor(shape.services / meshes);
    const services: Lib.MeshService<any>[] = [];
    for (let i = 0; i < count; i++) {
      const image = (tag: string) => lib.Workload.container({ image: `registry.example.com/team-${i % 40}/service-${i}:${tag}`, replicas: 2 });
      const ports = [lib.Port.http(8080)];
      services.push(i % 3 === 0
        ? new lib.MeshService(mesh, `service-${i}`, { ports, versions: { v1: image('1.0'), v2: image('2.0') } })
        : new lib.MeshService(mesh, `service-${i}`, { ports, workload: image('1.0') }));
    }
    services.forEach((service, i) => {
      if (i % 3 === 0) new lib.TrafficSplit<string>(mesh, `split-${i}`, { service, weights: { v1: 90, v2: 10 } });
      if (i % 9 === 0) new lib.HttpRoute(mesh, `route-${i}`, { parent: service, rules: [{ matches: [lib.HttpMatch.header('x-tester').exact('yes')], to: service.version('v2') }] });
      if (i % 5 === 0) new lib.RetryPolicy(service, 'retries', { attempts: 3, perTryTimeout: Duration.seconds(2) });
      if (i % 4 === 0) new lib.ConnectionPool(service, 'pool', { maxConnections: 100 });
      const steps = shape.chain ? [1] : [1, 7, 31];
      for (const step of steps) {
        const callee = services[(i + step) % count];
        if (callee !== service && !(shape.chain && i === count - 1)) service.calls(callee, lib.Call.get(`/api/${i % 7}`));
      }
    });
  }
}
