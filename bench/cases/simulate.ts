import * as fs from 'fs';
import type * as Effective from '../../lib/effective';
import type * as Yaml from '../../lib/manifests/yaml';
import type * as Simulate from '../../lib/simulate';
import { measure, shipped } from '../measure';

// One simulated request after another, each from another caller to one of its callees; the first pass resolves what it touches, later ones only walk.
const [file, count] = process.argv.slice(2);
const { readManifests } = shipped<typeof Yaml>('manifests/yaml');
const { fromFile, readIstio } = shipped<typeof Effective>('effective');
const { simulate } = shipped<typeof Simulate>('simulate');
const mesh = readIstio(readManifests(fs.readFileSync(file, 'utf8'), file).manifests.map(fromFile), { inventory: 'closed' });
const wanted = Number(count);
const callers = mesh.workloads.filter((w) => w.proxy === 'sidecar');
const requests = Array.from({ length: wanted }, (_, i) => {
  const caller = callers[(i * 7919) % callers.length];
  const callee = mesh.client(caller).hosts().find((h) => h.name.startsWith('svc-'))!;
  return { from: caller.id, to: `http://${callee.name}:80/api/items/${i % 10}` };
});

function pass(): number {
  const start = process.hrtime.bigint();
  let delivered = 0;
  for (const request of requests) if (simulate(mesh, request).kind === 'delivered') delivered++;
  if (delivered !== wanted) throw new Error(`${wanted - delivered} requests did not arrive`);
  return Number(process.hrtime.bigint() - start) / 1e6 / wanted;
}

// Per request, in milliseconds.
measure(() => {
  const first = pass();
  const later = [pass(), pass(), pass()].sort((a, b) => a - b);
  return { ms: first, warmMs: later[1] };
});
