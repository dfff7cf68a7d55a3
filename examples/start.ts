// `npm start [-- example]`: one example (bookinfo) to dist/, and what it comes to.
import * as fs from 'fs';
import * as path from 'path';
import { MeshApp, summaryOf } from 'cdk8s-mesh';
import { examples } from '.';

const name = process.argv[2] ?? 'bookinfo';
const build = examples[name];
if (!build) {
  process.stderr.write(`there is no example '${name}'; there are: ${Object.keys(examples).join(', ')}\n`);
  process.exit(1);
}
const outdir = process.env.CDK8S_OUTDIR ?? 'dist';
const app = new MeshApp({ outdir });
build(app);
app.synth();
process.stdout.write(`${summaryOf(app)}\n\nwritten:\n`);
for (const file of fs.readdirSync(outdir).filter((f) => f.endsWith('.k8s.yaml')).sort()) {
  process.stdout.write(`  ${path.join(outdir, file)}  ${(fs.statSync(path.join(outdir, file)).size / 1024).toFixed(1)} KiB\n`);
}
process.stdout.write(`\nnext: kubectl apply -f ${outdir}/   or read examples/${name.replace(/^migration-.*/, 'migration')}/mesh.ts\n`);
