// `node -r ts-node/register/transpile-only test/constructs/timing.ts`: what 5,000 services with 15,000 calls cost to declare and to read.
import { App } from 'cdk8s';
import { Call, Mesh, MeshService, Port, Workload } from '../../lib';
import { buildModel } from '../../lib/constructs/build-model';

const SERVICES = 5000;
const CALLS = 3;
/** CPU time of this process, its collector and compiler threads included: other work on the machine counts least. */
const now = (): number => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };

function round(): { construct: number; build: number } {
  const app = new App();
  const start = now();
  const mesh = new Mesh(app, 'shop');
  const services: MeshService[] = [];
  for (let i = 0; i < SERVICES; i++) services.push(new MeshService(mesh, `service-${i}`, { ports: [Port.http(8080)], workload: Workload.container({ image: `registry.example.com/service-${i}:1` }) }));
  services.forEach((s, i) => { for (let c = 1; c <= CALLS; c++) s.calls(services[(i + c * 7) % SERVICES], Call.get('/items')); });
  const constructed = now();
  buildModel(app);
  return { construct: constructed - start, build: now() - constructed };
}

for (let i = 0; i < 5; i++) {
  const { construct, build } = round();
  process.stdout.write(`${i ? 'warm' : 'cold'}  construct ${construct.toFixed(0)} ms  model ${build.toFixed(0)} ms  together ${(construct + build).toFixed(0)} ms\n`);
}
