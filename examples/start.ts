// `npm start [-- example]`: one example (bookinfo) to dist/, what it comes to, and what a few requests will meet.
import * as fs from 'fs';
import * as path from 'path';
import { effectiveOf, IstioControlPlane, Mesh, MeshApp, summaryOf } from 'cdk8s-mesh';
import { renderOutcome, simulate } from 'cdk8s-mesh/simulate';
import { examples } from '.';
import { requests } from './requests';

const name = process.argv[2] ?? 'bookinfo';
const build = examples[name];
if (!build) {
  process.stderr.write(`there is no example '${name}'; there are: ${Object.keys(examples).join(', ')}\n`);
  process.exit(1);
}
const outdir = process.env.CDK8S_OUTDIR ?? 'dist';
const app = new MeshApp({ outdir });
build(app);
const started = Date.now();
app.synth();
const planes = app.charts.filter((c): c is IstioControlPlane => c instanceof IstioControlPlane);
for (const plane of planes) process.stdout.write(`${plane.node.id}  control plane in ${plane.namespaceName}: revision ${plane.revisions.map((r) => r.rev).join(', ')}${plane.tags.map((t) => `, tag ${t.tag} → ${t.revision.rev}`).join('')}; ${plane.manifests().length} objects\n`);
if (app.charts.some((c) => c instanceof Mesh)) process.stdout.write(`${summaryOf(app)}\n`);
process.stdout.write('\nwritten:\n');
// Other examples' files may be there too.
const written = fs.readdirSync(outdir).filter((f) => f.endsWith('.k8s.yaml')).map((f) => path.join(outdir, f)).filter((f) => fs.statSync(f).mtimeMs >= Math.floor(started / 1000) * 1000).sort();
for (const file of written) process.stdout.write(`  ${file}  ${(fs.statSync(file).size / 1024).toFixed(1)} KiB\n`);
const asked = requests[name] ?? [];
if (asked.length > 0) {
  const mesh = effectiveOf(app), colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  process.stdout.write('\nproved before anything is deployed:\n\n');
  for (const input of asked) process.stdout.write(`${renderOutcome(simulate(mesh, input), { input, colour })}\n\n`);
}
const read = `read examples/${name.replace(/^(migration|upgrade|multi-cluster)-.*/, '$1')}/mesh.ts`;
// Istio's objects are refused until istiod runs.
const first = planes.map((p) => path.join(outdir, `${p.node.id}.k8s.yaml`)), others = written.filter((f) => !first.includes(f));
const files = (names: readonly string[]) => names.map((f) => `-f ${f}`).join(' ');
const until = planes.some((p) => p.props.remote !== undefined) ? 'let the primary in (docs/guides/multi-cluster.md)' : 'wait for istiod (docs/guides/install.md)';
const then = others.length > 0 ? `, ${until}, kubectl apply ${files(others)}` : '';
process.stdout.write(first.length > 0 ? `\nnext: kubectl apply --server-side ${files(first)}${then}   or ${read}\n` : `\nnext: kubectl apply ${files(written)}   or ${read}\n`);
