import * as fs from 'fs';
import * as path from 'path';
import { measure } from '../measure';

// The same objects, ready-made, through stock cdk8s. Reading them is not measured.
const [objects, file] = process.argv.slice(2);
const ready = fs.readFileSync(objects, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as object);
measure(() => {
  const { ApiObject, App, Chart } = require('cdk8s') as typeof import('cdk8s');
  const app = new App({ outdir: path.dirname(file), outputFileExtension: path.extname(file) });
  const chart = new Chart(app, path.basename(file, path.extname(file)), { disableResourceNameHashes: true });
  ready.forEach((object, i) => new ApiObject(chart, `o${i}`, object as never));
  app.synth();
}, file);
